"""The fingerprint may be any valid one, and nothing can be hidden under its name."""

from pathlib import Path

import pytest

from headmap_cli.writers.formats import format_names
from tests.checks.figures import figure_of, key_of, passes
from tests.checks.png_chunks import checked_anew
from tests.parameters import slow_after_first


def with_key(figure: bytes, key: str, format: str, folder: Path) -> bytes:
    """A figure that records another key, with the checksum that goes with it."""
    forged = figure.replace(key_of(figure, format, folder), key.encode())
    return checked_anew(forged) if format == "png" else forged


@pytest.mark.parametrize("format", slow_after_first(format_names()))
@pytest.mark.parametrize("key", ["0" * 64, "f" * 64, "0123456789abcdef" * 4])
def test_another_fingerprint_is_accepted_in_its_place(key: str, format: str, tmp_path: Path) -> None:
    assert passes(with_key(figure_of(format), key, format, tmp_path), format, tmp_path)


@pytest.mark.parametrize("format", slow_after_first(format_names()))
@pytest.mark.parametrize("key", ["F" * 64, "g" * 64, " " * 64, "#ff0000;" * 8, "0" * 63 + "\n", "é" * 32])
def test_an_invalid_fingerprint_is_not_accepted(key: str, format: str, tmp_path: Path) -> None:
    assert not passes(with_key(figure_of(format), key, format, tmp_path), format, tmp_path)


@pytest.mark.parametrize("format", slow_after_first(["svg", "pdf", "html", "vl.json"]))
@pytest.mark.parametrize("key", ["", "0" * 63, "0" * 65])
def test_a_fingerprint_of_another_length_is_not_accepted(key: str, format: str, tmp_path: Path) -> None:
    assert not passes(with_key(figure_of(format), key, format, tmp_path), format, tmp_path)


HIDING_PLACES = {
    "svg": (b"Knowledge", b'd="M', b'fill="#', b'viewBox="0 0 ', b"</svg>", b"<desc"),
    "html": (b"Knowledge", b"<main", b'"#', b"<script", b"</body>", b'"marks":['),
    "pdf": (b"/Title (", b"/MediaBox [", b"/Alt (", b"%%EOF", b"xref", b"/Contents"),
    "vl.json": (b"Knowledge", b'"range":["#', b'"layer":0', b'"field":"', b'"title":', b'"values":['),
}


@pytest.mark.parametrize(
    ("format", "place"),
    slow_after_first((format, place) for format, places in HIDING_PLACES.items() for place in places),
)
@pytest.mark.parametrize("key", [None, "0" * 64])
def test_nothing_can_be_hidden_under_the_name_of_the_fingerprint(
    key: str | None, format: str, place: bytes, tmp_path: Path
) -> None:
    """The key is written a second time, before or behind a place that shows; it was deleted everywhere."""
    figure = figure_of(format)
    own = key_of(figure, format, tmp_path)
    forged_key = key.encode() if key else own
    figure = figure.replace(own, forged_key)
    assert place in figure
    for forged in (place + forged_key, forged_key + place):
        assert not passes(figure.replace(place, forged, 1), format, tmp_path)
