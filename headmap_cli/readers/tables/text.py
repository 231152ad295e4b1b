"""Choose how to read delimited text: by columns with numpy, row by row, or with DuckDB.

Each of these is imported only when it reads, because together they take longer to import than a usual table
takes to read.
"""

from __future__ import annotations

from contextlib import closing

from ..context import ReadContext
from ..entries import Entries

BIG_BYTES = 1 << 30
"""Text of more bytes is read by DuckDB, which does not hold all of it in memory."""


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
    from .duckdb import big_records
    from .layouts import read_table

    # An error leaves rows unread; closing them removes their temporary file at once.
    with closing(big_records(context)) as rows:
        return read_table(rows, context)
