"""Write a TrueType font that has only the glyphs of some characters, to be embedded in a PDF."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

from .truetype import (
    HEAD_CHECKSUM_ADJUSTMENT,
    HEAD_INDEX_TO_LOC_FORMAT,
    HHEA_NUMBER_OF_H_METRICS,
    MAXP_NUM_GLYPHS,
    TrueType,
)

# The flags of a component of a composite glyph, by their names in the specification.
ARG_1_AND_2_ARE_WORDS = 0x1
WE_HAVE_A_SCALE = 0x8
MORE_COMPONENTS = 0x20
WE_HAVE_AN_X_AND_Y_SCALE = 0x40
WE_HAVE_A_TWO_BY_TWO = 0x80

GLYPH_HEADER = 10
"""How many bytes come before the contours or components of a glyph: the number of contours and the box."""

COPIED_TABLES = (b"cvt ", b"fpgm", b"prep")
"""The tables of instructions, which the glyphs use to fit themselves to the pixels of a screen."""
TRUETYPE_VERSION = 0x00010000
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
    component_numbers: dict[int, int] = {}
    # The components of composite glyphs are added to the list while it is being run through.
    for glyph in sources:
        outline, components = _renumber_components(font.outline(glyph), component_numbers, len(sources))
        outlines.append(outline)
        sources += map(font.existing, components)
    tables = {name: font.tables[name] for name in COPIED_TABLES if name in font.tables}
    tables |= _outline_tables(outlines)
    tables[b"hmtx"] = _metrics(font, sources)
    tables[b"head"] = _patched(
        font.tables[b"head"], {HEAD_CHECKSUM_ADJUSTMENT: bytes(4), HEAD_INDEX_TO_LOC_FORMAT: b"\0\1"}
    )
    tables[b"hhea"] = _patched(
        font.tables[b"hhea"], {HHEA_NUMBER_OF_H_METRICS: struct.pack(">H", len(sources))}
    )
    tables[b"maxp"] = _patched(font.tables[b"maxp"], {MAXP_NUM_GLYPHS: struct.pack(">H", len(sources))})
    return _font_file(tables)


def _renumber_components(
    outline: bytes, component_numbers: dict[int, int], next_number: int
) -> tuple[bytes, list[int]]:
    """Return an outline whose components have their new numbers, and those components that had none before.

    A composite glyph has -1 contours, and then its components::

        | -1: 2 | box: 8 | flags: 2 | glyph: 2 | place, scale: 2 to 12 | flags: 2 | ...

    Args:
        outline: The outline of a glyph.
        component_numbers: The new numbers of the components so far; those of this outline are added.
        next_number: The first new number that is free.
    """
    new_components: list[int] = []
    if len(outline) < GLYPH_HEADER or struct.unpack_from(">h", outline)[0] >= 0:
        return outline, new_components
    data = bytearray(outline)
    position = GLYPH_HEADER
    flags = MORE_COMPONENTS
    while flags & MORE_COMPONENTS and position + 4 <= len(data):
        flags, component = struct.unpack_from(">HH", data, position)
        if component not in component_numbers:
            component_numbers[component] = next_number + len(new_components)
            new_components.append(component)
        struct.pack_into(">H", data, position + 2, component_numbers[component])
        position += 4 + _component_size(flags)
    return bytes(data), new_components


def _component_size(flags: int) -> int:
    """Return how many bytes the offset and the scale of a component take."""
    size = 4 if flags & ARG_1_AND_2_ARE_WORDS else 2
    if flags & WE_HAVE_A_SCALE:
        size += 2
    elif flags & WE_HAVE_AN_X_AND_Y_SCALE:
        size += 4
    elif flags & WE_HAVE_A_TWO_BY_TWO:
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
    # The entry selector is the exponent of the largest power of two that is at most the number of tables. The
    # search range is this power times 16, the bytes of an entry, and the range shift is what is left of them.
    entry_selector = count.bit_length() - 1
    search_range = 16 << entry_selector
    range_shift = 16 * count - search_range
    header = struct.pack(">IHHHH", TRUETYPE_VERSION, count, search_range, entry_selector, range_shift)
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
    return _patched(data, {head_position + HEAD_CHECKSUM_ADJUSTMENT: struct.pack(">I", adjustment)})


def _checksum(data: bytes) -> int:
    """Return the sum of the words of a table, of four bytes each."""
    return int(np.frombuffer(_pad(data), ">u4").sum(dtype=np.uint64)) & 0xFFFFFFFF


def _pad(data: bytes) -> bytes:
    """Return bytes filled up with zeros to a multiple of four."""
    return data + b"\0" * (-len(data) % 4)
