"""Read content as a file: its classification, or the lines of its error."""

import io
from collections.abc import Mapping, Sequence
from json import dumps
from pathlib import Path
from typing import Any

import numpy as np

from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import InputError
from headmap_cli.files.source import Source
from headmap_cli.readers import open_inputs, read, read_memberships
from headmap_cli.readers.context import ReadContext
from headmap_cli.readers.inputs import Input
from headmap_cli.readers.options import Options
from headmap_cli.readers.python_options import parse_options

Head = tuple[int, int]


def context_of(source: Source, options: Options | None = None) -> ReadContext:
    """Return the context in which a reader of tables reads the source."""
    return ReadContext(Input("", source.name, source), options or Options(), source.name, "table")


def classified(
    file: Path,
    content: str | bytes,
    *,
    grid: Head | None = None,
    threshold: float | None = None,
    categories: Mapping[str, Sequence[str]] | None = None,
) -> Classification:
    """Write content to a file and read it."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(file, **without_none(grid=grid, threshold=threshold, categories=categories))


def read_decided(file: str | Path, **options: Any) -> Classification:
    """Read a file as commands do that need the heads of each category: scores need a rule."""
    return read_memberships(open_inputs([str(file)]), parse_options(options))


def without_none(**options: Any) -> dict[str, Any]:
    """Return the options that are not None, so that the others keep their defaults."""
    return {name: value for name, value in options.items() if value is not None}


def heads_of(classification: Classification) -> dict[str, set[Head]]:
    """Return the heads of each category, in the order of the categories."""
    return {
        name: {(int(layer), int(head)) for layer, head in zip(*member.nonzero(), strict=True)}
        for name, member in zip(classification.categories, classification.membership, strict=True)
    }


def npy(values: Any) -> bytes:
    """Return an npy file of an array."""
    out = io.BytesIO()
    np.save(out, values)
    return out.getvalue()


def npz(**arrays: Any) -> bytes:
    """Return an npz file of arrays."""
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


def read_as(document: Any, **how: Any) -> dict[str, set[Head]]:
    """Return the heads of a JSON document, or of text as it is, on a grid of 2 x 3."""
    Path("h.json").write_text(document if isinstance(document, str) else dumps(document))
    return heads_of(read("h.json", **{"grid": (2, 3), **how}))


def error_lines_of_file(
    file: str | Path, *, grid: Head | None = None, threshold: float | None = None
) -> list[str]:
    """Return the lines of the error of reading a file; none when it is read without an error."""
    try:
        read_decided(file, **without_none(grid=grid, threshold=threshold))
    except InputError as e:
        return e.lines()
    return []


def error_lines(
    content: str | bytes, name: str = "h.csv", *, grid: Head | None = None, threshold: float | None = None
) -> list[str]:
    """Write content to a file, and return the lines of the error of reading it."""
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return error_lines_of_file(name, grid=grid, threshold=threshold)


def not_whole(what: str, found: str) -> str:
    """Return the message for an index that is not a whole number."""
    return f"{what} {found} is not a whole number; expected the {what}'s index, from 0"


def missing(what: str, found: str) -> str:
    """Return the message for an index that is a missing value."""
    return f"{what} {found} is a missing value; expected the {what}'s index, from 0"


def blank(what: str) -> str:
    """Return the message for a blank index."""
    return f"{what} is blank; expected a whole number from 0"


def outside(what: str, grid: str = "36 layers x 40 heads") -> str:
    """Return the message for an index outside the grid."""
    return f"{what} is outside the grid of {grid}; set --grid or fix the row"
