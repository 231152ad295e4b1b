"""Embed the fonts of a PDF: TrueType, each with only the glyphs that the page shows (ISO 32000-1, 9.7).

A text is written in the codes of one font. The code of a character is the number of its glyph in the embedded
font, where glyphs stand in the order in which the page first shows them. A map leads back to the characters,
so that text can be searched and copied:

    Type0 font --> CIDFontType2 --> descriptor --> font file
        |
        +--> ToUnicode
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

from ..text.truetype import HEAD_BOUNDING_BOX, HHEA_ASCENDER, TrueType
from ..text.truetype_subset import subset
from .pdf_objects import Name, PdfFile, Reference, Value

GLYPH_SPACE = 1000
"""Units of glyph space per em."""
SYMBOLIC = 4
"""The flag of a font whose characters are not all in Adobe's standard Latin set."""
UPRIGHT_STEM = 80
"""The usual thickness of upright strokes in units of glyph space, for viewers that replace the font."""
MAX_ENTRIES = 100
"""How many entries one section of a character map may have (9.10.3)."""


class EmbeddedFont:
    """A font of a page, with the characters that the page shows in it.

    Attributes:
        name: The name by which the page calls the font.
    """

    def __init__(self, name: str, font: TrueType) -> None:
        self.name = name
        self._font = font
        # Code 0 is the glyph of missing characters.
        self._codes: dict[str, int] = {}

    def encode(self, text: str) -> str:
        """Return a text in the codes of this font, as hexadecimal digits."""
        codes = [self._codes.setdefault(character, len(self._codes) + 1) for character in text]
        return "".join([f"{code:04X}" for code in codes])

    def width(self, text: str) -> float:
        """Return the width of a text in parts of the type size, without kerning."""
        glyphs = [self._font.glyph_of(character) for character in text]
        return float(self._font.widths[glyphs].sum()) / self._font.units_per_em

    def embed(self, file: PdfFile) -> Reference:
        """Write the objects of the font and return a reference to it."""
        glyphs = [0, *map(self._font.glyph_of, self._codes)]
        data = subset(self._font, glyphs)
        # Viewers may take fonts with equal names for one font, so the name begins with a tag for the subset.
        name = Name(f"{_subset_tag(data)}+{self._font.name}")
        descendant: dict[str, Value] = {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "CIDToGIDMap": Name("Identity"),
            "FontDescriptor": file.add(self._descriptor(name, file.add_stream(data, {"Length1": len(data)}))),
            "W": [0, [self._scaled(int(width)) for width in self._font.widths[glyphs]]],
        }
        return file.add(
            {
                "Type": Name("Font"),
                "Subtype": Name("Type0"),
                "BaseFont": name,
                "Encoding": Name("Identity-H"),
                "DescendantFonts": [file.add(descendant)],
                "ToUnicode": file.add_stream(_to_unicode(list(self._codes))),
            }
        )

    def _descriptor(self, name: Name, font_file: Reference) -> Value:
        """Return what readers know of the font besides its glyphs (9.8)."""
        box = struct.unpack_from(">4h", self._font.tables[b"head"], HEAD_BOUNDING_BOX)
        ascent, descent = struct.unpack_from(">2h", self._font.tables[b"hhea"], HHEA_ASCENDER)
        return {
            "Type": Name("FontDescriptor"),
            "FontName": name,
            "Flags": SYMBOLIC,
            "FontBBox": [self._scaled(edge) for edge in box],
            "ItalicAngle": 0,
            "Ascent": self._scaled(ascent),
            "Descent": self._scaled(descent),
            # Viewers use it only if they replace the font, so it need not be exact.
            "CapHeight": self._scaled(ascent),
            "StemV": UPRIGHT_STEM,
            "FontFile2": font_file,
        }

    def _scaled(self, units: int) -> float:
        """Return a length of the font in the units of a PDF."""
        return units * GLYPH_SPACE / self._font.units_per_em


def _subset_tag(data: bytes) -> str:
    """Return six letters for a subset of a font, such as ``QFKBEM`` (9.6.4).

    Two figures of one paper can have different subsets of one font, so the letters depend on the bytes.
    """
    number = zlib.crc32(data)
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(ord("A") + letter)
    return letters


def _to_unicode(characters: Sequence[str]) -> bytes:
    """Return the map from the codes, which count from 1, to the characters (9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(characters), MAX_ENTRIES):
        section = characters[start : start + MAX_ENTRIES]
        lines.append(f"{len(section)} beginbfchar")
        for code, character in enumerate(section, start + 1):
            utf_16 = character.encode("utf-16-be", errors="replace").hex().upper()
            lines.append(f"<{code:04X}> <{utf_16}>")
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
