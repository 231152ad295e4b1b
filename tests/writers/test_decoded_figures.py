"""Every cell of a PNG and of an SVG, read back from the file alone, however it shows several categories."""

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from tests.decoder import BARE, Colors, Grid, decode_all, hatched, marked, plain, png_grids, split, svg_grids
from tests.helpers import random_data

COLORS = ["#0072b2", "#e69f00", "#009e73", "#de2e28", "#753a89"]
MULTI = ["#666666", "#292929", "#000001", "#494949"]
FREE = "#f0f0f0"
HATCHES = ["rising", "falling", "horizontal", "vertical", "cross", "grid"]
PALETTE = (
    f"colors={COLORS}",
    f"multi.colors={MULTI}",
    f"unclassified.color='{FREE}'",
)
# layers, heads, dots per inch, categories
SLOW = pytest.mark.slow
SHAPES = [
    (12, 12, 144, 2),
    (7, 5, 100, 5),
    pytest.param(36, 40, 144, 3, marks=SLOW),
    pytest.param(32, 8, 300, 4, marks=SLOW),
    pytest.param(48, 25, 200, 3, marks=SLOW),
]


def drawn(data: Classification, dpi: int, *sets: str) -> tuple[list[Grid], list[Grid]]:
    """The panels of the PNG and of the SVG of a figure with heads along y."""
    style = load_style(sets=[*BARE, *PALETTE, f"layout.dpi={dpi}", "legend.place=none", *sets])
    drawing = Drawing(data, style)
    from_png = png_grids(drawing.encode("png"), data.heads, data.layers)
    side = from_png[0].cells.shape[-1]
    from_svg = svg_grids(drawing.encode("svg"), data.heads, data.layers, side)
    assert len(from_png) == len(from_svg) == 1 + len(data.categories)
    return from_png, from_svg


def data_of(layers: int, heads: int, categories: int, absent: float = 0.0) -> Classification:
    return random_data([f"c{i}" for i in range(categories)], layers, heads, 0.35, layers, absent)


def members_at(data: Classification, row: int, column: int) -> list[int]:
    return np.flatnonzero(data.membership[:, column, row]).tolist()


@pytest.mark.parametrize(("layers", "heads", "dpi", "categories"), SHAPES)
@pytest.mark.parametrize("background", ["#ffffff", "none"])
def test_plain_cells(layers: int, heads: int, dpi: int, categories: int, background: str) -> None:
    data = data_of(layers, heads, categories)
    names = {FREE: "none"} | {color: f"c{i}" for i, color in enumerate(COLORS)}
    names |= {color: f"{k} of them" for k, color in enumerate(MULTI, start=2)}
    expected = [np.empty((heads, layers), dtype=object) for _ in range(1 + categories)]
    for row, column in np.ndindex(heads, layers):
        members = members_at(data, row, column)
        one_or_none = f"c{members[0]}" if members else "none"
        expected[0][row, column] = f"{len(members)} of them" if len(members) > 1 else one_or_none
        for c in range(categories):
            expected[1 + c][row, column] = f"c{c}" if c in members else "none"
    for grids in drawn(data, dpi, f"background='{background}'"):
        for found, wanted in zip(decode_all(grids, names), expected, strict=True):
            np.testing.assert_array_equal(found, wanted)


@pytest.mark.parametrize(("layers", "heads", "dpi", "categories"), SHAPES)
def test_split_cells(layers: int, heads: int, dpi: int, categories: int) -> None:
    data = data_of(layers, heads, categories)
    for grids in drawn(data, dpi, "multi.display=split"):
        for (row, column), cell in grids[0].each():
            members = members_at(data, row, column)
            assert split(cell, FREE) == ([COLORS[c] for c in members] or [FREE])
        assert {plain(cell) for _, cell in grids[1].each()} == {FREE, COLORS[0]}


@pytest.mark.parametrize("cell", [4, 5, 6, 9, 20])
def test_split_cells_of_few_pixels(cell: int) -> None:
    """Three categories fit cells of four pixels, five fit cells of five."""
    data = data_of(9, 8, min(2 * cell - 5, 5))
    for grids in drawn(data, 72, "multi.display=split", f"layout.cell={cell}"):
        assert grids[0].cells.shape[-1] == cell
        for (row, column), pixels in grids[0].each():
            assert split(pixels, FREE) == ([COLORS[c] for c in members_at(data, row, column)] or [FREE])


@pytest.mark.parametrize(("layers", "heads", "dpi", "categories"), SHAPES)
def test_marked_cells(layers: int, heads: int, dpi: int, categories: int) -> None:
    """Dots are black on the light colours, orange and green, and white on the others; rings are the other."""
    data = data_of(layers, heads, categories)
    dots = ["#ffffff", "#000000", "#000000", "#ffffff", "#ffffff"]
    for grids in drawn(data, dpi, "multi.display=mark"):
        for (row, column), cell in grids[0].each():
            color, middle = marked(cell)
            members = members_at(data, row, column)
            assert color == (COLORS[members[0]] if members else FREE)
            assert middle == (dots[members[0]] if len(members) > 1 else color)
            if len(members) > 1:
                assert set(cell.ravel().tolist()) <= {color, "#ffffff", "#000000"}
                assert len(cell) < 5 or set(cell.ravel().tolist()) == {color, "#ffffff", "#000000"}


@pytest.mark.parametrize(("layers", "heads", "dpi"), [(12, 12, 144), (7, 5, 100), (24, 16, 300)])
def test_hatched_cells_tell_categories_of_one_colour_apart(layers: int, heads: int, dpi: int) -> None:
    """Six categories whose colours are nearly the same, read by their hatches; whole lines fit a cell."""
    categories = len(HATCHES)
    base = random_data([f"c{i}" for i in range(categories)], layers, heads, 0.5, 3)
    # Each head is in its first category alone.
    alone = base.membership & (base.membership.cumsum(axis=0) == 1)
    data = Classification(base.categories, alone)
    grays = [f"#8080{0x80 + i:02x}" for i in range(categories)]
    sets = (f"colors={grays}", f"hatches={HATCHES}", f"layout.cell={12 / dpi * 72 * dpi / 100}")
    for grids in drawn(data, dpi, *sets):
        for (row, column), cell in grids[0].each():
            members = members_at(data, row, column)
            color, kind = hatched(cell, [*grays, FREE])
            assert (color, kind) == ((grays[members[0]], HATCHES[members[0]]) if members else (FREE, "none"))
            # The colour of the category covers at least half of its cell.
            assert np.mean(cell == color) >= 0.45


@pytest.mark.parametrize(("layers", "heads", "dpi"), [(12, 12, 144), (9, 5, 300)])
@pytest.mark.parametrize("background", ["#ffffff", "#121417", "none"])
def test_absent_heads_show_the_page_and_a_diagonal(
    layers: int, heads: int, dpi: int, background: str
) -> None:
    data = data_of(layers, heads, 2, absent=0.3)
    from_png, from_svg = drawn(data, dpi, f"background='{background}'")
    # In the SVG, the page is not a part of the panel.
    for grids, page in [(from_png, background), (from_svg, "none")]:
        for grid in grids:
            for (row, column), cell in grid.each():
                if data.present[column, row]:
                    assert plain(cell) in {FREE, *COLORS, *MULTI}
                else:
                    assert_diagonal(cell, page)


def assert_diagonal(cell: Colors, page: str) -> None:
    """From the upper left to the lower right corner, and thin."""
    assert set(cell.ravel().tolist()) == {page, "#8c8c8c"}
    line = cell == "#8c8c8c"
    assert line[0, 0]
    assert line[-1, -1]
    assert not line[-1, 0]
    assert not line[0, -1]
    assert line.mean() < 0.3
