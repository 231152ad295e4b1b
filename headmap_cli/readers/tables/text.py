"""Choose how to read delimited text: by columns with numpy, row by row, or with DuckDB.

Each of these readers is imported only when it is used, because importing all of them takes longer than
reading a usual table.
"""

from __future__ import annotations

from contextlib import closing

from ..context import ReadContext
from ..entries import Entries

BIG_BYTES = 1 << 30
"""Larger texts are read by DuckDB, which does not hold all of them in memory."""


def read_text(context: ReadContext) -> Entries:
    """Read delimited text.

    Raises:
        InputError: There are problems in the text; the error holds all of them.
    """
    if context.source.size > BIG_BYTES:
        return read_with_duckdb(context)
    if context.format == "table":
        from .vectorized import read_vectorized

        entries = read_vectorized(context)
        if entries is not None:
            return entries
    from .row_by_row import read_row_by_row

    return read_row_by_row(context)


def read_with_duckdb(context: ReadContext) -> Entries:
    """Read a Parquet file, or a table that is too large to be held in memory.

    Raises:
        InputError: There are problems in the input, or DuckDB is not installed.
    """
    from .duckdb import open_table
    from .duckdb_memberships import read_memberships
    from .layouts import read_table

    with open_table(context) as table:
        entries = read_memberships(table)
        if entries is not None:
            return entries
        # After an error, closing the generator of the rows ends the query at once.
        with closing(table.records()) as rows:
            return read_table(rows, context)
