"""Read JSON objects that hold a table by columns, or as a header and rows.

By columns: ``{"layer": [..], "head": [..]}``; DataFrame.to_json() writes objects instead of the lists.
Split: ``{"columns": [..], "data": [[..], ..]}``, as DataFrame.to_json(orient="split") writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from ...core.errors import Location
from ..context import ReadContext
from ..entries import Entries
from ..tables.column_names import category_rank, score_rank
from ..tables.header import HEAD, LAYER
from ..tables.layouts import read_table
from ..tables.pivots import is_pivot
from ..tables.records import LocatedRecord
from .values import find_key, is_container, is_names

Columns: TypeAlias = dict[str, dict[Any, Any]]
"""The cells of each column by the key of their row."""


def is_columnar(document: dict[str, Any], context: ReadContext) -> bool:
    """Return whether an object holds a table by columns or split."""
    if _is_split(document):
        return True
    columns = _columns(document)
    if is_pivot(list(columns), context.options):
        return _have_same_rows(columns, next(iter(columns)))
    return _is_by_column(columns)


def read_columnar(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read the table of an object for which ``is_columnar`` is true.

    Raises:
        InputError: Columns have different lengths, or there are problems in the rows.
    """
    if _is_split(document):
        rows = _split_rows(document["columns"], document["data"], location, context)
    else:
        rows = _column_rows(_columns(document), location, context)
    entries = read_table(rows, context)
    entries.shape += " by columns"
    return entries


def _is_split(document: dict[str, Any]) -> bool:
    """Return whether an object has the names of the columns in one list and the rows in another."""
    columns = document.get("columns")
    if not isinstance(columns, list) or not isinstance(document.get("data"), list):
        return False
    return bool(columns) and is_names(columns)


def _is_by_column(columns: Columns) -> bool:
    """Return whether there is a column of heads, and one of layers, categories or scores."""
    head_key = find_key(columns, HEAD)
    if head_key is None or any(map(is_container, columns[head_key].values())):
        return False
    if find_key(columns, LAYER) is None and not any(map(_has_role, columns)):
        return False
    lengths = {len(cells) for cells in columns.values()}
    if len(lengths) > 1:
        return True  # a table with a mistake, which read_columnar reports
    return _have_same_rows(columns, head_key)


def _have_same_rows(columns: Columns, index: str) -> bool:
    """Return whether all columns have the rows of one of them, in which no cell is a list or an object."""
    cells_of_index = columns[index]
    if any(map(is_container, cells_of_index.values())):
        return False
    # Objects of one length whose keys differ are not columns of the same rows.
    return all(cells.keys() == cells_of_index.keys() for cells in columns.values())


def _columns(document: dict[str, Any]) -> Columns:
    """Return the cells of each column by their key, or by their index if they are in a list."""
    columns = {}
    for name, cells in document.items():
        if isinstance(cells, dict):
            columns[name] = cells
        elif isinstance(cells, list):
            columns[name] = dict(enumerate(cells))
    return columns


def _has_role(name: str) -> bool:
    """Return whether the name of a column means that it holds categories or scores."""
    return category_rank(name) is not None or score_rank(name) is not None


def _column_rows(columns: Columns, location: Location, context: ReadContext) -> Iterator[LocatedRecord]:
    """Yield the header and the rows of a table by columns."""
    # A pivot table with a row per layer has no column of heads, and all of its columns have the same rows.
    index = find_key(columns, HEAD) or next(iter(columns))
    for name, cells in columns.items():
        _require_length(name, len(cells), len(columns[index]), location, context)
    column_locations = [location.child(name) for name in columns]
    yield LocatedRecord(list(columns), column_locations)
    for key in columns[index]:
        fields = [cells[key] for cells in columns.values()]
        yield LocatedRecord(fields, [column.child(key) for column in column_locations])


def _split_rows(
    names: list[str], rows: list[Any], location: Location, context: ReadContext
) -> Iterator[LocatedRecord]:
    """Yield the header and the rows of a split table."""
    for i, row in enumerate(rows):
        length = len(row) if isinstance(row, list | dict) else 0
        _require_length(f"row {i}", length, len(names), location, context)
    yield _row_of_list(names, location.child("columns"))
    for i, row in enumerate(rows):
        yield _row_of_list(row, location.child("data").child(i))


def _row_of_list(fields: list[Any], location: Location) -> LocatedRecord:
    """Return the row that a list holds; each field is at its index below the location of the list."""
    return LocatedRecord(list(fields), [location.child(i) for i in range(len(fields))])


def _require_length(name: str, length: int, expected: int, location: Location, context: ReadContext) -> None:
    """Raise InputError if a column or a row is longer or shorter than the others."""
    if length != expected:
        message = f"{name} has {length} values where others have {expected}; expected one for each head"
        raise context.error(message, location)
