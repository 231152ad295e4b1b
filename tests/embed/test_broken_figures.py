"""Figures that other programs changed are still read, and broken ones are refused in one line."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfWriter

from headmap_cli.cli.main import run
from headmap_cli.core import canonical
from headmap_cli.core.errors import InputError
from headmap_cli.embed.extract import extract_embedded
from headmap_cli.files.source import open_source
from headmap_cli.readers import read
from tests.commands import RunCli
from tests.embed.rendered import FORMATS, render_figure
from tests.helpers import random_data

pytestmark = pytest.mark.usefixtures("workdir")


@pytest.mark.slow
def test_a_pdf_that_another_tool_wrote_anew_still_gives_its_data() -> None:
    fig = render_figure(format="pdf")
    writer = PdfWriter(clone_from=fig)
    writer.compress_identical_objects()
    for page in writer.pages:
        page.compress_content_streams()
    writer.write("other.pdf")
    assert Path("other.pdf").read_bytes() != Path(fig).read_bytes()
    assert read("other.pdf") == read(fig)


def test_an_svg_within_a_page_gives_its_data() -> None:
    svg = Path(render_figure(format="svg")).read_text(encoding="utf-8")
    Path("page.html").write_text(f"<!doctype html><body>{svg[svg.index('<svg') :]}</body>", encoding="utf-8")
    assert read("page.html") == read("fig.svg")


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_every_cut_and_flip_of_a_figure_is_refused_in_one_line_or_read(format: str) -> None:
    whole = Path(render_figure(format=format)).read_bytes()
    random = np.random.default_rng(0)
    for stop in range(1, len(whole), len(whole) // 40):
        flipped = bytearray(whole)
        for at in random.integers(0, len(whole), 3):
            flipped[at] ^= int(random.integers(1, 256))
        for content in (whole[:stop], bytes(flipped)):
            Path(f"broken.{format}").write_bytes(content)
            try:
                found = read(f"broken.{format}")
            except InputError as e:
                assert all("\n" not in line for line in e.lines())  # noqa: PT017 - it may also be read
            else:
                assert found.categories


def with_payload(payload: bytes) -> bytes:
    """Return a PNG whose chunk for headmap holds this payload."""
    png = Path(render_figure("--no-data")).read_bytes()
    body = b"headmap\0\1\0\0\0" + payload
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    return png[:33] + chunk + png[33:]


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        (b"", "made with --no-data, so it holds no data to read"),
        (b"not zlib", "whose headmap data is broken"),
        (zlib.compress(b"not json"), "is not JSON"),
        (zlib.compress(b"[1, 2]"), "whose headmap data is broken"),
        (zlib.compress(b'{"version": "1", "style": {}, "data": {}}'), "whose headmap data is broken"),
        (zlib.compress(b'{"version": "1", "style": {}, "data": {"headmap": 2}}'), "newer than this headmap"),
        (zlib.compress(b"[" * 100_000), "nested too deeply"),
        (zlib.compress(b"x" * 10_000)[:-9], "whose headmap data is broken"),
        (zlib.compress(b"\xff\xfe"), "whose headmap data is broken"),
    ],
)
def test_broken_data_in_a_png_is_refused(payload: bytes, message: str) -> None:
    Path("bad.png").write_bytes(with_payload(payload))
    with pytest.raises(InputError, match=message) as e:
        read("bad.png")
    assert len(e.value.lines()) == 1


@pytest.mark.slow
def test_a_decompression_bomb_is_not_unpacked() -> None:
    Path("bomb.png").write_bytes(with_payload(zlib.compress(b"0" * 50_000_000, 9)))
    with pytest.raises(InputError, match="unpacks to more than 1,000,000 bytes; --max-bytes allows more"):
        extract_embedded(open_source("bomb.png", max_bytes=1_000_000))


def test_a_carried_style_is_checked(run_cli: RunCli) -> None:
    data = canonical.to_json(random_data(["a"], 2, 2)).decode()
    payload = f'{{"version": "1", "style": {{"layout": {{"dpi": 1}}, "x": 1}}, "data": {data}}}'
    Path("bad.png").write_bytes(with_payload(zlib.compress(payload.encode())))
    result = run_cli("render", "bad.png", "-o", "x.png")
    assert result.status == 1
    err = result.stderr
    assert (
        "bad.png (the style that it carries): layout.dpi: found '1'; expected a number from 36 to 2400" in err
    )
    assert "unknown key 'x'" in err


def test_extract_refuses_a_file_that_is_not_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    render_figure()
    assert run(["extract", "heads.csv", "-o", "x.csv"]) == 1
    assert (
        "heads.csv: is not a figure; expected a png, svg, pdf or html that headmap made"
        in capsys.readouterr().err
    )
    assert run(["extract", "fig.png", "-o", "x.txt"]) == 2
