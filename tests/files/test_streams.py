"""Streams: which paths are streams, how much of one is read, and two names of one stream are refused."""

import io
import os
import sys
import threading
from pathlib import Path

import pytest

from headmap_cli.core.errors import InputError, UsageError
from headmap_cli.files.source import Source, open_source
from headmap_cli.files.streams import is_stream, refuse_repeated_streams

pytestmark = pytest.mark.usefixtures("workdir")

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


def read_pipe(content: bytes, max_bytes: int) -> Source:
    """Return the source of a named pipe that a thread writes to."""
    os.mkfifo("pipe")
    writer = threading.Thread(target=Path("pipe").write_bytes, args=(content,), daemon=True)
    writer.start()
    try:
        return open_source("pipe", max_bytes)
    finally:
        writer.join(5)


def test_standard_input_is_read_once_and_has_a_name_for_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"0 1")))
    assert vars(open_source("-", 77)) == vars(Source("<stdin>", None, b"0 1", 77))


def test_closed_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match=r"^<stdin>: is closed; name a file$"):
        open_source("-")


@needs_pipes
def test_a_named_pipe_is_read_once_and_held_in_memory() -> None:
    assert vars(read_pipe(b"0 1", 3)) == vars(Source("pipe", None, b"0 1", 3))


@needs_pipes
def test_a_pipe_that_gives_more_than_the_limit_is_refused() -> None:
    with pytest.raises(InputError, match=r"^pipe: gives more than 2 bytes; --max-bytes allows more$"):
        read_pipe(b"0 1", 2)


@needs_pipes
def test_pipes_devices_and_open_files_are_streams() -> None:
    os.mkfifo("pipe")
    Path("link").symlink_to("pipe")
    Path("stdin").symlink_to("/dev/stdin")
    for path in ("-", "pipe", "link", "stdin", "/dev/fd/0", "/dev/null"):
        assert is_stream(path), path


def test_files_folders_and_missing_paths_are_not_streams() -> None:
    Path("h.csv").touch()
    Path("link").symlink_to("h.csv")
    Path("loop").symlink_to("loop")
    for path in ("h.csv", "link", "loop", ".", "no.csv", "a\0b"):
        assert not is_stream(path), path


@needs_pipes
def test_two_names_of_one_stream_are_refused() -> None:
    os.mkfifo("pipe")
    Path("link").symlink_to("pipe")
    with pytest.raises(UsageError, match=r"^'pipe' and 'link' name one stream, which can be read only once"):
        refuse_repeated_streams(["pipe", "link"])
    with pytest.raises(UsageError, match=r"^'pipe' is named twice, but can be read only once"):
        refuse_repeated_streams(["pipe", "h.csv", "pipe"])


def test_devices_and_files_may_be_named_twice() -> None:
    Path("h.csv").touch()
    refuse_repeated_streams(["h.csv", "h.csv", os.devnull, os.devnull, "no.csv", "no.csv"])
