r"""Define straight strokes of any slope, and compute them as polygons to fill or as pixels to set.

A stroke runs from corner to corner of its rectangle, and its ends are cut square::

    rising                falling

    +---------/           \---------+
    |      /  |           |  \      |     the rectangle of a level stroke has no height,
    |   /     |           |     \   |     and that of an upright one no width
    /---------+           +---------\
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct


class Strokes(Struct, frozen=True, eq=False):
    """Straight strokes of one colour, such as those of a curve.

    Attributes:
        id: A name that is unique in the scene.
        color: The colour as ``#rrggbb``.
        rects: The rectangles between the ends of the strokes, int (n, 4): x, y, width and height.
        rising: Whether each stroke runs from the lower left to the upper right corner, bool (n,).
        line: The width of the strokes in pixels, half of it on either side.
    """

    id: str
    color: str
    rects: npt.NDArray[np.int64]
    rising: npt.NDArray[np.bool_]
    line: float


def strokes_between(id: str, color: str, points: npt.NDArray[np.int64], line: float) -> Strokes:
    """Return strokes from each point to the next.

    Args:
        id: A name that is unique in the scene.
        color: The colour as ``#rrggbb``.
        points: The points, int (n, 2): x and y.
        line: The width of the strokes in pixels.
    """
    starts, ends = points[:-1], points[1:]
    corners = np.minimum(starts, ends)
    slopes = (ends - starts).prod(axis=1)
    # y runs down, so one of the two differences is negative if the stroke rises to the right.
    return Strokes(id, color, np.hstack([corners, np.abs(ends - starts)]), slopes < 0, line)


def stroke_ends(strokes: Strokes) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the left and the right end of each stroke, x and y in pixels: float (n, 2) each."""
    x, y, width, height = strokes.rects.T.astype(np.float64)
    left = np.stack([x, np.where(strokes.rising, y + height, y)], axis=1)
    right = np.stack([x + width, np.where(strokes.rising, y, y + height)], axis=1)
    return left, right


def stroke_polygons(strokes: Strokes) -> npt.NDArray[np.float64]:
    """Return the four corners of each stroke, x and y in pixels: float (n, 4, 2)."""
    left, right = stroke_ends(strokes)
    along = right - left
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), np.finfo(float).tiny)[:, None]
    # A quarter turn of the direction, half a line long.
    across = np.stack([-along[:, 1], along[:, 0]], axis=1) / length * strokes.line / 2
    return np.stack([left + across, right + across, right - across, left - across], axis=1)


def stroke_coverage(
    left: npt.NDArray[np.float64],
    right: npt.NDArray[np.float64],
    line: float,
    area: tuple[int, int, int, int],
) -> npt.NDArray[np.float64]:
    """Return how much of each pixel a stroke covers, from 0 to 1: float (height, width).

    The distance of the pixel's centre to the stroke decides, which is exact for level and upright strokes.
    The ends are round, so that strokes that meet leave no gap.

    Args:
        left: The left end, x and y.
        right: The right end, x and y.
        line: The width of the stroke in pixels.
        area: The pixels: x, y, width and height.
    """
    x, y, width, height = area
    center_x = np.arange(x + 0.5, x + width)[None, :] - left[0]
    center_y = np.arange(y + 0.5, y + height)[:, None] - left[1]
    along = right - left
    squared_length = max(float(along @ along), np.finfo(float).tiny)
    # The share of the way from the left end to the point of the stroke that is nearest to the pixel.
    share = np.clip((center_x * along[0] + center_y * along[1]) / squared_length, 0, 1)
    distance = np.hypot(center_x - share * along[0], center_y - share * along[1])
    coverage: npt.NDArray[np.float64] = np.clip(line / 2 + 0.5 - distance, 0, 1)
    return coverage
