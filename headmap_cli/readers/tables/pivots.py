"""Read records that are a pivot table: a row per layer and a column per head, or the other way round.

Text is recognised in ``row_by_row`` instead, since a text may also be such a matrix without the names of its
columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..context import ReadContext
from ..entries import Entries
from ..options import Options
from .head_counts import head_prefix
from .header import HEAD, LAYER, normalize_name
from .matrix_text import read_numbers
from .records import Record
from .transposed import counts_layers, names_heads_alone, read_transposed


def is_pivot(columns: Sequence[str], options: Options) -> bool:
    """Return whether columns are one of layers and one for each head, or the other way round.

    Args:
        columns: The names of the columns.
        options: How to read; an option for the columns of a table shows that it is not a pivot table.
    """
    if len(columns) < 3 or options.column or options.where or options.facet_by:
        return False
    first = normalize_name(columns[0])
    if first in LAYER:
        return head_prefix(columns[1:]) is not None
    return first in HEAD and counts_layers(columns)


def read_pivot(first: Record, rows: list[Record], context: ReadContext) -> Entries | None:
    """Return the entries of a table for whose columns ``is_pivot`` is true.

    Args:
        first: The names of the columns.
        rows: The rows.
        context: The input and how to read it.

    Returns:
        The entries; None if the column of heads names their layers too, so that it is not a pivot table.

    Raises:
        InputError: There are problems in the rows.
    """
    if normalize_name(first.fields[0]) in LAYER:
        return read_numbers(first, rows, True, context)
    if rows and names_heads_alone(first.fields, rows):
        return read_transposed(first.fields, rows, context)
    return None
