"""A Drawing computes what its files share once, and each part of a figure is drawn alone."""

from pathlib import Path

import pytest

from headmap_cli import render, save
from headmap_cli.core.errors import HeadmapError
from headmap_cli.embed.fingerprint import Contents
from headmap_cli.layout import split_pages
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.writers.formats import format_names
from tests.helpers import random_data

DATA = random_data(["Knowledge", "Syntax"], 3, 4, 0.4)
STYLE = load_style(sets=["layout.dpi=40"])


@pytest.mark.parametrize("shared", ["alt_text", "payload", "merge_drawn", "layout_split", "compose"])
def test_a_result_that_all_formats_use_is_computed_once(shared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    module = split_pages if shared == "layout_split" else render
    original = getattr(module, shared)

    def counted(*args: object) -> object:
        calls.append(args)
        return original(*args)

    monkeypatch.setattr(module, shared, counted)
    drawing = Drawing(DATA, STYLE)
    for format in ("png", "svg"):
        drawing.encode(format)
        for part in drawing.panels:
            drawing.encode(format, part)
    assert len(calls) == 1


def test_nothing_is_laid_out_before_it_is_needed() -> None:
    drawing = Drawing(DATA, load_style(sets=["layout.width=1in", "layout.cell=50"]))
    assert drawing.metadata.title == "Attention heads by category"
    with pytest.raises(HeadmapError):
        drawing.encode("png")


def test_the_parts_are_the_panels_and_the_legend_and_panels_have_one_size() -> None:
    panels = Drawing(DATA, STYLE).panels
    assert list(panels) == ["all", "knowledge", "syntax", "legend"]
    sizes = {(scene.width, scene.height) for name, scene in panels.items() if name != "legend"}
    assert len(sizes) == 1


@pytest.mark.parametrize("format", format_names())
def test_save_writes_the_bytes_that_a_drawing_encodes(format: str, tmp_path: Path) -> None:
    path = tmp_path / f"figure.{format}"
    save(DATA, path, style=STYLE)
    assert path.read_bytes() == Drawing(DATA, STYLE).encode(format)


def test_a_file_carries_its_data_only_if_it_is_asked_to() -> None:
    assert Drawing(DATA, STYLE).metadata.payload is not None
    drawing = Drawing(DATA, STYLE, Contents(embed_data=False))
    assert drawing.metadata.payload is None
    assert b"headmap:data" not in drawing.encode("svg")


def test_only_an_svg_has_tooltips() -> None:
    with_tooltips = Drawing(DATA, STYLE, Contents(tooltips=True))
    plain = Drawing(DATA, STYLE)
    assert b'<g id="tooltips"' in with_tooltips.encode("svg")
    assert b'<g id="tooltips"' not in plain.encode("svg")
    assert with_tooltips.encode("html") == plain.encode("html")
