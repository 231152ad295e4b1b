"""Say what would help if a page has too little room for its cells."""

from __future__ import annotations

import logging
from collections.abc import Callable
from math import ceil

from msgspec.structs import replace

from ..core.errors import HeadmapError
from ..core.vocabulary import option
from ..style.schema import LayoutStyle, Style
from ..text.measure import Extent, Measure
from .fitting import fit
from .page_parts import PageParts
from .page_size import POINTS_PER_INCH, fixed_cell

MIN_CELL_POINTS = 1.0
"""The side of a cell below which a warning says what would help."""
UNIT_HINT_POINTS = 20.0
"""A width below this was probably meant in inches or centimetres."""
MAX_WIDTH_INCHES = 2000
"""The widest page that an error message suggests."""
HINTING = 0.5
"""The most in pixels by which a text differs from the same text scaled from other pixels per inch."""
MAX_DPI = 2400
"""The most pixels per inch that a style may ask for."""

log = logging.getLogger("headmap")


def warn_of_small_cells(cell: int, style: Style) -> None:
    """Log a warning if the cells of a figure are hard to see.

    Args:
        cell: The side of a cell in pixels.
        style: The style of the figure.
    """
    points = cell * POINTS_PER_INCH / style.layout.dpi
    # A style that sets the size of its cells needs no advice.
    if points >= MIN_CELL_POINTS or fixed_cell(style.layout) is not None:
        return
    if isinstance(style.layout.width, str) and style.layout.aspect == "auto":
        advice = ["a larger layout.cell"]
    else:
        advice = [f"a larger {option('width')}", "fewer panels (panels.show)"]
    if style.axes.labels == "all" and not isinstance(style.layout.width, str):
        advice.append("axes.labels: outer")
    log.warning("cells are only %.2g pt wide, which is hard to see; try %s", points, " or ".join(advice))


def too_narrow_error(parts: PageParts) -> HeadmapError:
    """Return the error for a page on which not even cells of one pixel fit, with sizes that are enough."""
    style = parts.style.layout
    if isinstance(style.width, str):
        return _no_page_error()
    needed = []
    inches = _smallest_width(parts)
    if inches is not None:
        needed.append(f"{inches:.2f}in")
    dpi = _smallest_dpi(parts)
    if dpi is not None:
        needed.append(f"{dpi} dpi")
    if not needed:
        return _no_page_error()
    hint = "; a width without a unit is in points" if style.width < UNIT_HINT_POINTS else ""
    return HeadmapError(
        f"layout.width {style.width / POINTS_PER_INCH:.4g}in is too narrow for these panels; "
        f"they need at least {' or '.join(needed)}{hint}"
    )


def _no_page_error() -> HeadmapError:
    """Return the error for panels that fit no page at all."""
    return HeadmapError("these panels fit no page; show fewer with panels.show, or lower layout.cell")


def _smallest_width(parts: PageParts) -> float | None:
    """Return the smallest width in inches on which the panels fit, in hundredths; None if there is none."""

    def fits(hundredths: int) -> bool:
        return fit(_with_layout(parts, width=hundredths / 100 * POINTS_PER_INCH)) is not None

    hundredths = int(float(parts.style.layout.width) / POINTS_PER_INCH * 100)
    smallest = _smallest(hundredths, 100 * MAX_WIDTH_INCHES, fits)
    return None if smallest is None else smallest / 100


def _smallest_dpi(parts: PageParts) -> int | None:
    """Return the fewest pixels per inch with which the panels fit; None if they do not with any."""
    if fixed_cell(parts.style.layout) is not None:
        # More pixels do not make a cell of so many points smaller.
        return None

    def fits(dpi: int) -> bool:
        # Text that is measured again may turn out wider, and a wider title may be wrapped and take less room.
        margins = (0.0, HINTING)
        return all(fit(_with_dpi(parts, dpi, margin)) is not None for margin in margins)

    return _smallest(ceil(parts.style.layout.dpi), MAX_DPI, fits)


def _smallest(too_small: int, limit: int, fits: Callable[[int], bool]) -> int | None:
    """Return the smallest number that fits, above one that does not and up to a limit; None if none does."""
    step = max(1, too_small // 16)
    enough = min(limit, too_small + step)
    while not fits(enough):
        if enough == limit:
            return None
        too_small = enough
        step *= 2
        enough = min(limit, too_small + step)
    while enough - too_small > 1:
        middle = (too_small + enough) // 2
        if fits(middle):
            enough = middle
        else:
            too_small = middle
    return enough


def _with_layout(parts: PageParts, **changes: float) -> PageParts:
    """Return the parts of the same figure on another page."""
    layout: LayoutStyle = replace(parts.style.layout, **changes)
    return PageParts(parts.skeleton, replace(parts.style, layout=layout), parts.measure)


def _with_dpi(parts: PageParts, dpi: int, margin: float) -> PageParts:
    """Return the parts of the same figure with another number of pixels per inch.

    Args:
        parts: The parts.
        dpi: Pixels per inch.
        margin: Pixels that are added to the sizes of each text.
    """
    factor = dpi / parts.style.layout.dpi
    layout = replace(parts.style.layout, dpi=float(dpi))
    measure = _scaled(parts.measure, factor, margin)
    return PageParts(parts.skeleton, replace(parts.style, layout=layout), measure)


def _scaled(measure: Measure, factor: float, margin: float) -> Measure:
    """Return a function that measures text with more pixels per inch than another one, and a margin."""

    def scaled(text: str, size: float, bold: bool) -> Extent:
        extent = measure(text, size, bold)
        return Extent(
            extent.width * factor + margin,
            extent.ascent * factor + margin,
            extent.descent * factor + margin,
        )

    return scaled
