"""Parquet, and tables of more than a gigabyte, through DuckDB -> the rows of a table.

Only the columns that matter leave DuckDB, which works out of core: distinct rows of them, but for scores,
of which each row counts for the mean.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ...core.errors import WHOLE_SOURCE, HeadmapError, Location
from ...core.strings import quote
from ..context import ReadContext
from .cells import Cells, Kind
from .column_question import Question, UnclearColumnsError
from .column_report import list_left_out, report_left_out
from .column_roles import certain_roles, choose_roles
from .delimited import PlacedRecord, is_header, sniffed
from .header import Header, read_header

FETCHED = 10_000
READ_PARQUET = "read_parquet(?, hive_partitioning=false)"
"""Without hive_partitioning=false, a folder called ``category=X`` would add a column."""


def big_records(context: ReadContext) -> Generator[PlacedRecord]:
    """The header and the rows of a parquet file or a large table, each once where the table has no scores.

    Raises HeadmapError where DuckDB is not installed, InputError where it cannot read the file.
    """
    try:
        import duckdb
    except ImportError:
        raise HeadmapError(
            f"{context.name}: Parquet, and tables of more than a gigabyte, need DuckDB: "
            "pip install 'headmap[big]'"
        ) from None
    read = READ_PARQUET
    if not context.source.start.startswith(b"PAR1"):
        read = _read_csv(context)
    with _file_of(context) as file, duckdb.connect() as connection:
        path = _literal(file)

        try:
            connection.execute(f"SELECT * FROM {read} LIMIT 0", [path])
            types = {column[0]: str(column[1]) for column in connection.description or []}
            names = list(types)
            header = read_header(names, lambda _: WHOLE_SOURCE, context)

            def cells(column: int) -> list[Any]:
                """A sample of each kind of cells that a column has in the wanted rows."""
                query, values = _sample(read, path, names[column], header)
                return [cell for (cell,) in connection.execute(query, values).fetchall()]

            kept, scored = _needed(header, cells, context)
            columns = ", ".join(_selected(name, types[name]) for name in kept)
            distinct = "" if scored else "DISTINCT"
            connection.execute(f"SELECT {distinct} {columns} FROM {read}", [path])
            places = [
                Location(path=f"column {quote(name)}") for name in kept
            ]  # a row may stand in the file many times
            yield PlacedRecord(kept, places)
            while rows := connection.fetchmany(FETCHED):
                for row in rows:
                    yield PlacedRecord(["" if value is None else str(value) for value in row], places)
        except HeadmapError:
            raise
        except Exception as e:  # DuckDB's own, and Python's for text and numbers that Python cannot hold
            reason = _reason(e).replace(path, context.name).replace(file, context.name)
            raise context.error(f"DuckDB cannot read it: {reason}") from None


@contextmanager
def _file_of(context: ReadContext) -> Iterator[str]:
    """The full path of a file with the bytes of a source: its own, or a temporary one for what is no file.

    A full path keeps DuckDB from taking ``s3://a`` for an address.
    """
    if context.source.path is not None:
        yield str(Path.cwd() / context.source.path)
        return
    with tempfile.TemporaryDirectory(prefix="headmap-") as folder:
        path = Path(folder, "input")
        with path.open("wb") as file:
            file.writelines(context.source.blocks())
        yield str(path)


def _literal(path: str) -> str:
    """The pattern that matches just one file, for DuckDB takes every path as a pattern.

    >>> _literal("/runs/h[1]*.parquet")
    '/runs/h[[]1][*].parquet'
    """
    return re.sub(r"([*?\[])", r"[\1]", path)


def _reason(error: Exception) -> str:
    """The first line of an error, without the kind of error that DuckDB puts in front."""
    if isinstance(error, UnicodeDecodeError):
        return "it holds text that is not UTF-8"
    message = next(iter(str(error).splitlines()), "") or type(error).__name__
    return re.sub(r"^[A-Z][\w ]* Error: ", "", message)


def _needed(
    header: Header, cells: Callable[[int], list[Any]], context: ReadContext
) -> tuple[list[str], bool]:
    """The columns that are needed, and whether one of them holds scores, of which each row counts.

    The reader of tables chooses the roles of the columns anew. For its report it gets those that could be
    data too.
    """
    names = {i: header.names[i] for i in header.candidates}
    roles = None if context.options.column else certain_roles(names)
    kinds: dict[int, Kind] = {}
    if roles is None:
        found = {i: cells(i) for i in names}
        kinds = {i: Cells(found[i]).kind for i in names}
        if header.head is None or not any(found.values()):
            return list(header.names), True
        try:
            roles = choose_roles(
                Question(names, kinds, header.asked, bool(context.options.name), context.options.ruled)
            )
        except UnclearColumnsError as e:
            raise context.error(str(e), Location(path=f"column {quote(names[e.column])}")) from None
        roles = roles._replace(left_out=tuple(i for i in roles.left_out if i not in roles.overlooked))
    if context.options.column:
        list_left_out(roles, names)
    else:
        report_left_out(roles, names, context)
    kept = [i for i, name in enumerate(header.names) if name and i not in roles.left_out]
    scored = roles.score is not None or any(kinds[i].is_number for i in kept if i in kinds)
    return [header.names[i] for i in kept], scored


def _sample(read: str, path: str, name: str, header: Header) -> tuple[str, list[str]]:
    """The query, with its values, of a few cells of each kind in a column: text, flags and numbers."""
    text = f"CAST({_quoted(name)} AS VARCHAR)"
    number = f"TRY_CAST({text} AS DOUBLE)"
    limits = {
        f"{number} IS NULL": 1000,
        f"{number} IN (0, 1)": 10,
        f"{number} NOT IN (0, 1)": 10,
        f"{number} <> floor({number})": 1,
    }
    rows = [f"TRIM(CAST({_quoted(header.names[column])} AS VARCHAR)) = ?" for column, _ in header.where]
    parts = [
        f"(SELECT DISTINCT {text} FROM {read} WHERE {' AND '.join([kind, *rows])} LIMIT {limit})"
        for kind, limit in limits.items()
    ]
    return " UNION ALL ".join(parts), [path, *(value for _, value in header.where)] * len(parts)


def _read_csv(context: ReadContext) -> str:
    """Return how DuckDB is to read a table: from its header on, and with a ``#`` as part of its cell."""
    lines = context.source.start.decode("utf-8-sig", "replace").split("\n")
    headers = (i for i, line in enumerate(lines) if is_header(line))
    above = next(headers, None)
    if above is None:
        raise context.error("has no header; expected a table of layers, heads and categories")
    found = f"skip={above}, delim='{sniffed(lines[above])}', quote='\"', comment=''"
    plain = "hive_partitioning=false, compression='none'"
    return f"read_csv(?, header=true, all_varchar=true, {plain}, {found})"


def _selected(name: str, kind: str) -> str:
    """A column in a SELECT; float32 as the shortest decimals (see decimals.py), which DuckDB prints."""
    return f"CAST({_quoted(name)} AS VARCHAR)" if kind == "FLOAT" else _quoted(name)


def _quoted(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'
