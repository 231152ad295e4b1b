"""Read the flags in a column, such as 0 and 1, with numpy, a block of rows at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .cells import FLAGS, YES, normalize_cell
from .machine_words import BYTE_MASKS, WORD_BYTES, Ints, Words

Bools = npt.NDArray[np.bool_]


class FlagTable:
    """The distinct cells of a column so far, all of which are flags.

    Attributes:
        is_yes: Whether a cell means yes, by the cell as a word of eight bytes.
    """

    def __init__(self) -> None:
        self.is_yes: dict[int, bool] = {}

    def parse(self, words: Words, start: Ints, length: Ints) -> Bools | None:
        """Return which cells mean yes; None if a cell is not a flag.

        Args:
            words: The word at each position of the text, see view_words.
            start: The position of each cell.
            length: The length of each cell in bytes.
        """
        if length.max() > WORD_BYTES:
            return None
        cells = words[start] & BYTE_MASKS[length]
        # A column has few distinct cells, so each is compared with all rows at once.
        is_known = np.zeros(len(cells), dtype=bool)
        for cell in self.is_yes:
            is_known |= cells == np.uint64(cell)
        while not is_known.all():
            cell = int(cells[np.argmin(is_known)])
            if not self._add(cell):
                return None
            is_known |= cells == np.uint64(cell)
        is_set = np.zeros(len(cells), dtype=bool)
        for cell, means_yes in self.is_yes.items():
            if means_yes:
                is_set |= cells == np.uint64(cell)
        return is_set

    def _add(self, cell: int) -> bool:
        """Add a cell that is new; return False if it is not a flag."""
        text = normalize_cell(_text(cell))
        if text not in FLAGS:
            return False
        self.is_yes[cell] = text in YES
        return True

    def texts(self) -> list[str]:
        """Return the distinct cells, in the order of their first appearance."""
        return list(map(_text, self.is_yes))


def _text(cell: int) -> str:
    """Return the text of a cell, which is given as a word of eight bytes."""
    return cell.to_bytes(WORD_BYTES, "little").rstrip(b"\x00").decode("ascii")
