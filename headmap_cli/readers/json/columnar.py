"""JSON that keeps a table by columns, or apart from their names -> its rows, the header first.

Columns: ``{"layer": [..], "head": [..]}``, or objects for the lists, as DataFrame.to_json() writes them.
Split: ``{"columns": [..], "data": [[..], ..]}``, as its orient="split" does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...core.errors import Location
from ..context import ReadContext
from ..tables.column_names import category_rank, score_rank
from ..tables.header import HEAD, LAYER, find_column, normalize_name
from ..tables.records import LocatedRecord
from .mappings import is_names, json_path


def column_records(
    document: dict[str, Any], path: str, context: ReadContext
) -> Iterator[LocatedRecord] | None:
    """The rows of a document that keeps a table in one of these ways, or None where it does not.

    Raises InputError for columns of different lengths.
    """
    columns, data = document.get("columns"), document.get("data")
    if isinstance(columns, list) and isinstance(data, list) and columns and is_names(columns):
        _same_lengths({f"row {i}": row for i, row in enumerate(data)}, len(columns), path, context)
        return _split(columns, data, path)
    parts = {name: value for name, value in document.items() if isinstance(value, list | dict)}
    plains = [normalize_name(name) for name in parts]
    head = find_column(plains, HEAD)
    named = find_column(plains, LAYER) is not None or any(map(_has_role, parts))
    cells = [_cells(value) for value in parts.values()]
    if head is None or not named or not all(_is_index(cell) for cell in cells[head].values()):
        return None
    _same_lengths(parts, len(cells[head]), path, context)
    return _by_column(parts, cells, path) if all(c.keys() == cells[head].keys() for c in cells) else None


def _by_column(parts: dict[str, Any], cells: list[dict[Any, Any]], path: str) -> Iterator[LocatedRecord]:
    columns = [json_path(path, name) for name in parts]
    yield LocatedRecord(list(parts), [Location(path=column) for column in columns])
    for key in cells[0]:
        yield LocatedRecord(
            [c[key] for c in cells], [Location(path=json_path(column, key)) for column in columns]
        )


def _split(columns: list[str], data: list[list[Any]], path: str) -> Iterator[LocatedRecord]:
    for row, here in [
        (columns, json_path(path, "columns")),
        *((row, json_path(json_path(path, "data"), i)) for i, row in enumerate(data)),
    ]:
        yield LocatedRecord(list(row), [Location(path=json_path(here, i)) for i in range(len(row))])


def _cells(value: list[Any] | dict[str, Any]) -> dict[Any, Any]:
    """The cells of a column by their key, a str, or their place, an int."""
    return value if isinstance(value, dict) else dict(enumerate(value))


def _has_role(name: str) -> bool:
    """Tell whether a column holds categories or scores by its name."""
    return category_rank(name) is not None or score_rank(name) is not None


def _is_index(value: Any) -> bool:
    """Whether a cell can be a layer, a head or the name of one; a list or an object is none."""
    return not isinstance(value, list | dict)


def _same_lengths(parts: dict[str, Any], length: int, path: str, context: ReadContext) -> None:
    """Raise InputError where a column or a row is longer or shorter than others."""
    for name, value in parts.items():
        found = len(value) if isinstance(value, list | dict) else 0
        if found != length:
            message = f"{name} has {found} values where others have {length}; expected one for each head"
            raise context.error(message, Location(path=path))
