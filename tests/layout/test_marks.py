"""Marks on chosen heads: their places, what they leave of a cell, and the errors and warnings about them."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import HeadmapError
from headmap_cli.render import Drawing
from headmap_cli.style.python import load_style
from headmap_cli.style.schema import Style
from tests.decoder import FRAME, SVG_NAMESPACE, Grid, png_grids, svg_grids
from tests.writers.svg_path import polygons

CELL = 20
RED = "#ff0000"
GRAY = Style().unclassified.color
BLUE = "#1f77b4"
LAYERS, HEADS = 3, 4
MEMBERS = [(0, 1), (2, 3)]


def heads(scores: Any = None) -> Classification:
    # With a single category, there would be no composite.
    membership = np.zeros((2, LAYERS, HEADS), dtype=bool)
    for layer, head in MEMBERS:
        membership[0, layer, head] = True
    return Classification(("A", "B"), membership, scores=scores)


def style_with(*marks: dict[str, Any], **axes: Any) -> Style:
    no_ticks: dict[str, Any] = {"ticks": []}
    return load_style(
        marks=list(marks),
        colors=[BLUE],
        axes={"layer": no_ticks, "head": no_ticks, **axes},
        frame={"color": FRAME},
        layout={"cell": f"{CELL / 2}pt"},
        legend={"place": "none"},
    )


def decoded(style: Style, format: str) -> list[Grid]:
    """Return the cells of the composite, of A, and of B, which has no heads."""
    data = Drawing(heads(), style).encode(format)
    rows, columns = (HEADS, LAYERS) if style.axes.x == "layer" else (LAYERS, HEADS)
    if format == "png":
        return png_grids(data, rows, columns)
    return svg_grids(data, rows, columns, CELL)


def place(layer: int, head: int, axes: dict[str, str]) -> tuple[int, int]:
    """Return the row and the column of a head, from the top left corner."""
    row, column, rows = head, layer, HEADS
    if axes.get("x") == "head":
        row, column, rows = layer, head, LAYERS
    if axes.get("origin") == "bottom":
        row = rows - 1 - row
    return row, column


@pytest.mark.parametrize("format", ["png", "svg"])
@pytest.mark.parametrize("look", ["outline", "dot"])
@pytest.mark.parametrize("axes", [{}, {"x": "head"}, {"origin": "bottom"}])
def test_exactly_the_named_heads_are_marked_and_each_middle_keeps_its_color(
    format: str, look: str, axes: dict[str, str]
) -> None:
    style = style_with({"heads": ["L2H3", "1.0"], "look": look, "color": RED}, **axes)
    grids = decoded(style, format)
    assert len(grids) == 3
    marked = {place(2, 3, axes), place(1, 0, axes)}
    members = {place(layer, head, axes) for layer, head in MEMBERS}
    for grid, shown in zip(grids, (members, members, set()), strict=True):
        for position, cell in grid.each():
            color = BLUE if position in shown else GRAY
            middle = len(cell) // 2
            assert cell[middle, middle] == color
            if position not in marked:
                assert set(cell.ravel()) == {color}
            elif look == "outline":
                edges = {*cell[0], *cell[-1], *cell[:, 0], *cell[:, -1]}
                assert edges == {RED}
                assert set(cell[5:-5, 5:-5].ravel()) == {color}
            else:
                # The dot is in the upper right quarter.
                rows, columns = np.nonzero(cell != color)
                assert rows.max() < middle < columns.min()
                assert (cell == RED).any()


def test_the_items_of_an_svg_name_their_panel_and_their_set() -> None:
    style = style_with({"heads": ["L0H0"], "color": RED}, {"heads": ["L1H1"], "look": "dot", "color": RED})
    root = ElementTree.fromstring(Drawing(heads(), style).encode("svg"))
    by_id = {element.get("id"): element for element in root.iter()}
    for panel in ("panel-all", "panel-a"):
        assert by_id[f"{panel}--mark--2--ff0000"] is not None
        frame = next(
            path for path in by_id[panel].findall(f"{SVG_NAMESPACE}path") if path.get("fill") == FRAME
        )
        left, top = np.array(polygons(frame)[1]).min(axis=0)
        # At 144 pixels per inch, a point of the SVG is two pixels.
        sides: list[Any] = []
        for path in by_id[f"{panel}--mark--1--ff0000"].iter(f"{SVG_NAMESPACE}path"):
            sides += polygons(path)
        outline = np.concatenate(sides)
        assert (outline.min(axis=0) == [left, top]).all()
        assert (outline.max(axis=0) == [left + CELL / 2, top + CELL / 2]).all()


def test_a_mark_without_a_color_is_black_unless_its_cell_is_nearly_black() -> None:
    style = style_with({"heads": ["L0H0", "L0H1"]})
    grid = decoded(style, "png")[0]
    assert grid.cells[0, 0, 0, 0] == grid.cells[1, 0, 0, 0] == "#000000"
    grid = decoded(load_style(style, colors=["#101010"]), "png")[0]
    assert grid.cells[0, 0, 0, 0] == "#000000"
    assert grid.cells[1, 0, 0, 0] == "#ffffff"


def test_top_marks_the_best_heads_of_each_category_and_all_of_them_in_the_composite() -> None:
    scores = np.full((2, LAYERS, HEADS), np.nan)
    scores[0, 0] = [0.1, 0.9, 0.5, -2]
    scores[1, 2, :2] = [-5, -6]
    data = Classification(("A", "B"), np.zeros(scores.shape, dtype=bool), scores=scores)
    style = style_with({"top": 3, "look": "outline", "color": RED})
    grids = png_grids(Drawing(data, style).encode("png"), HEADS, LAYERS)
    found = [{position for position, cell in grid.each() if cell[0, 0] == RED} for grid in grids]
    best_a, best_b = {(0, 0), (1, 0), (2, 0)}, {(0, 2), (1, 2)}
    assert found == [best_a | best_b, best_a, best_b]


def test_names_are_written_in_the_middle_of_their_cells() -> None:
    style = load_style(
        marks=[{"heads": ["2.3"], "look": "name"}, {"heads": ["0.1"], "look": "name", "name": "L9H6"}],
        layout={"cell": 20},
    )
    scene = Drawing(heads(), style).scene
    svg = Drawing(heads(), style).encode("svg").decode()
    texts = [text for text in re.findall(r">([^<>]+)</text>", svg) if re.fullmatch(r"2\.3|L0H1", text)]
    assert texts == ["2.3", "L0H1"] * 3
    groups = {group.id: group for group in scene.groups}
    for grid in scene.panels:
        for group in groups[grid.id].items:
            id = getattr(group, "id", "")
            if "--mark--" in id:
                [label] = group.items  # type: ignore[union-attr]
                layer, head = (2, 3) if id.endswith("1") else (0, 1)
                x, y, width, height = label.rect  # type: ignore[union-attr]
                assert grid.columns[layer, 0] <= x < x + width <= grid.columns[layer, 1]
                assert grid.rows[head, 0] <= y < y + height <= grid.rows[head, 1]


WRONG = [
    ({"heads": ["L3H0"]}, "head L3H0 is marked and is outside the grid of 3 layers x 4 heads"),
    ({"top": 2}, "the top 2 heads cannot be marked, since the data has no scores; mark heads by"),
    ({}, "marks.0: expected either heads, such as [L9H6, L9H9], or top"),
    ({"top": 2, "heads": ["L0H0"]}, "marks.0: expected either heads, such as [L9H6, L9H9], or top"),
]


@pytest.mark.parametrize(("mark", "message"), WRONG)
def test_wrong_marks_are_refused(mark: dict[str, Any], message: str) -> None:
    with pytest.raises(HeadmapError, match=re.escape(message)):
        Drawing(heads(), style_with(mark)).encode("png")


def test_absent_heads_and_cells_without_room_are_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    present = np.ones((LAYERS, HEADS), dtype=bool)
    present[1, 2] = False
    data = Classification(("A",), np.zeros((1, LAYERS, HEADS), dtype=bool), present)
    style = load_style(marks=[{"heads": ["L1H2"]}], layout={"cell": "2pt", "dpi": 72})
    Drawing(data, style).encode("png")
    assert "head 1.2 is marked, but the data has no such head" in caplog.text
    assert "marks are left out: cells of 2 pixels are smaller than 3" in caplog.text


def test_each_set_has_its_entry_at_the_end_of_the_legend_and_in_the_alt_text() -> None:
    style = load_style(marks=[{"heads": ["L0H0"], "label": "Movers"}, {"heads": ["L1H0", "L1H1"]}])
    drawing = Drawing(heads(), style)
    [legend] = [group for group in drawing.scene.groups if group.id == "legend"]
    ids = [getattr(entry, "id", "") for entry in legend.items]
    assert ids[-2:] == ["legend--mark--1", "legend--mark--2"]
    assert drawing.metadata.description.endswith("Marked as 'Movers': L0H0. Marked as 'Marked': L1H0, L1H1.")


@pytest.mark.parametrize("x", ["layer", "head"])
def test_a_vega_lite_spec_lists_the_marks_of_each_head(x: str) -> None:
    style = load_style(marks=[{"heads": ["L2H1"], "label": "Movers"}, {"heads": ["L2H1"]}], axes={"x": x})
    spec = json.loads(Drawing(heads(), style).encode("vl.json"))
    records = spec["data"]["values"]
    marked = [(record["layer"], record["head"], record["marks"]) for record in records if "marks" in record]
    assert marked == [(2, 1, ["Movers", "Marked"])] * 3
