"""Create the folders of outputs, and explain why the system refuses a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..core.errors import OutputError


def make_folders(paths: Iterable[str]) -> None:
    """Create the missing folders of files that will be written.

    Args:
        paths: The paths of the files.

    Raises:
        OutputError: The system refuses to create a folder.
    """
    for path in paths:
        folder = Path(path).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            message = f"{path}: the folder {str(folder)!r} cannot be made: {explain_os_error(e)}"
            raise OutputError(message) from e


def explain_os_error(error: OSError) -> str:
    """Return the system's reason for refusing a file; if the current folder was deleted, say so."""
    # The system only says "No such file or directory", and the user would look for the file.
    if isinstance(error, FileNotFoundError) and current_folder_is_gone():
        return "the current folder has been deleted; change to another one"
    return error.strerror or str(error)


def current_folder_is_gone() -> bool:
    """Return whether the folder that relative paths start from has been deleted."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False
