"""Bytes -> files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..errors import OutputError

try:
    import fcntl
except ImportError:  # Windows, which lets nobody remove a file that is open
    fcntl = None  # type: ignore[assignment]

TEMPORARY = re.compile(r"\..+\.[0-9]+-[0-9a-f]{8}\.headmap-tmp")
"""The names that files have until they are whole."""
FULL = {errno.ENOSPC, errno.EDQUOT}


class _Temporary(NamedTuple):
    """A file on its way; it is open, and locked, as long as this process is at work on it.

    descriptor: -1 where it is closed.
    """

    path: Path
    descriptor: int


def write_files(contents: Mapping[str, bytes], alone: bool = True) -> None:
    """Write all files, or, when one of them cannot be written, none.

    Each is written beside its target under a temporary name, synced, and renamed once all are there.
    A symlink's target is replaced, not the link; a replaced file's permissions are kept, a new one's follow
    the umask. A device, such as /dev/null, is written to directly; a pipe is refused.
    alone: temporary files in the same folders that a killed process left are removed, and renames made to
    last; False where the caller does so for many files at once, see sweep and sync.
    Raises OutputError with the file's name and the system's reason.
    """
    made: list[tuple[_Temporary, Path]] = []
    path = ""
    try:
        for path, data in contents.items():
            refuse_pipe(path)
            target = Path(os.path.realpath(path))
            if target.is_dir():
                raise OutputError(f"{path}: is a folder; expected a file name")
            if target.exists() and not target.is_file():
                target.write_bytes(data)
            else:
                made.append((_beside(target, data), target))
        for temporary, target in made:
            path = str(target)
            temporary.path.replace(target)
    except OSError as e:
        folder = Path(os.path.realpath(path)).parent
        if not folder.exists():
            shown = str(Path(path).parent) if not Path(path).parent.exists() else str(folder)
            raise OutputError(f"{path}: the folder {shown!r} does not exist; create it first") from None
        raise OutputError(f"{path}: cannot be written: {e.strerror or e}", e.errno in FULL) from None
    finally:
        for temporary, _ in made:
            _drop(temporary)
    if alone:
        folders = {target.parent for _, target in made}
        sync(folders)
        sweep(folders)


def refuse_pipe(path: str) -> None:
    """Raise OutputError for a pipe, which no file can replace, and which may have no reader."""
    with suppress(OSError):
        if stat.S_ISFIFO(Path(path).stat().st_mode):
            raise OutputError(f"{path}: is a pipe; give a file's name, or write to standard output with '-'")


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


def _beside(target: Path, data: bytes) -> _Temporary:
    """A synced temporary file in the target's folder that holds the data."""
    temporary = _locked(target)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(temporary.descriptor, view) :]
        os.fsync(temporary.descriptor)
        if target.exists():
            temporary.path.chmod(stat.S_IMODE(target.stat().st_mode))
    except BaseException:
        _drop(temporary)
        raise
    if fcntl:
        return temporary
    os.close(temporary.descriptor)
    return _Temporary(temporary.path, -1)


def _locked(target: Path) -> _Temporary:
    """A new temporary file that is locked; another, where a sweep came between its making and its lock."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    while True:
        name = f".{_short(target.name)}.{os.getpid()}-{os.urandom(4).hex()}.headmap-tmp"
        path = target.with_name(name)
        made = _Temporary(path, os.open(path, flags, 0o666))
        if fcntl:
            with suppress(OSError):  # a file system without locks, where nothing can be swept either
                fcntl.flock(made.descriptor, fcntl.LOCK_EX)
        if path.exists():
            return made
        os.close(made.descriptor)


def _drop(temporary: _Temporary) -> None:
    """Close a temporary file, and remove it where it has not become its target."""
    if temporary.descriptor >= 0:
        os.close(temporary.descriptor)
    temporary.path.unlink(missing_ok=True)


def _short(name: str) -> str:
    """The start of a file name, with room for more in the bytes that a name may have."""
    return os.fsencode(name)[:100].decode("utf-8", "ignore")


def sync(folders: Iterable[str | Path]) -> None:
    """Make renames in folders last, where the system can sync folders."""
    for folder in folders:
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
