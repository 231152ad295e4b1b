"""Temporary files beside their targets: made, locked while a process is at work on them, and removed."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

try:
    import fcntl
except ImportError:  # Windows, which lets nobody remove a file that is open
    fcntl = None  # type: ignore[assignment]

TEMPORARY = re.compile(r"\..+\.[0-9]+-[0-9a-f]{8}\.headmap-tmp")
"""The names that files have until they are whole."""


class Temporary(NamedTuple):
    """A file on its way; it is open, and locked, as long as this process is at work on it.

    descriptor: -1 where it is closed.
    """

    path: Path
    descriptor: int


def sweep(folders: Iterable[str | Path]) -> None:
    """Remove the temporary files of killed processes from folders; those of others are locked, and stay."""
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    _sweep(Path(entry.path))


def _sweep(path: Path) -> None:
    with suppress(OSError):
        if not fcntl:
            path.unlink()
            return
        way = (
            os.O_RDWR if os.access(path, os.W_OK) else os.O_RDONLY
        )  # network file systems lock what they write
        descriptor = os.open(path, way | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(descriptor)


def beside(target: Path, data: bytes) -> Temporary:
    """A synced temporary file in the target's folder that holds the data."""
    temporary = _locked(target)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(temporary.descriptor, view) :]
        os.fsync(temporary.descriptor)
    except BaseException:
        with suppress(OSError):  # the first failure is the one to report
            drop(temporary)
        raise
    if fcntl:
        return temporary
    os.close(temporary.descriptor)
    return Temporary(temporary.path, -1)


def _locked(target: Path) -> Temporary:
    """A new temporary file that is locked; another, where a sweep came between its making and its lock.

    It has the permissions of the file that it replaces before anything is in it, so that nobody who may not
    read that file can read this one.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    while True:
        path = target.with_name(temporary_name(target))
        made = Temporary(path, os.open(path, flags, 0o666 if mode is None else mode & 0o600))
        try:
            if mode is not None:
                _set_mode(made, mode)
            if fcntl:
                with suppress(OSError):  # a file system without locks, where nothing can be swept either
                    fcntl.flock(made.descriptor, fcntl.LOCK_EX)
            if path.exists():
                return made
        except BaseException:
            with suppress(OSError):
                drop(made)
            raise
        os.close(made.descriptor)


def _set_mode(temporary: Temporary, mode: int) -> None:
    if hasattr(os, "fchmod"):
        os.fchmod(temporary.descriptor, mode)
    else:
        temporary.path.chmod(mode)


def temporary_name(target: Path) -> str:
    """Return a new name that sweep recognises, for a file beside a target."""
    return f".{_short(target.name)}.{os.getpid()}-{os.urandom(4).hex()}.headmap-tmp"


def close(temporary: Temporary) -> None:
    """Close a temporary file, and so let go of its lock."""
    if temporary.descriptor >= 0:
        os.close(temporary.descriptor)


def drop(temporary: Temporary) -> None:
    """Close a temporary file, and remove it where it has not become its target."""
    try:
        close(temporary)
    finally:
        temporary.path.unlink(missing_ok=True)


def _short(name: str) -> str:
    """The start of a file name, with room for more in the bytes that a name may have.

    The system's encoding may be ASCII (``LC_ALL=C``), which has no other letters.
    """
    return os.fsencode(name)[:100].decode(sys.getfilesystemencoding(), "ignore") or "output"
