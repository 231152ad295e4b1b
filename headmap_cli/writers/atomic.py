"""Bytes -> files that appear whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ..errors import OutputError


def write_files(contents: Mapping[str, bytes]) -> None:
    """Write all files, or, when one of them cannot be written, none.

    Each is written beside its target under a temporary name, synced, and renamed once all are there.
    A symlink's target is replaced, not the link; a replaced file's permissions are kept, a new one's follow
    the umask. What is not a plain file, such as a pipe or /dev/null, is written to directly.
    Raises OutputError with the file's name and the system's reason.
    """
    made: list[tuple[Path, Path]] = []
    path = ""
    try:
        for path, data in contents.items():
            target = Path(os.path.realpath(path))
            if target.is_dir():
                raise OutputError(f"{path}: is a folder; expected a file name")
            if target.exists() and not target.is_file():
                target.write_bytes(data)
            else:
                made.append((_beside(target, data), target))
        for temporary, target in made:
            path = str(target)
            temporary.replace(target)
            _sync_folder(target.parent)
    except FileNotFoundError:
        raise OutputError(
            f"{path}: the folder {str(Path(path).parent)!r} does not exist; create it first"
        ) from None
    except OSError as e:
        raise OutputError(f"{path}: cannot be written: {e.strerror or e}") from None
    finally:
        for temporary, _ in made:
            temporary.unlink(missing_ok=True)


def _beside(target: Path, data: bytes) -> Path:
    """A synced temporary file in the target's folder that holds the data."""
    temporary = target.with_name(f".{_short(target.name)}.{os.getpid()}-{os.urandom(4).hex()}.headmap-tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _short(name: str) -> str:
    """The start of a file name, with room for more in the bytes that a name may have."""
    return os.fsencode(name)[:100].decode("utf-8", "ignore")


def _sync_folder(folder: Path) -> None:
    """Make the rename last, where the system can sync folders."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
