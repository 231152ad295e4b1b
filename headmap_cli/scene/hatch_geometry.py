r"""Compute the lines of a hatch inside rectangles, as pixels to set or as polygons to fill.

A point is on a line of one direction if its coordinate across the lines, counted from the hatch's origin and
taken modulo ``period``, is less than ``line``. The coordinate across the lines of each direction is::

    vertical: x      horizontal: y      rising: x + y      falling: x - y

    |  |  |  |        __________           /  /  /            \  \  \
    |  |  |  |        __________          /  /  /              \  \  \
    |  |  |  |        __________         /  /  /                \  \  \

Seen along such a coordinate, with line = 2 and period = 6:

    origin
    v
    ##....##....##....    # is on a line
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from .marks import Hatch

FloatArray: TypeAlias = npt.NDArray[np.float64]
Origin: TypeAlias = int | FloatArray

WEIGHTS = {"vertical": (1, 0), "horizontal": (0, 1), "rising": (1, 1), "falling": (1, -1)}
"""The factors of x and y in the coordinate across the lines, by their direction."""


class _Bounds(NamedTuple):
    """The edges of rectangles in pixels, float (n,) each."""

    left: FloatArray
    right: FloatArray
    top: FloatArray
    bottom: FloatArray


class _Bands(NamedTuple):
    """The lines that cross rectangles, as intervals of the coordinate across them.

    Attributes:
        rect: The index of the rectangle that each line crosses, int (m,).
        start: The coordinate at which each line begins inside the rectangle, float (m,).
        end: The coordinate at which each line ends, float (m,).
    """

    rect: npt.NDArray[np.int64]
    start: FloatArray
    end: FloatArray


def stripe_mask(
    hatch: Hatch, direction: str, x: FloatArray, y: FloatArray, corner: tuple[int, int] = (0, 0)
) -> npt.NDArray[np.bool_]:
    """Return whether points of the page lie on the lines that run in one direction.

    Args:
        hatch: The hatch.
        direction: One of hatch.directions.
        x: Coordinates in pixels, of any shape.
        y: Coordinates in pixels, of a shape that can be broadcast with that of x.
        corner: The top left corner of the points' rectangle, where lines begin if the hatch has no origin.
    """
    weight_x, weight_y = WEIGHTS[direction]
    origin_x, origin_y = corner if hatch.origin is None else hatch.origin
    # Counted from the origin, lines begin at the multiples of the period.
    across = weight_x * (x - origin_x) + weight_y * (y - origin_y)
    mask: npt.NDArray[np.bool_] = np.mod(across, hatch.period) < hatch.line
    return mask


def clip_stripes(hatch: Hatch, direction: str) -> FloatArray:
    """Return the lines of one direction, cut off at the edges of each rectangle of a hatch.

    Args:
        hatch: The hatch.
        direction: One of hatch.directions.

    Returns:
        Polygons of six corners, x and y in pixels: float (n, 6, 2). Six are needed where a slanted line runs
        through two corners of its rectangle; otherwise some coincide, so that all lines fit one array.
    """
    x, y, width, height = hatch.rects.T.astype(float)
    bounds = _Bounds(x, x + width, y, y + height)
    origin_x, origin_y = (x, y) if hatch.origin is None else hatch.origin
    if direction == "vertical":
        return _vertical_polygons(hatch, bounds, origin_x)
    if direction == "horizontal":
        return _horizontal_polygons(hatch, bounds, origin_y)
    if direction == "rising":
        return _rising_polygons(hatch, bounds, origin_x + origin_y)
    # Seen in a mirror that turns y around, falling lines are rising ones.
    mirrored = bounds._replace(top=-bounds.bottom, bottom=-bounds.top)
    return _rising_polygons(hatch, mirrored, origin_x - origin_y) * [1, -1]


def _vertical_polygons(hatch: Hatch, bounds: _Bounds, origin: Origin) -> FloatArray:
    """Return the corners of vertical lines; start and end of a band are values of x."""
    rect, start, end = _bands(hatch, origin, bounds.left, bounds.right)
    top, bottom = bounds.top[rect], bounds.bottom[rect]
    return _polygons((start, top), (start, bottom), (start, bottom), (end, bottom), (end, top), (end, top))


def _horizontal_polygons(hatch: Hatch, bounds: _Bounds, origin: Origin) -> FloatArray:
    """Return the corners of horizontal lines; start and end of a band are values of y."""
    rect, start, end = _bands(hatch, origin, bounds.top, bounds.bottom)
    left, right = bounds.left[rect], bounds.right[rect]
    return _polygons((left, start), (left, start), (left, end), (right, end), (right, end), (right, start))


def _rising_polygons(hatch: Hatch, bounds: _Bounds, origin: Origin) -> FloatArray:
    """Return the corners of rising lines; start and end of a band are values of x + y.

    The edges x + y = start and x + y = end each enter the rectangle at its left or bottom side, and leave it
    at its top or right side. Between them the polygon turns at a corner of the rectangle, if one lies inside
    the line:

             left           right
        top    +---------6----5         1 the start edge enters     4 the end edge leaves
               |       /      |         2 the bottom left corner    5 the top right corner
               |     /        4         3 the end edge enters       6 the start edge leaves
               |   /        / |
               1 /        /   |         x + y is left + bottom at the bottom left corner.
               |        /     |         If that is not between start and end, the corner is not
        bottom 2------3-------+         part of the line, and 2 falls on 1 or 3. Likewise for 5.
    """
    left, right, top, bottom = bounds
    rect, start, end = _bands(hatch, origin, left + top, right + bottom)
    left, right, top, bottom = left[rect], right[rect], top[rect], bottom[rect]

    def enter(across: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return where the edge x + y = across enters."""
        return np.maximum(left, across - bottom), np.minimum(bottom, across - left)

    def leave(across: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return where the edge x + y = across leaves."""
        return np.minimum(right, across - top), np.maximum(top, across - right)

    # The line through a corner that is outside the band is moved to the band's nearer edge.
    bottom_left = np.clip(left + bottom, start, end)
    top_right = np.clip(right + top, start, end)
    return _polygons(enter(start), enter(bottom_left), enter(end), leave(end), leave(top_right), leave(start))


def _bands(hatch: Hatch, origin: Origin, lowest: FloatArray, highest: FloatArray) -> _Bands:
    """Return the lines of one direction that cross each rectangle.

    Args:
        hatch: The hatch.
        origin: The coordinate of the hatch's origin across the lines, or one for each rectangle, float (n,).
        lowest: The least coordinate across the lines in each rectangle, float (n,).
        highest: The greatest coordinate in each rectangle, float (n,).
    """
    # A line that begins before the rectangle may still reach into it, so its width is subtracted.
    first = np.floor((lowest - origin - hatch.line) / hatch.period).astype(int)
    count = np.floor((highest - origin) / hatch.period).astype(int) - first + 1
    rect = np.repeat(np.arange(len(lowest)), count)
    # The lines of all rectangles in one array: 0, 1, 2, .. from the first line of each rectangle on.
    index_in_rect = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    line_start = np.broadcast_to(origin, lowest.shape)[rect] + (index_in_rect + first[rect]) * hatch.period
    start = np.clip(line_start, lowest[rect], highest[rect])
    end = np.clip(line_start + hatch.line, lowest[rect], highest[rect])
    # Lines that only touch a rectangle, or just miss it, have no area there.
    is_inside = end > start
    return _Bands(rect[is_inside], start[is_inside], end[is_inside])


def _polygons(*corners: tuple[FloatArray, FloatArray]) -> FloatArray:
    """Return polygons, float (n, corners, 2), from x and y of each corner, float (n,)."""
    polygons: FloatArray = np.stack([np.stack(corner, axis=-1) for corner in corners], axis=1)
    return polygons
