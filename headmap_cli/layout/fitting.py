"""How many panels a row has and how large a cell is, so that the page is as wide as it may or must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from msgspec import Struct

from ..core.errors import HeadmapError
from ..style.schema import LayoutStyle

PANEL_POINTS = 210.0
LARGEST_CELL_POINTS = 14.0
SMALLEST_CELL_POINTS = 1.25
LARGER_PAGE = 1.1
TALLEST, TALLEST_POINTS = 1.4, 9 * 72.0
"""Of its width, and in points, a page's height that paper has room for."""
COARSE = 16
LIKELY_INCHES = 20.0
"""Points below which a width was meant in inches or centimetres."""
WIDEST_POINTS = 200 * 72.0


class Fit(Struct, frozen=True):
    """Panels per row and pixels per cell, on a page of a width in pixels that may be up to page."""

    columns: int
    cell: int
    page: int
    width: int


class Requirements(Struct, frozen=True):
    """What has to fit: panels of a grid (layers, heads).

    legend_flows: the legend takes a slot of its own where there is more than one row and they are uneven.
    least: pixels that a cell must have.
    width, height: pixels that (columns, cell) need on a page that is or may be (page) pixels wide.
    """

    panels: int
    grid: tuple[int, int]
    legend_flows: bool
    least: int
    width: MeasurePage
    height: MeasurePage


MeasurePage: TypeAlias = Callable[[int, int, int], int]


def page_width(style: LayoutStyle) -> int:
    """Pixels that the page is, or may be, wide."""
    return round(float(style.max_width if isinstance(style.width, str) else style.width) * style.dpi / 72)


def page_height(style: LayoutStyle, width: int) -> int | None:
    """Pixels that a page of a width in pixels is high where its shape is fixed."""
    if style.aspect == "auto":
        return None
    wide, high = map(int, style.aspect.split(":"))
    return round(width * high / wide)


def fit(style: LayoutStyle, needs: Requirements) -> Fit:
    """The columns and the cell, and the page that they go on.

    A panel is never taller than a page of given width is wide.
    Raises HeadmapError when nothing fits, with a width that does.
    """
    page, fixed = page_width(style), fixed_cell(style)
    choices = [min(needs.panels, style.columns)] if style.columns != "auto" else _choices(needs)
    if isinstance(style.width, str) and style.aspect == "auto":
        cell = fixed or max(needs.least, _usual_cell(max(needs.grid), style.dpi / 72))
        columns = next((c for c in choices if needs.width(c, cell, page) <= page), choices[-1])
        return Fit(columns, cell, page, needs.width(columns, cell, page))
    if isinstance(style.width, str):
        return next(found for wide in _pages(style) if (found := _best(style, needs, choices, wide)))
    return _best(style, needs, choices, page) or _too_narrow(style, needs, choices)


def fixed_cell(style: LayoutStyle) -> int | None:
    """Pixels of a cell where the style says them."""
    return None if isinstance(style.cell, str) else max(1, round(style.cell * style.dpi / 72))


def _best(style: LayoutStyle, needs: Requirements, choices: list[int], page: int) -> Fit | None:
    """What fits a page of this width: the first columns with cells large enough, else the largest cells.

    Pages too tall for paper come last, the lowest first. On a page of a given shape, the largest cells.
    """
    fixed, shaped = fixed_cell(style), style.aspect != "auto"
    enough = fixed or max(needs.least, SMALLEST_CELL_POINTS * style.dpi / 72)
    tallest = max(TALLEST * page, TALLEST_POINTS * style.dpi / 72)
    best, tall = Fit(choices[-1], 0, page, page), list[tuple[int, Fit]]()
    for columns in choices:
        if fixed:
            cell = fixed if _holds(style, needs, columns, fixed, page) else 0
        else:
            cell = _largest(style, needs, columns, page)
        found = Fit(columns, cell, page, page)
        if not shaped and cell and (height := needs.height(columns, cell, page)) > tallest:
            tall.append((height, found))
        elif cell > best.cell:
            best = found
        if best.cell >= enough and not shaped:
            return best
    lowest = min(tall, key=lambda choice: choice[0], default=(0, None))[1]
    return best if best.cell else lowest


def _too_narrow(style: LayoutStyle, needs: Requirements, choices: list[int]) -> Fit:
    assert not isinstance(style.width, str)
    cell = fixed_cell(style) or needs.least
    bare = "; a width without a unit is in points" if style.width < LIKELY_INCHES else ""
    for wide, points in _hundredths(style.width, style.dpi):
        if any(_holds(style, needs, columns, cell, wide) for columns in choices):
            raise HeadmapError(
                f"layout.width {style.width / 72:.4g}in is too narrow for these panels; "
                f"they need at least {points / 72:.2f}in{bare}"
            )
    raise HeadmapError("these panels fit no page; show fewer with panels.show, or lower layout.cell")


def _hundredths(points: float, dpi: float) -> Iterator[tuple[int, float]]:
    """Ever wider pages, in pixels and in points: whole hundredths of an inch."""
    hundredths = int(points / 72 * 100) + 1
    while hundredths < 100 * 10 * WIDEST_POINTS / 72:
        yield round(hundredths / 100 * dpi), hundredths / 100 * 72
        hundredths += max(1, hundredths // 100)


def _pages(style: LayoutStyle) -> Iterator[int]:
    page = page_width(style)
    while True:
        yield page
        page = int(page * LARGER_PAGE) + 1


def _choices(needs: Requirements) -> list[int]:
    """All panels in one row, then ever fewer columns, leaving out those that only leave holes."""
    slots = needs.panels + needs.legend_flows
    fewer = {-(-slots // -(-slots // columns)) for columns in range(1, needs.panels)}
    if needs.legend_flows and needs.panels % 2 == 0:  # two full rows, the legend between their panels
        fewer = {c for c in fewer if -(-slots // c) != 2} | {needs.panels // 2}
    return [needs.panels, *sorted(fewer - {needs.panels}, reverse=True)]


def _usual_cell(longest: int, point: float) -> int:
    return max(1, int(min(PANEL_POINTS / longest, LARGEST_CELL_POINTS) * point))


def _holds(style: LayoutStyle, needs: Requirements, columns: int, cell: int, page: int) -> bool:
    high = page_height(style, page)
    if needs.width(columns, cell, page) > page:
        return False
    return high is None or needs.height(columns, cell, page) <= high


def _largest(style: LayoutStyle, needs: Requirements, columns: int, page: int) -> int:
    """The largest cell with which the columns fit on the page; 0 when none does.

    Halving finds it where larger cells need a wider page; beside low panels a legend in several columns may
    turn that round, and then sizes from the largest down are tried.
    """
    least, most = needs.least, max(needs.least, page // max(needs.grid))
    low, high = least - 1, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _holds(style, needs, columns, middle, page) else (low, middle - 1)
    if low >= least:
        return low
    cell = most
    while cell >= least and not _holds(style, needs, columns, cell, page):
        cell -= max(1, cell // COARSE)
    return cell if cell >= least else 0
