"""Read the numbers in a column, such as ``0.125``, with numpy, a block of rows at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .byte_fields import ByteFields
from .head_store import Floats
from .machine_words import BYTE_MASKS, WORD_BYTES, Ints, Words, parse_digits

Bools = npt.NDArray[np.bool_]

_POINTS = np.uint64(0x2E2E2E2E2E2E2E2E)
_ONES = np.uint64(0x0101010101010101)
_HIGH_BITS = np.uint64(0x8080808080808080)
_MINUS = ord("-")
_POWERS_OF_TEN = 10.0 ** np.arange(WORD_BYTES)


def parse_numbers(fields: ByteFields, column: int) -> Floats | None:
    """Return the numbers in a column; None if one of its cells is not a finite decimal number."""
    numbers, is_read = _parse_short_decimals(fields.words, *fields.spans(column))
    others = np.flatnonzero(~is_read)
    if not len(others):
        return numbers
    cells = fields.cells(column, others)
    try:
        numbers[others] = [float(cell) for cell in cells]
    except ValueError:
        return None
    # Python reads "1_0" as a number, but no other tool does. Most blocks have no "_" at all, so the whole
    # block is searched before its cells.
    if b"_" in fields.block and any(b"_" in cell for cell in cells):
        return None
    if not np.isfinite(numbers).all():
        return None
    return numbers


def _parse_short_decimals(words: Words, start: Ints, length: Ints) -> tuple[Floats, Bools]:
    """Return the numbers in cells of digits with at most one point and a minus, and which cells are such.

    The digits of a cell make a whole number, which is divided by a power of ten. Both are exact, and so the
    quotient is the float nearest to the decimal. In a little-endian word, the first character of a cell is
    the lowest byte; the cell ``-2.5`` is parsed so (a byte is written as a character, the lowest last)::

        only the cell's bytes             .. .. .. .. 5  .  2  -
        without the minus                 .. .. .. .. .. 5  .  2
        bytes before the point            .. .. .. .. .. .. .. ff
        without the point                 .. .. .. .. .. .. 5  2      2 digits, 1 after the point

    Args:
        words: The word at each position of the text, see view_words.
        start: The position of each cell.
        length: The length of each cell in bytes.

    Returns:
        The numbers, which mean nothing where a cell is not read, and which cells are read.
    """
    word = words[start] & BYTE_MASKS.take(length, mode="clip")
    is_negative = (word & 0xFF) == _MINUS
    word >>= is_negative * np.uint64(8)
    length = length - is_negative
    # Only the first byte of a word in which this finds a point is sure to be one, which is all that is used.
    not_points = word ^ _POINTS
    points = (not_points - _ONES) & ~not_points & _HIGH_BITS
    first_point = points & (~points + np.uint64(1))
    before_point: Words = (first_point >> np.uint64(7)) - np.uint64(1)
    digits_before = (((before_point & _ONES) * _ONES) >> np.uint64(56)).astype(np.int64)
    has_point = points != 0
    digits: Words = (word & before_point) | ((word >> np.uint64(8)) & ~before_point)
    count = length - has_point
    is_read = (length <= WORD_BYTES - is_negative) & (count >= 1)
    values, are_digits = parse_digits(digits, np.where(is_read, count, 1))
    is_read &= are_digits
    places = np.where(is_read & has_point, count - digits_before, 0)
    numbers = values / _POWERS_OF_TEN[places]
    return np.where(is_negative, -numbers, numbers), is_read
