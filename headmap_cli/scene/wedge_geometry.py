"""Compute the parts of squares beyond a diagonal, as pixels to set or as polygons to fill."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .marks import Wedges


def wedge_mask(side: int, cut: int) -> npt.NDArray[np.bool_]:
    """Return the pixels of a square whose centre is in the part beyond the cut: bool (side, side)."""
    # The centre of the first pixel is half a pixel from either side.
    distance = np.arange(side) + 0.5
    mask: npt.NDArray[np.bool_] = distance[:, None] + distance[None] >= cut
    return mask


def wedge_polygons(wedges: Wedges) -> npt.NDArray[np.int64]:
    """Return the corners of the parts beyond the cut, x and y in pixels: int (n, 3 or 5, 2).

    Up to the diagonal of the square, the part has five corners; beyond it, three.
    """
    cut = wedges.cut
    corners = wedges.rects[:, None, :2]
    if not len(wedges.rects):
        return np.empty((0, 3, 2), dtype=np.int64)
    side = int(wedges.rects[0, 2])
    if cut <= side:
        outline = [(cut, 0), (side, 0), (side, side), (0, side), (0, cut)]
    else:
        outline = [(side, cut - side), (side, side), (cut - side, side)]
    return corners + np.array(outline, dtype=np.int64)
