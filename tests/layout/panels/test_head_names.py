"""Names of marked heads beside maps whose cells are too small for them."""

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import HeadmapError
from headmap_cli.render import Drawing
from headmap_cli.scene.marks import Group, Label, PanelGrid, Scene, walk
from headmap_cli.scene.strokes import Strokes, stroke_ends
from headmap_cli.style.python import load_style
from headmap_cli.style.schema import Style
from tests.decoder import png_grids
from tests.layout.assertions import assert_nothing_leaves_the_page, assert_nothing_overlaps

LAYERS, HEADS = 30, 24
NAME = re.compile(r"\d+\.\d+")


def random_heads(count: int, seed: int = 0) -> list[tuple[int, int]]:
    chosen = np.random.default_rng(seed).choice(LAYERS * HEADS, count, replace=False)
    return [divmod(int(index), HEADS) for index in chosen]


def classified() -> Classification:
    membership = np.random.default_rng(1).random((2, LAYERS, HEADS)) < 0.2
    return Classification(("A", "B"), membership)


def style_with(heads: list[tuple[int, int]], cell: str = "4pt", **sections: Any) -> Style:
    marks = [{"heads": [f"L{layer}H{head}" for layer, head in heads], "look": "name"}]
    return load_style(marks=marks if heads else [], layout={"cell": cell}, **sections)


def names_of(scene: Scene, panel: PanelGrid) -> tuple[list[Label], list[Strokes]]:
    [group] = [group for group in scene.groups if group.id == panel.id]
    [names] = [item for item in group.items if isinstance(item, Group) and item.id == f"{panel.id}--names"]
    items = list(walk(names.items))
    return [i for i in items if isinstance(i, Label)], [i for i in items if isinstance(i, Strokes)]


@pytest.mark.parametrize("strip", ["none", "both"])
@pytest.mark.parametrize("origin", ["top", "bottom"])
@pytest.mark.parametrize("x", ["layer", "head"])
def test_a_line_joins_each_name_to_the_row_of_its_head(x: str, origin: str, strip: str) -> None:
    heads = random_heads(12)
    scene = Drawing(classified(), style_with(heads, axes={"x": x, "origin": origin}, strip=strip)).scene
    assert len(scene.panels) == 3
    for panel in scene.panels:
        labels, lines = names_of(scene, panel)
        assert sorted(label.text for label in labels) == sorted(f"{layer}.{head}" for layer, head in heads)
        for label, line in zip(labels, lines, strict=True):
            layer, head = map(int, label.text.split("."))
            top, bottom = panel.rows[head if x == "layer" else layer]
            (start,), (end,) = stroke_ends(line)
            assert top <= start[1] <= bottom
            assert panel.columns.max() < start[0] < end[0] < label.rect[0]
            assert label.rect[1] <= end[1] <= label.rect[1] + label.rect[3]


def test_names_keep_the_order_of_their_rows_and_do_not_touch() -> None:
    scene = Drawing(classified(), style_with(random_heads(14, seed=3))).scene
    for panel in scene.panels:
        labels, lines = names_of(scene, panel)
        starts = [stroke_ends(line)[0][0, 1] for line in lines]
        # Lines whose starts and ends have the same order do not cross.
        assert starts == sorted(starts)
        for above, below in pairwise(labels):
            assert above.rect[1] + above.rect[3] <= below.rect[1]
        assert labels[0].rect[1] >= panel.rows.min() - labels[0].rect[3] / 2
        assert labels[-1].rect[1] + labels[-1].rect[3] <= panel.rows.max() + labels[-1].rect[3] / 2


@pytest.mark.parametrize("strip", ["none", "both"])
def test_the_page_has_room_for_the_names(strip: str) -> None:
    style = style_with(random_heads(12), strip=strip)
    scene = Drawing(classified(), style).scene
    assert_nothing_leaves_the_page(scene)
    assert_nothing_overlaps(scene)


def test_lines_and_names_cover_no_cell() -> None:
    heads = random_heads(12)
    marked = png_grids(Drawing(classified(), style_with(heads)).encode("png"), HEADS, LAYERS)
    plain = png_grids(Drawing(classified(), style_with([])).encode("png"), HEADS, LAYERS)
    for with_names, without in zip(marked, plain, strict=True):
        cells = dict(without.each())
        for (column, row), cell in with_names.each():
            if (column, row) in heads:
                middle = cell.shape[0] // 2
                assert cell[middle, middle] == cells[column, row][middle, middle]
                assert (cell[0] != cells[column, row][0]).all()
            else:
                assert (cell == cells[column, row]).all()


def test_large_cells_have_their_names_inside() -> None:
    scene = Drawing(classified(), style_with([(3, 4)], "20pt")).scene
    labels = [item for item in walk(scene.groups) if isinstance(item, Label) and NAME.fullmatch(item.text)]
    for panel, label in zip(scene.panels, labels, strict=True):
        x, y, width, height = label.rect
        assert panel.columns[3, 0] <= x < x + width <= panel.columns[3, 1]
        assert panel.rows[4, 0] <= y < y + height <= panel.rows[4, 1]


def test_more_names_than_a_map_has_room_for_are_refused_with_a_cell_that_is_large_enough() -> None:
    heads = random_heads(60)
    with pytest.raises(HeadmapError, match=r"^the names of 60 marked heads .*; set layout\.cell") as refused:
        Drawing(classified(), style_with(heads)).encode("png")
    needed = re.search(r"layout.cell to ([\d.]+)", str(refused.value))
    assert needed
    Drawing(classified(), style_with(heads, f"{needed[1]}pt")).encode("png")


def test_figures_whose_names_have_as_many_digits_share_a_page() -> None:
    pages = [Drawing(classified(), style_with([head])).scene for head in [(3, 4), (5, 6), (13, 14)]]
    assert pages[0].width == pages[1].width < pages[2].width
