"""Streams: standard input and pipes, which can be read only once and which only this process can open."""

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

DESCRIPTOR = re.compile(r"/dev/(stdin|fd/\d+)|/proc/(self|thread-self|\d+)/fd/\d+")
"""Paths that name an open file of a process, such as those of ``<(..)`` in a shell."""
BLOCK = 1 << 18
MOST_LINKS = 40
"""How many links in a row the system follows."""


def is_stream(path: str) -> bool:
    """Return whether a path is ``-``, a pipe, a socket, a device, or a name for an open file.

    A name for an open file counts even when that is a plain file, since other processes cannot open it.
    """
    if path == "-" or DESCRIPTOR.fullmatch(path):
        return True
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            mode = os.stat(path).st_mode
            if _is_descriptor(path):
                return True
    except (OSError, ValueError):  # ValueError: a name that the system does not allow
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _is_descriptor(path: str) -> bool:
    """Return whether a path, or one of the links that it leads through, names an open file."""
    for _ in range(MOST_LINKS):
        if DESCRIPTOR.fullmatch(path):
            return True
        if not os.path.islink(path):
            return False
        path = os.path.join(os.path.dirname(path), os.readlink(path))
    return False


def read_stream(path: str, max_bytes: int) -> bytes:
    """Read a stream to its end.

    A named pipe that nobody writes to is waited for, as ``cat`` does.
    Raises InputError when it cannot be read, or gives more than max_bytes.
    """
    try:
        data = read_at_most(path, max_bytes + 1)
    except OSError as e:
        raise unreadable(display_name(path), e) from None
    if len(data) > max_bytes:
        message = f"gives more than {max_bytes:,} bytes; --max-bytes allows more"
        raise input_error(display_name(path), message)
    return data


def read_at_most(path: str, count: int) -> bytes:
    """Read the first bytes of a file or a stream; raises OSError, or InputError when stdin is closed."""
    if path != "-":
        with open(path, "rb") as file:
            return _read(file, count)
    if sys.stdin is None:
        raise input_error(display_name(path), "is closed; name a file")
    return _read(sys.stdin.buffer, count)


def _read(file: IO[bytes], count: int) -> bytes:
    """Read at most so many bytes, in blocks: a single call would reserve memory for all of them first."""
    data = io.BytesIO()
    while block := file.read(min(BLOCK, count - data.tell())):
        data.write(block)
    return data.getvalue()


def display_name(path: str) -> str:
    """Return what messages call a file or a stream."""
    return "<stdin>" if path == "-" else path


def refuse_repeated_streams(paths: Iterable[str]) -> None:
    """Raise UsageError when two paths name one stream, whose second reading would find nothing."""
    first_names: dict[tuple[int, int], str] = {}
    for path in filter(is_stream, paths):
        identity = _identity(path)
        if identity is None:
            continue
        if identity in first_names:
            first = first_names[identity]
            found = f"{quote(first)} and {quote(path)} name one stream, which"
            if first == path:
                found = f"{quote(path)} is named twice, but"
            raise UsageError(f"{found} can be read only once; save it to a file first")
        first_names[identity] = path


def _identity(path: str) -> tuple[int, int] | None:
    """Return what two names of one stream have in common; None when there is no such stream."""
    try:
        status = os.fstat(0) if path == "-" else os.stat(path)
    except OSError:
        return None
    if stat.S_ISCHR(status.st_mode) and path != "-" and not _is_descriptor(path):
        return None  # a device, such as /dev/zero, that every reader reads from its start
    return status.st_dev, status.st_ino


def unreadable(name: str, error: OSError) -> InputError:
    """Return the error for an input that the system cannot read."""
    if isinstance(error, FileNotFoundError):
        return input_error(name, "no such file")
    return input_error(name, f"cannot be read: {error.strerror or error}")
