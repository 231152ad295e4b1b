"""Convert the sizes of a style, in points, to the pixels of a page."""

from __future__ import annotations

from ..style.schema import LayoutStyle

POINTS_PER_INCH = 72


def page_width(style: LayoutStyle) -> int:
    """Return the width of the page in pixels, or its greatest width if the style leaves it open."""
    width = style.max_width if isinstance(style.width, str) else style.width
    return round(float(width) * style.dpi / POINTS_PER_INCH)


def page_height(style: LayoutStyle, width: int) -> int | None:
    """Return the height in pixels of a page with a width in pixels; None if the style leaves it open."""
    if style.aspect == "auto":
        return None
    horizontal, vertical = style.aspect.split(":")
    return round(width * int(vertical) / int(horizontal))


def fixed_cell(style: LayoutStyle) -> int | None:
    """Return the side of a cell in pixels; None if the style leaves it open."""
    if isinstance(style.cell, str):
        return None
    return max(1, round(style.cell * style.dpi / POINTS_PER_INCH))
