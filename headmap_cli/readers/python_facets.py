"""Read several facets for callers from Python."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from ..core.arguments import type_name
from ..core.errors import UsageError, input_error
from ..core.facets import Facets
from ..core.strings import quote
from . import read_shown
from .inputs import Input, open_input, open_inputs
from .python_options import parse_options

Path = str | os.PathLike[str]


def read_facets(*inputs: Path | Mapping[str, Path], facet_by: str = "", **options: Any) -> Facets:
    """Read several models, checkpoints or conditions, which are shown together.

    Args:
        inputs: Paths of files that hold facets or are split by ``facet_by``; or a single dict
            ``{label: path}``, each of whose files is a facet.
        facet_by: The column of tables whose values are the labels of facets.
        options: The keywords of ``headmap.read``, for all facets.

    Raises:
        InputError: There are problems in the files, or they hold no facets.
        UsageError: An argument is invalid.
    """
    parsed = replace(parse_options(options), facet_by=facet_by)
    if len(inputs) == 1 and isinstance(inputs[0], Mapping):
        if facet_by:
            raise UsageError(
                "facet_by= splits files, and a dict names a file for each facet; give one of them"
            )
        opened = [_open_facet(label, path, parsed.max_bytes) for label, path in inputs[0].items()]
    else:
        opened = open_inputs([_path(path) for path in inputs], parsed.max_bytes)
    if not opened:
        raise UsageError("headmap.read_facets needs the path of a file, several, or a dict {label: path}")
    data = read_shown(opened, parsed)
    if isinstance(data, Facets):
        return data
    raise input_error(
        opened[0].source.name,
        "holds no facets; facet_by= names the column that tells them apart, and headmap.read reads it as one",
    )


def _open_facet(label: Any, path: Any, max_bytes: int) -> Input:
    """Open the file of a facet."""
    if not isinstance(label, str) or not label.strip():
        raise UsageError(f"the label of a facet is {quote(label)}; expected text")
    opened = open_input(_path(path), max_bytes)
    opened.facet = label
    return opened


def _path(value: Any) -> str:
    """Return a path as text; raise UsageError for anything else."""
    if isinstance(value, str | os.PathLike):
        return str(os.fspath(value))
    raise UsageError(
        f"headmap.read_facets takes paths, or one dict {{label: path}}; found {type_name(value)}"
    )
