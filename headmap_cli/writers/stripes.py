"""Tell the straight lines of a hatch, which are rectangles, from the slanted ones, which are polygons."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..scene.hatch_geometry import clip_stripes
from ..scene.marks import Hatch

STRAIGHT = ("horizontal", "vertical")
"""The directions whose lines are rectangles."""
DECIMALS = 4
"""Digits after the point of the corners of polygons."""


def stripe_rects(hatch: Hatch, direction: str) -> npt.NDArray[np.float64]:
    """Return straight lines as rectangles: float (n, 4) x, y, width, height in pixels.

    Args:
        hatch: The hatch.
        direction: One of hatch.directions that is in STRAIGHT.
    """
    corners = clip_stripes(hatch, direction)
    start, end = corners.min(axis=1), corners.max(axis=1)
    return np.concatenate([start, end - start], axis=1)


def stripe_polygons(hatch: Hatch, direction: str) -> list[list[list[float]]]:
    """Return slanted lines as polygons, each a list of its corners, x and y in pixels.

    Args:
        hatch: The hatch.
        direction: One of hatch.directions that is not in STRAIGHT.
    """
    corners = clip_stripes(hatch, direction).round(DECIMALS)
    # Where a line runs through no corner of its rectangle, some of its six corners coincide with the next.
    differs = np.any(corners != np.roll(corners, -1, axis=1), axis=2)
    polygons = []
    for polygon, differs_from_next in zip(corners, differs, strict=True):
        polygons.append(polygon[differs_from_next].tolist())
    return polygons
