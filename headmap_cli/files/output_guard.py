"""Refuse outputs that would replace an input, a style, a manifest or another output of the same command.

Two paths are one file if they have the same name after links are followed, if they are hard links of one
file, or if their names differ only in case and their folder ignores case. Devices and pipes, such as
/dev/null and /dev/stdout, may be written several times.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ..core.errors import OutputError, UsageError
from ..core.strings import quote
from .folders import explain_os_error

Key: TypeAlias = tuple[str, str] | tuple[int, int]
"""What paths of one file share: ``("name", path)``, ``("lower case", path)``, or its device and inode."""

STANDARD_OUTPUT: Key = ("standard output", "")


class _File(NamedTuple):
    """A file of a command.

    Attributes:
        path: The path as the user gave it.
        role: The name of its role in messages, such as ``an input`` or ``-o``.
    """

    path: str
    role: str


class OutputGuard:
    """The files that a command reads and writes; refuses an output that is already one of them."""

    def __init__(self) -> None:
        self._files: dict[Key, _File] = {}
        # Looking up whether a folder ignores case lists it, which is slow for a batch that writes many files.
        self._case_ignored_in: dict[Path, bool] = {}

    def reads(self, path: str, role: str) -> None:
        """Add a file that the command reads.

        A path that the system cannot look up is not added: whoever opens the file reports it.

        Args:
            path: The file; ``-`` is standard input.
            role: The name of its role in messages, such as ``an input``.
        """
        with suppress(OSError):
            for key in _keys(path):
                self._files.setdefault(key, _File(path, role))

    def writes(self, path: str, role: str, hint: str = "choose another name") -> None:
        """Add a file that the command writes.

        Args:
            path: The output; ``-`` is standard output.
            role: The name of its role in messages, such as ``-o``.
            hint: What the user can do if the file is already one of the command.

        Raises:
            UsageError: The file is read, or is another output, or is a link to a file of another format.
            OutputError: The system cannot look up the path.
        """
        try:
            self._add_output(_File(path, role), hint)
        except OSError as e:
            raise OutputError(f"{path}: cannot be written: {explain_os_error(e)}") from e

    def _add_output(self, output: _File, hint: str) -> None:
        """Add an output, or raise UsageError if it is already one of the files."""
        keys = [STANDARD_OUTPUT] if output.path == "-" else _keys(output.path)
        for key in keys:
            existing = self._files.get(key)
            if existing is None:
                continue
            if key[0] == "lower case" and not self._is_same_file(output.path, existing.path):
                continue
            raise UsageError(f"{_conflict(output, existing)}; {hint}")
        _refuse_link_to_other_format(output)
        for key in keys:
            self._files.setdefault(key, output)

    def _is_same_file(self, path: str, other_path: str) -> bool:
        """Return whether two paths that differ only in case are one file."""
        exists = Path(path).exists()
        other_exists = Path(other_path).exists()
        if exists and other_exists:
            return Path(path).samefile(other_path)
        # In a folder that ignores case, either both exist or neither does.
        if exists or other_exists:
            return False
        folder = Path(os.path.realpath(path)).parent
        if folder not in self._case_ignored_in:
            self._case_ignored_in[folder] = ignores_case(folder)
        return self._case_ignored_in[folder]


def ignores_case(folder: Path) -> bool:
    """Return whether a folder ignores the case of file names; for a missing folder, whether its parent does.

    File systems differ in this, and even folders of one file system. So the name of an existing file is
    looked up with its case swapped; without a file, the system's default is returned.
    """
    while not folder.is_dir() and folder.parent != folder:
        folder = folder.parent
    names: set[str] = set()
    with suppress(OSError):
        names.update(path.name for path in folder.iterdir())
    for name in names:
        swapped = name.swapcase()
        # Where both spellings exist, finding the second one shows nothing; and not every letter swaps back.
        if name.isascii() and swapped not in names:
            return (folder / swapped).exists()
    return sys.platform in ("darwin", "win32")


def _keys(path: str) -> list[Key]:
    """Return what identifies a file; nothing for devices, pipes and folders, which may be named twice."""
    status = None
    with suppress(OSError, ValueError):  # there is no such file, or there cannot be one of this name
        status = os.fstat(0) if path == "-" else Path(path).stat()
    if status is not None and not stat.S_ISREG(status.st_mode):
        return []
    keys: list[Key] = []
    # Some network file systems have no inodes and report 0 for every file.
    if status is not None and status.st_ino:
        keys.append((status.st_dev, status.st_ino))
    if path != "-" and "\0" not in path:
        name = os.path.normcase(os.path.realpath(path))
        keys.append(("name", name))
        # macOS stores é as e and an accent, so both spellings are brought into one form before the case.
        keys.append(("lower case", unicodedata.normalize("NFC", name).casefold()))
    return keys


def _conflict(output: _File, existing: _File) -> str:
    """Say which two files are one."""
    if output.path == "-":
        return f"{existing.role} and {output.role} would both be standard output"
    if output.path != existing.path:
        return (
            f"{quote(output.path)} ({output.role}) and {quote(existing.path)} ({existing.role}) are one file"
        )
    if output.role == existing.role:
        return f"{output.role} names {quote(output.path)} twice"
    return f"{quote(output.path)} would be both {output.role} and {existing.role}"


def _refuse_link_to_other_format(output: _File) -> None:
    """Refuse a link such as ``b.svg`` to ``a.png``, whose target would then hold another format."""
    link = Path(output.path)
    if not link.is_symlink():
        return
    # Path.resolve would raise RuntimeError for a loop of links; realpath returns a path that is still a link.
    target = Path(os.path.realpath(link))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not link.suffix or not target.suffix:
        return
    if link.suffix.lower() != target.suffix.lower():
        raise UsageError(
            f"{quote(output.path)} ({output.role}) is a link to {quote(target.name)}, which ends in "
            f"{target.suffix}; remove the link or choose another name"
        )
