"""Compressed text and text in UTF-8 and UTF-16 is read; other bytes are reported."""

import gzip
from pathlib import Path

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import classified, error_lines, heads_of

pytestmark = pytest.mark.usefixtures("workdir")


def test_a_compressed_file_may_be_exactly_as_large_as_allowed() -> None:
    content = b"layer,head,category\n0,1,A\n"
    Path("h.csv.gz").write_bytes(gzip.compress(content))
    assert heads_of(read("h.csv.gz", grid=(2, 3), max_bytes=len(content))) == {"A": {(0, 1)}}
    with pytest.raises(InputError, match="unpacks to more than 25 bytes; --max-bytes allows more"):
        read("h.csv.gz", grid=(2, 3), max_bytes=len(content) - 1)


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"\n\xff", "2:1"), (b"a\xc3\xa9\xff", "1:3"), (b"layer,head\n\n\xe4,\xff\n", "3:1")],
)
def test_the_first_byte_that_is_not_text_is_reported_with_its_location(content: bytes, place: str) -> None:
    byte = int.from_bytes(content[-1:] if content[-1] != 10 else b"\xe4")
    assert error_lines(content) == [
        f"h.csv:{place}: byte 0x{byte:02x} is not UTF-8 text; save the file as UTF-8"
    ]


def test_utf_16_needs_its_byte_order_mark() -> None:
    content = "layer,head,category\n0,1,A\n"
    assert heads_of(classified(Path("h.csv"), content.encode("utf-16"), grid=(2, 3))) == {"A": {(0, 1)}}
    for encoding in ("utf-16-le", "utf-16-be"):
        assert error_lines(content.encode(encoding)) == [
            "h.csv: looks like UTF-16 without a byte order mark; save the file as UTF-8"
        ]
