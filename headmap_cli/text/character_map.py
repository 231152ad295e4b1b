"""Read the table ``cmap`` of a font, which says which glyph each character has."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

CharacterMap: TypeAlias = Callable[[str], int]
"""Takes a character and returns the number of its glyph, or 0, the glyph of missing characters."""

UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""The platforms and encodings of tables for Unicode: first those for all planes, then those for the first."""


def read_character_map(table: bytes) -> CharacterMap | None:
    """Return the map of a font's characters; None if it has none for Unicode in one of the usual formats.

    Args:
        table: The contents of the table ``cmap``.
    """
    (count,) = struct.unpack_from(">H", table, 2)
    offsets = {}
    for i in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * i)
        offsets[platform, encoding] = offset
    for key in UNICODE_TABLES:
        if key in offsets:
            subtable = table[offsets[key] :]
            (format,) = struct.unpack_from(">H", subtable)
            if format in FORMATS:
                return FORMATS[format](subtable)
    return None


def _segments(subtable: bytes) -> CharacterMap:
    """Return the map of format 4: segments of the first plane.

    A glyph is the character's code plus the delta of its segment, or stands in an array behind the segments,
    to which the segment gives the distance from its own place in the list of these distances.
    """
    (twice_count,) = struct.unpack_from(">H", subtable, 6)
    count = twice_count // 2
    ends = np.frombuffer(subtable, ">u2", count, 14)
    starts = np.frombuffer(subtable, ">u2", count, 16 + twice_count)
    deltas = np.frombuffer(subtable, ">u2", count, 16 + 2 * twice_count)
    first_distance = 16 + 3 * twice_count
    distances = np.frombuffer(subtable, ">u2", count, first_distance)

    def glyph_of(character: str) -> int:
        code = ord(character)
        i = int(np.searchsorted(ends, code))
        if i >= count or code < starts[i]:
            return 0
        if not distances[i]:
            return (code + int(deltas[i])) & 0xFFFF
        place = first_distance + 2 * i + int(distances[i]) + 2 * (code - int(starts[i]))
        (glyph,) = struct.unpack_from(">H", subtable, place)
        return (int(glyph) + int(deltas[i])) & 0xFFFF if glyph else 0

    return glyph_of


def _groups(subtable: bytes) -> CharacterMap:
    """Return the map of format 12, groups of characters with successive glyphs, or 13, with one glyph."""
    (format,) = struct.unpack_from(">H", subtable)
    (count,) = struct.unpack_from(">I", subtable, 12)
    starts, ends, glyphs = np.frombuffer(subtable, ">u4", 3 * count, 16).reshape(-1, 3).T

    def glyph_of(character: str) -> int:
        code = ord(character)
        i = int(np.searchsorted(ends, code))
        if i >= count or code < starts[i]:
            return 0
        distance = 0 if format == ONE_GLYPH_FOR_MANY else code - int(starts[i])
        return int(glyphs[i]) + distance

    return glyph_of


ONE_GLYPH_FOR_MANY = 13
FORMATS: dict[int, Callable[[bytes], CharacterMap]] = {4: _segments, 12: _groups, ONE_GLYPH_FOR_MANY: _groups}
