"""Store the rows of a long table as arrays, block by block."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...core.grid import MAX_HEADS
from .machine_words import Ints

MAX_SEEN = 1 << 26
"""The maximum size in bytes of the array that marks memberships."""

Floats = npt.NDArray[np.float64]


class HeadRows(Struct, frozen=True):
    """Rows of a long table, one item of each array per row.

    Attributes:
        cell: The number of the cell in the category column.
        layer: The layer.
        head: The head.
        score: The score; None for a table without scores.
    """

    cell: Ints
    layer: Ints
    head: Ints
    score: Floats | None


def are_inside(layer: Ints, head: Ints, grid: tuple[int, int] | None) -> bool:
    """Return whether all of some heads, at least one, are inside a grid; true if there is none."""
    return grid is None or bool(layer.max() < grid[0] and head.max() < grid[1])


class HeadStore(Protocol):
    """A store that takes the rows of each block, and gives all rows back at the end."""

    def add(self, rows: HeadRows) -> bool:
        """Store rows; return False if that takes too much memory."""

    def rows(self) -> HeadRows:
        """Return all rows that were stored."""


class MembershipStore:
    """Store the memberships of a table without scores, each once.

    Attributes:
        is_member: bool (cells, layers, heads): True where a row lists the head with the cell.
    """

    def __init__(self) -> None:
        self.is_member: npt.NDArray[np.bool_] = np.zeros((0, 0, 0), dtype=bool)

    def add(self, rows: HeadRows) -> bool:
        """Mark the heads that are listed with each cell; return False if they take too much memory."""
        needed = tuple(int(index.max()) + 1 for index in (rows.cell, rows.layer, rows.head))
        if not self._enlarge(needed):
            return False
        self.is_member[rows.cell, rows.layer, rows.head] = True
        return True

    def rows(self) -> HeadRows:
        """Return each membership once, ordered by cell, layer and head."""
        cell, layer, head = np.nonzero(self.is_member)
        return HeadRows(cell, layer, head, None)

    def _enlarge(self, needed: tuple[int, ...]) -> bool:
        """Enlarge is_member to at least this shape; return False if that takes too much memory."""
        shape = tuple(max(sizes) for sizes in zip(self.is_member.shape, needed, strict=True))
        if shape == self.is_member.shape:
            return True
        cells, layers, heads = shape
        # A single wrong index, such as 9999999, would ask for gigabytes.
        if layers * heads > MAX_HEADS or cells * layers * heads > MAX_SEEN:
            return False
        enlarged = np.zeros(shape, dtype=bool)
        corner = tuple(slice(size) for size in self.is_member.shape)
        enlarged[corner] = self.is_member
        self.is_member = enlarged
        return True


class ScoreStore:
    """Store the rows of a table with scores; all are kept, since each counts for the mean of its head.

    Attributes:
        cells: The numbers of the cells in the category column, as in HeadRows; one array per block.
        layers: The layers; one array per block.
        heads: The heads; one array per block.
        scores: The scores; one array per block.
    """

    def __init__(self) -> None:
        self.cells: list[Ints] = []
        self.layers: list[Ints] = []
        self.heads: list[Ints] = []
        self.scores: list[Floats] = []

    def add(self, rows: HeadRows) -> bool:
        """Store the rows of a block; return True, since they take about as much memory as their text."""
        assert rows.score is not None
        self.cells.append(rows.cell)
        self.layers.append(rows.layer)
        self.heads.append(rows.head)
        self.scores.append(rows.score)
        return True

    def rows(self) -> HeadRows:
        """Return all rows in their order."""
        # The arrays are joined only at the end: an array that grows with each block is copied each time.
        cell = np.concatenate(self.cells)
        layer = np.concatenate(self.layers)
        head = np.concatenate(self.heads)
        return HeadRows(cell, layer, head, np.concatenate(self.scores))
