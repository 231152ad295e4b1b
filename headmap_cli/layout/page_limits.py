"""Define what a page has to keep to: its width, its height and the sizes of its cells."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..style.schema import LayoutStyle
from .arrangement import MAX_HEIGHT_TO_WIDTH
from .page_draft import PageDraft
from .page_parts import PageParts
from .page_size import POINTS_PER_INCH, fixed_cell, page_height, page_width

PANEL_POINTS = 210.0
"""The longer side of a panel if the style does not fix the width of the page."""
MAX_CELL_POINTS = 14.0
"""The largest cell if the style does not fix the width of the page."""
PAGE_GROWTH = 1.1
"""The factor from one width that is tried to the next, if the style leaves the width open."""
HEIGHT_GROWTH = 1.25
"""The factor from one greatest height that is tried to the next, if no arrangement fits."""
MAX_HEIGHT_TRIES = 8


class PageLimits(Struct, frozen=True):
    """What a page has to keep to.

    Attributes:
        width: The greatest width in pixels.
        height: The greatest height in pixels; None if only its ratio to the width is limited.
        height_to_width: The greatest height in widths; None for no limit.
        width_is_fixed: Whether the page is that wide even if its panels need less.
        min_cell: The least side of a cell in pixels.
        max_cell: The greatest side of a cell in pixels; None for no limit.
        may_be_higher: Whether the page may be higher if the cells are too small.
    """

    width: int
    height: int | None
    height_to_width: float | None
    width_is_fixed: bool
    min_cell: int
    max_cell: int | None
    may_be_higher: bool = False

    @property
    def is_unlimited(self) -> bool:
        """Return whether the page may have any height."""
        return self.height is None and self.height_to_width is None

    def page_width(self, draft: PageDraft) -> int:
        """Return the width in pixels of the page of a draft."""
        return self.width if self.width_is_fixed else draft.page_width

    def max_height(self, page_width: int) -> float | None:
        """Return the greatest height in pixels of a page of a width in pixels; None for no limit."""
        if self.height is not None:
            return self.height
        if self.height_to_width is None:
            return None
        return self.height_to_width * page_width


def page_limits(parts: PageParts) -> Iterator[PageLimits]:
    """Yield what the page has to keep to, and then wider limits in case nothing fits.

    A width or a shape that the style sets is kept in any case. Without a width, the greatest width only
    decides where rows end.
    """
    style = parts.style.layout
    fixed = fixed_cell(style)
    min_cell = parts.skeleton.min_cell if fixed is None else fixed
    width_is_fixed = not isinstance(style.width, str)
    max_cell = fixed
    if fixed is None and not width_is_fixed and style.aspect == "auto":
        max_cell = usual_cell(parts)
    width = page_width(style)
    while True:
        height = page_height(style, width)
        # A page of a given shape is always as wide as it may be.
        is_full = width_is_fixed or height is not None
        usual = PageLimits(width, height, MAX_HEIGHT_TO_WIDTH, is_full, min_cell, max_cell)
        venue = None if height is not None else _venue_height(style, width)
        yield replace(usual, may_be_higher=venue is not None)
        if venue is not None:
            yield replace(usual, height=venue)
        if height is None:
            yield from _higher_limits(usual)
        if width_is_fixed:
            return
        width = int(width * PAGE_GROWTH) + 1


def _venue_height(style: LayoutStyle, width: int) -> int | None:
    """Return the height in pixels of the venue's page if it is more than a page of a width usually has."""
    if isinstance(style.max_height, str):
        return None
    height = round(style.max_height * style.dpi / POINTS_PER_INCH)
    return height if height > MAX_HEIGHT_TO_WIDTH * width else None


def _higher_limits(usual: PageLimits) -> Iterator[PageLimits]:
    """Yield limits with greater and greater heights, the last without any."""
    for power in range(1, MAX_HEIGHT_TRIES):
        yield replace(usual, height_to_width=MAX_HEIGHT_TO_WIDTH * HEIGHT_GROWTH**power)
    yield replace(usual, height_to_width=None)


def usual_cell(parts: PageParts) -> int:
    """Return the side in pixels of a cell on a page whose width the style leaves open."""
    points = min(PANEL_POINTS / max(parts.skeleton.max_grid), MAX_CELL_POINTS)
    pixels = int(points * parts.style.layout.dpi / POINTS_PER_INCH)
    return max(parts.skeleton.min_cell, parts.text_cell, pixels)


def enough_pixels(style: LayoutStyle, limits: PageLimits) -> float:
    """Return the side in pixels of a cell that is large enough."""
    enough = float(style.enough) * style.dpi / POINTS_PER_INCH
    # Cells that may not be larger are large enough.
    return enough if limits.max_cell is None else min(enough, limits.max_cell)
