"""Write output files atomically: each is either complete or not there, and so are several together."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from ..core.errors import OutputError
from ..core.signals import signals_held
from ..core.strings import truncated_list
from .folders import current_folder_is_gone, explain_os_error
from .temporary import Temporary, close, drop, sweep, temporary_name, write_temporary

DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
"""Errors after which no other file can be written either."""


class _Replacement(Struct, frozen=True):
    """A complete temporary file that is going to replace its target.

    Attributes:
        temporary: The file with the new content.
        target: The path that it is renamed to, with all links followed.
        name: The path as the user gave it, for messages.
    """

    temporary: Temporary
    target: Path
    name: str


def write_files(contents: Mapping[str, bytes], clean_up: bool = True) -> None:
    """Write all files, or none of them if one cannot be written.

    Each file is written next to its target under a temporary name and synced. Once all are complete, they are
    renamed. If the path is a symbolic link, its target is replaced, not the link. A replaced file keeps its
    permissions; those of a new file follow the umask. A device, such as /dev/null, is written to directly.

    Args:
        contents: The bytes of each file by its path.
        clean_up: Whether to sync the folders afterwards, and to remove the temporary files that killed
            processes left in them. A caller with many calls does this itself, once at the end.

    Raises:
        OutputError: A file cannot be written, or is a pipe or a folder.
    """
    replacements: list[_Replacement] = []
    try:
        for name, data in contents.items():
            _prepare(name, data, replacements)
        # An interrupt between two renames would leave some files new and others old, so signals wait.
        with signals_held():
            _rename_all(replacements)
    except BaseException:
        for replacement in replacements:
            with suppress(OSError):  # the first failure is the one to report
                drop(replacement.temporary)
        raise
    for replacement in replacements:
        # Network file systems may report a failed write only when the file is closed.
        with _output_errors_of(replacement.name):
            close(replacement.temporary)
    if clean_up:
        folders = {replacement.target.parent for replacement in replacements}
        sync_folders(folders)
        sweep(folders)


def refuse_pipe(path: str) -> None:
    """Raise OutputError for a pipe: a file would replace it, and writing to it would wait for a reader."""
    with suppress(OSError):
        if stat.S_ISFIFO(Path(path).stat().st_mode):
            raise OutputError(f"{path}: is a pipe; give a file's name, or write to standard output with '-'")


def _prepare(name: str, data: bytes, replacements: list[_Replacement]) -> None:
    """Write the data to a temporary file and append it to the replacements, or write it to a device."""
    refuse_pipe(name)
    with _output_errors_of(name):
        target = Path(os.path.realpath(name))
        # realpath follows all links, so the path is still a link only if it is part of a loop.
        if target.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if target.is_dir():
            raise OutputError(f"{name}: is a folder; expected a file name")
        if target.exists() and not target.is_file():
            # Renaming a file to the path of a device would replace the device.
            target.write_bytes(data)
        else:
            replacements.append(_Replacement(write_temporary(target, data), target, name))


@contextmanager
def _output_errors_of(name: str) -> Iterator[None]:
    """Turn an OSError inside the with block into an OutputError that names the file."""
    try:
        yield
    except OSError as e:
        if isinstance(e, FileNotFoundError) and not current_folder_is_gone():
            folder = _missing_folder(name)
            if folder is not None:
                message = f"{name}: the folder {folder!r} does not exist; create it first"
                raise OutputError(message) from None
        raise OutputError(f"{name}: cannot be written: {explain_os_error(e)}", e.errno in DISK_FULL) from e


def _missing_folder(name: str) -> str | None:
    """Return the folder that is missing for a file to be written; None if it exists.

    It is returned as the user wrote it. Only if the path is a link to a file in a missing folder, that folder
    is returned instead.
    """
    real_folder = Path(os.path.realpath(name)).parent
    if real_folder.exists():
        return None
    folder = Path(name).parent
    if folder.exists():
        return str(real_folder)
    return str(folder)


def _rename_all(replacements: Sequence[_Replacement]) -> None:
    """Rename all temporary files to their targets; if one cannot be renamed, restore the old files."""
    renamed: list[tuple[_Replacement, Path | None]] = []
    try:
        for position, replacement in enumerate(replacements, 1):
            backup = None
            with _output_errors_of(replacement.name):
                # The last file needs no backup, since nothing can fail after its rename.
                if position < len(replacements):
                    backup = _backup(replacement.target)
                _rename(replacement, backup)
            renamed.append((replacement, backup))
    except OutputError as error:
        not_restored = []
        for replacement, backup in reversed(renamed):
            if not _restore(replacement.target, backup):
                not_restored.append(replacement.name)
        if not_restored:
            message = f"{error}; already written, and not put back: {truncated_list(not_restored)}"
            raise OutputError(message, error.disk_full) from error
        raise
    for _, backup in renamed:
        with suppress(OSError):  # the sweep of the next run removes it
            _remove(backup)


def _backup(target: Path) -> Path | None:
    """Keep the file at a target under a second name, and return that; None if there is no file yet."""
    if not target.exists():
        return None
    backup = target.with_name(temporary_name(target))
    try:
        backup.hardlink_to(target)
    except OSError:
        # Some file systems, such as FAT, have no hard links.
        from shutil import copy2

        copy2(target, backup)
    return backup


def _rename(replacement: _Replacement, backup: Path | None) -> None:
    """Rename a temporary file to its target; remove the backup if that fails."""
    try:
        replacement.temporary.path.replace(replacement.target)
    except OSError:
        with suppress(OSError):  # the rename that failed is the one to report
            _remove(backup)
        raise


def _restore(target: Path, backup: Path | None) -> bool:
    """Rename a backup to its target, or remove the target if there was no file before.

    Returns:
        Whether the system did that.
    """
    try:
        if backup is None:
            target.unlink()
        else:
            backup.replace(target)
    except OSError:
        return False
    return True


def _remove(backup: Path | None) -> None:
    """Remove a backup, if there is one."""
    if backup is not None:
        backup.unlink()


def sync_folders(folders: Iterable[str | Path]) -> None:
    """Make the renames in folders survive a power failure, if the system can sync folders."""
    for folder in folders:
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
