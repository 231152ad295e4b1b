"""Read the memberships of a plain table by columns, as ``DataFrame.to_json()`` writes it.

One column after the other is decoded and kept as an array, since a million cells with their keys take several
times the memory of their text.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from ..context import ReadContext
from ..entries import Entries
from ..tables.machine_words import Ints
from .plain_rows import Index, PlainRows, may_be_plain, plain_entries

QUOTES_IN_ROW = 8
"""Each row has its key in three columns, and a category."""
QUOTES_IN_NAMES = 6


class PlainColumns(Struct, gc=False, forbid_unknown_fields=True):
    """The text of each column, an object with the cells by their row."""

    layer: msgspec.Raw
    head: msgspec.Raw
    category: msgspec.Raw


def read_plain_columns(text: str, context: ReadContext) -> Entries | None:
    """Return the entries of a long table by columns; None if it has to be read as usual.

    Args:
        text: The document.
        context: The input and how it is to be read.
    """
    if not may_be_plain(text, context):
        return None
    try:
        rows = _decode_rows(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return None
    if rows is None:
        return None
    return plain_entries(rows, "table by columns", context)


def _decode_rows(text: str) -> PlainRows | None:
    """Return the rows of a table by columns; None if an object has a key twice, or the rows differ.

    Raises:
        msgspec.DecodeError: The columns or the types of their cells are others.
    """
    columns = msgspec.json.decode(text, type=PlainColumns)
    layer_keys, layer = _read_indices(columns.layer)
    # msgspec takes the last of several values of a key, which are refused elsewhere.
    if text.count('"') != QUOTES_IN_ROW * len(layer) + QUOTES_IN_NAMES:
        return None
    head_keys, head = _read_indices(columns.head)
    category_keys, categories = _read_column(columns.category, str)
    if not layer_keys == head_keys == category_keys or not len(layer) == len(head) == len(categories):
        return None
    return PlainRows(layer, head, categories)


def _read_indices(column: msgspec.Raw) -> tuple[str, Ints]:
    """Return the keys of the rows, see _read_column, and the cells of a column of indices."""
    keys, cells = _read_column(column, Index)
    return keys, np.array(cells, dtype=np.int64)


def _read_column(column: msgspec.Raw, cell_type: Any) -> tuple[str, list[Any]]:
    """Return the keys of the rows as one text, and the cells of a column.

    The keys are joined by newlines, which only an escape could put into a key.
    """
    cells = msgspec.json.decode(column, type=dict[str, cell_type])
    return "\n".join(cells), list(cells.values())
