"""Fonts for a PDF: their glyphs and widths are those that fontTools finds, also in a subset."""

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from headmap_cli.text.bundled_fonts import BUNDLED_FILES, bundled_file, placeholder_file
from headmap_cli.text.truetype import TrueType, open_truetype
from headmap_cli.text.truetype_subset import subset

FILES = [str(bundled_file(name, bold)) for name in BUNDLED_FILES for bold in (False, True)]
TEXT = "Heads: é Ä ç ǖ −→α\u0e01漢\U0001d49c0123ﬁ\xa0\xad"
"""Plain and composite letters, signs of other planes, and characters that some of the fonts lack."""


def opened(path: str) -> TrueType:
    font = open_truetype(path)
    assert font is not None
    return font


def shape(font: Any, glyph: str) -> list[Any]:
    """The strokes of a glyph, those of its parts included."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return list(pen.value)


@pytest.mark.parametrize("path", [*FILES, str(placeholder_file())], ids=lambda path: Path(path).stem)
def test_each_character_has_the_glyph_and_the_width_that_font_tools_finds(path: str) -> None:
    font, reference = opened(path), TTFont(path)
    glyph_names = reference.getBestCmap()
    for character in TEXT:
        glyph = reference.getGlyphID(glyph_names.get(ord(character), ".notdef"))
        assert font.glyph_of(character) == glyph
        assert font.widths[glyph] == reference["hmtx"][reference.getGlyphName(glyph)][0]
    assert font.name == reference["name"].getDebugName(6)
    assert font.units_per_em == reference["head"].unitsPerEm


@pytest.mark.parametrize("path", FILES, ids=lambda path: Path(path).stem)
def test_a_subset_has_the_same_glyphs_in_the_order_of_the_list(path: str) -> None:
    font, reference = opened(path), TTFont(path)
    glyphs = [0, *map(font.glyph_of, TEXT), 0]
    data = subset(font, glyphs)
    made = TTFont(io.BytesIO(data), checkChecksums=2)
    order = made.getGlyphOrder()
    for i, glyph in enumerate(glyphs):
        name = reference.getGlyphName(glyph)
        assert shape(made, order[i]) == shape(reference, name)
        assert made["hmtx"][order[i]] == reference["hmtx"][name]
    assert len(data) < 20_000
    assert sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF == 0xB1B0AFBA


def built(path: Path, outlines: str) -> str:
    """A font with the letter A, a square, in a file."""
    square: Any = T2CharStringPen(600, None) if outlines == "cff" else TTGlyphPen(None)
    square.moveTo((0, 0))
    for corner in ((500, 0), (500, 500), (0, 500)):
        square.lineTo(corner)
    square.closePath()
    builder = FontBuilder(1000, isTTF=outlines == "glyf")
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({ord("A"): "A"})
    if outlines == "cff":
        glyph = square.getCharString()
        builder.setupCFF("Square", {}, {".notdef": glyph, "A": glyph}, {})
    else:
        glyph = square.glyph()
        builder.setupGlyf({".notdef": glyph, "A": glyph})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "A": (600, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Square (1)", "styleName": "Regular", "psName": "Square"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(str(path))
    return str(path)


def test_a_glyph_keeps_its_distance_from_the_start(tmp_path: Path) -> None:
    font = opened(built(tmp_path / "square.ttf", "glyf"))
    made = TTFont(io.BytesIO(subset(font, [0, 1])))
    assert [made["hmtx"][name] for name in made.getGlyphOrder()] == [(600, 0), (600, 100)]


def test_the_first_font_of_a_collection_is_read(tmp_path: Path) -> None:
    from fontTools.ttLib import TTCollection

    collection = TTCollection()
    collection.fonts = [TTFont(built(tmp_path / "square.ttf", "glyf")), TTFont(FILES[0])]
    collection.save(str(tmp_path / "both.ttc"))
    assert opened(str(tmp_path / "both.ttc")).name == "Square"


def test_a_font_without_truetype_outlines_is_not_read(tmp_path: Path) -> None:
    assert open_truetype(built(tmp_path / "square.otf", "cff")) is None


@pytest.mark.parametrize("length", [0, 3, 11, 40, 300, 20_000])
def test_a_damaged_font_is_not_read(length: int, tmp_path: Path) -> None:
    (tmp_path / "font.ttf").write_bytes(Path(FILES[0]).read_bytes()[:length])
    assert open_truetype(str(tmp_path / "font.ttf")) is None
    assert open_truetype(str(tmp_path / "none.ttf")) is None


def test_parts_that_contain_each_other_end() -> None:
    """Such a font is broken, but it must not take all memory."""
    font = opened(FILES[0])
    glyph = font.glyph_of("é")
    outline = bytearray(font.outline(glyph))
    struct.pack_into(">H", outline, 12, glyph)
    tables = font.tables | {b"glyf": bytes(outline)}
    locations = font.locations * 0
    locations[glyph + 1 :] = len(outline)
    looped = TrueType(
        font.name, tables, font.characters, font.units_per_em, font.widths, font.lefts, locations
    )
    assert len(subset(looped, [0, glyph])) < 20_000


@pytest.mark.parametrize("seed", range(30))
def test_a_font_with_damaged_tables_gives_a_font_or_none(seed: int, tmp_path: Path) -> None:
    """It is not said which, but nothing fails and nothing goes on for ever."""
    random = np.random.default_rng(seed)
    data = bytearray(Path(FILES[0]).read_bytes())
    for position in random.integers(0, len(data), 2000):
        data[position] = random.integers(0, 256)
    # The list of tables stays, so that the damage is within them.
    data[:400] = Path(FILES[0]).read_bytes()[:400]
    (tmp_path / "font.ttf").write_bytes(data)
    font = open_truetype(str(tmp_path / "font.ttf"))
    if font is not None:
        assert subset(font, [0, *map(font.glyph_of, TEXT)])
