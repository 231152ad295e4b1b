"""Write the SQL that reads the columns of a Parquet file or a large table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..context import ReadContext
from ..formats import PARQUET
from .delimiter import detect_delimiter, is_header
from .header import Header

READ_PARQUET = "read_parquet(?, hive_partitioning=false)"
"""Without hive_partitioning=false, a folder called ``category=X`` would add a column."""


def source_sql(context: ReadContext) -> str:
    """Return the call of the table function that reads the input; its parameter is the pattern of the path.

    Raises:
        InputError: The input is neither a Parquet file nor text with a header.
    """
    if context.source.start.startswith(PARQUET):
        return READ_PARQUET
    lines = context.source.start.decode("utf-8-sig", "replace").split("\n")
    headers = [i for i, line in enumerate(lines) if is_header(line)]
    if not headers:
        raise context.error("has no header; expected a table of layers, heads and categories")
    lines_above = headers[0]
    # DuckDB would take '#' for the beginning of a comment, and guess the delimiter from the rows.
    dialect = f"skip={lines_above}, delim='{detect_delimiter(lines[lines_above])}', quote='\"', comment=''"
    plain = "hive_partitioning=false, compression='none'"
    return f"read_csv(?, header=true, all_varchar=true, {plain}, {dialect})"


def escape_pattern(path: str) -> str:
    """Return the pattern that matches just one file, since DuckDB takes every path as a pattern.

    >>> escape_pattern("/runs/h[1]*.parquet")
    '/runs/h[[]1][*].parquet'
    """
    return re.sub(r"([*?\[])", r"[\1]", path)


def sample_sql(source: str, pattern: str, column: str, header: Header) -> tuple[str, list[str]]:
    """Return the query for a few cells of each kind in a column, and the values of its parameters.

    Args:
        source: The table function that reads the input.
        pattern: The pattern of the path.
        column: The name of the column.
        header: The columns of the table, with those that --where names.
    """
    text = f"CAST({quote_name(column)} AS VARCHAR)"
    number = f"TRY_CAST({text} AS DOUBLE)"
    conditions = []
    parameters = [pattern]
    for where_column, value in header.where:
        name = quote_name(header.names[where_column])
        conditions.append(f"TRIM(CAST({name} AS VARCHAR)) = ?")
        parameters.append(value)
    # Each kind of cell has a limit of its own, so that frequent kinds do not crowd out rare ones.
    limits = {
        f"{number} IS NULL": 1000,
        f"{number} IN (0, 1)": 10,
        f"{number} NOT IN (0, 1)": 10,
        f"{number} <> floor({number})": 1,
    }
    parts = []
    for kind, limit in limits.items():
        where = " AND ".join([kind, *conditions])
        parts.append(f"(SELECT DISTINCT {text} FROM {source} WHERE {where} LIMIT {limit})")
    return " UNION ALL ".join(parts), parameters * len(parts)


def rows_sql(source: str, names: Iterable[str], types: Mapping[str, str], has_scores: bool) -> str:
    """Return the query for the rows of a table.

    Args:
        source: The table function that reads the input.
        names: The names of the columns.
        types: The type of each column in DuckDB.
        has_scores: Whether a column holds scores. Equal rows then all count for the mean; without scores,
            each distinct row is selected once.
    """
    columns = ", ".join(_select_column(name, types[name]) for name in names)
    if has_scores:
        return f"SELECT {columns} FROM {source}"
    return f"SELECT DISTINCT {columns} FROM {source}"


def quote_name(name: str) -> str:
    """Return a column's name as an identifier in SQL.

    >>> quote_name('say "x" twice')
    '"say ""x"" twice"'
    """
    return '"' + name.replace('"', '""') + '"'


def _select_column(name: str, type_name: str) -> str:
    """Return the expression for a column in a SELECT."""
    if type_name == "FLOAT":
        # DuckDB prints a float32 with the fewest digits (see core/decimals.py); Python would print the
        # float64 of the same value, with digits that nobody wrote.
        return f"CAST({quote_name(name)} AS VARCHAR)"
    return quote_name(name)
