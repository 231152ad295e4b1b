"""Guard standard output and standard error, and print errors.

While ``guarded_streams`` is active, every write to ``sys.stdout`` that fails, by click or by headmap, raises
OutputError, since a result is lost. A write to ``sys.stderr`` that fails is ignored: a lost warning must not
cost a figure.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

import click

from ..core.errors import OutputError, ReaderGoneError
from ..core.strings import one_line


class _Stdout:
    """A stream for results that passes everything on to another stream and explains why a write fails."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    @property
    def buffer(self) -> _Stdout:
        """Return the stream of bytes below, guarded too."""
        return _Stdout(self._stream.buffer)

    def write(self, data: Any) -> int:
        """Write text or bytes; raise OutputError if the system refuses them."""
        try:
            written: int = self._stream.write(data)
        except OSError as e:
            _raise_output_error(e)
        return written

    def flush(self) -> None:
        """Hand everything to the system; raise OutputError if it refuses."""
        try:
            self._stream.flush()
        except OSError as e:
            _raise_output_error(e)


class _ClosedStdout:
    """The replacement for a standard output that was closed before headmap started (``>&-``)."""

    # click asks for these attributes before it prints.
    encoding = "utf-8"
    errors = "strict"
    closed = False

    @property
    def buffer(self) -> _ClosedStdout:
        """Return the stream of bytes below, which is closed too."""
        return self

    def write(self, data: Any) -> int:
        """Raise OutputError if there is anything to write."""
        if data:
            raise OutputError("standard output is closed; redirect it to a file or a pipe")
        return 0

    def flush(self) -> None:
        """Do nothing, since nothing was written."""

    def isatty(self) -> bool:
        """Return False: nobody looks at a closed stream."""
        return False


class _Stderr:
    """A stream for messages that passes everything on to another stream and drops what it refuses."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write text if the system takes it."""
        with suppress(OSError):
            self._stream.write(text)
        # The length tells the caller that everything has been written.
        return len(text)

    def flush(self) -> None:
        """Hand everything to the system if it takes it."""
        with suppress(OSError):
            self._stream.flush()


def _raise_output_error(error: OSError) -> NoReturn:
    """Raise the OutputError for a failed write to standard output."""
    # As after ``| head -1``: a reader that has seen enough is not a problem to report.
    if isinstance(error, BrokenPipeError):
        raise ReaderGoneError from None
    raise OutputError(f"standard output cannot be written: {error.strerror or error}") from error


@contextmanager
def guarded_streams() -> Iterator[None]:
    """Guard ``sys.stdout`` and ``sys.stderr`` inside the with block."""
    stdout = sys.stdout
    stderr = sys.stderr
    sys.stdout = _ClosedStdout() if stdout is None else _Stdout(stdout)
    if stderr is not None:
        sys.stderr = _Stderr(stderr)
    try:
        yield
    finally:
        sys.stdout = stdout
        sys.stderr = stderr


def discard_unwritten() -> None:
    """Discard what a full or broken stream still holds.

    Otherwise Python would try to write it when the process ends, print a traceback, and exit with status 120.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except OSError:
            with suppress(OSError):
                null_device = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null_device, stream.fileno())
                os.close(null_device)


def reserve_standard_descriptors() -> None:
    """Open the null device on those of the descriptors 0 to 2 that are closed.

    Otherwise the next file that is opened would get one of them, and a message that a C library prints would
    end up in a figure.
    """
    with suppress(OSError):
        # The system always opens the lowest descriptor that is closed.
        descriptor = os.open(os.devnull, os.O_RDWR)
        while descriptor <= 2:
            os.set_inheritable(descriptor, True)
            descriptor = os.open(os.devnull, os.O_RDWR)
        os.close(descriptor)


def is_stdout_terminal() -> bool:
    """Return whether standard output is a terminal; a closed one is not."""
    return sys.stdout is not None and sys.stdout.isatty()


def is_stderr_terminal() -> bool:
    """Return whether standard error is a terminal; a closed one is not."""
    return sys.stderr is not None and sys.stderr.isatty()


def print_error(line: str) -> None:
    """Print a problem on standard error, or the line ``... and 3 more`` that follows the problems."""
    prefix = "" if line.startswith("... and ") else "headmap: error: "
    click.echo(prefix + one_line(line), err=True)
