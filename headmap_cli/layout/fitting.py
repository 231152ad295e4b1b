"""Choose how many panels a row has and how large a cell is, for the width that a page may or must have.

For each number of columns, a binary search finds the largest cells that fit the page. With fewer columns,
there is more room for each panel::

    4 columns    #### #### #### ####        cells of 4 pixels: too small

    2 columns    ######## ########          cells of 8 pixels: large enough,
                 ######## ########          unless the page becomes too tall
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from ..core.errors import HeadmapError
from ..core.numbers import ceil_div
from ..style.schema import LayoutStyle
from .column_choices import column_choices
from .page_size import POINTS_PER_INCH, PageSize, fixed_cell, page_height, page_width

PANEL_POINTS = 210.0
"""The longer side of a panel if the style does not fix the width of the page."""
MAX_CELL_POINTS = 14.0
"""The largest cell if the style does not fix the width of the page."""
MIN_CELL_POINTS = 1.25
"""The smallest cell with which a number of columns is chosen, unless all numbers lead to smaller cells."""
PAGE_GROWTH = 1.1
"""The factor from one width that is tried to the next, if only the shape of the page is fixed."""
MAX_HEIGHT_TO_WIDTH = 1.4
MAX_HEIGHT_POINTS = 9 * 72.0
"""A page is too tall for paper if it is higher than this and than MAX_HEIGHT_TO_WIDTH times its width."""
CELL_STEPS = 16
"""If sizes of cells are tried one after the other, each is smaller than the last by a part of this many."""
UNIT_HINT_POINTS = 20.0
"""A width below this was probably meant in inches or centimetres."""
MAX_PAGE_POINTS = 10 * 200 * 72.0
"""The widest page that an error message suggests."""


class Fit(Struct, frozen=True):
    """The sizes that fit a page.

    Attributes:
        columns: The number of panels in a full row.
        cell: The side of a cell in pixels.
        max_width: The greatest width in pixels that the page may have.
        width: The width in pixels that the page has.
    """

    columns: int
    cell: int
    max_width: int
    width: int


MeasurePage: TypeAlias = Callable[[int, int, int], PageSize]
"""Measures a page with a number of columns, a cell in pixels, and a greatest width in pixels."""


class Requirements(Struct, frozen=True):
    """What a page has to hold.

    Attributes:
        panels: The number of panels.
        grid: The numbers of layers and heads.
        legend_flows: Whether the legend takes slots among the panels, if there is more than one row.
        min_cell: The least side of a cell in pixels.
        measure: Measures the page.
    """

    panels: int
    grid: tuple[int, int]
    legend_flows: bool
    min_cell: int
    measure: MeasurePage


def fit(style: LayoutStyle, needs: Requirements) -> Fit:
    """Return the columns, the cell and the page that fit each other.

    Args:
        style: The sizes that the style fixes or leaves open.
        needs: What the page has to hold.

    Raises:
        HeadmapError: If nothing fits a width that the style fixes; the message names one that is enough.
    """
    if style.columns == "auto":
        choices = column_choices(needs.panels, needs.legend_flows)
    else:
        choices = [min(needs.panels, style.columns)]
    if not isinstance(style.width, str):
        best = _best_fit(style, needs, choices, page_width(style))
        if best is None:
            raise _too_narrow(style.width, style, needs, choices)
        return best
    if style.aspect == "auto":
        return _fit_usual_cell(style, needs, choices)
    return _fit_shape(style, needs, choices)


def _fit_usual_cell(style: LayoutStyle, needs: Requirements, choices: Sequence[int]) -> Fit:
    """Return the first number of columns that fits the greatest width with cells of the usual size."""
    max_width = page_width(style)
    pixels_per_point = style.dpi / POINTS_PER_INCH
    cell = fixed_cell(style)
    if cell is None:
        usual_points = min(PANEL_POINTS / max(needs.grid), MAX_CELL_POINTS)
        cell = max(needs.min_cell, 1, int(usual_points * pixels_per_point))
    for columns in choices:
        width = needs.measure(columns, cell, max_width).width
        if width <= max_width:
            return Fit(columns, cell, max_width, width)
    # The greatest width only decides where rows end; a single panel or a legend may be wider.
    return Fit(choices[-1], cell, max_width, needs.measure(choices[-1], cell, max_width).width)


def _fit_shape(style: LayoutStyle, needs: Requirements, choices: Sequence[int]) -> Fit:
    """Return what fits a page of a fixed shape, which grows from its usual width until something fits."""
    max_width = page_width(style)
    best = _best_fit(style, needs, choices, max_width)
    while best is None:
        max_width = int(max_width * PAGE_GROWTH) + 1
        best = _best_fit(style, needs, choices, max_width)
    return best


def _best_fit(style: LayoutStyle, needs: Requirements, choices: Sequence[int], max_width: int) -> Fit | None:
    """Return what fits a page of a width; None if nothing does.

    This is the first number of columns whose cells are large enough, on a page that is not too tall for
    paper. If all cells are smaller, or if the page has a fixed shape, it is the number with the largest
    cells. If all pages are too tall, it is the number with the lowest page.
    """
    # If the style sets the cell, any number of columns that fits is good enough.
    good_cell = 1.0
    if fixed_cell(style) is None:
        good_cell = max(needs.min_cell, MIN_CELL_POINTS * style.dpi / POINTS_PER_INCH)
    shape_is_open = style.aspect == "auto"
    max_height = max(MAX_HEIGHT_TO_WIDTH * max_width, MAX_HEIGHT_POINTS * style.dpi / POINTS_PER_INCH)
    best: Fit | None = None
    lowest: Fit | None = None
    lowest_height = 0
    for columns in choices:
        cell = _largest_cell(style, needs, columns, max_width)
        if cell is None:
            continue
        candidate = Fit(columns, cell, max_width, max_width)
        if shape_is_open:
            height = needs.measure(columns, cell, max_width).height
            if height > max_height:
                if lowest is None or height < lowest_height:
                    lowest = candidate
                    lowest_height = height
                continue
        if best is None or cell > best.cell:
            best = candidate
        if shape_is_open and cell >= good_cell:
            return best
    if best is None:
        return lowest
    return best


def _largest_cell(style: LayoutStyle, needs: Requirements, columns: int, max_width: int) -> int | None:
    """Return the largest cell, or the cell that the style sets, with which columns fit a page, if any."""
    fixed = fixed_cell(style)
    if fixed is not None:
        if _page_holds(style, needs, columns, fixed, max_width):
            return fixed
        return None
    # The longer side of the grid is at most as long as the page is wide. Otherwise, the cells of a grid that
    # is one cell wide could fill the width, and the panel would be many times as high.
    largest = max(needs.min_cell, max_width // max(needs.grid))
    # The binary search relies on the rule that larger cells need a wider page.
    low = needs.min_cell - 1
    high = largest
    while low < high:
        middle = ceil_div(low + high, 2)
        if _page_holds(style, needs, columns, middle, max_width):
            low = middle
        else:
            high = middle - 1
    if low >= needs.min_cell:
        return low
    # The rule has an exception: beside low panels, a legend breaks into several columns, so small cells may
    # need a wider page than larger ones. If the search finds nothing, sizes are tried from the largest down.
    cell = largest
    while cell >= needs.min_cell:
        if _page_holds(style, needs, columns, cell, max_width):
            return cell
        cell -= max(1, cell // CELL_STEPS)
    return None


def _page_holds(style: LayoutStyle, needs: Requirements, columns: int, cell: int, width: int) -> bool:
    """Return whether a page of a width holds the figure."""
    size = needs.measure(columns, cell, width)
    if size.width > width:
        return False
    height = page_height(style, width)
    return height is None or size.height <= height


def _too_narrow(
    width: float, style: LayoutStyle, needs: Requirements, choices: Sequence[int]
) -> HeadmapError:
    """Return the error for a width in points that is too small, with the smallest width that works."""
    cell = fixed_cell(style)
    if cell is None:
        cell = needs.min_cell
    hint = "; a width without a unit is in points" if width < UNIT_HINT_POINTS else ""
    for inches in _wider_pages(width):
        pixels = round(inches * style.dpi)
        for columns in choices:
            if _page_holds(style, needs, columns, cell, pixels):
                return HeadmapError(
                    f"layout.width {width / POINTS_PER_INCH:.4g}in is too narrow for these panels; "
                    f"they need at least {inches:.2f}in{hint}"
                )
    return HeadmapError("these panels fit no page; show fewer with panels.show, or lower layout.cell")


def _wider_pages(points: float) -> Iterator[float]:
    """Yield wider and wider pages in inches, from a width in points, in steps of at most one percent."""
    # Whole hundredths, so that the width that the message rounds to two digits is the one that was tried.
    hundredths = int(points / POINTS_PER_INCH * 100) + 1
    while hundredths < 100 * MAX_PAGE_POINTS / POINTS_PER_INCH:
        yield hundredths / 100
        hundredths += max(1, hundredths // 100)
