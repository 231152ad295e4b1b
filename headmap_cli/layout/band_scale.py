"""Where the cells along one axis stand: all of one size, with lines between them where asked for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct


class BandScale(Struct, frozen=True):
    """n cells of cell pixels each; after every so many of them (0: never) a line, line pixels wide.

    from_end: cell 0 is the last one.
    """

    n: int
    cell: int
    every: int = 0
    line: int = 0
    from_end: bool = False

    def start(self, index: int) -> int:
        """Pixels in front of a cell.

        >>> BandScale(4, 10).start(3), BandScale(4, 10, 2, 1).start(3)
        (30, 31)
        >>> BandScale(4, 10, from_end=True).start(3)
        0
        """
        before = index * self.cell + (index // self.every * self.line if self.every else 0)
        return self.size - self.cell - before if self.from_end else before

    @property
    def size(self) -> int:
        """Pixels of all cells and the lines between them."""
        return self.n * self.cell + len(self.lines) * self.line

    @property
    def lines(self) -> range:
        """The cells that have a line in front of them."""
        return range(self.every, self.n, self.every) if self.every else range(0)

    def edge(self, index: int) -> int:
        """Where the line in front of a cell begins."""
        return self.start(index) + self.cell if self.from_end else self.start(index) - self.line

    def spans(self, part: int = 0, parts: int = 1) -> npt.NDArray[np.int64]:
        """First pixel and the one after the last of each cell, or of one of its equal parts: int (n, 2).

        They ascend, whichever cell is the first.

        >>> BandScale(2, 7).spans(1, 3).tolist()
        [[2, 4], [9, 11]]
        """
        starts = np.sort([self.start(i) for i in range(self.n)])
        bounds = [self.cell * part // parts, self.cell * (part + 1) // parts]
        return starts[:, None] + np.array(bounds, dtype=np.int64)
