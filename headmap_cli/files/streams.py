"""Read streams: standard input and pipes, which can be read only once and only by this process."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections.abc import Iterable
from typing import IO

from ..core.errors import InputError, UsageError, input_error
from ..core.strings import quote
from ..core.vocabulary import more_bytes_than

DESCRIPTOR = r"/dev/(stdin|fd/\d+)|/proc/(self|thread-self|\d+)/fd/\d+"
"""Paths that name an open file of a process; a shell replaces ``<(..)`` by one."""

BLOCK = 1 << 18
"""How many bytes are read at once."""

MAX_LINKS = 40
"""How many symbolic links Linux follows in one path."""


def is_stream(path: str) -> bool:
    """Return whether a path is ``-``, a pipe, a socket, a device, or the name of a descriptor, ``/dev/fd/3``.

    A descriptor counts even if a plain file is open there, since its name means nothing to other processes.
    """
    if path == "-" or _names_descriptor(path):
        return True
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            mode = os.stat(path).st_mode
            if _is_descriptor(path):
                return True
    except (OSError, ValueError):  # ValueError: a character that the system does not allow
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _names_descriptor(path: str) -> bool:
    """Return whether a path itself is the name of a descriptor."""
    if not path.startswith(("/dev/", "/proc/")):
        return False  # as for almost all paths, for which the pattern then need not be compiled
    return re.fullmatch(DESCRIPTOR, path) is not None


def _is_descriptor(path: str) -> bool:
    """Return whether a path, or one of the links that it leads through, is the name of a descriptor.

    The links are followed one by one, because os.path.realpath would follow /dev/stdin to the plain file that
    is open there.
    """
    for _ in range(MAX_LINKS):
        if _names_descriptor(path):
            return True
        if not os.path.islink(path):
            return False
        path = os.path.join(os.path.dirname(path), os.readlink(path))
    return False


def read_stream(path: str, max_bytes: int) -> bytes:
    """Read a stream to its end; like ``cat``, wait for a process that writes to a named pipe.

    Args:
        path: The path of the stream.
        max_bytes: The maximum number of bytes.

    Raises:
        InputError: The stream cannot be read, or holds more than max_bytes.
    """
    try:
        data = read_at_most(path, max_bytes + 1)
    except OSError as e:
        raise unreadable(display_name(path), e) from None
    if len(data) > max_bytes:
        raise input_error(display_name(path), f"gives {more_bytes_than(max_bytes)}")
    return data


def read_at_most(path: str, count: int) -> bytes:
    """Read the first bytes of a file or a stream.

    Args:
        path: The file; ``-`` is standard input.
        count: The maximum number of bytes.

    Raises:
        OSError: The system refuses to open or to read it.
        InputError: Standard input is closed.
    """
    if path != "-":
        with open(path, "rb") as file:
            return _read(file, count)
    # Python sets sys.stdin to None if the process was started with descriptor 0 closed.
    if sys.stdin is None:
        raise input_error(display_name(path), "is closed; name a file")
    return _read(sys.stdin.buffer, count)


def _read(file: IO[bytes], count: int) -> bytes:
    """Read at most count bytes, in blocks, since a single call would first allocate memory for all."""
    data = io.BytesIO()
    while block := file.read(min(BLOCK, count - data.tell())):
        data.write(block)
    return data.getvalue()


def display_name(path: str) -> str:
    """Return the name of a file or a stream for messages."""
    return "<stdin>" if path == "-" else path


def refuse_repeated_streams(paths: Iterable[str]) -> None:
    """Raise UsageError if two paths name the same stream, which would be empty when it is read again."""
    first_paths: dict[tuple[int, int], str] = {}
    for path in paths:
        if not is_stream(path):
            continue
        identity = _identity(path)
        if identity is None:
            continue
        if identity in first_paths:
            raise UsageError(_repeated_stream_message(first_paths[identity], path))
        first_paths[identity] = path


def _repeated_stream_message(first_path: str, path: str) -> str:
    """Return the message for two paths that name the same stream, or for one that is given twice."""
    if first_path == path:
        start = f"{quote(path)} is named twice, but"
    else:
        start = f"{quote(first_path)} and {quote(path)} name one stream, which"
    return f"{start} can be read only once; save it to a file first"


def _identity(path: str) -> tuple[int, int] | None:
    """Return the device and inode of a stream, which its names share; None if it can be read repeatedly."""
    try:
        status = os.fstat(0) if path == "-" else os.stat(path)
    except OSError:
        return None
    # A device such as /dev/zero can be read repeatedly; standard input cannot, even if it is a terminal.
    if stat.S_ISCHR(status.st_mode) and path != "-" and not _is_descriptor(path):
        return None
    return status.st_dev, status.st_ino


def unreadable(name: str, error: OSError) -> InputError:
    """Return the error for an input that the system cannot read."""
    if isinstance(error, FileNotFoundError):
        return input_error(name, "no such file")
    return input_error(name, f"cannot be read: {error.strerror or error}")
