"""Place equal cells along one axis, with lines between groups of cells.

``BandScale(n=5, cell=3, every=2, line=1)`` takes 17 pixels. Each character stands for a pixel: a digit for
one of that cell, ``#`` for one of a line::

    0     6      13  17
    |     |      |   |
    000111#222333#444        start(2) = 7, edge(2) = 6

With ``reverse`` the picture is mirrored: cell 0 is the last one, and the line of cell 2 lies behind it::

    444#333222#111000        start(2) = 7, edge(2) = 10
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct


class BandScale(Struct, frozen=True):
    """The positions of equal cells along one axis, in pixels.

    Attributes:
        n: The number of cells.
        cell: The size of each cell in pixels.
        every: The number of cells from one line to the next; 0 for no lines.
        line: The width of each line in pixels.
        reverse: Whether cell 0 is the last one along the axis.
    """

    n: int
    cell: int
    every: int = 0
    line: int = 0
    reverse: bool = False

    def start(self, index: int) -> int:
        """Return the first pixel of a cell.

        >>> BandScale(4, 10).start(3), BandScale(4, 10, 2, 1).start(3)
        (30, 31)
        >>> BandScale(4, 10, reverse=True).start(3)
        0
        """
        offset = index * self.cell
        if self.every:
            offset += index // self.every * self.line
        if self.reverse:
            return self.size - self.cell - offset
        return offset

    @property
    def size(self) -> int:
        """Return the number of pixels that all cells and the lines between them take."""
        return self.n * self.cell + len(self.lines) * self.line

    @property
    def lines(self) -> range:
        """Return the indices of the cells that have a line in front of them."""
        if not self.every:
            return range(0)
        return range(self.every, self.n, self.every)

    def edge(self, index: int) -> int:
        """Return the first pixel of the line in front of a cell."""
        if self.reverse:
            return self.start(index) + self.cell
        return self.start(index) - self.line

    def bands(self) -> npt.NDArray[np.int64]:
        """Return the pixels that each cell takes.

        Returns:
            int (n, 2): the first pixel and the one after the last. The rows ascend, even if cell 0 is last.

        >>> BandScale(2, 7).bands().tolist()
        [[0, 7], [7, 14]]
        """
        index = np.arange(self.n, dtype=np.int64)
        starts = index * self.cell
        if self.every:
            starts += index // self.every * self.line
        if self.reverse:
            # Mirrored positions descend, but rectangles() can only merge bands that ascend.
            starts = (self.size - self.cell - starts)[::-1]
        return starts[:, None] + np.array([0, self.cell], dtype=np.int64)
