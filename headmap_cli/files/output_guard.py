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
from .folders import reason

Key: TypeAlias = tuple[str, str] | tuple[int, int]
"""What paths of one file have in common: its name, its name in lower case, or its device and inode."""


class _File(NamedTuple):
    """A file of a command; role: how messages call it, such as ``an input`` or ``-o``."""

    path: str
    role: str


class OutputGuard:
    """Remembers the files that a command reads and writes, and refuses an output that is already known."""

    def __init__(self) -> None:
        self._files: dict[Key, _File] = {}
        self._case_ignored_in: dict[Path, bool] = {}

    def reads(self, path: str, role: str) -> None:
        """Remember a file that is read; ``-`` is standard input.

        A name that the system cannot look up is passed over: whoever opens the file reports it.
        """
        with suppress(OSError):
            for key in _keys(path):
                self._files.setdefault(key, _File(path, role))

    def writes(self, path: str, role: str, hint: str = "choose another name") -> None:
        """Remember a file that is written; ``-`` is standard output.

        Args:
            path: The output.
            role: How messages call it.
            hint: What to do if it is already known.

        Raises:
            UsageError: The file is read, or is another output, or is a link to a file of another format.
            OutputError: The system cannot look up the name.
        """
        try:
            self._add_output(path, role, hint)
        except OSError as e:
            raise OutputError(f"{path}: cannot be written: {reason(e)}") from e

    def _add_output(self, path: str, role: str, hint: str) -> None:
        keys: list[Key] = [("standard output", "")] if path == "-" else _keys(path)
        output = _File(path, role)
        for key in keys:
            other = self._files.get(key)
            if other and (key[0] != "lower case" or self._are_one(path, other.path)):
                raise UsageError(f"{_conflict(output, other)}; {hint}")
        _refuse_link_to_other_format(output)
        for key in keys:
            self._files.setdefault(key, output)

    def _are_one(self, path: str, other: str) -> bool:
        """Return whether two names that differ at most in case are one file."""
        if Path(path).exists() or Path(other).exists():
            return Path(path).exists() and Path(other).exists() and Path(path).samefile(other)
        folder = Path(os.path.realpath(path)).parent
        if folder not in self._case_ignored_in:
            self._case_ignored_in[folder] = ignores_case(folder)
        return self._case_ignored_in[folder]


def ignores_case(folder: Path) -> bool:
    """Return whether a folder ignores the case of names; for one that does not exist yet, its parent.

    File systems differ, and even folders of one file system, so an existing file is looked up by its name in
    the other case.
    """
    while not folder.is_dir() and folder.parent != folder:
        folder = folder.parent
    names: set[str] = set()
    with suppress(OSError):
        names.update(path.name for path in folder.iterdir())
    for name in names:
        other = name.swapcase()
        if name.isascii() and other not in names:
            return (folder / other).exists()
    return sys.platform in ("darwin", "win32")


def _keys(path: str) -> list[Key]:
    """Return what identifies a file that is read or written; nothing for devices, pipes and folders."""
    status = None
    with suppress(OSError, ValueError):  # there is no such file, or there cannot be one of this name
        status = os.fstat(0) if path == "-" else Path(path).stat()
    if status is not None and not stat.S_ISREG(status.st_mode):
        return []
    keys: list[Key] = []
    if status is not None and status.st_ino:
        keys.append((status.st_dev, status.st_ino))
    if path != "-" and "\0" not in path:
        name = os.path.normcase(os.path.realpath(path))
        keys.append(("name", name))
        keys.append(("lower case", unicodedata.normalize("NFC", name).casefold()))
    return keys


def _conflict(output: _File, other: _File) -> str:
    """Say which two files are one."""
    if output.path == "-":
        return f"{other.role} and {output.role} would both be standard output"
    if output.path != other.path:
        return f"{quote(output.path)} ({output.role}) and {quote(other.path)} ({other.role}) are one file"
    if output.role == other.role:
        return f"{output.role} names {quote(output.path)} twice"
    return f"{quote(output.path)} would be both {output.role} and {other.role}"


def _refuse_link_to_other_format(output: _File) -> None:
    """Refuse a link such as ``b.svg`` to ``a.png``, whose target would then hold another format."""
    link = Path(output.path)
    if not link.is_symlink():
        return
    target = Path(os.path.realpath(link))  # Path.resolve raises RuntimeError for a loop, and this does not
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    extensions = link.suffix.lower(), target.suffix.lower()
    if all(extensions) and extensions[0] != extensions[1]:
        raise UsageError(
            f"{quote(output.path)} ({output.role}) is a link to {quote(target.name)}, which ends in "
            f"{target.suffix}; remove the link or choose another name"
        )
