"""Draw outlines inside the edges of cells."""

from __future__ import annotations

import numpy as np

from ..hatches import Rects
from ..page_size import POINTS_PER_INCH

MAX_BORDER_SHARE = 0.2
"""The greatest width of an outline as a share of its cell."""
MIN_BORDERED_CELL = 3
"""The side in pixels from which a cell still shows its colour inside an outline."""


def inner_borders(squares: Rects, points: float, dpi: float) -> Rects:
    """Return the four sides of the outline inside each square, which do not overlap: int (4 n, 4).

    Args:
        squares: Squares of one size: int (n, 4), x, y, width and height in pixels.
        points: The width of the outlines in points, if the squares have room for it.
        dpi: The pixels per inch.
    """
    side = int(squares[0, 2])
    line = max(1, min(round(points / POINTS_PER_INCH * dpi), int(side * MAX_BORDER_SHARE)))
    x, y = squares[:, 0], squares[:, 1]
    sides = np.full(len(squares), side)
    lines = np.full(len(squares), line)
    inner = sides - 2 * line
    top = np.stack([x, y, sides, lines], axis=1)
    bottom = np.stack([x, y + side - line, sides, lines], axis=1)
    left = np.stack([x, y + line, lines, inner], axis=1)
    right = np.stack([x + side - line, y + line, lines, inner], axis=1)
    return np.concatenate([top, bottom, left, right])
