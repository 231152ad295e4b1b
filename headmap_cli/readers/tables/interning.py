"""Which distinct cells a column of bytes has, found by numpy a block at a time, and compared exactly."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

LONGEST_CELL = 64
BITS = (12, 16, 20)
"""Sizes of the table of cells, as powers of two; the next is taken when two cells meet in one slot."""
MOST_CELLS = 1 << 16

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

KEEP = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)
"""Masks that keep the first 0 .. 8 bytes of a little-endian word."""
_MIX = np.array(
    [0x9E3779B97F4A7C15 * (2 * n + 1) % 2**64 | 1 for n in range(LONGEST_CELL // 8 + 1)], dtype=np.uint64
)


class Distinct:
    """The distinct cells seen so far, each with its number; found: their bytes, by number."""

    def __init__(self) -> None:
        self.found: list[bytes] = []
        self.bits = list(BITS)
        self.slot = np.full(1 << self.bits[0], -1, dtype=np.int64)
        self.known = np.zeros((LONGEST_CELL // 8 + 1, MOST_CELLS), dtype=np.uint64)

    def numbers(self, block: bytes, words: Words, start: Ints, length: Ints) -> Ints | None:
        """The number of each row's cell: found by a hash of its bytes, then compared with all of them.

        words: the little-endian word at each byte of the block and of LONGEST_CELL zeros after it.
        """
        longest = int(length.max())
        if longest > LONGEST_CELL:
            return None
        key = [length.astype(np.uint64)]
        for part in range(0, longest, 8):
            key.append(words[start + part] & KEEP.take(length - part, mode="clip"))
        mixed = _mixed(key)
        while True:
            slot = self.slots(mixed)
            number: Ints = self.slot[slot]
            same = number >= 0
            for known, word in zip(self.known, key, strict=False):
                same &= known[number] == word
            if same.all():
                return number
            row = int(np.argmin(same))
            if number[row] >= 0:
                if not self.grow():
                    return None
            elif len(self.found) == MOST_CELLS:
                return None
            else:
                self.slot[slot[row]] = len(self.found)
                self.learn([word[row] for word in key], block[start[row] : start[row] + length[row]])

    def slots(self, mixed: Words) -> Ints:
        """The slots of hashes: as many of their highest bits as the table has."""
        return (mixed >> np.uint64(64 - self.bits[0])).astype(np.int64)

    def learn(self, key: list[np.uint64], cell: bytes) -> None:
        """Keep a cell under the next number."""
        self.known[: len(key), len(self.found)] = key
        self.found.append(cell)

    def grow(self) -> bool:
        """Take a larger table in which no two known cells meet; False when there is none."""
        known = _mixed(list(self.known[:, : len(self.found)]))
        while len(self.bits) > 1:
            del self.bits[0]
            slot = self.slots(known)
            if len(set(slot.tolist())) == len(slot):
                self.slot = np.full(1 << self.bits[0], -1, dtype=np.int64)
                self.slot[slot] = np.arange(len(slot))
                return True
        return False


def _mixed(key: list[Words]) -> Words:
    """A hash of each row's words (multiplicative, Knuth, The Art of Computer Programming 3, 6.4)."""
    mixed: Words = key[0] * _MIX[0]
    for word, mix in zip(key[1:], _MIX[1:], strict=False):
        mixed += word * mix
    return mixed
