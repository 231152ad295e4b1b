"""Where bytes come from: what standard input and pipes are called, how much is taken, what cannot be read."""

import gzip
import io
import os
import sys
import threading
from pathlib import Path

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.files.source import Source, named_path, open_source
from tests.readers import complaints

pytestmark = pytest.mark.usefixtures("workdir")


def piped(content: bytes, most: int) -> Source:
    """What is read of a named pipe that holds so much."""
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: Path("pipe").write_bytes(content), daemon=True)
    writer.start()
    try:
        return open_source("pipe", most)
    finally:
        writer.join(5)


def test_standard_input_is_read_once_and_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"0 1")))
    assert open_source("-", 77) == Source("<stdin>", None, b"0 1", 77)


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert complaints("-") == ["<stdin>: is closed; name a file"]
    assert complaints("no.csv") == ["no.csv: no such file"]


def test_a_file_is_kept_as_its_path(tmp_path: Path) -> None:
    Path("h.csv").write_bytes(b"0 1")
    source = open_source(Path("h.csv"), 2)
    assert (source, source.data, source.size) == (Source("h.csv", "h.csv", b"0 1", 2), b"0 1", 3)
    assert open_source(tmp_path / "h.csv").name == str(tmp_path / "h.csv")


def test_a_packed_file_is_held_unpacked() -> None:
    Path("h.gz").write_bytes(gzip.compress(b"0 1"))
    assert open_source("h.gz", 3) == Source("h.gz", None, b"0 1", 3)
    with pytest.raises(InputError, match=r"^h\.gz: unpacks to more than 2 bytes; --max-bytes allows more$"):
        open_source("h.gz", 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_read_once_and_held() -> None:
    assert piped(b"0 1", 3) == Source("pipe", None, b"0 1", 3)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_gives_more_than_is_allowed() -> None:
    with pytest.raises(InputError, match=r"^pipe: gives more than 2 bytes; --max-bytes allows more$"):
        piped(b"0 1", 2)


@pytest.mark.parametrize(
    ("error", "said"), [(OSError(5, "disk on fire"), "disk on fire"), (OSError("odd"), "odd")]
)
def test_a_file_that_cannot_be_read(error: OSError, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("h.csv").write_bytes(b"0 1")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(InputError, match=f"^h.csv: cannot be read: {said}$"):
        open_source("h.csv")


def test_the_first_sign_parts_a_name_from_its_path() -> None:
    assert named_path("A=b=c.csv") == ("A", "b=c.csv")
    assert named_path("a.csv") == ("", "a.csv")
    Path("A=b.csv").touch()
    assert named_path("A=b.csv") == ("", "A=b.csv")
