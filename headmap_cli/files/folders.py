"""The folders of outputs: made where they are missing, and why the system refuses a name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..core.errors import OutputError


def make_folders(paths: Iterable[str]) -> None:
    """Make the folders that files will be written to, where there are none.

    Raises:
        OutputError: The system refuses to make one.
    """
    for path in paths:
        folder = Path(path).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise OutputError(f"{path}: the folder {str(folder)!r} cannot be made: {reason(e)}") from e


def reason(error: OSError) -> str:
    """Return why the system refuses a file, with the current folder if that is what is missing."""
    if isinstance(error, FileNotFoundError) and current_folder_is_gone():
        return "the current folder has been deleted; change to another one"
    return error.strerror or str(error)


def current_folder_is_gone() -> bool:
    """Return whether the folder that relative names start from does not exist any more."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False
