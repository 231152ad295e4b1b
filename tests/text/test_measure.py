"""Measuring text: what the user is told of fonts, and when."""

import logging
import time
from pathlib import Path

import matplotlib
import pytest

from headmap_cli.text import fonts, installed_fonts
from headmap_cli.text.measure import glyphs, make_measure
from tests.helpers import covering_family


def warnings_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "headmap"]


def test_a_slow_first_start_is_explained(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(matplotlib, "get_cachedir", lambda: str(tmp_path))
    monkeypatch.setattr(installed_fonts, "INDEXING_SECONDS", 0.01)
    with caplog.at_level(logging.WARNING, "headmap"), installed_fonts.announce_indexing():
        deadline = time.monotonic() + 10
        while not caplog.records and time.monotonic() < deadline:
            time.sleep(0.01)
    assert warnings_of(caplog) == ["indexing the fonts of this machine, which only the first start does ..."]


def test_a_quick_first_start_is_silent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(matplotlib, "get_cachedir", lambda: str(tmp_path))
    monkeypatch.setattr(installed_fonts, "INDEXING_SECONDS", 0.05)
    with installed_fonts.announce_indexing():
        pass
    time.sleep(0.2)
    assert warnings_of(caplog) == []


def test_a_later_start_is_silent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "fontlist-v390.json").touch()
    monkeypatch.setattr(matplotlib, "get_cachedir", lambda: str(tmp_path))
    monkeypatch.setattr(installed_fonts, "INDEXING_SECONDS", 0.01)
    with installed_fonts.announce_indexing():
        time.sleep(0.1)
    assert warnings_of(caplog) == []


def test_a_missing_character_is_named_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(fonts, "usable_files", dict)  # some machines have a font of hieroglyphs
    family = covering_family(("DejaVu Sans",), "\U00013000 and \U00013000")
    measure = make_measure(family, 100)
    measure("\U00013000 and \U00013000", 10, False)
    measure("\U00013000", 12, True)
    (message,) = warnings_of(caplog)
    assert "(U+13000)" in message
    assert message.count("U+") == 1
    assert "install one that does" in message


def test_a_font_that_is_not_installed_is_named(caplog: pytest.LogCaptureFixture) -> None:
    assert covering_family(("No Such Font", "DejaVu Sans"), "abc") == ("DejaVu Sans",)
    assert [m for m in warnings_of(caplog) if "'No Such Font' is not installed" in m]


@pytest.mark.parametrize("family", ["DejaVu Sans", "STIXGeneral"])
@pytest.mark.parametrize("text", ["All Categories", "jig", "0", "fi Ty AV", "(a) Größe", "שלום ab"])
def test_widths_are_those_of_the_font_at_any_resolution(family: str, text: str) -> None:
    """The width in ems, which the font has at 2,000 pixels, within half a pixel at each end."""
    exact = make_measure((family,), 72)(text, 2000, False).width / 2000
    for dpi in (50, 100, 144, 300, 600):
        pixels = 9 * dpi / 72
        assert make_measure((family,), dpi)(text, 9, False).width == pytest.approx(exact * pixels, abs=1)


@pytest.mark.parametrize("text", ["All Categories", "jig", "...", "²", "f", " ", ""])
@pytest.mark.parametrize("size", [4, 9.3, 70])
def test_the_picture_of_a_text_has_the_size_that_is_measured(text: str, size: float) -> None:
    extent = make_measure(("STIXGeneral",), 100)(text, size, True)
    picture = glyphs(text, ("STIXGeneral",), size, True, 100)
    height, width = picture.coverage.shape
    assert extent.width <= width < extent.width + 2
    assert extent.ascent + extent.descent <= height < extent.ascent + extent.descent + 2
    assert extent.descent <= picture.below < extent.descent + 1


def test_width_grows_with_size_and_dpi_and_settings_come_back() -> None:
    before = dict(matplotlib.rcParams)
    measure = make_measure(("DejaVu Sans",), 100)
    small, large = measure("layer", 10, False), measure("layer", 20, False)
    measure = make_measure(("DejaVu Sans",), 200)
    fine = measure("layer", 10, False)
    assert large.width == pytest.approx(2 * small.width, rel=0.1)
    assert fine.width == pytest.approx(large.width, rel=0.1)
    assert small.ascent > 0
    assert dict(matplotlib.rcParams) == before
