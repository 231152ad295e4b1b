"""Parquet, and tables of more than a gigabyte, through DuckDB -> the rows of a table.

Only the columns that matter leave DuckDB, which works out of core: distinct rows of them, but for scores,
of which each row counts for the mean.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import HeadmapError, input_error, quote
from .header import read_header
from .options import Options
from .records import PlacedRecord, is_header, sniffed
from .source import Source

FETCHED = 10_000
READ_PARQUET = "read_parquet(?, hive_partitioning=false)"
"""Without hive_partitioning=false, a folder called ``category=X`` would add a column."""


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
    read = READ_PARQUET if source.start.startswith(b"PAR1") else _read_csv(source.start)
    with _file_of(source) as file, duckdb.connect() as connection:
        path = _literal(file)

        def has_scores(name: str) -> bool:
            """Whether a column has a number that is no flag."""
            number = f"TRY_CAST(CAST({_quoted(name)} AS VARCHAR) AS DOUBLE)"
            one = f"SELECT 1 FROM {read} WHERE {number} NOT IN (0, 1) LIMIT 1"
            return connection.execute(one, [path]).fetchone() is not None

        try:
            connection.execute(f"SELECT * FROM {read} LIMIT 0", [path])
            names = [column[0] for column in connection.description or []]
            header = read_header(names, lambda _: "", options, source.name)
            recognised = (header.layer, header.head, header.category, header.score, header.model)
            wanted = {*recognised, *(c for c, _ in header.where)}
            kept = [name for i, name in enumerate(names) if header.category is None or i in wanted]
            values = header.others if header.category is None else (header.category,) * bool(options.column)
            scored = header.score is not None or any(has_scores(names[i]) for i in values)
            columns = ", ".join(map(_quoted, kept))
            distinct = "" if scored else "DISTINCT"
            connection.execute(f"SELECT {distinct} {columns} FROM {read}", [path])
            places = [f"column {quote(name)}" for name in kept]  # a row may stand in the file many times
            yield PlacedRecord(kept, places)
            while rows := connection.fetchmany(FETCHED):
                for row in rows:
                    yield PlacedRecord(["" if value is None else str(value) for value in row], places)
        except HeadmapError:
            raise
        except Exception as e:  # DuckDB's own, and Python's for text and numbers that Python cannot hold
            reason = _reason(e).replace(path, source.name).replace(file, source.name)
            raise input_error(source.name, f"DuckDB cannot read it: {reason}") from None


@contextmanager
def _file_of(source: Source) -> Iterator[str]:
    """The full path of a file with the bytes of a source: its own, or a temporary one for what is no file.

    A full path keeps DuckDB from taking ``s3://a`` for an address.
    """
    if source.path is not None:
        yield str(Path.cwd() / source.path)
        return
    with tempfile.TemporaryDirectory(prefix="headmap-") as folder:
        path = Path(folder, "input")
        with path.open("wb") as file:
            file.writelines(source.blocks())
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


def _read_csv(start: bytes) -> str:
    """How DuckDB is to read a table: from its header on, and with a ``#`` as part of its cell."""
    lines = start.decode("utf-8-sig", "replace").split("\n")
    above = next(i for i, line in enumerate(lines) if is_header(line))
    found = f"skip={above}, delim='{sniffed(lines[above])}', quote='\"', comment=''"
    plain = "hive_partitioning=false, compression='none'"
    return f"read_csv(?, header=true, all_varchar=true, {plain}, {found})"


def _quoted(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'
