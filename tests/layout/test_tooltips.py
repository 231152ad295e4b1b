"""--tooltips: a title for each head that is in a category, where the head is."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from headmap_cli.cli.main import run
from headmap_cli.embed.fingerprint import Contents
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from tests.helpers import random_data

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = ["</title><script>", "a & b", "\x07 bell", "n" * 10_000]


@pytest.mark.slow
@pytest.mark.parametrize("x", ["layer", "head"])
def test_the_cell_of_each_classified_head_names_its_categories(x: str) -> None:
    data = random_data(["a", *HOSTILE], 4, 6, 0.2)
    style = load_style(sets=[f"axes.x={x}", "categories.a.label=Apples"])
    drawing = Drawing(data, style, Contents(tooltips=True))
    root = ElementTree.fromstring(drawing.encode("svg"))
    (group,) = [g for g in root.iter(f"{SVG}g") if g.get("id") == "tooltips"]
    heads = np.argwhere(data.membership.any(axis=0)).tolist()
    assert len(group) == len(heads) * 6
    panel = drawing.scene.panels[0]
    for rect, (layer, head) in zip(group, heads, strict=False):
        column, row = (layer, head) if x == "layer" else (head, layer)
        place = [float(rect.get(key, "nan")) for key in ("x", "y", "width", "height")]
        left, top = panel.columns[column, 0], panel.rows[row, 0]
        side = panel.columns[0, 1] - panel.columns[0, 0]
        assert place == pytest.approx([v * 72 / drawing.scene.dpi for v in (left, top, side, side)], abs=1e-4)
        text = rect[0].text or ""
        assert text.startswith(f"layer {layer}, head {head}: ")
        names = ["Apples", "</title><script>", "a & b", "\\x07 bell", "n" * 10_000]
        assert text.split(": ", 1)[1] == ", ".join(
            name for name, member in zip(names, data.membership[:, layer, head], strict=True) if member
        )


@pytest.mark.usefixtures("workdir")
def test_only_an_svg_with_the_option_has_tooltips() -> None:
    Path("heads.csv").write_text("layer,head,category\n0,1,A\n1,0,B\n", encoding="utf-8")
    assert run(["render", "heads.csv", "--grid", "2x2", "-o", "plain.svg"]) == 0
    assert run(["render", "heads.csv", "--grid", "2x2", "-o", "tips.svg", "--tooltips"]) == 0
    assert "tooltips" not in Path("plain.svg").read_text(encoding="utf-8")
    assert "<title>layer 0, head 1: A</title>" in Path("tips.svg").read_text(encoding="utf-8")
    assert read("tips.svg") == read("plain.svg")
    assert run(["render", "heads.csv", "--grid", "2x2", "-o", "x.png", "--tooltips"]) == 2
