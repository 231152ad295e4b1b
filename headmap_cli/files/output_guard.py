"""Refuse outputs that would replace an input, a style, a manifest or another output of the same command.

Two paths are the same file if they are equal after links are followed, if they are hard links of one file, or
if their names differ only in case and their folder ignores case. Devices and pipes, such as /dev/null and
/dev/stdout, may be named several times.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from ..core.errors import OutputError, UsageError
from ..core.strings import quote
from .folders import explain_os_error

Key: TypeAlias = tuple[str, str] | tuple[int, int]
"""What all paths of a file share: ``("name", path)``, ``("lower case", path)``, or (device, inode)."""

STANDARD_OUTPUT: Key = ("standard output", "")


class _File(Struct, frozen=True):
    """A file of a command.

    Attributes:
        path: The path as the user gave it.
        role: The name of its role in messages, such as ``an input`` or ``-o``.
    """

    path: str
    role: str


class OutputGuard:
    """Record the files that a command reads and writes, and refuse an output that is already one of them."""

    def __init__(self) -> None:
        self._files: dict[Key, _File] = {}
        # The answers of ignores_case, which lists a folder: too slow to repeat for each file of a batch.
        self._case_ignored_in: dict[Path, bool] = {}

    def reads(self, path: str, role: str) -> None:
        """Add a file that the command reads.

        A path that the system cannot look up is not added; opening the file will fail and report it.

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
            hint: What the user can do if the command reads or writes the file already.

        Raises:
            UsageError: The file is an input or another output, or a link to a file of another format.
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
        """Return whether two paths that differ only in case are the same file."""
        exists = os.path.exists(path)
        other_exists = os.path.exists(other_path)
        if exists and other_exists:
            return Path(path).samefile(other_path)
        # In a folder that ignores case, both exist or neither does.
        if exists or other_exists:
            return False
        folder = Path(os.path.realpath(path)).parent
        if folder not in self._case_ignored_in:
            self._case_ignored_in[folder] = ignores_case(folder)
        return self._case_ignored_in[folder]


def ignores_case(folder: Path) -> bool:
    """Return whether a folder ignores the case of file names; for a missing folder, whether its parent does.

    File systems differ in this, and so do folders of one file system. So the name of an existing file is
    looked up with its case swapped. If there is no file, the default of the operating system is returned.
    """
    while not folder.is_dir() and folder.parent != folder:
        folder = folder.parent
    names: set[str] = set()
    with suppress(OSError):
        names.update(path.name for path in folder.iterdir())
    for name in names:
        swapped = name.swapcase()
        # If both spellings are listed, finding the second one shows nothing. Beyond ASCII, swapping the case
        # may give other letters than those that the file system takes as equal.
        if name.isascii() and swapped not in names:
            return (folder / swapped).exists()
    return sys.platform in ("darwin", "win32")


def _keys(path: str) -> list[Key]:
    """Return the keys of a file; none for devices, pipes and folders, which may be named twice."""
    status = None
    with suppress(OSError, ValueError):  # the file does not exist, or its name is invalid
        status = os.fstat(0) if path == "-" else Path(path).stat()
    if status is not None and not stat.S_ISREG(status.st_mode):
        return []
    keys: list[Key] = []
    # Some network file systems do not have inodes and report 0 for every file.
    if status is not None and status.st_ino:
        keys.append((status.st_dev, status.st_ino))
    if path != "-" and "\0" not in path:
        name = os.path.normcase(os.path.realpath(path))
        keys.append(("name", name))
        # macOS treats é, and e with a combining accent, as the same name, so names are normalized too.
        keys.append(("lower case", unicodedata.normalize("NFC", name).casefold()))
    return keys


def _conflict(output: _File, existing: _File) -> str:
    """Return the message for an output that is already a file of the command."""
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
    # For a loop of links, realpath returns a path that is still a link; Path.resolve raises RuntimeError.
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
