"""Alterations of the bytes of any file, by chance or as another program or a bad transfer makes them."""

import random
from collections.abc import Callable

Forgery = Callable[[bytes, random.Random], bytes]
"""A function that returns an altered file, for which it may throw dice."""

JUNK = [
    b"\0",
    b"\n",
    b" ",
    b"<!-- -->",
    b"%%EOF\n",
    b"<script>alert(1)</script>",
    b"{}",
    b"</svg>\n",
    b"%PDF-1.4\n",
]


def _part(data: bytes, dice: random.Random, longest: int) -> tuple[bytes, bytes, bytes]:
    """Return what comes before, in and behind a part of a file."""
    start = dice.randrange(len(data))
    stop = min(len(data), start + dice.randrange(1, longest + 1))
    return data[:start], data[start:stop], data[stop:]


def flipped_bit(data: bytes, dice: random.Random) -> bytes:
    before, part, after = _part(data, dice, 1)
    return before + bytes([part[0] ^ 1 << dice.randrange(8)]) + after


def other_bytes(data: bytes, dice: random.Random) -> bytes:
    before, part, after = _part(data, dice, 40)
    return before + dice.randbytes(len(part)) + after


def other_digit(data: bytes, dice: random.Random) -> bytes:
    """Another digit, which keeps most files well-formed."""
    places = [place for place, byte in enumerate(data) if 48 <= byte < 58]
    place = dice.choice(places)
    return data[:place] + str(dice.randrange(10)).encode() + data[place + 1 :]


def other_letter(data: bytes, dice: random.Random) -> bytes:
    places = [place for place, byte in enumerate(data) if 97 <= byte < 123]
    place = dice.choice(places)
    return data[:place] + bytes([dice.randrange(97, 123)]) + data[place + 1 :]


def removed(data: bytes, dice: random.Random) -> bytes:
    before, _, after = _part(data, dice, dice.choice([1, 20, 2000]))
    return before + after


def inserted(data: bytes, dice: random.Random) -> bytes:
    before, part, after = _part(data, dice, 20)
    return before + dice.choice([*JUNK, dice.randbytes(8)]) + part + after


def doubled(data: bytes, dice: random.Random) -> bytes:
    before, part, after = _part(data, dice, dice.choice([1, 20, 2000]))
    return before + part + part + after


def exchanged(data: bytes, dice: random.Random) -> bytes:
    """Two neighbouring parts of the same length in the other order."""
    length = dice.choice([1, 7, 64, 300])
    start = dice.randrange(max(1, len(data) - 2 * length))
    first, second = data[start : start + length], data[start + length : start + 2 * length]
    return data[:start] + second + first + data[start + 2 * length :]


def turned(data: bytes, dice: random.Random) -> bytes:
    before, part, after = _part(data, dice, 40)
    return before + part[::-1] + after


def other_case(data: bytes, dice: random.Random) -> bytes:
    before, part, after = _part(data, dice, 40)
    return before + part.swapcase() + after


def cut_off(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def appended(data: bytes, dice: random.Random) -> bytes:
    return data + dice.choice([*JUNK, data, dice.randbytes(30)])


def preceded(data: bytes, dice: random.Random) -> bytes:
    return dice.choice([*JUNK, b"\xef\xbb\xbf", b"#!/bin/sh\n", data]) + data


def dos_lines(data: bytes, dice: random.Random) -> bytes:
    return data.replace(b"\n", b"\r\n", dice.choice([1, 5, -1]))


BYTE_FORGERIES: tuple[Forgery, ...] = (
    flipped_bit,
    other_bytes,
    other_digit,
    other_letter,
    removed,
    inserted,
    doubled,
    exchanged,
    turned,
    other_case,
    cut_off,
    appended,
    preceded,
    dos_lines,
)
