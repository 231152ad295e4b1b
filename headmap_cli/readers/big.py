"""Parquet, and tables of more than a gigabyte, through DuckDB -> the rows of a table.

Only the columns that matter leave DuckDB, which works out of core: distinct rows of them, but for scores,
of which each row counts for the mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import HeadmapError, input_error, quote
from .header import read_header
from .options import Options
from .records import PlacedRecord, is_header, sniffed
from .source import Source

FETCHED = 10_000


def big_records(source: Source, options: Options) -> Iterator[PlacedRecord]:
    """The header and the rows of a parquet file or a large table, each once where the table has no scores.

    Raises HeadmapError where DuckDB is not installed, InputError where it cannot read the file.
    """
    try:
        import duckdb
    except ImportError:
        raise HeadmapError(
            f"{source.name}: Parquet, and tables of more than a gigabyte, need DuckDB: "
            "pip install 'headmap[big]'"
        ) from None
    if source.path is None:
        raise input_error(
            source.name, "Parquet and very large tables must be plain files, not packed or piped"
        )
    read = "read_parquet(?)" if source.start.startswith(b"PAR1") else _read_csv(source.start)

    def has_scores(name: str) -> bool:
        """Whether a column has a number that is no flag."""
        number = f"TRY_CAST(CAST({_quoted(name)} AS VARCHAR) AS DOUBLE)"
        one = f"SELECT 1 FROM {read} WHERE {number} NOT IN (0, 1) LIMIT 1"
        return connection.execute(one, [str(source.path)]).fetchone() is not None

    with duckdb.connect() as connection:
        try:
            connection.execute(f"SELECT * FROM {read} LIMIT 0", [str(source.path)])
            types = {column[0]: str(column[1]) for column in connection.description or []}
            names = list(types)
            header = read_header(names, lambda _: "", options, source.name)
            recognised = (header.layer, header.head, header.category, header.score, header.model)
            wanted = {*recognised, *(c for c, _ in header.where)}
            kept = [name for i, name in enumerate(names) if header.category is None or i in wanted]
            values = header.others if header.category is None else (header.category,) * bool(options.column)
            scored = header.score is not None or any(has_scores(names[i]) for i in values)
            columns = ", ".join(_selected(name, types[name]) for name in kept)
            distinct = "" if scored else "DISTINCT"
            connection.execute(f"SELECT {distinct} {columns} FROM {read}", [str(source.path)])
            places = [f"column {quote(name)}" for name in kept]  # a row may stand in the file many times
            yield PlacedRecord(kept, places)
            while rows := connection.fetchmany(FETCHED):
                for row in rows:
                    yield PlacedRecord(["" if value is None else str(value) for value in row], places)
        except duckdb.Error as e:
            said = re.sub(r"^[A-Z][\w ]* Error: ", "", str(e).splitlines()[0])
            raise input_error(source.name, f"DuckDB cannot read it: {said}") from None


def _read_csv(start: bytes) -> str:
    """How DuckDB is to read a table: from its header on, and with a ``#`` as part of its cell."""
    lines = start.decode("utf-8-sig", "replace").split("\n")
    above = next(i for i, line in enumerate(lines) if is_header(line))
    found = f"skip={above}, delim='{sniffed(lines[above])}', quote='\"', comment=''"
    return f"read_csv(?, header=true, all_varchar=true, {found})"


def _selected(name: str, kind: str) -> str:
    """A column in a SELECT; float32 as the shortest decimals (see decimals.py), which DuckDB prints."""
    return f"CAST({_quoted(name)} AS VARCHAR)" if kind == "FLOAT" else _quoted(name)


def _quoted(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'
