"""How many panels a row has and how large a cell is, so that the page is as wide as it may or must be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ..errors import HeadmapError
from ..style.types import LayoutStyle

PANEL_POINTS = 210.0
LARGEST_CELL_POINTS = 14.0
SMALLEST_CELL_POINTS = 1.5


@dataclass(frozen=True)
class Fit:
    """Panels per row, pixels per cell, and pixels of width to spare on a page of a given width."""

    columns: int
    cell: int
    spare: int = 0


WidthOf: TypeAlias = Callable[[int, int, int], int]
"""Pixels that the page needs for (columns, cell) where it may be (page) pixels wide."""


def page_width(style: LayoutStyle) -> int:
    """Pixels that the page is, or may be, wide."""
    return round(float(style.max_width if isinstance(style.width, str) else style.width) * style.dpi / 72)


def fit(style: LayoutStyle, panels: int, legend_flows: bool, grid: tuple[int, int], width_of: WidthOf) -> Fit:
    """The columns and the cell for a number of panels of a grid (layers, heads).

    legend_flows: the legend takes a slot of its own where there is more than one row.
    A panel is never taller than a page of given width is wide.
    Raises HeadmapError when nothing fits, with a width that does.
    """
    point, page = style.dpi / 72, page_width(style)
    fixed_cell = None if isinstance(style.cell, str) else max(1, round(style.cell * point))
    choices = [min(panels, style.columns)] if style.columns != "auto" else _choices(panels, legend_flows)
    if isinstance(style.width, str):
        cell = fixed_cell or _usual_cell(max(grid), point)
        return Fit(next((c for c in choices if width_of(c, cell, page) <= page), choices[-1]), cell)
    best = Fit(choices[-1], 0)
    for columns in choices:
        if fixed_cell:
            cell = fixed_cell if width_of(columns, fixed_cell, page) <= page else 0
        else:
            cell = _largest(columns, page, max(1, page // max(grid)), width_of)
        if cell > best.cell:
            best = Fit(columns, cell, page - width_of(columns, cell, page))
        if best.cell >= (fixed_cell or SMALLEST_CELL_POINTS * point):
            return best
    if best.cell:
        return best
    hundredths = int(style.width / 72 * 100) + 1
    while True:
        wide = round(hundredths / 100 * 72 * style.dpi / 72)
        if any(width_of(columns, fixed_cell or 1, wide) <= wide for columns in choices):
            break
        hundredths += max(1, hundredths // 100)
    raise HeadmapError(
        f"layout.width {style.width / 72:.4g}in is too narrow for these panels; "
        f"they need at least {hundredths / 100:.2f}in"
    )


def _choices(panels: int, legend_flows: bool) -> list[int]:
    """All panels in one row, then ever fewer columns, leaving out those that only leave holes.

    >>> _choices(5, legend_flows=False)
    [5, 3, 2, 1]
    """
    slots = panels + legend_flows
    fewer = {-(-slots // -(-slots // columns)) for columns in range(1, panels)}
    return [panels, *sorted(fewer - {panels}, reverse=True)]


def _usual_cell(longest: int, point: float) -> int:
    return max(1, int(min(PANEL_POINTS / longest, LARGEST_CELL_POINTS) * point))


def _largest(columns: int, page: int, most: int, width_of: WidthOf) -> int:
    """The largest cell, ``most`` at the most, with which the columns fit on the page; 0 when none does.

    Halving finds it where larger cells need a wider page; beside low panels a legend in several columns may
    turn that round, and then every size is tried.
    """
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width_of(columns, middle, page) <= page else (low, middle - 1)
    return low or next((cell for cell in range(most, 0, -1) if width_of(columns, cell, page) <= page), 0)
