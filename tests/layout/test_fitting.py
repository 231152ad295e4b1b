"""Columns and cell of a page, against a page whose width is a formula."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.errors import HeadmapError
from headmap_cli.layout.fitting import Fit, Requirements, fit
from headmap_cli.style.schema import LayoutStyle

GRID = (12, 10)


class Size(NamedTuple):
    """A page whose size does not have to be computed."""

    width: int
    height: int


def page(across: int = 12, panel: int = 30, margin: int = 20) -> Callable[..., int]:
    """Pixels of a page where each panel takes its cells and a fixed rest."""
    return lambda columns, cell, _=0: margin + columns * (across * cell + panel)


def needs(panels: int = 4, grid: tuple[int, int] = GRID, least: int = 1) -> Requirements:
    """Panels in rows, each as high as its cells and 40 pixels more."""

    def measure(columns: int, cell: int, _page: int) -> Size:
        rows = math.ceil(panels / columns)
        return Size(page()(columns, cell), rows * (grid[1] * cell + 40))

    return Requirements(panels, grid, False, least, measure)


def fitted(panels: int = 4, least: int = 1, **layout: Any) -> Fit:
    return fit(LayoutStyle(**({"dpi": 72.0} | layout)), needs(panels, least=least))


def test_the_usual_cell_fits_210_points_and_is_at_most_14() -> None:
    assert fitted() == Fit(4, 14, 1152, page()(4, 14))
    assert fit(LayoutStyle(dpi=144), needs(grid=(36, 40))).cell == int(210 / 40 * 2)
    assert fit(LayoutStyle(dpi=72), needs(grid=(36, 400))).cell == 1


def test_panels_wrap_before_the_greatest_width() -> None:
    row = page()(4, 14)
    assert fitted(max_width=float(row)).columns == 4
    assert fitted(max_width=float(row - 1)).columns == 2  # three and one would leave two holes


@pytest.mark.parametrize("columns", [1, 2, 3, 9])
def test_columns_of_the_style_are_kept(columns: int) -> None:
    assert fitted(columns=columns).columns == min(4, columns)


@settings(deadline=None)
@given(
    st.integers(40, 900),
    st.one_of(st.just("auto"), st.integers(1, 5)),
    st.one_of(st.just("auto"), st.integers(1, 20)),
)
def test_a_given_width_takes_the_largest_cells_that_fit(width: int, columns: Any, cell: Any) -> None:
    choices = [4, 2, 1] if columns == "auto" else [min(4, columns)]
    cells = range(1, 901) if cell == "auto" else [cell]
    works = [(c, w) for c in choices for w in cells if page()(c, w) <= width]
    try:
        best = fitted(width=float(width), columns=columns, cell=cell)
    except HeadmapError:
        assert works == []
        return
    assert (best.columns, best.cell) in works
    assert best.width == width
    assert best.cell == max(w for c, w in works if c == best.columns)


def test_too_narrow_names_the_width_that_is_enough() -> None:
    with pytest.raises(HeadmapError, match=r"^layout.width 0.8in is too narrow .* at least 0.86in$"):
        fitted(width=0.8 * 72)  # one column of the smallest cell: 20 + 12 + 30 = 62 pixels = 0.861in
    assert fitted(width=0.87 * 72).columns == 1


def test_more_columns_come_first_unless_their_cells_are_too_small() -> None:
    four = page()(4, 2)
    assert fitted(width=float(four)) == Fit(4, 2, four, four)
    assert fitted(width=float(four - 1)).columns == 2  # four columns would take a cell of 1 point


def test_a_pinned_cell_is_given_in_points() -> None:
    assert fitted(cell=5.0, dpi=144.0).cell == 10
    assert fitted(cell=0.1).cell == 1


@pytest.mark.parametrize("width", [300, 500, 900])
def test_a_page_of_a_given_shape_takes_the_largest_cells_that_fit_it(width: int) -> None:
    best = fitted(width=float(width), aspect="16:9")
    works = [
        (cell, columns)
        for columns in (4, 2, 1)
        for cell in range(1, 100)
        if page()(columns, cell) <= width
        and needs().measure(columns, cell, width).height <= round(width * 9 / 16)
    ]
    assert best.width == width
    assert best.cell == max(works)[0]
    assert (best.cell, best.columns) in works


def test_a_page_of_a_given_shape_grows_until_all_fits() -> None:
    """Twenty panels of 10 cells and 40 pixels take far more than a page of 200 x 50 pixels."""
    best = fitted(panels=20, max_width=200.0, aspect="4:1")
    assert page()(best.columns, best.cell) <= best.max_width
    assert needs(20).measure(best.columns, best.cell, best.max_width).height <= round(best.max_width / 4)
    smaller = [200.0 * 1.1**n for n in range(30) if 200 * 1.1**n < best.max_width * 0.9]
    for points in smaller:
        with pytest.raises(HeadmapError, match="too narrow"):
            fitted(panels=20, width=points, aspect="4:1")


def test_a_cell_has_room_for_the_parts_that_it_is_split_into() -> None:
    assert fitted(least=20).cell == 20
    assert fitted(width=float(page()(1, 20)), least=20).cell == 20
    with pytest.raises(HeadmapError, match="too narrow"):
        fitted(width=float(page()(1, 20) - 1), least=20)
