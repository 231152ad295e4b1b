"""Inputs are opened once, held in memory or kept open, and decoded; an unreadable one is refused by name."""

import gzip
from pathlib import Path

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.files.source import BLOCK, Source, decode_text, named_path, open_source

pytestmark = pytest.mark.usefixtures("workdir")


def test_a_small_file_is_held_in_memory_with_its_path(tmp_path: Path) -> None:
    Path("h.csv").write_bytes(b"0 1")
    source = open_source(Path("h.csv"), 2)  # the limit is for streams and compressed files
    assert vars(source) == vars(Source("h.csv", "h.csv", b"0 1", 2))
    assert (source.data, source.size) == (b"0 1", 3)
    assert source.file is None
    assert open_source(tmp_path / "h.csv").name == str(tmp_path / "h.csv")


def test_a_large_file_stays_open_and_is_read_again_by_each_iterator() -> None:
    content = bytes(range(256)) * (BLOCK // 128)
    Path("h.npy").write_bytes(content)
    source = open_source("h.npy")
    Path("h.npy").unlink()
    assert (source.data, source.size) == (content, len(content))
    for first, second in zip(source.blocks(), source.blocks(), strict=True):
        assert first == second


def test_content_that_has_been_read_already_is_not_read_again() -> None:
    assert vars(open_source("no such pipe", 77, b"0 1")) == vars(Source("no such pipe", None, b"0 1", 77))


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(InputError, match=r"^no\.csv: no such file$"):
        open_source("no.csv")


def test_a_folder_is_refused_with_its_first_data_file() -> None:
    Path("empty").mkdir()
    with pytest.raises(InputError, match=r"^empty: is a folder; expected a file$"):
        open_source("empty")
    Path("runs").mkdir()
    for name in ("notes.md", "b.csv", "a.json.gz"):
        Path("runs", name).touch()
    with pytest.raises(InputError, match=r"^runs: is a folder; expected a file, such as 'runs/a\.json\.gz'$"):
        open_source("runs")


@pytest.mark.parametrize(
    ("error", "reason"), [(OSError(5, "disk on fire"), "disk on fire"), (OSError("odd"), "odd")]
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    error: OSError, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("h.csv").write_bytes(b"0 1")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(InputError, match=f"^h.csv: cannot be read: {reason}$"):
        open_source("h.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_each_encoding_is_decoded(encoding: str) -> None:
    assert decode_text(Source("h.csv", None, "layer,\xe9".encode(encoding))) == "layer,\xe9"


def test_a_byte_that_is_not_text_is_refused_with_its_line_and_column() -> None:
    source = Source("h.csv", None, "a\n\xe9,".encode() + b"\xe9\n")
    with pytest.raises(InputError) as raised:
        decode_text(source)
    assert str(raised.value) == "h.csv:2:3: byte 0xe9 is not UTF-8 text; save the file as UTF-8"


def test_utf_16_without_a_byte_order_mark_is_refused() -> None:
    with pytest.raises(InputError, match="looks like UTF-16 without a byte order mark"):
        decode_text(Source("h.csv", None, "layer".encode("utf-16-le")))


def test_a_compressed_file_is_held_decompressed() -> None:
    Path("h.gz").write_bytes(gzip.compress(b"0 1"))
    assert vars(open_source("h.gz", 3)) == vars(Source("h.gz", None, b"0 1", 3))


def test_a_file_that_is_compressed_twice_is_refused() -> None:
    Path("h.gz").write_bytes(gzip.compress(gzip.compress(b"0 1")))
    with pytest.raises(InputError, match=r"^h\.gz: is compressed twice; decompress it once$"):
        open_source("h.gz")


def test_the_first_equals_sign_ends_the_name_of_an_input() -> None:
    assert named_path("A=b=c.csv") == ("A", "b=c.csv")
    assert named_path("a.csv") == ("", "a.csv")


def test_an_existing_file_with_an_equals_sign_has_no_name() -> None:
    Path("A=b.csv").touch()
    assert named_path("A=b.csv") == ("", "A=b.csv")
