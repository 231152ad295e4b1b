"""A hatch as plain geometry: the pieces of its lines that lie inside the rectangles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .scene import Hatch

FloatArray = npt.NDArray[np.float64]


def on_line(hatch: Hatch, direction: str, x: FloatArray, y: FloatArray) -> npt.NDArray[np.bool_]:
    """Whether points of the page, in pixels, lie on the lines that run in one direction.

    Lines are where a coordinate across them, less that of the hatch's origin, is below ``line`` modulo
    ``period``: y for horizontal lines, x for vertical ones, x + y for rising and x - y for falling ones.
    """
    along, down = _across(direction)
    at = along * (x - hatch.origin[0]) + down * (y - hatch.origin[1])
    on: npt.NDArray[np.bool_] = np.mod(at, hatch.period) < hatch.line
    return on


def pieces(hatch: Hatch, direction: str) -> FloatArray:
    """The lines of one direction inside each rectangle: polygons of six corners, float (n, 6, 2) pixels.

    The corners are those of the rectangle where the line runs through them; else two of them coincide.
    """
    along, down = _across(direction)
    x, y, width, height = hatch.rects.T.astype(float)
    left, right = np.minimum(along * x, along * (x + width)), np.maximum(along * x, along * (x + width))
    low, high = np.minimum(down * y, down * (y + height)), np.maximum(down * y, down * (y + height))
    start = along * hatch.origin[0] + down * hatch.origin[1]
    first = np.floor((left + low - start - hatch.line) / hatch.period).astype(int)
    last = np.floor((right + high - start) / hatch.period).astype(int)
    tall = last - first + 1
    rect = np.repeat(np.arange(len(x)), tall)
    number = np.arange(tall.sum()) - np.repeat(np.cumsum(tall) - tall, tall) + first[rect]
    left, right, low, high = left[rect], right[rect], low[rect], high[rect]
    near = np.clip(start + number * hatch.period, left + low, right + high)
    far = np.clip(start + number * hatch.period + hatch.line, left + low, right + high)
    drawn = far > near
    near, far, left, right, low, high = (v[drawn] for v in (near, far, left, right, low, high))
    if not down:
        corners = [(near, low), (near, high), (near, high), (far, high), (far, low), (far, low)]
    elif not along:
        corners = [(left, near), (left, near), (left, far), (right, far), (right, far), (right, near)]
    else:
        one, other = np.clip(left + high, near, far), np.clip(right + low, near, far)
        enters = [(np.maximum(left, c - high), np.minimum(high, c - left)) for c in (near, one, far)]
        leaves = [(np.minimum(right, c - low), np.maximum(low, c - right)) for c in (far, other, near)]
        corners = [*enters, *leaves]
    signs = np.array([along or 1, down or 1], dtype=float)
    polygons: FloatArray = np.stack([np.stack(c, axis=-1) for c in corners], axis=1) * signs
    return polygons


def _across(direction: str) -> tuple[int, int]:
    """How much of x and of y the coordinate across lines has."""
    return {"vertical": (1, 0), "horizontal": (0, 1), "rising": (1, 1), "falling": (1, -1)}[direction]
