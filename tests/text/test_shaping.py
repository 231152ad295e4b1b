"""Letters that change with their neighbours, lines that run leftwards, and a font for each part of a text."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, features

from headmap_cli.text import bundled_fonts, fonts, shaping
from headmap_cli.text.bundled_fonts import BUNDLED_FILES, LAST_LATIN_1, bundled_file, placeholder_file
from headmap_cli.text.measure import glyphs, make_measure
from headmap_cli.text.shaping import Run, font_runs, needs_shaping
from tests.commands import TABLE, environment
from tests.helpers import covering_family

SANS = ("DejaVu Sans",)
HEBREW = "\u05d0\u05d1\u05d2"  # alef, bet, gimel, which do not change their shapes
ARABIC = "\u0628\u0628\u0628"  # beh three times: its first, middle and last shape
needs_raqm = pytest.mark.skipif(not features.check("raqm"), reason="Pillow has no Raqm")


def in_one_font(text: str, font: ImageFont.FreeTypeFont) -> np.ndarray:
    """The ink of letters from left to right, as they are given and in the shape that they have alone."""
    image = Image.new("L", (400, 120))
    ImageDraw.Draw(image).text((20, 80), text, fill=255, font=font, anchor="ls")
    return trimmed(np.asarray(image))


def trimmed(ink: np.ndarray) -> np.ndarray:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@needs_raqm
def test_hebrew_runs_leftwards() -> None:
    plain = ImageFont.truetype(bundled_file("DejaVu Sans") or "", 70, layout_engine=ImageFont.Layout.BASIC)
    painted = trimmed(glyphs(HEBREW, SANS, 70, False, 72).coverage)
    expected = in_one_font(HEBREW[::-1], plain)
    assert painted.shape == expected.shape
    assert (painted != expected).mean() < 0.01


@needs_raqm
def test_arabic_letters_are_joined() -> None:
    """Three letters that stand alone have gaps between them; joined, they have none."""

    def gaps(text: str) -> int:
        columns = np.flatnonzero(glyphs(text, SANS, 70, False, 72).coverage.any(axis=0))
        return int((np.diff(columns) > 1).sum())

    assert (gaps(ARABIC), gaps("\u200c".join(ARABIC))) == (0, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Name Mover, 7 %", False),
        ("Größe αβγ Привет", False),
        ("漢字 한국어", False),
        ("head שלום", True),
        ("العربية", True),
        ("नमस्ते", True),
        ("ខ្មែរ", True),
    ],
)
def test_scripts_that_need_shaping(text: str, expected: bool) -> None:
    assert needs_shaping(text) == expected


@pytest.mark.parametrize(("text", "count"), [("plain, Größe", 0), (f"{HEBREW} and {ARABIC}", 1)])
def test_a_missing_raqm_is_one_warning_for_scripts_that_need_it(
    text: str, count: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(fonts, "can_shape", lambda: False)
    with caplog.at_level(logging.WARNING):
        covering_family(SANS, text)
    assert [record.getMessage() for record in caplog.records if "Raqm" in record.getMessage()] == [
        "Pillow cannot use Raqm here, so a PNG does not show text in Arabic, Hebrew, Devanagari and similar "
        "scripts correctly; install FriBiDi, or write an SVG"
    ] * count


def test_text_is_set_without_raqm_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda _: False)
    shaping.can_shape.cache_clear()
    try:
        assert glyphs("abc", SANS, 11.5, False, 72).coverage.any()
    finally:
        shaping.can_shape.cache_clear()


# --- a font for each part ---


@pytest.fixture
def fake_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts whose names are the letters that they have; all have spaces, and there is one of boxes."""
    monkeypatch.setattr(
        shaping, "has_character", lambda file, character: character in file or character == " "
    )
    monkeypatch.setattr(shaping, "placeholder_file", lambda: "boxes")
    monkeypatch.setattr(shaping, "can_shape", lambda: True)


@pytest.mark.usefixtures("fake_fonts")
@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        ("", ("ab",), []),
        ("a b", ("ab", "xy"), ["a b"]),
        ("ax b", ("ab", "xy"), ["a", "x ", "b"]),
        ("aQ b", ("ab",), ["a", "Q", " b"]),
        ("a\u0301x", ("ab", "a\u0301x"), ["a", "\u0301x"]),
        ("x\u200dx", ("ab", "xy"), ["x\u200dx"]),
        ("אa", ("ab", "א"), ["a", "א"]),  # the line runs leftwards, so what comes second is on the left
        ("aא", ("ab", "א"), ["a", "א"]),
    ],
)
def test_each_part_has_the_first_font_with_its_characters(
    text: str, files: tuple[str, ...], expected: list[str]
) -> None:
    runs = font_runs(text, files)
    assert [run.text for run in runs] == expected
    for run in runs:
        letters = set(run.text) - set(" \u200d")
        having = [file for file in files if letters <= set(file)]
        assert run.file == (having[0] if having else "boxes")


def test_a_character_that_no_font_has_is_as_wide_as_in_a_pdf() -> None:
    """matplotlib paints it in its font of boxes; one that has no such font, in the first of the fonts."""
    files = (bundled_file("DejaVu Sans") or "",)
    file = placeholder_file() or files[0]
    assert font_runs("\u0924", files) == [Run("\u0924", file)]
    width = ImageFont.truetype(file, 1000).getlength("\u0924")
    assert make_measure(SANS, 72)("\u0924", 60, False).width == pytest.approx(0.06 * width, abs=0.5)


def test_bundled_fonts_have_all_of_latin_1() -> None:
    """Which lets most figures do without a look into a font."""
    from matplotlib.ft2font import FT2Font

    visible = [c for c in map(chr, range(ord(LAST_LATIN_1) + 1)) if c.isprintable()]
    for name in BUNDLED_FILES:
        for bold in (False, True):
            font = FT2Font(bundled_file(name, bold) or "")
            assert [c for c in visible if not font.get_char_index(ord(c))] == []
            assert font.family_name.lower() == name
            assert ("bold" in font.style_name.lower()) == bold


def test_without_bundled_files_matplotlib_finds_the_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in distributions that keep these fonts in a folder of their own."""
    from headmap_cli.text import installed_fonts

    usual = installed_fonts.font_files(("serif",), True)
    monkeypatch.setattr(installed_fonts, "bundled_file", lambda *_: None)
    for cached in (installed_fonts.font_file, installed_fonts.font_files):
        cached.cache_clear()
    try:
        files = installed_fonts.font_files(("serif",), True)
    finally:
        installed_fonts.font_file.cache_clear()
        installed_fonts.font_files.cache_clear()
    assert [os.path.basename(file) for file in files] == [os.path.basename(file) for file in usual]
    assert bundled_fonts.bundled_file("no such family") is None


# --- shapes do not depend on the environment ---


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be made read-only there")
def test_a_first_run_needs_no_folder_to_write_to(tmp_path: Path) -> None:
    """With no index of fonts, no caches and a home that is read-only, and with other letters asked for."""
    (tmp_path / "heads.csv").write_text(TABLE, encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o500)
    pictures = []
    for n, more in enumerate(
        (
            {},
            {
                "HOME": str(home),
                "XDG_CACHE_HOME": "",
                "FREETYPE_PROPERTIES": "truetype:interpreter-version=35",
            },
        )
    ):
        done = subprocess.run(
            [
                sys.executable,
                "-B",
                "-m",
                "headmap_cli",
                "render",
                "heads.csv",
                "--grid",
                "12x12",
                "-o",
                f"{n}.png",
            ],
            cwd=tmp_path,
            env=environment(**more),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        pictures.append((tmp_path / f"{n}.png").read_bytes())
    assert pictures[0] == pictures[1]
    assert list(home.iterdir()) == []
