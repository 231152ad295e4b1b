"""Create and remove temporary files next to their targets, locked while a process is working on them.

A file without a lock was left by a killed process and may be removed; one with a lock is being written:

    create, lock, write, sync, rename    a process that writes a file
    try to lock, remove                  a sweep by another process, which cannot lock that file
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

try:
    import fcntl
except ImportError:  # Windows, which does not remove a file that is open
    fcntl = None  # type: ignore[assignment]

TEMPORARY = re.compile(r"\..+\.[0-9]+-[0-9a-f]{8}\.headmap-tmp")
"""The pattern of the names of temporary files."""

MAX_STEM_BYTES = 100
"""How many bytes of the target's name are part of the temporary name; most file systems allow 255 in all."""


class Temporary(Struct, frozen=True):
    """A temporary file, open and locked as long as this process is working on it.

    Attributes:
        path: The path of the file.
        descriptor: The descriptor of the open file; -1 if it is closed.
    """

    path: Path
    descriptor: int


def sweep(folders: Iterable[str | Path]) -> None:
    """Remove the temporary files that killed processes left in folders; those of running ones are locked."""
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    _remove_unless_locked(Path(entry.path))


def _remove_unless_locked(path: Path) -> None:
    """Remove a file, unless a process has locked it or the system refuses."""
    with suppress(OSError):
        if not fcntl:
            path.unlink()
            return
        access = os.O_RDONLY
        # Network file systems grant an exclusive lock only on a file that is open for writing.
        if os.access(path, os.W_OK):
            access = os.O_RDWR
        descriptor = os.open(path, access | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(descriptor)


def write_temporary(target: Path, data: bytes) -> Temporary:
    """Write data to a new temporary file in the target's folder, and sync it.

    Returns:
        The file, open and locked; on Windows closed, because an open file cannot be renamed there.

    Raises:
        OSError: The system refuses to create or to write the file, which is then removed.
    """
    temporary = _create_locked(target)
    try:
        remaining = memoryview(data)
        while remaining:
            written = os.write(temporary.descriptor, remaining)
            remaining = remaining[written:]
        os.fsync(temporary.descriptor)
    except BaseException:
        with suppress(OSError):  # the first failure is the one to report
            drop(temporary)
        raise
    if fcntl:
        return temporary
    os.close(temporary.descriptor)
    return Temporary(temporary.path, -1)


def _create_locked(target: Path) -> Temporary:
    """Create a temporary file and lock it; create another if a sweep removed it before it was locked.

    The file gets the permissions of the target while it is still empty, so that nobody who may not read the
    target can read the temporary file.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    target_mode = None
    creation_mode = 0o666
    if target.exists():
        target_mode = stat.S_IMODE(target.stat().st_mode)
        creation_mode = target_mode & 0o600
    while True:
        path = target.with_name(temporary_name(target))
        temporary = Temporary(path, os.open(path, flags, creation_mode))
        try:
            if target_mode is not None:
                _set_mode(temporary, target_mode)
            if fcntl:
                with suppress(OSError):  # on a file system without locks, a sweep fails to lock it too
                    fcntl.flock(temporary.descriptor, fcntl.LOCK_EX)
            if path.exists():
                return temporary
        except BaseException:
            with suppress(OSError):  # the first failure is the one to report
                drop(temporary)
            raise
        os.close(temporary.descriptor)


def _set_mode(temporary: Temporary, mode: int) -> None:
    """Set the permissions of a temporary file, by its descriptor if the system can."""
    if hasattr(os, "fchmod"):
        os.fchmod(temporary.descriptor, mode)
    else:
        temporary.path.chmod(mode)


def temporary_name(target: Path) -> str:
    """Return the path's new temporary name, for a file next to it, which sweep recognises."""
    return f".{_shorten(target.name)}.{os.getpid()}-{os.urandom(4).hex()}.headmap-tmp"


def close(temporary: Temporary) -> None:
    """Close a temporary file, which also releases its lock."""
    if temporary.descriptor >= 0:
        os.close(temporary.descriptor)


def drop(temporary: Temporary) -> None:
    """Close a temporary file, and remove it unless it has been renamed to its target."""
    try:
        close(temporary)
    finally:
        temporary.path.unlink(missing_ok=True)


def _shorten(name: str) -> str:
    """Return the first bytes of a file name, without a character that is cut in half."""
    start = os.fsencode(name)[:MAX_STEM_BYTES]
    # "ignore", since the cut may be inside a character, and the encoding may be ASCII (LC_ALL=C).
    shortened = start.decode(sys.getfilesystemencoding(), "ignore")
    return shortened or "output"
