"""Pipes that a test writes to: named ones, open ones, and standard input."""

import io
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def writing(path: str | int, content: bytes) -> Iterator[None]:
    """Write to a pipe, from another thread, as soon as somebody reads it."""

    def write() -> None:
        with open(path, "wb") as pipe:
            pipe.write(content)

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    yield
    writer.join(20)
    assert not writer.is_alive()


@contextmanager
def standard_input(content: bytes) -> Iterator[None]:
    """Give this process a pipe with the content as its standard input."""
    reading_end, writing_end = os.pipe()
    before, stdin = os.dup(0), sys.stdin
    os.dup2(reading_end, 0)
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False))
    try:
        with writing(writing_end, content):
            yield
    finally:
        sys.stdin = stdin
        os.dup2(before, 0)
        for descriptor in (reading_end, before):
            os.close(descriptor)


@contextmanager
def substituted(content: bytes) -> Iterator[str]:
    """The name that a shell puts in the place of ``<(cat file)``."""
    reading_end, writing_end = os.pipe()
    try:
        with writing(writing_end, content):
            yield f"/dev/fd/{reading_end}"
    finally:
        os.close(reading_end)


@contextmanager
def named_pipe(path: str, content: bytes) -> Iterator[str]:
    """A named pipe, made if need be, that another thread writes to."""
    if not Path(path).exists():
        os.mkfifo(path)
    with writing(path, content):
        yield path


CHANNELS = ("-", "/dev/stdin", "named pipe", "substituted")


@contextmanager
def piped(channel: str, content: bytes) -> Iterator[str]:
    """A pipe of one of the CHANNELS; yields its name."""
    if channel == "named pipe":
        with named_pipe("named-pipe", content) as name:
            yield name
    elif channel == "substituted":
        with substituted(content) as name:
            yield name
    else:
        with standard_input(content):
            yield channel
