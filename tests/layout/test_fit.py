"""Columns and cell of a page, against a page whose width is a formula."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.errors import HeadmapError
from headmap_cli.layout.fit import Fit, fit
from headmap_cli.style.types import LayoutStyle

GRID = (12, 10)


def page(across: int = 12, panel: int = 30, margin: int = 20) -> Callable[..., int]:
    """Pixels of a page where each panel takes its cells and a fixed rest."""
    return lambda columns, cell, _=0: margin + columns * (across * cell + panel)


def fitted(panels: int = 4, width_of: Callable[..., int] | None = None, **layout: Any) -> Fit:
    return fit(LayoutStyle(**({"dpi": 72.0} | layout)), panels, False, GRID, width_of or page())


def test_the_usual_cell_fits_210_points_and_is_at_most_14() -> None:
    assert fitted() == Fit(4, 14)
    assert fit(LayoutStyle(dpi=144), 4, False, (36, 40), page()).cell == int(210 / 40 * 2)
    assert fit(LayoutStyle(dpi=72), 4, False, (36, 400), page()).cell == 1


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
def test_a_given_width_is_used_up_by_the_cells_and_the_spare(width: int, columns: Any, cell: Any) -> None:
    choices = [4, 2, 1] if columns == "auto" else [min(4, columns)]
    cells = range(1, 901) if cell == "auto" else [cell]
    works = [(c, w) for c in choices for w in cells if page()(c, w) <= width]
    try:
        found = fitted(width=float(width), columns=columns, cell=cell)
    except HeadmapError:
        assert works == []
        return
    assert (found.columns, found.cell) in works
    assert page()(found.columns, found.cell) + found.spare == width
    assert found.cell == max(w for c, w in works if c == found.columns)


def test_too_narrow_names_the_width_that_is_enough() -> None:
    with pytest.raises(HeadmapError, match=r"^layout.width 0.8in is too narrow .* at least 0.86in$"):
        fitted(width=0.8 * 72)  # one column of the smallest cell: 20 + 12 + 30 = 62 pixels = 0.861in
    assert fitted(width=0.87 * 72).columns == 1


def test_more_columns_come_first_unless_their_cells_are_too_small() -> None:
    four = page()(4, 2)
    assert fitted(width=float(four)) == Fit(4, 2)
    assert fitted(width=float(four - 1)).columns == 2  # four columns would take a cell of 1 point


def test_a_pinned_cell_is_given_in_points() -> None:
    assert fitted(cell=5.0, dpi=144.0).cell == 10
    assert fitted(cell=0.1).cell == 1
