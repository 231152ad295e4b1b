"""Figures that carry their data, made by hand from the rules of their formats, and what is found in them."""

import base64
import io
import json
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter

from headmap_cli.core.errors import InputError
from headmap_cli.embed.extract import Embedded, extract_embedded
from headmap_cli.files.source import Source, open_source
from headmap_cli.readers import Options, read_inputs
from headmap_cli.readers.inputs import open_input
from tests.readers import classified, error_lines, heads_of

DATA = {"headmap": 1, "grid": {"layers": 1, "heads": 2}, "categories": {"A": [[0, 1]]}}
STYLE = {"title": "Où?"}
WHOLE = json.dumps({"version": "1.2", "style": STYLE, "data": DATA}, ensure_ascii=False).encode()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(packed: bytes) -> bytes:
    """Ours stands after a text of another name, one of our name but another kind, and one without an end."""
    ours = b"headmap\0\1\0\0\0" + packed
    before = chunk(b"iTXt", b"Title\0\1\0\0\0" + packed[::-1]) + chunk(
        b"zTXt", b"headmap\0\1 is not of this kind"
    )
    no_end = chunk(b"iTXt", b"headmap\0\1\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + before + no_end + chunk(b"iTXt", ours)


def pdf(packed: bytes) -> bytes:
    """No table of objects, so that no reader of PDF finds the attachment; after it stands more."""
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile\n/Filter /FlateDecode >>\nstream\n"
        + packed
        + b"\nendstream\n<<>>"
    )


def svg(packed: bytes) -> bytes:
    """An empty one first; ours has a break in its line."""
    coded = base64.encodebytes(packed)
    empty = b'<svg><metadata><headmap:data xmlns:headmap="x"></headmap:data></metadata></svg>'
    return b"<html>" + empty + b'<svg><headmap:data a="b">' + coded + b"</headmap:data></svg></html>"


MADE = {"PNG picture": png, "PDF document": pdf, "page of markup": svg}
every_kind = pytest.mark.parametrize(("kind", "made"), MADE.items(), ids=MADE)
Made = Callable[[bytes], bytes]


pytestmark = pytest.mark.usefixtures("workdir")


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
@pytest.mark.parametrize("level", [0, 9])
def test_data_and_style_are_found(made: Made, level: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="headmap")
    content = made(zlib.compress(WHOLE, level))
    assert extract_embedded(Source("f", None, content)) == Embedded(DATA, STYLE, "1.2")
    assert heads_of(classified(Path("f"), content)) == {"A": {(0, 1)}}
    assert open_input("f").carried_style == STYLE
    assert caplog.messages == ["f: read as figure made by headmap"]


def test_an_attachment_that_another_tool_unpacked_is_read() -> None:
    writer = PdfWriter()
    writer.add_blank_page(9, 9)
    writer.add_attachment("headmap.json", WHOLE)
    writer.write("f.pdf")
    assert WHOLE in Path("f.pdf").read_bytes()
    assert extract_embedded(open_source("f.pdf")) == Embedded(DATA, STYLE, "1.2")


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_text_of_just_the_bytes_that_are_allowed(made: Made) -> None:
    content = made(zlib.compress(WHOLE))
    assert extract_embedded(Source("f", None, content, len(WHOLE))).version == "1.2"
    most = len(WHOLE) - 1
    message = f"f: carries data that unpacks to more than {most} bytes; --max-bytes allows more"
    with pytest.raises(InputError, match=f"^{message}$"):
        extract_embedded(Source("f", None, content, most))


BROKEN = ": is a {kind} whose headmap data is broken"
CARRIED = " (the data that it carries)"
NO_KEY = ":2:2: is not JSON: expected a key in double quotes"
OUTSIDE = ": $.categories.A[0]: head 2 is outside the grid of 1 layers x 2 heads; set --grid or fix the row"


@every_kind
@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"[1]", BROKEN),
        (b'{"version": "1", "style": {}, "data": {}}', BROKEN),
        (b'{"version": 1, "style": {}, "data": {"headmap": 1}}', BROKEN),
        (b'{"version": "1", "data": {"headmap": 1}}', BROKEN),
        (b"\n{]", CARRIED + NO_KEY),
        (WHOLE.replace(b"[0, 1]", b"[0, 2]"), CARRIED + OUTSIDE),
    ],
)
def test_broken_data_in_a_figure_is_refused(kind: str, made: Made, text: bytes, message: str) -> None:
    assert error_lines(made(zlib.compress(text)), "f") == ["f" + message.format(kind=kind)]


@every_kind
@pytest.mark.parametrize("packed", [b"no zlib", zlib.compress(WHOLE)[:-5]])
def test_data_in_a_figure_that_is_not_packed_or_cut_off_is_refused(
    kind: str, made: Made, packed: bytes
) -> None:
    assert error_lines(made(packed), "f") == [f"f: is a {kind} whose headmap data is broken"]
    assert open_input("f").carried_style is None


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("a PNG picture", png(b"")),
        ("a PNG picture", b"\x89PNG\r\n\x1a\n"),
        ("a PDF document", b"%PDF-1.7\nendobj\nstartxref\n9\n%%EOF"),
        ("an SVG picture", b"<svg></svg>"),
    ],
)
def test_a_figure_of_another_program_is_refused_in_one_line(
    kind: str, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """In one line: the log of another library about a PDF is silenced."""
    [line] = error_lines(content, "f")
    assert line.startswith(f"f: is {kind} that was not made by headmap, or lost its data ")
    assert caplog.messages == []


def test_a_table_carries_no_style() -> None:
    Path("h.csv").write_text("layer,head,category\n0,1,A\n")
    assert open_input("h.csv").carried_style is None


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_standard_input_gives_its_style_and_its_data_in_one_reading(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.BytesIO(made(zlib.compress(WHOLE)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    figure = open_input("-")
    assert figure.carried_style == STYLE
    assert heads_of(read_inputs([figure], Options())) == {"A": {(0, 1)}}
