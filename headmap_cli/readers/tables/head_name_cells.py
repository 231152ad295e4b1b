"""Read the names of heads in a column, such as ``L5H3``, with numpy, a block of rows at a time."""

from __future__ import annotations

import numpy as np

from ...core.head_names import parse_head_name
from ..indices import MAX_INDEX
from .machine_words import BYTE_MASKS, WORD_BYTES, Ints, Words

Pair = tuple[int, int]


class HeadNameTable:
    """The names of heads so far, each of which is parsed only once.

    Attributes:
        pairs: The layer and the head that a name means, by the name as a word of eight bytes.
    """

    def __init__(self) -> None:
        self.pairs: dict[int, Pair] = {}

    def parse(self, words: Words, start: Ints, length: Ints) -> tuple[Ints, Ints] | None:
        """Return the layers and the heads that cells name; None if a cell is not a short name.

        Args:
            words: The word at each position of the text, see view_words.
            start: The position of each cell.
            length: The length of each cell in bytes.
        """
        if length.min() < 1 or length.max() > WORD_BYTES:
            return None
        names, row_names = np.unique(words[start] & BYTE_MASKS[length], return_inverse=True)
        pairs = []
        for name in names.tolist():
            pair = self.pairs.get(name) or self._add(name)
            if pair is None:
                return None
            pairs.append(pair)
        layers, heads = np.array(pairs, dtype=np.int64).T
        return layers[row_names], heads[row_names]

    def _add(self, name: int) -> Pair | None:
        """Parse a name that is new, and return its layer and head; None if it is not the name of a head."""
        text = name.to_bytes(WORD_BYTES, "little").rstrip(b"\x00")
        if not text.isascii():
            return None
        digits = parse_head_name(text.decode())
        if digits is None:
            return None
        pair = int(digits[0]), int(digits[1])
        if max(pair) > MAX_INDEX:
            return None
        self.pairs[name] = pair
        return pair
