"""View text as machine words, so that numpy processes eight bytes of a field in one operation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

WORD_BYTES = 8

MAX_CELL_BYTES = 64
"""The length of the longest cell that is read, and the number of zeros that follow the text in its buffer."""

MAX_INDEX_DIGITS = 7
"""The number of digits of the largest index that is read."""

BYTE_MASKS = np.array([(1 << 8 * count) - 1 for count in range(WORD_BYTES + 1)], dtype=np.uint64)
"""Masks that keep the first n bytes of a little-endian word, for n from 0 to 8."""

_ZEROS = BYTE_MASKS & np.uint64(0x3030303030303030)
"""Words with the character "0" in their first n bytes, for n from 0 to 8."""

_ABOVE_NINE = np.uint64(0x7676767676767676)
_HIGH_BITS = np.uint64(0x8080808080808080)


def view_words(buffer: npt.NDArray[np.uint8]) -> Words:
    r"""Return the little-endian word of eight bytes at each position of a buffer, without copying it.

    The words overlap, since each begins one byte after the one before it::

        bytes   5 , 1 2 , A \n
        word 0  ^-----------...      5,12,A..
        word 1    ^---------...      ,12,A...
        word 2      ^-------...      12,A....

    Args:
        buffer: The bytes, with at least seven after the last byte of interest.
    """
    return np.ndarray(len(buffer) - WORD_BYTES + 1, dtype="<u8", buffer=buffer.data, strides=(1,))


def parse_indices(words: Words, start: Ints, length: Ints) -> Ints | None:
    """Return the whole numbers in the fields of a column; None if a field is not 1 to 7 digits.

    In a little-endian word, the first digit of a field is the lowest byte. The field ``12`` in a column whose
    longest field has three digits is parsed so (a byte is written as a pair of hex digits, the lowest last)::

        word at the field                 .. 2c 32 31     "12," and the text after it
        only the field's bytes (mask)     00 00 32 31
        exclusive or with "00"            00 00 02 01     each byte is a digit now
        shift to the longest field        00 02 01 00     the missing digits are zeros in front
        sum up the bytes, lowest first    0, then 0 * 10 + 1, then 1 * 10 + 2

    Args:
        words: The word at each position of the text, see view_words.
        start: The position of each field.
        length: The length of each field in bytes.
    """
    max_length = int(length.max())
    if length.min() < 1 or max_length > MAX_INDEX_DIGITS:
        return None
    digits = (words[start] & BYTE_MASKS[length]) ^ _ZEROS[length]
    if not _are_digits(digits):
        return None
    if max_length <= 4:
        # Operations on words of four bytes take half as long.
        digits = digits.astype(np.uint32)
    digits <<= (8 * (max_length - length)).astype(digits.dtype)
    value = digits & 15
    for position in range(1, max_length):
        value *= 10
        value += (digits >> 8 * position) & 15
    return value.astype(np.int64)


def parse_digits(words: Words, count: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Return the whole numbers in words of 1 to 8 bytes, and which of them consist of digits alone.

    Neighbouring digits are joined to pairs, pairs to groups of four, and these to eight digits, all of a word
    in one operation.

    Args:
        words: The first digit in the lowest byte, and zeros after the last one.
        count: The number of bytes in each word.

    Returns:
        The numbers, which mean nothing where there are other characters, and where there are only digits.
    """
    digits = words ^ _ZEROS[count]
    are_digits = (((digits + _ABOVE_NINE) | digits) & _HIGH_BITS) == 0
    digits <<= (8 * (WORD_BYTES - count)).astype(np.uint64)  # the missing digits are zeros in front
    pairs = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FF
    fours = (pairs * 100 + (pairs >> 16)) & 0x0000FFFF0000FFFF
    eights = (fours * 10000 + (fours >> 32)) & 0xFFFFFFFF
    return eights.astype(np.int64), are_digits


def _are_digits(digits: Words) -> bool:
    """Return whether all bytes of all words are 0 .. 9.

    0x09 + 0x76 is 0x7f, so adding 0x76 sets the high bit of each byte from 0x0a to 0x7f. Bytes from 0x80 have
    it set already, so the original word is tested too: for these bytes, the sum carries into the next byte.
    """
    marked = (digits + _ABOVE_NINE) | digits
    return not (marked & _HIGH_BITS).any()
