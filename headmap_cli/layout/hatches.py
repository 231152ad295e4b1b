"""Cover cells with lines or dots, in sizes that suit the size of the cells.

A rising hatch on two cells. A whole number of periods fits a cell, so that all cells look alike and the lines
continue from each cell into the next::

          |<- period ->|
    +-----/------+-----/------+
    |    /       |    /       |
    |   /        |   /        |
    |  /         |  /         |
    | /          | /          |
    +/-----------+/-----------+
    origin
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..colors.contrast import contrast
from ..scene.marks import Hatch
from .page_size import POINTS_PER_INCH

PERIOD_POINTS = 3.5
"""The distance from line to line in points, before it is adjusted to divide the cell."""
LINE_POINTS = 0.5
"""The width of a line in points."""
DOT_SHARE = 0.5
"""The side of a dot as a share of its cell."""
LINE_COLORS = ("#000000", "#ffffff")

Rects: TypeAlias = npt.NDArray[np.int64]
"""int (n, 4): x, y, width and height in pixels."""


class HatchPattern(Struct, frozen=True):
    """The measures of the lines of all hatches of a figure.

    Attributes:
        period: The distance from line to line in pixels.
        width: The width of a line in pixels.
    """

    period: float
    width: int

    def over(self, id: str, kind: str, color: str, rects: Rects, origin: tuple[int, int]) -> list[Hatch]:
        """Return the hatch over rectangles of one colour, or an empty list for the kind ``none``.

        Args:
            id: The id of the hatch in the scene.
            kind: The kind of hatch that the style names.
            color: The colour of the rectangles; the lines are black or white, whichever shows better on it.
            rects: int (n, 4): x, y, width and height of the rectangles in pixels.
            origin: The x and y of a pixel at which a line begins.
        """
        if kind == "none":
            return []
        line_color = max(LINE_COLORS, key=lambda candidate: contrast(candidate, color))
        return [Hatch(id, line_color, rects, kind, self.period, self.width, origin)]


def hatch_pattern(cell: int, dpi: float) -> HatchPattern:
    """Return the pattern for cells of a size, each of which holds a whole number of lines.

    Args:
        cell: The side of a cell in pixels.
        dpi: The pixels per inch.
    """
    pixels_per_point = dpi / POINTS_PER_INCH
    lines = max(1, round(cell / (PERIOD_POINTS * pixels_per_point)))
    # With a period of whole pixels, all lines look alike. That is worth up to twice as many lines.
    for more_lines in range(lines, 2 * lines + 1):
        if cell % more_lines == 0:
            lines = more_lines
            break
    period = cell / lines
    # Lines wider than half of the period would hide the colour of the cell.
    width = max(1, min(round(LINE_POINTS * pixels_per_point), int(period / 2)))
    return HatchPattern(period, width)


def dot_squares(mask: npt.NDArray[np.bool_], x: npt.NDArray[Any], y: npt.NDArray[Any]) -> Rects:
    """Return the squares of dots in the middle of the cells at the True entries of a mask.

    Args:
        mask: bool (rows, columns).
        x: int (columns, 2): the first pixel of each column and the one after its last.
        y: int (rows, 2): the same for each row.

    Returns:
        int (n, 4): x, y, width and height in pixels.
    """
    cell = int(x[0, 1] - x[0, 0])
    side = _dot_side(cell)
    row, column = np.nonzero(mask)
    inset = (cell - side) // 2
    sides = np.full(len(row), side)
    return np.stack([x[column, 0] + inset, y[row, 0] + inset, sides, sides], axis=1).astype(np.int64)


def _dot_side(cell: int) -> int:
    """Return the side of a dot in a cell, both in pixels."""
    if cell == 2:
        # A dot of side 2 could be centred, but would hide the colour of the cell.
        return 1
    # Only if both sides are odd, or both are even, can the dot be centred to the pixel.
    sides = range(cell, 0, -2)
    return min(sides, key=lambda side: abs(side - cell * DOT_SHARE))
