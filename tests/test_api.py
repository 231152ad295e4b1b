"""The Python API: lazy names, reading and saving, pictures for notebooks, and the repr of results."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import headmap_cli
from headmap_cli import Classification, HeadmapError, Style, figure, load_style, merge, read, save
from headmap_cli.render import Drawing
from headmap_cli.writers.png import picture
from tests.commands import python
from tests.helpers import random_data

DATA = random_data(["Knowledge", "Algorithmic", "Linguistic"], 12, 10, 0.3)


def test_names_are_there_and_nothing_heavy_is_loaded_for_them(tmp_path: Path) -> None:
    script = "import sys, headmap_cli as h; h.__version__; print(dir(h)); print('numpy' in sys.modules)"
    names, numpy = python("-c", script, cwd=tmp_path).stdout.splitlines()
    assert numpy == "False"
    for name in ("read", "merge", "Classification", "Style", "figure", "save", "__version__"):
        assert repr(name) in names
        assert getattr(headmap_cli, name)
    with pytest.raises(AttributeError, match="no attribute 'draw_all'"):
        headmap_cli.draw_all  # noqa: B018


def test_read_merge_and_save(tmp_path: Path) -> None:
    path = tmp_path / "heads.csv"
    path.write_text("layer,head,category\n0,1,A\n1,0,A\n1,0,B\n", encoding="utf-8")
    data = read(path, grid=(2, 2))
    assert merge(data).count.tolist() == [[0, 1], [2, 0]]
    save(data, tmp_path / "a.png", tmp_path / "a.svg", style=load_style(preset="dark"))
    assert read(tmp_path / "a.png") == read(tmp_path / "a.svg") == data
    with pytest.raises(HeadmapError, match="no_such"):
        read(tmp_path / "no_such.csv")


# --- notebooks ---


def test_notebooks_get_the_figure_as_a_png_an_svg_and_a_tagged_image() -> None:
    bundle: dict[str, Any] = DATA._repr_mimebundle_()  # type: ignore[attr-defined]  # attached by headmap_cli
    with Image.open(io.BytesIO(bundle["image/png"])) as seen:
        assert seen.size == picture(Drawing(DATA).scene).size
    assert bundle["image/svg+xml"].rstrip().endswith("</svg>")
    assert bundle["text/html"].startswith('<img alt="Map of 120 attention heads')
    hostile: Any = random_data(['"><script>alert(1)</script>'], 2, 2)
    assert "<script" not in hostile._repr_mimebundle_()["text/html"]


def test_notebooks_get_the_formats_they_ask_for() -> None:
    data: Any = DATA
    assert list(data._repr_mimebundle_(include={"image/png"})) == ["image/png"]
    assert "text/html" not in data._repr_mimebundle_(exclude={"text/html"})
    shown: Any = figure(DATA)
    assert shown._repr_mimebundle_(include={"text/html"}) == ({}, {})


def test_style_is_the_type_of_styles() -> None:
    assert load_style() == Style()


# --- repr ---


def test_a_repr_is_one_line() -> None:
    mask = np.zeros((2, 3, 4), dtype=bool)
    mask[:, 0, 1] = mask[1, 2, 3] = True
    present = np.ones((3, 4), dtype=bool)
    present[1, 0] = False
    data = Classification(("A", "B"), mask, present, "gpt2\nsmall")
    line = "<Classification: 'gpt2\\nsmall', 2 categories, 3 layers x 4 heads, 2 of 11 heads classified>"
    assert repr(data) == line
    assert repr(merge(data)) == f"<Composite: 1 head in several categories, of {line}>"
    alone = Classification(("A",), mask[1:])
    assert repr(alone) == "<Classification: 1 category, 3 layers x 4 heads, 2 of 12 heads classified>"


def test_a_repr_of_a_style_lists_the_changed_settings() -> None:
    assert repr(Style()) == "<Style: the default>"
    changed = load_style(title="Hello", layout={"dpi": 300}, categories={"A": {"color": "red"}})
    shown = repr(changed)
    assert shown.startswith("<Style: title='Hello', categories={'A': ")
    for preset in ("icml", "dark", "pythia-12b-maps"):
        assert len(repr(load_style(preset=preset))) < 200
        assert "\n" not in repr(load_style(preset=preset, title="a\nb"))
