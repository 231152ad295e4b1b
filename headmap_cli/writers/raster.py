"""Set the pixels of a scene's marks. A pixel is the number of a colour, see color_table.py.

All functions change the array of pixels, uint16 (height, width), in place.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ..scene.hatch_geometry import stripe_mask
from ..scene.marks import Box, Cells, Dots, Hatch, Label, Line, Rect, Scene
from ..text.measure import glyphs
from .color_table import ColorTable

SHADES = 52
"""Steps between a text's colour and the background; more would leave the palette no room for categories."""
VECTORIZE_FROM = 24
"""The number of rectangles of one size from which setting all at once is faster than one after another."""

Pixels: TypeAlias = npt.NDArray[np.uint16]
BoolArray: TypeAlias = npt.NDArray[np.bool_]


def paint_cells(mark: Cells | Hatch | Dots, pixels: Pixels, colors: ColorTable) -> None:
    """Set the pixels of cells, of the lines across them, or of dots."""
    number = colors.number(mark.color)
    if isinstance(mark, Cells):
        _fill_rects(mark.rects, pixels, number)
        return
    for x, y, width, height in mark.rects.tolist():
        mask = _disc(width) if isinstance(mark, Dots) else _hatch_mask(mark, x, y, width, height)
        pixels[y : y + height, x : x + width][mask] = number


def paint_frame(mark: Box | Line | Label, pixels: Pixels, colors: ColorTable, scene: Scene) -> None:
    """Set the pixels of a box, a line or a text.

    Args:
        mark: What to paint.
        pixels: Are changed.
        colors: Takes in the colours of the mark.
        scene: The page, for its fonts and its dots per inch.
    """
    match mark:
        case Line():
            _fill(mark.rect, pixels, colors.number(mark.color))
        case Box():
            if mark.frame and mark.line:
                number = colors.number(mark.frame)
                for side in _frame_sides(mark.rect, mark.line):
                    _fill(side, pixels, number)
            if mark.fill:
                _fill(mark.rect, pixels, colors.number(mark.fill))
        case Label():
            _write(mark, pixels, colors, scene)


def _fill_rects(rects: npt.NDArray[np.int64], pixels: Pixels, number: int) -> None:
    """Set the pixels of rectangles, int (n, 4), many of one size at once."""
    # Width and height packed into one integer sort and compare faster than two columns.
    size = rects[:, 2] << 32 | rects[:, 3]
    order = np.argsort(size)
    for equal_rects in np.split(rects[order], np.flatnonzero(np.diff(size[order])) + 1):
        width, height = equal_rects[0, 2:].tolist()
        if len(equal_rects) < VECTORIZE_FROM:
            for x, y in equal_rects[:, :2].tolist():
                pixels[y : y + height, x : x + width] = number
        else:
            rows = equal_rects[:, 1, None] + np.arange(height)
            columns = equal_rects[:, 0, None] + np.arange(width)
            pixels[rows[:, :, None], columns[:, None, :]] = number


def _hatch_mask(hatch: Hatch, x: int, y: int, width: int, height: int) -> BoolArray:
    """Return the pixels of a rectangle whose centre is on a line of the hatch: bool (height, width)."""
    # A row and a column of centres; stripe_mask combines them into all pixels.
    center_x = np.arange(x + 0.5, x + width)[None, :]
    center_y = np.arange(y + 0.5, y + height)[:, None]
    mask = np.zeros((height, width), dtype=bool)
    for direction in hatch.directions:
        mask |= stripe_mask(hatch, direction, center_x, center_y)
    return mask


@cache
def _disc(side: int) -> BoolArray:
    """Return the pixels of a square whose centre is in the disc that touches its sides: bool (side, side)."""
    distance = np.arange(side) + 0.5 - side / 2
    mask: BoolArray = distance[:, None] ** 2 + distance[None] ** 2 <= (side / 2) ** 2
    return mask


def _fill(rect: Rect, pixels: Pixels, number: int) -> None:
    """Set the pixels of one rectangle, as far as it is on the page."""
    x, y, width, height = rect
    left, top = max(0, round(x)), max(0, round(y))
    # A negative end would count from the far side of the page.
    right, bottom = max(0, round(x + width)), max(0, round(y + height))
    pixels[top:bottom, left:right] = number


def _frame_sides(rect: Rect, line: float) -> list[Rect]:
    """Return the four sides of a frame whose inner edge is rect.

    +---------------+
    |      top      |     line pixels high
    +---+-------+---+
    |   | rect  |   |
    +---+-------+---+
    |    bottom     |
    +---------------+
    """
    x, y, width, height = rect
    top = (x - line, y - line, width + 2 * line, line)
    bottom = (x - line, y + height, width + 2 * line, line)
    return [top, bottom, (x - line, y, line, height), (x + width, y, line, height)]


def _write(label: Label, pixels: Pixels, colors: ColorTable, scene: Scene) -> None:
    """Set the pixels of a text: how much of each it covers, in steps, on the page's colour."""
    bitmap, right, below = glyphs(label.text, scene.family, label.size, label.bold, scene.dpi, scene.math)
    if label.angle:
        # Turned upwards, what was to the right of the start is above it, and what was below is to the right.
        bitmap = np.rot90(bitmap)
        left = round(label.x) + below - bitmap.shape[1]
        bottom = round(label.rect[1] + label.rect[3]) - right
    else:
        left = round(label.rect[0]) + right
        bottom = round(label.y) + below
    top = bottom - bitmap.shape[0]
    area = pixels[max(0, top) : max(0, bottom), max(0, left) : max(0, left + bitmap.shape[1])]
    bitmap = bitmap[max(0, -top) :, max(0, -left) :][: area.shape[0], : area.shape[1]]
    shade = (bitmap.astype(np.uint16) * SHADES + 127) // 255
    covered = shade > 0
    area[covered] = colors.number(label.color, SHADES) - 1 + shade[covered]
