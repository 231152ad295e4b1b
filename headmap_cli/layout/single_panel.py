"""Fit a page that holds any one of the panels alone."""

from __future__ import annotations

from ..core.numbers import ceil_div
from .page_limits import PageLimits, page_limits
from .page_parts import PageParts
from .panel_slot import PanelSlot
from .panels.frame import ALL_SIDES
from .small_cells import too_narrow_error


class SinglePanel:
    """A page that holds any one of the panels of a facet, without title, legend and caption.

    Attributes:
        slot: The space that each panel takes.
        max_width: The greatest width in pixels that the page may have.
        width: The width of the page in pixels.
        height: The height of the page in pixels.
        cells_left: The left edge of the cells in pixels.
        cells_top: The top of the cells in pixels, the same on the pages of all panels.
    """

    def __init__(self, parts: PageParts, cell: int, limits: PageLimits) -> None:
        self.slot: PanelSlot = parts.slot(cell)
        self.max_width = limits.width
        panels = range(len(parts.skeleton.facets[0].panels))
        insets = [self.slot.insets(i, ALL_SIDES) for i in panels]
        shape = self.slot.shape
        title_left, title_right = self.slot.overhangs
        left = max(title_left, *(inset.left for inset in insets))
        right = max(title_right, *(inset.right for inset in insets))
        self.needed_width = left + shape.width + right + 2 * parts.margin
        self.width = limits.width if limits.width_is_fixed else self.needed_width
        self.cells_left = parts.margin + left + (self.width - self.needed_width) // 2
        self.cells_top = parts.margin + max(self.slot.space_above(i, ALL_SIDES) for i in panels)
        bottom = max(inset.bottom for inset in insets)
        self.height = self.cells_top + shape.height + bottom + parts.margin


def fit_single_panel(parts: PageParts) -> SinglePanel:
    """Return the page with the largest cells that holds any one of the panels.

    Raises:
        HeadmapError: If nothing fits the width that the style sets.
    """
    for limits in page_limits(parts):
        page = _largest_page(parts, limits)
        if page is not None:
            return page
    raise too_narrow_error(parts)


def _largest_page(parts: PageParts, limits: PageLimits) -> SinglePanel | None:
    """Return the page with the largest cells within some limits; None if not even the smallest fit."""
    low = limits.min_cell - 1
    high = max(limits.min_cell, limits.width // max(parts.skeleton.max_grid))
    if limits.max_cell is not None:
        high = min(high, limits.max_cell)
    while low < high:
        middle = ceil_div(low + high, 2)
        if _fits(SinglePanel(parts, middle, limits), limits):
            low = middle
        else:
            high = middle - 1
    return SinglePanel(parts, low, limits) if low >= limits.min_cell else None


def _fits(page: SinglePanel, limits: PageLimits) -> bool:
    """Return whether a page is within some limits."""
    max_height = limits.max_height(page.width)
    return page.needed_width <= limits.width and (max_height is None or page.height <= max_height)
