"""Write a TrueType font that has only the glyphs of some characters, to be embedded in a PDF."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

from .truetype import TrueType

# The flags of a part of a composite glyph: what follows its number, and whether more parts follow.
HAS_WORDS = 0x1
HAS_SCALE = 0x8
MORE_PARTS = 0x20
HAS_TWO_SCALES = 0x40
HAS_MATRIX = 0x80

COPIED_TABLES = (b"cvt ", b"fpgm", b"prep")
"""The tables of instructions, which the glyphs use to fit themselves to the pixels of a screen."""
CHECKSUM_MAGIC = 0xB1B0AFBA
"""The sum of all words of a correct font file."""


def subset(font: TrueType, glyphs: Sequence[int]) -> bytes:
    """Return a font file that has some glyphs of a font, in this order, then those they are composed of.

    A glyph that occurs twice is written twice, so that the place in the list is the number of the glyph.

    Args:
        font: The font.
        glyphs: The numbers of the glyphs; the first one should be 0, the glyph of missing characters.
    """
    sources = list(glyphs)
    outlines: list[bytes] = []
    part_numbers: dict[int, int] = {}
    # The parts of composite glyphs are added to the list while it is being run through.
    for glyph in sources:
        outline, parts = _renumber_parts(font.outline(glyph), part_numbers, len(sources))
        outlines.append(outline)
        sources += parts
    tables = {name: font.tables[name] for name in COPIED_TABLES if name in font.tables}
    tables |= _outline_tables(outlines)
    tables[b"hmtx"] = _metrics(font, sources)
    tables[b"head"] = _patched(font.tables[b"head"], {8: b"\0\0\0\0", 50: b"\0\1"})
    tables[b"hhea"] = _patched(font.tables[b"hhea"], {34: struct.pack(">H", len(sources))})
    tables[b"maxp"] = _patched(font.tables[b"maxp"], {4: struct.pack(">H", len(sources))})
    return _font_file(tables)


def _renumber_parts(
    outline: bytes, part_numbers: dict[int, int], next_number: int
) -> tuple[bytes, list[int]]:
    """Return an outline whose parts have their new numbers, and those parts that have not had one before.

    A composite glyph has -1 contours, and then its parts::

        | -1: 2 | box: 8 | flags: 2 | glyph: 2 | place, scale: 2 to 12 | flags: 2 | ...

    Args:
        outline: The outline of a glyph.
        part_numbers: The new numbers of the parts so far; those of this outline are added.
        next_number: The first new number that is free.
    """
    new_parts: list[int] = []
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return outline, new_parts
    data = bytearray(outline)
    position = 10
    flags = MORE_PARTS
    while flags & MORE_PARTS:
        flags, part = struct.unpack_from(">HH", data, position)
        if part not in part_numbers:
            part_numbers[part] = next_number + len(new_parts)
            new_parts.append(part)
        struct.pack_into(">H", data, position + 2, part_numbers[part])
        position += 4 + _part_size(flags)
    return bytes(data), new_parts


def _part_size(flags: int) -> int:
    """Return how many bytes say where a part is and how it is scaled."""
    size = 4 if flags & HAS_WORDS else 2
    if flags & HAS_SCALE:
        size += 2
    elif flags & HAS_TWO_SCALES:
        size += 4
    elif flags & HAS_MATRIX:
        size += 8
    return size


def _outline_tables(outlines: Sequence[bytes]) -> dict[bytes, bytes]:
    """Return the tables of outlines and of their locations, which are long: counted in bytes."""
    padded = [_pad(outline) for outline in outlines]
    locations = np.cumsum([0, *map(len, padded)]).astype(">u4")
    return {b"glyf": b"".join(padded), b"loca": locations.tobytes()}


def _metrics(font: TrueType, glyphs: Sequence[int]) -> bytes:
    """Return the table of widths, each with the distance of the outline from the start."""
    metrics = np.empty((len(glyphs), 2), ">i2")
    metrics[:, 0] = font.widths[glyphs].astype(np.uint16).view(np.int16)
    metrics[:, 1] = font.lefts[glyphs]
    return metrics.tobytes()


def _patched(table: bytes, patches: dict[int, bytes]) -> bytes:
    """Return a table with other bytes at some places."""
    data = bytearray(table)
    for position, patch in patches.items():
        data[position : position + len(patch)] = patch
    return bytes(data)


def _font_file(tables: dict[bytes, bytes]) -> bytes:
    """Return the file of a font: a list of the tables, sorted by name, then their contents."""
    count = len(tables)
    power = count.bit_length() - 1
    # The list can be searched by halves, from the largest power of two.
    header = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    offset = len(header) + 16 * count
    records, contents = [], []
    head_position = 0
    for name, table in sorted(tables.items()):
        if name == b"head":
            head_position = offset
        records.append(struct.pack(">4sIII", name, _checksum(table), offset, len(table)))
        contents.append(_pad(table))
        offset += len(contents[-1])
    data = header + b"".join(records) + b"".join(contents)
    adjustment = (CHECKSUM_MAGIC - _checksum(data)) & 0xFFFFFFFF
    return _patched(data, {head_position + 8: struct.pack(">I", adjustment)})


def _checksum(data: bytes) -> int:
    """Return the sum of the words of a table, of four bytes each."""
    return int(np.frombuffer(_pad(data), ">u4").sum(dtype=np.uint64)) & 0xFFFFFFFF


def _pad(data: bytes) -> bytes:
    """Return bytes filled up with zeros to a multiple of four."""
    return data + b"\0" * (-len(data) % 4)
