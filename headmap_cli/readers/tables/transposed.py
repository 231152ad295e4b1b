"""Read matrices with a row per head and a column per layer, which are pivot tables the other way round."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.head_names import parse_head_in_layer, parse_layer_name
from ..context import ReadContext
from ..entries import Entries
from .head_counts import is_count
from .header import HEAD, normalize_name
from .matrix_index import refuse_gaps
from .name_matrix import read_cells
from .records import Record


def counts_layers(columns: Sequence[str]) -> bool:
    """Return whether columns number the layers, perhaps after a column of heads.

    >>> counts_layers(["head", "layer_0", "layer_1"]), counts_layers(["", "L0", "L1"])
    (True, True)
    >>> counts_layers(["head", "0", "1"]), counts_layers(["layer_0", "layer_1"])
    (True, True)
    >>> counts_layers(["", "0", "1"]), counts_layers(["layer", "L0"]), counts_layers(["head", "L0", "L2"])
    (False, False, False)
    """
    has_index = has_index_of_heads(columns)
    layers = [parse_layer_name(name) for name in columns[1 if has_index else 0 :]]
    if len(layers) < 2:
        return False
    numbers = [layer for layer in layers if layer is not None]
    if len(numbers) < len(layers) or not is_count(numbers):
        return False
    # Columns that are plain numbers can be heads as well, unless the first column is that of the heads.
    has_words = not any(name.strip().isdigit() for name in columns[1:])
    return has_words or (has_index and bool(columns[0].strip()))


def has_index_of_heads(columns: Sequence[str]) -> bool:
    """Return whether the first column is that of the heads by its name, or has no name."""
    return normalize_name(columns[0]) in ("", *HEAD)


def names_heads_alone(columns: Sequence[str], rows: Sequence[Record]) -> bool:
    """Return whether the first cell of each row is the index of a head, without its layer."""
    if not has_index_of_heads(columns):
        return True
    return all(parse_head_in_layer(str(row.fields[0])) is not None for row in rows)


def read_transposed(columns: Sequence[str], rows: Sequence[Record], context: ReadContext) -> Entries:
    """Return the entries of a matrix with a row per head and a column per layer.

    Args:
        columns: The names of the columns, for which ``counts_layers`` is true.
        rows: The rows under them, at least one, for which ``names_heads_alone`` is true.
        context: The input and how to read it.

    Raises:
        InputError: A row is too long or too short, the heads are not in order, or there are problems in the
            cells.
    """
    for row in rows:
        if len(row.fields) != len(columns):
            message = f"row has {len(row.fields)} fields where the header has {len(columns)}"
            raise context.error(message, row.locate(0))
    start = 0
    if has_index_of_heads(columns):
        start = 1
        _check_heads(rows, context)
    layers = [[row.fields[column] for row in rows] for column in range(start, len(columns))]
    return read_cells(
        layers,
        lambda layer, head: rows[head].locate(layer + start),
        context,
        rows[0].delimiter,
        "transposed matrix",
    )


def _check_heads(rows: Sequence[Record], context: ReadContext) -> None:
    """Raise InputError if the rows do not count the heads, since a missing row would shift all others."""
    heads = [int(parse_head_in_layer(str(row.fields[0])) or 0) for row in rows]
    hint = "the rows of a matrix with a column per layer must be all heads in order, from 0 or from 1"
    refuse_gaps(heads, rows, "head", hint, context)
