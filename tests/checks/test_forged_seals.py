"""The seal may be any valid one, and nothing can be hidden under its name."""

from pathlib import Path

import pytest

from headmap_cli.writers.formats import format_names
from tests.checks.figures import figure_of, passes, seal_of
from tests.checks.png_chunks import checked_anew
from tests.parameters import slow_after_first


def with_seal(figure: bytes, seal: str, format: str) -> bytes:
    """A figure that records another seal, with the checksum that goes with it."""
    forged = figure.replace(seal_of(figure, format), seal.encode())
    return checked_anew(forged) if format == "png" else forged


@pytest.mark.parametrize("format", slow_after_first(format_names()))
@pytest.mark.parametrize("seal", ["0" * 64, "f" * 64, "0123456789abcdef" * 4])
def test_another_seal_is_accepted_in_its_place(seal: str, format: str, tmp_path: Path) -> None:
    assert passes(with_seal(figure_of(format), seal, format), format, tmp_path)


@pytest.mark.parametrize("format", slow_after_first(format_names()))
@pytest.mark.parametrize("seal", ["F" * 64, "g" * 64, " " * 64, "#ff0000;" * 8, "0" * 63 + "\n", "é" * 32])
def test_an_invalid_seal_is_not_accepted(seal: str, format: str, tmp_path: Path) -> None:
    assert not passes(with_seal(figure_of(format), seal, format), format, tmp_path)


@pytest.mark.parametrize("format", slow_after_first(["svg", "pdf", "html", "vl.json"]))
@pytest.mark.parametrize("seal", ["", "0" * 63, "0" * 65])
def test_a_seal_of_another_length_is_not_accepted(seal: str, format: str, tmp_path: Path) -> None:
    assert not passes(with_seal(figure_of(format), seal, format), format, tmp_path)


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
@pytest.mark.parametrize("seal", [None, "0" * 64])
def test_nothing_can_be_hidden_under_the_name_of_the_seal(
    seal: str | None, format: str, place: bytes, tmp_path: Path
) -> None:
    """The seal is written a second time, before or behind a place that shows; it was deleted everywhere."""
    figure = figure_of(format)
    own = seal_of(figure, format)
    forged_seal = seal.encode() if seal else own
    figure = figure.replace(own, forged_seal)
    assert place in figure
    for forged in (place + forged_seal, forged_seal + place):
        assert not passes(figure.replace(place, forged, 1), format, tmp_path)
