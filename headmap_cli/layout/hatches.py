"""Cover cells with lines, dots or parts of other colours, in sizes that suit the size of the cells.

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
from .cell_content import DIAGONAL
from .page_size import POINTS_PER_INCH

PERIOD_POINTS = 3.5
"""The distance from line to line in points, before it is adjusted to divide the cell."""
MIN_PERIOD = 4
"""The least distance in pixels, at which lines of one pixel in two directions still show the colour."""
LINE_POINTS = 0.5
"""The width of a line in points."""
MAX_LINE_SHARE = 0.3
"""The greatest width of a line as a share of the distance from line to line."""
MIN_HATCHED_POINTS = 3.0
"""The side in points from which cells have hatches: in smaller ones, the lines would hide the colour."""
MARK_SHARE = 0.62
"""The side of a dot with its ring as a share of its cell."""
RING_SHARE = 0.1
"""The width of a ring as a share of its cell."""
MIN_RINGED_CELL = 5
"""The side in pixels from which a cell has room for a dot with a ring."""
MIN_MARKED_CELL = 3
"""The smallest side in pixels of a cell that still shows its colour around a dot."""
GAP_POINTS = 0.25
"""The width in points of the line around the parts of a split cell."""
DIAGONAL_POINTS = 0.35
"""The width in points of the diagonal of an absent head."""
DIAGONAL_COLOR = "#8c8c8c"
"""The colour of the diagonal, which shows on light pages and on dark ones."""
MIN_DIAGONAL_CELL = 3
"""The side in pixels from which a cell has room for a diagonal."""
LINE_COLORS = ("#000000", "#ffffff")
OUTLINE_COLORS = ("#000000", "#a0a0a0")
"""The colours of outlines inside cells: black, and a gray for dark cells, which white would shrink."""
MIN_OUTLINE_CONTRAST = 2.0
"""The contrast with a cell's colour from which its outline is black."""

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
        if kind in ("none", DIAGONAL):
            return []
        line_color = max(LINE_COLORS, key=lambda candidate: contrast(candidate, color))
        return [Hatch(id, line_color, rects, kind, self.period, self.width, origin)]


def outline_color(color: str) -> str:
    """Return the colour of an outline inside a cell of a colour: black if it can be seen, else gray."""
    black, gray = OUTLINE_COLORS
    return black if contrast(black, color) >= MIN_OUTLINE_CONTRAST else gray


def hatch_pattern(cell: int, dpi: float) -> HatchPattern:
    """Return the pattern for cells of a size, each of which holds a whole number of lines.

    Args:
        cell: The side of a cell in pixels.
        dpi: The pixels per inch.
    """
    pixels_per_point = dpi / POINTS_PER_INCH
    most_lines = max(1, cell // MIN_PERIOD)
    lines = max(1, min(round(cell / (PERIOD_POINTS * pixels_per_point)), most_lines))
    # With a period of whole pixels, all lines look alike. That is worth up to twice as many lines.
    for more_lines in range(lines, min(2 * lines, most_lines) + 1):
        if cell % more_lines == 0:
            lines = more_lines
            break
    period = cell / lines
    # Wider lines would hide the colour of the cell.
    width = max(1, min(round(LINE_POINTS * pixels_per_point), int(period * MAX_LINE_SHARE)))
    return HatchPattern(period, width)


def shows_hatches(cell: int, dpi: float) -> bool:
    """Return whether cells of a side in pixels are large enough for hatches."""
    return cell / dpi * POINTS_PER_INCH >= MIN_HATCHED_POINTS


def cell_hatch_pattern(cell: int, dpi: float) -> HatchPattern | None:
    """Return the pattern for cells of a side in pixels; None for cells that are too small for hatches."""
    return hatch_pattern(cell, dpi) if shows_hatches(cell, dpi) else None


def diagonals(id: str, squares: Rects, dpi: float) -> list[Hatch]:
    """Return the diagonals of squares, from the upper left to the lower right corner, if there is room.

    Args:
        id: The id of the diagonals in the scene.
        squares: int (n, 4): x, y, width and height in pixels, all of one size.
        dpi: The pixels per inch.
    """
    if not len(squares) or squares[0, 2] < MIN_DIAGONAL_CELL:
        return []
    side = int(squares[0, 2])
    line = max(1, min(round(DIAGONAL_POINTS / POINTS_PER_INCH * dpi), side // 4))
    # With a period of two sides, no second line touches a corner.
    return [Hatch(id, DIAGONAL_COLOR, squares, "falling", 2 * side, line, None)]


def cell_squares(
    mask: npt.NDArray[np.bool_], x: npt.NDArray[Any], y: npt.NDArray[Any], inset: int = 0
) -> Rects:
    """Return the squares in the middle of the cells at the True entries of a mask.

    Args:
        mask: bool (rows, columns).
        x: int (columns, 2): the first pixel of each column and the one after its last.
        y: int (rows, 2): the same for each row.
        inset: The distance in pixels from each side of a cell to its square.

    Returns:
        int (n, 4): x, y, width and height in pixels.
    """
    row, column = np.nonzero(mask)
    side = int(x[0, 1] - x[0, 0]) - 2 * inset
    sides = np.full(len(row), side)
    return np.stack([x[column, 0] + inset, y[row, 0] + inset, sides, sides], axis=1).astype(np.int64)


def dot_insets(cell: int) -> tuple[int, int]:
    """Return the distances in pixels from the sides of a cell to a ring, and to the dot inside it.

    Both are the same for a cell that has no room for a ring.
    """
    if cell < MIN_RINGED_CELL:
        # Of two pixels, one would have to be chosen; a cell of four has a dot of two.
        inset = (cell - 1) // 2
        return inset, inset
    ring_width = max(1, round(cell * RING_SHARE))
    ring_inset = max(1, round(cell * (1 - MARK_SHARE) / 2))
    return ring_inset, ring_inset + ring_width


def split_gap(dpi: float) -> int:
    """Return the width in pixels of the line around the parts of a split cell."""
    return max(1, round(GAP_POINTS / POINTS_PER_INCH * dpi))


def min_split_cell(parts: int, dpi: float) -> int:
    """Return the smallest side in pixels of a cell whose parts have at least a pixel each.

    A square of n pixels has 2 n - 1 diagonals of pixels, of which each part takes at least one.
    """
    return 2 * split_gap(dpi) + max(2, parts // 2 + 1)


def _diagonal(share: float) -> float:
    """Return the sum of x and y at the diagonal that cuts a share of its area from a square of side 1."""
    if share <= 1 / 2:
        # The upper left corner is a triangle whose legs are as long as the sum.
        return float((2 * share) ** 0.5)
    return float(2 - (2 * (1 - share)) ** 0.5)


def diagonal_cuts(side: int, parts: int) -> list[int]:
    """Return where the diagonals between the parts of a square run, as the sums of Wedges.

    The parts are about equally large, and at least a diagonal of pixels wide.

    Args:
        side: The side of the square in pixels, at least (parts + 1) / 2.
        parts: The number of parts.

    >>> diagonal_cuts(10, 2), diagonal_cuts(10, 3), diagonal_cuts(2, 3)
    ([10], [8, 12], [2, 3])
    """
    cuts: list[int] = []
    # The centre of the first pixel has the sum 1, so a cut at 2 leaves it alone in the first part.
    least = 2
    for i in range(1, parts):
        # Each of the parts that follow needs a diagonal too.
        cuts.append(max(least, min(round(side * _diagonal(i / parts)), 2 * side - parts + i)))
        least = cuts[-1] + 1
    return cuts
