"""A hatch as plain geometry: the pieces of its lines that lie inside the rectangles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .marks import Hatch

FloatArray = npt.NDArray[np.float64]


def stripe_mask(hatch: Hatch, direction: str, x: FloatArray, y: FloatArray) -> npt.NDArray[np.bool_]:
    """Whether points of the page, in pixels, lie on the lines that run in one direction.

    Lines are where a coordinate across them, less that of the hatch's origin, is below ``line`` modulo
    ``period``: y for horizontal lines, x for vertical ones, x + y for rising and x - y for falling ones.
    """
    along, down = _across(direction)
    at = along * (x - hatch.origin[0]) + down * (y - hatch.origin[1])
    on: npt.NDArray[np.bool_] = np.mod(at, hatch.period) < hatch.line
    return on


def clip_stripes(hatch: Hatch, direction: str) -> FloatArray:
    """The lines of one direction inside each rectangle: polygons of six corners, float (n, 6, 2) pixels.

    The corners are those of the rectangle where the line runs through them; else two of them coincide.
    """
    along, down = _across(direction)
    mirror = -1 if down < 0 else 1
    x, y, width, height = hatch.rects.T.astype(float)
    left, right = x, x + width
    low, high = np.sort([mirror * y, mirror * (y + height)], axis=0)
    down = abs(down)
    lowest, highest = along * left + down * low, along * right + down * high
    start = along * hatch.origin[0] + down * mirror * hatch.origin[1]
    first = np.floor((lowest - start - hatch.line) / hatch.period).astype(int)
    tall = np.floor((highest - start) / hatch.period).astype(int) - first + 1
    rect = np.repeat(np.arange(len(x)), tall)
    number = np.arange(tall.sum()) - np.repeat(np.cumsum(tall) - tall, tall) + first[rect]
    near = np.clip(start + number * hatch.period, lowest[rect], highest[rect])
    far = np.clip(start + number * hatch.period + hatch.line, lowest[rect], highest[rect])
    drawn = far > near
    near, far = near[drawn], far[drawn]
    left, right, low, high = (v[rect[drawn]] for v in (left, right, low, high))
    if not down:
        corners = [(near, low), (near, high), (near, high), (far, high), (far, low), (far, low)]
    elif not along:
        corners = [(left, near), (left, near), (left, far), (right, far), (right, far), (right, near)]
    else:
        one, other = np.clip(left + high, near, far), np.clip(right + low, near, far)
        enters = [(np.maximum(left, c - high), np.minimum(high, c - left)) for c in (near, one, far)]
        leaves = [(np.minimum(right, c - low), np.maximum(low, c - right)) for c in (far, other, near)]
        corners = [*enters, *leaves]
    polygons: FloatArray = np.stack([np.stack(c, axis=-1) for c in corners], axis=1) * [1, mirror]
    return polygons


def _across(direction: str) -> tuple[int, int]:
    """How much of x and of y the coordinate across lines has."""
    return {"vertical": (1, 0), "horizontal": (0, 1), "rising": (1, 1), "falling": (1, -1)}[direction]
