"""Parquet, and tables of more than a gigabyte, through DuckDB -> the rows of a table.

Only distinct rows of the columns that matter leave DuckDB, which works out of core.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..errors import At, HeadmapError, input_error
from .header import read_header
from .options import Options
from .source import Source

FETCHED = 10_000


@dataclass(frozen=True, slots=True)
class BigRecord:
    """A row without a place: it may stand in the file many times."""

    fields: list[Any]
    delimiter: str = ""

    def place(self, field: int) -> At | str:
        """Nothing, as distinct rows have no line."""
        return f"column {field + 1}"


def big_records(source: Source, options: Options) -> Iterator[BigRecord]:
    """The header and the distinct rows of a parquet file or a large table.

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
    parquet = source.start.startswith(b"PAR1")
    read = (
        "read_parquet(?)"
        if parquet
        else "read_csv(?, header=true, all_varchar=true, comment='#', quote='\"')"
    )
    with duckdb.connect() as connection:
        try:
            connection.execute(f"SELECT * FROM {read} LIMIT 0", [str(source.path)])
            names = [column[0] for column in connection.description or []]
            header = read_header(names, lambda _: "", options, source.name)
            recognised = (header.layer, header.head, header.category, header.score, header.model)
            wanted = sorted({i for i in (*recognised, *(c for c, _ in header.where)) if i is not None})
            if header.category is None:
                wanted = list(range(len(names)))
            columns = ", ".join('"' + names[i].replace('"', '""') + '"' for i in wanted)
            connection.execute(f"SELECT DISTINCT {columns} FROM {read}", [str(source.path)])
            yield BigRecord([names[i] for i in wanted])
            while rows := connection.fetchmany(FETCHED):
                for row in rows:
                    yield BigRecord(["" if value is None else str(value) for value in row])
        except duckdb.Error as e:
            said = re.sub(r"^[A-Z][\w ]* Error: ", "", str(e).splitlines()[0])
            raise input_error(source.name, f"DuckDB cannot read it: {said}") from None
