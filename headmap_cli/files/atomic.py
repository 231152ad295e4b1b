"""Bytes -> files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ..core.errors import OutputError
from ..core.signals import signals_held
from .folders import current_folder_is_gone, reason
from .temporary import Temporary, beside, close, drop, sweep, temporary_name

FULL = {errno.ENOSPC, errno.EDQUOT}


class _Replacement(NamedTuple):
    """A whole temporary file, the file that it becomes, and that file's name as the user gave it."""

    temporary: Temporary
    target: Path
    name: str


def write_files(contents: Mapping[str, bytes], alone: bool = True) -> None:
    """Write all files, or, when one of them cannot be written, none.

    Each is written beside its target under a temporary name, synced, and renamed once all are there.
    A symlink's target is replaced, not the link; a replaced file's permissions are kept, a new one's follow
    the umask. A device, such as /dev/null, is written to directly; a pipe is refused.
    alone: temporary files in the same folders that a killed process left are removed, and renames made to
    last; False where the caller does so for many files at once, see sweep and sync.
    Raises OutputError with the file's name and the system's reason.
    """
    made: list[_Replacement] = []
    try:
        for name, data in contents.items():
            refuse_pipe(name)
            with _blamed_on(name):
                target = Path(os.path.realpath(name))
                if target.is_symlink():  # after all links are followed, only a loop of links still is one
                    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
                if target.is_dir():
                    raise OutputError(f"{name}: is a folder; expected a file name")
                if target.exists() and not target.is_file():
                    target.write_bytes(data)
                else:
                    made.append(_Replacement(beside(target, data), target, name))
        with signals_held():
            _rename_all(made)
    except BaseException:
        for replacement in made:
            with suppress(OSError):  # the first failure is the one to report
                drop(replacement.temporary)
        raise
    for replacement in made:
        with _blamed_on(replacement.name):
            close(replacement.temporary)
    if alone:
        folders = {replacement.target.parent for replacement in made}
        sync(folders)
        sweep(folders)


def refuse_pipe(path: str) -> None:
    """Raise OutputError for a pipe, which no file can replace, and which may have no reader."""
    with suppress(OSError):
        if stat.S_ISFIFO(Path(path).stat().st_mode):
            raise OutputError(f"{path}: is a pipe; give a file's name, or write to standard output with '-'")


@contextmanager
def _blamed_on(name: str) -> Iterator[None]:
    """Turn a failure of the system inside the with block into an OutputError of one file."""
    try:
        yield
    except OSError as e:
        if isinstance(e, FileNotFoundError) and not current_folder_is_gone():
            folder = Path(os.path.realpath(name)).parent
            if not folder.exists():
                shown = str(Path(name).parent) if not Path(name).parent.exists() else str(folder)
                raise OutputError(f"{name}: the folder {shown!r} does not exist; create it first") from None
        raise OutputError(f"{name}: cannot be written: {reason(e)}", e.errno in FULL) from e


def _rename_all(made: Sequence[_Replacement]) -> None:
    """Rename all temporary files to their targets; when one cannot be renamed, bring back the old files."""
    renamed: list[tuple[Path, Path | None]] = []
    try:
        for position, replacement in enumerate(made, 1):
            with _blamed_on(replacement.name):
                # After the last rename nothing can fail any more, so it needs no backup.
                backup = _backup(replacement.target) if position < len(made) else None
                _rename(replacement, backup)
            renamed.append((replacement.target, backup))
    except OutputError:
        for target, backup in reversed(renamed):
            with suppress(OSError):
                _restore(target, backup)
        raise
    for _, backup in renamed:
        with suppress(OSError):  # the sweep of the next run removes it
            _remove(backup)


def _backup(target: Path) -> Path | None:
    """Return a second name of the file that a target is now; None if there is no such file yet."""
    if not target.exists():
        return None
    backup = target.with_name(temporary_name(target))
    try:
        backup.hardlink_to(target)
    except OSError:  # a file system without links; a copy does as well
        from shutil import copy2

        copy2(target, backup)
    return backup


def _rename(replacement: _Replacement, backup: Path | None) -> None:
    try:
        replacement.temporary.path.replace(replacement.target)
    except OSError:
        with suppress(OSError):  # the failed rename is the one to report
            _remove(backup)
        raise


def _restore(target: Path, backup: Path | None) -> None:
    """Make a target again what it was: the file that has the backup's name, or nothing."""
    if backup is None:
        target.unlink()
    else:
        backup.replace(target)


def _remove(backup: Path | None) -> None:
    if backup is not None:
        backup.unlink()


def sync(folders: Iterable[str | Path]) -> None:
    """Make renames in folders last, where the system can sync folders."""
    for folder in folders:
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
