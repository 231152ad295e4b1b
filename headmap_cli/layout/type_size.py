"""Choose the size of the type on a page of a fixed shape: as large as the cells can afford."""

from __future__ import annotations

from msgspec import to_builtins
from msgspec.structs import replace

from ..style.schema import SizesStyle, Style
from ..text.measure import Measure
from .fitting import Fit, fit
from .page_parts import PageParts
from .skeleton import PageSkeleton
from .small_cells import too_narrow_error

STEPS = 2
"""The number of sizes that are tried between the style's own and the smallest."""
CELL_SHARE = 0.8
"""Type shrinks until the cells have this share of the size that they have beside the smallest type."""


def fit_type(skeleton: PageSkeleton, style: Style, measure: Measure) -> tuple[PageParts, Fit]:
    """Return the parts of a page and what fits it, in the largest type that leaves enough for the cells.

    Type shrinks only if the style sets the shape of the page and ``text.shrink_to``.

    Args:
        skeleton: The texts and numbers of the figure.
        style: The style of the figure.
        measure: Measures text in pixels at ``style.layout.dpi``.

    Raises:
        HeadmapError: If nothing fits the page.
    """
    smallest = style.text.shrink_to
    if smallest is None or style.layout.aspect == "auto":
        return _fit_or_raise(PageParts(skeleton, style, measure))
    parts, smallest_fit = _fit_or_raise(PageParts(skeleton, shrink_type(style, smallest, 1.0), measure))
    for step in range(STEPS):
        larger = PageParts(skeleton, shrink_type(style, smallest, step / STEPS), measure)
        larger_fit = fit(larger)
        # A page that has to be wider than another one does not fit.
        if larger_fit is None or larger_fit.width > smallest_fit.width:
            continue
        if larger_fit.cell >= CELL_SHARE * smallest_fit.cell:
            return larger, larger_fit
    return parts, smallest_fit


def shrink_type(style: Style, smallest: float, progress: float) -> Style:
    """Return a style whose type sizes are between its own (progress 0) and the smallest (progress 1)."""
    sizes = {}
    for name, size in to_builtins(style.text.size).items():
        sizes[name] = size - progress * max(0.0, size - smallest)
    return replace(style, text=replace(style.text, size=SizesStyle(**sizes)))


def _fit_or_raise(parts: PageParts) -> tuple[PageParts, Fit]:
    """Return parts and what fits their page; raise HeadmapError if nothing does."""
    page_fit = fit(parts)
    if page_fit is None:
        raise too_narrow_error(parts)
    return parts, page_fit
