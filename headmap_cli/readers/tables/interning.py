"""Number the distinct cells of a column with numpy, a block of rows at a time.

The key of a cell is its length and its bytes, in words of eight bytes. A hash of the key gives a slot of a
table, which holds the number of the only cell with this slot. The key of that cell is compared with the key
of the row, since different keys may have the same hash::

    cell "B;C"
    key  (3, "B;C" as a word)
    hash 0x275cc522ddc2f17d
    slot 0x275, the highest 12 bits of the hash
    slots[0x275] = 1, so the cell has the number 1 if keys[:, 1] is its key

When two different cells have the same slot, the table is replaced by a larger one in which they do not.
"""

from __future__ import annotations

import numpy as np

from .machine_words import BYTE_MASKS, MAX_CELL_BYTES, WORD_BYTES, Ints, Words

TABLE_BITS = (12, 16, 20)
"""Sizes of the table of slots, as powers of two; the next is used when two cells have the same slot."""

MAX_CELLS = 1 << 16
INITIAL_KEYS = 1 << 8
"""The number of cells that a new table has room for; it is doubled when they are used up."""
EMPTY = -1

_KEY_WORDS = 1 + MAX_CELL_BYTES // WORD_BYTES
_GOLDEN_RATIO = np.uint64(0x9E3779B97F4A7C15)
"""2 to the power of 64, divided by the golden ratio, as an odd number."""

MULTIPLIERS = _GOLDEN_RATIO * np.arange(1, 2 * _KEY_WORDS, 2, dtype=np.uint64)
"""A different multiplier for each word of a key; odd, so that different words have different products."""


class CellTable:
    """The distinct cells so far, numbered in the order of their first appearance.

    Attributes:
        cells: The bytes of each cell.
        bits: The sizes of the table that remain, as powers of two; the first one is its size now.
        slots: The number of the cell in each slot, or EMPTY.
        keys: The key of each cell (words, room for cells): its length, then its bytes.
    """

    def __init__(self) -> None:
        self.cells: list[bytes] = []
        self.bits = list(TABLE_BITS)
        self.slots = np.full(1 << self.bits[0], EMPTY, dtype=np.int64)
        self.keys = np.zeros((len(MULTIPLIERS), INITIAL_KEYS), dtype=np.uint64)

    def numbers(self, block: bytes, words: Words, start: Ints, length: Ints) -> Ints | None:
        """Return the number of each row's cell; None if a cell is too long, or there are too many.

        Args:
            block: The text of the rows.
            words: The word at each position of the block, see view_words; MAX_CELL_BYTES zeros follow it.
            start: The position of each cell in the block.
            length: The length of each cell in bytes.
        """
        if length.max() > MAX_CELL_BYTES:
            return None
        key = _keys_of(words, start, length)
        hashes = _hashes(key)
        # There are few cells and many rows, so all rows are looked up at once, and again after each new cell.
        while True:
            slot = self._slots_of(hashes)
            number: Ints = self.slots[slot]
            is_same = number != EMPTY
            for cell_word, row_word in zip(self.keys, key, strict=False):
                is_same &= cell_word[number] == row_word
            if is_same.all():
                return number
            row = int(np.argmin(is_same))
            if number[row] == EMPTY:
                cell = block[start[row] : start[row] + length[row]]
                if not self._add(cell, [word[row] for word in key], int(slot[row])):
                    return None
            elif not self._grow():
                return None

    def _slots_of(self, hashes: Words) -> Ints:
        """Return the slots of hashes: their highest bits, which depend on all bits of a key."""
        return (hashes >> np.uint64(64 - self.bits[0])).astype(np.int64)

    def _add(self, cell: bytes, key: list[np.uint64], slot: int) -> bool:
        """Put a cell into an empty slot under the next number; return False if there are too many cells."""
        number = len(self.cells)
        if number == MAX_CELLS:
            return False
        if number == self.keys.shape[1]:
            self.keys = np.concatenate([self.keys, np.zeros_like(self.keys)], axis=1)
        self.slots[slot] = number
        self.keys[: len(key), number] = key
        self.cells.append(cell)
        return True

    def _grow(self) -> bool:
        """Replace the table by a larger one in which each cell has its own slot; return False if none has."""
        hashes = _hashes(list(self.keys[:, : len(self.cells)]))
        while len(self.bits) > 1:
            del self.bits[0]
            slot = self._slots_of(hashes)
            if len(np.unique(slot)) == len(slot):
                self.slots = np.full(1 << self.bits[0], EMPTY, dtype=np.int64)
                self.slots[slot] = np.arange(len(slot))
                return True
        return False


def _keys_of(words: Words, start: Ints, length: Ints) -> list[Words]:
    """Return the keys of cells: their lengths, then their first, second, .. words, zeros after their ends."""
    key = [length.astype(np.uint64)]
    for position in range(0, int(length.max()), WORD_BYTES):
        # Mask the bytes after the end of the cell. Clipping limits the number of remaining bytes to 0 .. 8.
        mask = BYTE_MASKS.take(length - position, mode="clip")
        key.append(words[start + position] & mask)
    return key


def _hashes(key: list[Words]) -> Words:
    """Return a hash of each row's key, the sum of its words times odd numbers, modulo 2 to the power of 64.

    Multiplicative hashing: Knuth, The Art of Computer Programming, volume 3, section 6.4. Words of zeros do
    not change the sum, so that a key has the same hash however long the other keys are.
    """
    hashes: Words = key[0] * MULTIPLIERS[0]
    for word, multiplier in zip(key[1:], MULTIPLIERS[1:], strict=False):
        hashes += word * multiplier
    return hashes
