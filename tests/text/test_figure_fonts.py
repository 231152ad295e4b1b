"""A figure is drawn again if its fonts have changed: another file, another family, or one more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style
from headmap_cli.text.bundled_fonts import bundled_file
from headmap_cli.text.figure_fonts import choose_figure_fonts, font_identity
from tests.commands import environment

FAMILY = "Headmap Test Sans"
OWN_CHARACTER = "\U00012543"
"""A sign of cuneiform, which no installed font is likely to have."""


def style_with(*family: str) -> Style:
    return load_style(sets=[f"text.family={list(family)}"])


def identity(style: Style, text: str) -> str:
    return font_identity(style, choose_figure_fonts(style, [text]))


def test_the_fonts_of_matplotlib_go_by_its_version() -> None:
    for family in (["DejaVu Sans"], ["DejaVu Serif", "DejaVu Sans"], ["serif"]):
        assert identity(style_with(*family), "Größe") == ""


def test_a_family_that_is_missing_is_noticed() -> None:
    assert identity(style_with("No Such Font", "DejaVu Sans"), "A") != ""


def write_font(folder: Path, family: str, wider: int = 0, extra: str = "") -> None:
    """Write DejaVu Sans under another name, with wider letters, or one more character."""
    file = bundled_file("DejaVu Sans")
    assert file is not None
    font = TTFont(file)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = family if record.nameID != 6 else family.replace(" ", "")
    width, bearing = font["hmtx"]["A"]
    font["hmtx"]["A"] = (width + wider, bearing)
    for character in extra:
        for table in font["cmap"].tables:
            if table.isUnicode() and table.format == 12:
                table.cmap[ord(character)] = "A"
    folder.mkdir(parents=True, exist_ok=True)
    font.save(folder / f"{family.replace(' ', '')}.ttf")


@pytest.fixture
def headmap_with_fonts(tmp_path: Path) -> "HeadmapWithFonts":
    return HeadmapWithFonts(tmp_path)


class HeadmapWithFonts:
    """Runs of headmap for a user who has fonts of their own in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fonts = folder / "data" / "fonts"
        (folder / "heads.csv").write_text(f"layer,head,category\n0,1,A{OWN_CHARACTER}\n", encoding="utf-8")

    def batch(self, *options: str) -> str:
        """Draw the figure of the table, and return what was printed."""
        folders = {"XDG_DATA_HOME": self.folder / "data", "MPLCONFIGDIR": self.folder / "cache"}
        env = environment(**{name: os.fspath(path) for name, path in folders.items()})
        command = [sys.executable, "-P", "-m", "headmap_cli", "batch", "heads.csv", "--grid", "2x3"]
        done = subprocess.run(
            [*command, "-j", "1", "-o", "fig.png", *options],
            cwd=self.folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stderr


@pytest.mark.slow
def test_a_font_of_the_style_that_changes_is_noticed(headmap_with_fonts: HeadmapWithFonts) -> None:
    options = ("--set", f"text.family=['{FAMILY}', 'DejaVu Sans']")
    picture = headmap_with_fonts.folder / "fig.png"
    printed = headmap_with_fonts.batch(*options)
    assert f"font '{FAMILY}' is not installed" in printed
    assert "1 written" in printed
    assert "1 up to date" in headmap_with_fonts.batch(*options)
    write_font(headmap_with_fonts.fonts, FAMILY)
    assert "1 written" in headmap_with_fonts.batch(*options)
    before = picture.read_bytes()
    assert "1 up to date" in headmap_with_fonts.batch(*options)
    write_font(headmap_with_fonts.fonts, FAMILY, wider=400)
    assert "1 written" in headmap_with_fonts.batch(*options)
    assert picture.read_bytes() != before


@pytest.mark.slow
def test_a_font_with_a_character_that_others_lack_is_noticed(headmap_with_fonts: HeadmapWithFonts) -> None:
    assert "no installed font has" in headmap_with_fonts.batch()
    assert "1 up to date" in headmap_with_fonts.batch()
    write_font(headmap_with_fonts.fonts, FAMILY, extra=OWN_CHARACTER)
    assert "1 written" in headmap_with_fonts.batch()
    assert "1 up to date" in headmap_with_fonts.batch()
