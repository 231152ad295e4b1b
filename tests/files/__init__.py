"""What the tests of files share."""

from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """Return the content of each file in a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
