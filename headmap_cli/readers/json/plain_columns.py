"""Read the distinct memberships of a plain table by columns, as ``DataFrame.to_json()`` writes it.

One column after the other is decoded and kept as an array, since a million cells with their keys take several
times the memory of their text.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...core.grid import MAX_HEADS
from .plain_memberships import KEYS, QUOTES_IN_RECORD, Index, Membership

Ints = npt.NDArray[np.int64]
MAX_CATEGORIES = 1 << 20
"""With more categories, the number of a membership might not fit into 64 bits."""


class PlainColumns(Struct, gc=False, forbid_unknown_fields=True):
    """The text of each column, an object with the cells by their row."""

    layer: msgspec.Raw
    head: msgspec.Raw
    category: msgspec.Raw


def memberships_of_columns(text: str) -> list[Membership] | None:
    """Return the distinct memberships of a table by columns, in the order of their first appearance.

    Args:
        text: The document, without backslashes.

    Returns:
        The memberships; None if the table is not plain.

    Raises:
        msgspec.DecodeError: The columns or the types of their cells are others.
    """
    columns = msgspec.json.decode(text, type=PlainColumns)
    layer_keys, layer = _read_indices(columns.layer)
    # Each row has its key in three columns and a category; the names of the columns have six quotes more.
    if text.count('"') != QUOTES_IN_RECORD * len(layer) + 2 * len(KEYS):
        return None
    head_keys, head = _read_indices(columns.head)
    category_keys, categories = _read_column(columns.category, str)
    if not layer_keys == head_keys == category_keys or not len(layer) == len(head) == len(categories):
        return None
    names = list(dict.fromkeys(categories))
    if len(names) > MAX_CATEGORIES:
        return None
    numbers = {name: number for number, name in enumerate(names)}
    category = np.fromiter(map(numbers.__getitem__, categories), np.int64, len(categories))
    _, first_rows = np.unique((category * MAX_HEADS + layer) * MAX_HEADS + head, return_index=True)
    first_rows.sort()
    texts = [names[number] for number in category[first_rows].tolist()]
    return list(zip(layer[first_rows].tolist(), head[first_rows].tolist(), texts, strict=True))


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
