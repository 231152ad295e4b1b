"""Tell the straight lines of a hatch, which are rectangles, from the slanted ones, which are polygons."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..scene.hatch_geometry import clip_stripes
from ..scene.marks import Hatch

STRAIGHT = ("horizontal", "vertical")
"""The directions whose lines are rectangles."""


def stripe_rects(hatch: Hatch, direction: str) -> npt.NDArray[np.float64]:
    """Return straight lines as rectangles: float (n, 4) x, y, width, height in pixels.

    Args:
        hatch: The hatch.
        direction: One of hatch.directions that is in STRAIGHT.
    """
    corners = clip_stripes(hatch, direction)
    start, end = corners.min(axis=1), corners.max(axis=1)
    return np.concatenate([start, end - start], axis=1)
