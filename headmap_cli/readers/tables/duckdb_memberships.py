"""Read a table of memberships by columns through DuckDB: whole numbers for the heads, and text.

The reader gives up on any other table before it reports anything, and the table is then read row by row.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ...core.errors import WHOLE_SOURCE, InputError
from ..category_cells import splitter
from ..context import ReadContext
from ..entries import Entries
from .column_report import report_left_out
from .duckdb import DuckDBTable
from .duckdb_queries import rows_sql
from .head_store import HeadRows, MembershipStore
from .header import read_header
from .long_cells import add_cells
from .long_header import LongHeader, find_long_columns
from .machine_words import Ints
from .plain_header import PlainHeader
from .roles_by_name import certain_roles

WHOLE_NUMBERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
"""The types of DuckDB for whole numbers that fit into 64 bits."""


def read_memberships(table: DuckDBTable) -> Entries | None:
    """Return the entries of a table of memberships; None if it has to be read row by row.

    Raises:
        InputError: DuckDB cannot read the file.
    """
    context = table.context
    options = context.options
    if options.column or options.where or options.index_base or options.missing or options.facet_by:
        return None
    with table.explained_errors():
        columns = _find_columns(table)
        if columns is None:
            return None
        assert columns.layer is not None
        numbers = (columns.layer, columns.head, columns.category)
        names = [columns.header.names[i] for i in numbers]
        query = rows_sql(table.source, names, table.column_types(), has_scores=False)
        fetched = table.connection.execute(query, [table.pattern]).fetchnumpy()
    layer, head, category = (fetched[name] for name in names)
    rows = _take_rows(layer, head, category, context)
    if rows is None:
        return None
    report_left_out(columns.roles, columns.header.candidate_names, context)
    entries = Entries(context.name, "long table")
    add_cells(entries, rows, list(dict.fromkeys(category.tolist())), splitter(""), options)
    return entries


def _find_columns(table: DuckDBTable) -> LongHeader | None:
    """Return the columns of a table of memberships; None for another table, or if their types are others."""
    types = table.column_types()
    try:
        header = read_header(list(types), lambda _: WHOLE_SOURCE, table.context)
    except InputError:
        return None
    columns = find_long_columns(PlainHeader(header, ""))
    if columns is None or columns.layer is None or columns.score is not None or header.model is not None:
        return None
    if certain_roles(header.candidate_names) is None:
        return None
    are_numbers = all(types[header.names[i]] in WHOLE_NUMBERS for i in (columns.layer, columns.head))
    if not are_numbers or types[header.names[columns.category]] != "VARCHAR":
        return None
    return columns


def _take_rows(layer: Ints, head: Ints, category: npt.NDArray[Any], context: ReadContext) -> HeadRows | None:
    """Return distinct rows, with the number of each distinct cell of the categories.

    Returns:
        The rows; None if there are none, a value is missing, or a head is outside the grid.
    """
    if not len(layer) or any(np.ma.is_masked(values) for values in (layer, head, category)):
        return None
    if layer.min() < 0 or head.min() < 0:
        return None
    grid = context.options.grid
    if grid and (layer.max() >= grid[0] or head.max() >= grid[1]):
        return None
    cells = category.tolist()
    numbers = {cell: number for number, cell in enumerate(dict.fromkeys(cells))}
    cell = np.array([numbers[text] for text in cells])
    store = MembershipStore()
    if not store.add(HeadRows(cell, np.asarray(layer), np.asarray(head), None)):
        return None
    return store.rows()
