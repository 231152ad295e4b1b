"""Read what a PDF needs of a TrueType font: the glyph of a character, its width, and a font of a few glyphs.

Pillow and matplotlib draw glyphs, but neither hands them out. The tables are described in the OpenType
specification (https://learn.microsoft.com/typography/opentype/spec/): ``cmap``, ``head``, ``hhea``, ``hmtx``,
``loca``, ``glyf`` and ``maxp``.
"""

from __future__ import annotations

import re
import struct
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from .character_map import CharacterMap, read_character_map

TABLE_RECORD = struct.Struct(">4s4xII")
"""An entry of the list of tables: the name, a checksum that is not needed, the offset and the length."""
COLLECTION = b"ttcf"
POST_SCRIPT_NAME = 6
"""The kind of name in the table ``name``."""
NAME_ENCODINGS = {1: "mac_roman", 3: "utf-16-be"}
"""The encoding of names for each platform: Macintosh and Windows."""
NEEDED_TABLES = (b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")
"""A font without one of them has other outlines than those of TrueType, or none."""
KEPT_TABLES = (b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"maxp", b"prep")
"""The tables that a subset is made of. The others, which can take tens of megabytes, are not kept."""

# Where the fields of some tables are, in bytes from the start, by their names in the specification.
HEAD_CHECKSUM_ADJUSTMENT = 8
HEAD_UNITS_PER_EM = 18
HEAD_BOUNDING_BOX = 36
HEAD_INDEX_TO_LOC_FORMAT = 50
HHEA_ASCENDER = 4
HHEA_NUMBER_OF_H_METRICS = 34
MAXP_NUM_GLYPHS = 4


class TrueType(Struct, frozen=True, eq=False):
    """A font file with TrueType outlines.

    Attributes:
        name: The name of the font in PostScript and PDF, such as ``DejaVuSans-Bold``.
        tables: The contents of the tables that a subset is made of, by their names.
        characters: Which glyph each character has.
        units_per_em: How many units of the font are as long as its type size.
        widths: The advance width of each glyph in units of the font, int (n,).
        lefts: The distance of each outline from the start, in units of the font, int (n,).
        locations: Where the outline of each glyph begins in the table ``glyf``, and where the last one ends,
            in bytes, int (n + 1,).
    """

    name: str
    tables: dict[bytes, bytes]
    characters: CharacterMap
    units_per_em: int
    widths: npt.NDArray[np.int64]
    lefts: npt.NDArray[np.int64]
    locations: npt.NDArray[np.int64]

    def glyph_of(self, character: str) -> int:
        """Return the number of a character's glyph; 0, the glyph of missing characters, if it has none."""
        return self.existing(self.characters(character))

    def existing(self, glyph: int) -> int:
        """Return the number of a glyph; 0 if the font, which must be damaged, has no glyph of that number."""
        return glyph if glyph < min(len(self.widths), len(self.locations) - 1) else 0

    def outline(self, glyph: int) -> bytes:
        """Return the bytes of a glyph's outline; none for a blank."""
        return self.tables[b"glyf"][self.locations[glyph] : self.locations[glyph + 1]]


@lru_cache(maxsize=16)
def open_truetype(path: str) -> TrueType | None:
    """Return the font of a file, the first one of a collection; None if it has no TrueType outlines.

    A font whose tables contradict each other counts as one that has none. FreeType opens some of these, but
    may not have looked at the tables that are read here.

    Args:
        path: The file, one that FreeType can open.
    """
    with suppress(OSError, struct.error, ValueError, IndexError):
        return _read(Path(path).read_bytes(), Path(path).stem)
    return None


def _read(data: bytes, file_name: str) -> TrueType | None:
    """Return the font in the bytes of a file; None if it has no TrueType outlines or no map of characters."""
    tables = _tables(data)
    if not tables.keys() >= set(NEEDED_TABLES):
        return None
    characters = read_character_map(tables[b"cmap"])
    if characters is None:
        return None
    (glyph_count,) = struct.unpack_from(">H", tables[b"maxp"], MAXP_NUM_GLYPHS)
    (units_per_em,) = struct.unpack_from(">H", tables[b"head"], HEAD_UNITS_PER_EM)
    widths, lefts = _metrics(tables, glyph_count)
    locations = _locations(tables)
    # Some fonts have more locations than glyphs, but none can do with fewer.
    if min(len(widths), len(lefts), len(locations) - 1) < glyph_count:
        return None
    name = _post_script_name(tables.get(b"name", b"")) or file_name
    kept_tables = {key: table for key, table in tables.items() if key in KEPT_TABLES}
    return TrueType(name, kept_tables, characters, units_per_em, widths, lefts, locations)


def _tables(data: bytes) -> dict[bytes, bytes]:
    """Return the contents of a font's tables by their names."""
    start = 0
    if data.startswith(COLLECTION):
        (start,) = struct.unpack_from(">I", data, 12)
    (count,) = struct.unpack_from(">H", data, start + 4)
    tables = {}
    for i in range(count):
        name, offset, length = TABLE_RECORD.unpack_from(data, start + 12 + i * TABLE_RECORD.size)
        tables[name] = data[offset : offset + length]
    return tables


def _post_script_name(table: bytes) -> str:
    """Return the name of the font in PostScript, of letters, digits and hyphens; empty if it has none."""
    if not table:
        return ""
    count, start = struct.unpack_from(">HH", table, 2)
    for i in range(count):
        platform, _, _, kind, length, offset = struct.unpack_from(">6H", table, 6 + 12 * i)
        if kind == POST_SCRIPT_NAME and platform in NAME_ENCODINGS:
            name = table[start + offset : start + offset + length].decode(NAME_ENCODINGS[platform], "replace")
            return re.sub(r"[^A-Za-z0-9-]", "", name)
    return ""


def _metrics(
    tables: dict[bytes, bytes], glyph_count: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the advance width of each glyph, and the distance of its outline from the start.

    The last glyphs may share one width, after which the table has only their distances.
    """
    (count,) = struct.unpack_from(">H", tables[b"hhea"], HHEA_NUMBER_OF_H_METRICS)
    widths = np.frombuffer(tables[b"hmtx"], ">u2", 2 * count)[::2].astype(np.int64)
    lefts = np.frombuffer(tables[b"hmtx"], ">i2", count + glyph_count)
    lefts = np.concatenate([lefts[1 : 2 * count : 2], lefts[2 * count :]]).astype(np.int64)
    return np.pad(widths, (0, glyph_count - count), mode="edge"), lefts


def _locations(tables: dict[bytes, bytes]) -> npt.NDArray[np.int64]:
    """Return the bounds of the outlines in the table ``glyf``."""
    (is_long,) = struct.unpack_from(">h", tables[b"head"], HEAD_INDEX_TO_LOC_FORMAT)
    if is_long:
        return np.frombuffer(tables[b"loca"], ">u4").astype(np.int64)
    # Short locations count pairs of bytes.
    return np.frombuffer(tables[b"loca"], ">u2").astype(np.int64) * 2
