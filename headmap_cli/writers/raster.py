"""Paint the marks of a scene into an array of pixels.

Each pixel is the number of a colour in a ColorTable. All functions that paint change the array, uint16
(height, width), in place.
"""

from __future__ import annotations

from functools import cache
from math import ceil
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ..scene.marks import Box, CellMark, Cells, Dots, Hatch, Label, Line, Rect, Scene, Wedges
from ..scene.strokes import Strokes, stroke_coverage, stroke_ends
from ..text.measure import glyphs
from .color_table import ColorTable

SHADES = 52
"""The steps from the background to the colour of a text; more would fill a palette of 256 colours."""
STROKE_SHADES = 8
"""The steps from the background to the colour of a stroke; figures have strokes in many colours."""
VECTORIZE_FROM = 24
"""The number of rectangles of one size from which filling all at once is faster than one after another."""

Pixels: TypeAlias = npt.NDArray[np.uint16]
BoolArray: TypeAlias = npt.NDArray[np.bool_]


def paint_cells(mark: CellMark, pixels: Pixels, colors: ColorTable) -> None:
    """Paint cells, parts of them, the lines across them, dots or strokes.

    Args:
        mark: What to paint.
        pixels: The picture, which is changed.
        colors: The colours of the picture, to which that of the mark is added.
    """
    if isinstance(mark, Strokes):
        _paint_strokes(mark, pixels, colors)
        return
    number = colors.number(mark.color)
    if isinstance(mark, Cells):
        _fill_rects(mark.rects, pixels, number)
        return
    for x, y, width, height in mark.rects.tolist():
        match mark:
            case Dots():
                mask = _disc(width)
            case Wedges():
                mask = _wedge(width, mark.cut)
            case Hatch():
                mask = _hatch_mask(mark, x, y, width, height)
        pixels[y : y + height, x : x + width][mask] = number


def paint_frame(mark: Box | Line | Label, pixels: Pixels, colors: ColorTable, scene: Scene) -> None:
    """Paint a box, a line or a text.

    Args:
        mark: What to paint.
        pixels: The picture, which is changed.
        colors: The colours of the picture, to which those of the mark are added.
        scene: The scene of the mark, which has the fonts and the pixels per inch.
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
    """Fill rectangles, int (n, 4), with one colour; many of one size at once."""
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
    from ..scene.hatch_geometry import stripe_mask

    # A row and a column of centres; stripe_mask combines them into all pixels.
    center_x = np.arange(x + 0.5, x + width)[None, :]
    center_y = np.arange(y + 0.5, y + height)[:, None]
    mask = np.zeros((height, width), dtype=bool)
    for direction in hatch.directions:
        mask |= stripe_mask(hatch, direction, center_x, center_y, (x, y))
    return mask


def _paint_strokes(strokes: Strokes, pixels: Pixels, colors: ColorTable) -> None:
    """Paint strokes, whose edges are shades between their colour and the background."""
    number = colors.number(strokes.color)
    palest = colors.number(strokes.color, STROKE_SHADES)
    reach = ceil(strokes.line / 2) + 1
    for (x, y, width, height), left, right in zip(strokes.rects.tolist(), *stroke_ends(strokes), strict=True):
        # The part of the page that the stroke can touch.
        area_left, area_top = max(0, x - reach), max(0, y - reach)
        area = pixels[area_top : max(0, y + height + reach), area_left : max(0, x + width + reach)]
        area_width, area_height = area.shape[1], area.shape[0]
        coverage = stroke_coverage(left, right, strokes.line, (area_left, area_top, area_width, area_height))
        shade = np.rint(coverage * STROKE_SHADES).astype(np.uint16)
        # Shades are mixed with the background, so what is already painted keeps its colour.
        is_edge = (shade > 0) & (shade < STROKE_SHADES) & (area == 0)
        area[is_edge] = palest - 1 + shade[is_edge]
        area[shade == STROKE_SHADES] = number


@cache
def _disc(side: int) -> BoolArray:
    """Return the pixels of a square whose centre is in the disc that touches its sides: bool (side, side)."""
    distance = np.arange(side) + 0.5 - side / 2
    mask: BoolArray = distance[:, None] ** 2 + distance[None] ** 2 <= (side / 2) ** 2
    return mask


@cache
def _wedge(side: int, cut: int) -> BoolArray:
    """Return the pixels of a square beyond a cut; cached, since all squares of a mark have the same ones."""
    from ..scene.wedge_geometry import wedge_mask

    return wedge_mask(side, cut)


def _fill(rect: Rect, pixels: Pixels, number: int) -> None:
    """Fill the part of a rectangle that is on the page."""
    x, y, width, height = rect
    # A negative index would count from the far side of the page.
    left = max(0, round(x))
    top = max(0, round(y))
    right = max(0, round(x + width))
    bottom = max(0, round(y + height))
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
    """Paint a text, whose edges are shades between its colour and that of the page or of the cell below."""
    coverage, left, top = _place_text(label, scene)
    bottom = top + coverage.shape[0]
    right = left + coverage.shape[1]
    # The text is clipped to the page: it loses what is off the top or left edge, then the rest.
    area = pixels[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    coverage = coverage[max(0, -top) :, max(0, -left) :][: area.shape[0], : area.shape[1]]
    # A coverage from 0 to 255 becomes a shade from 0 to SHADES, rounded to the nearest.
    shade = (coverage.astype(np.uint16) * SHADES + 127) // 255
    is_covered = shade > 0
    area[is_covered] = colors.number(label.color, SHADES, label.on) - 1 + shade[is_covered]


def _place_text(label: Label, scene: Scene) -> tuple[npt.NDArray[np.uint8], int, int]:
    """Return how much of each pixel a text covers, from 0 to 255, and the left and top of these pixels."""
    coverage, right, below = glyphs(label.text, scene.family, label.size, label.bold, scene.dpi, scene.math)
    if label.angle:
        # In text that runs upwards, right of the start becomes above it, and below becomes right of it.
        coverage = np.rot90(coverage)
        left = round(label.x) + below - coverage.shape[1]
        bottom = round(label.rect[1] + label.rect[3]) - right
    else:
        left = round(label.rect[0]) + right
        bottom = round(label.y) + below
    return coverage, left, bottom - coverage.shape[0]
