"""Read Parquet files, and tables of more than a gigabyte, through DuckDB.

DuckDB does not need to hold the table in memory. Only the columns that may be data are fetched from it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ...core.errors import WHOLE_SOURCE, HeadmapError, InputError, Location
from ...core.strings import first_line, quote
from ..context import ReadContext
from .cells import ColumnCells
from .column_evidence import AmbiguousColumnsError, ColumnEvidence, ColumnRoles, gather_evidence
from .column_report import list_left_out, report_left_out
from .column_roles import choose_roles
from .duckdb_queries import escape_pattern, rows_sql, sample_sql, source_sql
from .header import Header, read_header
from .pivots import is_pivot
from .records import LocatedRecord
from .roles_by_name import certain_roles

if TYPE_CHECKING:
    import duckdb

ROWS_PER_FETCH = 10_000
"""How many rows are fetched from DuckDB at a time."""


@contextmanager
def open_table(context: ReadContext) -> Iterator[DuckDBTable]:
    """Open a Parquet file or a large table.

    Raises:
        HeadmapError: DuckDB is not installed.
        InputError: The input is neither a Parquet file nor text with a header.
    """
    try:
        import duckdb
    except ImportError:
        raise HeadmapError(
            f"{context.name}: Parquet, and tables of more than a gigabyte, need DuckDB: "
            "pip install 'headmap[big]'"
        ) from None
    source = source_sql(context)
    with _file_of(context) as path, duckdb.connect() as connection:
        yield DuckDBTable(connection, source, path, context)


@contextmanager
def _file_of(context: ReadContext) -> Iterator[str]:
    """Yield the full path of a file with the input, which is temporary for a stream or a compressed file."""
    if context.source.path is not None:
        # DuckDB would take a relative path such as "s3://a" for a URL.
        yield str(Path.cwd() / context.source.path)
        return
    with tempfile.TemporaryDirectory(prefix="headmap-") as folder:
        path = Path(folder, "input")
        with path.open("wb") as file:
            file.writelines(context.source.blocks())
        yield str(path)


def _explain_error(error: Exception) -> str:
    """Return the first line of an error, without the kind of error that DuckDB writes before it."""
    if isinstance(error, UnicodeDecodeError):
        return "it holds text that is not UTF-8"
    return re.sub(r"^[A-Z][\w ]* Error: ", "", first_line(error))


class DuckDBTable:
    """A table that DuckDB reads.

    Attributes:
        connection: The connection that runs the queries.
        source: The call of the table function that reads the input, in SQL, with a parameter for the path.
        path: The full path of the file.
        context: The input and how it is to be read.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, source: str, path: str, context: ReadContext
    ) -> None:
        self.connection = connection
        self.source = source
        self.path = path
        self.context = context

    @property
    def pattern(self) -> str:
        """Return the value of the parameter for the path: a pattern that matches only the path."""
        return escape_pattern(self.path)

    @contextmanager
    def explained_errors(self) -> Iterator[None]:
        """Raise InputError for each error of DuckDB, which has many types of them.

        DuckDB also raises Python's own errors, for values that it cannot convert.
        """
        try:
            yield
        except HeadmapError:
            raise
        except Exception as error:
            name = self.context.name
            reason = _explain_error(error).replace(self.pattern, name).replace(self.path, name)
            raise self.context.error(f"DuckDB cannot read it: {reason}") from None

    def records(self) -> Generator[LocatedRecord]:
        """Yield the header and the rows, with the columns that may be data.

        Equal rows of a table without scores are yielded once.

        Raises:
            InputError: DuckDB cannot read the file, or there are problems in the header.
        """
        with self.explained_errors():
            yield from self._records()

    def _records(self) -> Iterator[LocatedRecord]:
        """Yield the header and the rows, see records."""
        types = self.column_types()
        header = read_header(list(types), lambda _: WHOLE_SOURCE, self.context)
        names, has_scores = self._choose_columns(header)
        # Facets and the rows of a pivot table have an order, which DISTINCT would not keep.
        keeps_all_rows = has_scores or header.facet is not None or is_pivot(names, self.context.options)
        self.connection.execute(rows_sql(self.source, names, types, keeps_all_rows), [self.pattern])
        # Errors can only name the column of a cell: Parquet has no lines, and equal rows are merged.
        locations = list(map(_column_location, names))
        yield LocatedRecord(list(names), locations)
        while rows := self.connection.fetchmany(ROWS_PER_FETCH):
            for row in rows:
                yield LocatedRecord(list(map(_cell_text, row)), locations)

    def column_types(self) -> dict[str, str]:
        """Return the names of the columns, each with its type in DuckDB."""
        self.connection.execute(f"SELECT * FROM {self.source} LIMIT 0", [self.pattern])
        description = self.connection.description
        assert description is not None
        return {str(column[0]): str(column[1]) for column in description}

    def _choose_columns(self, header: Header) -> tuple[list[str], bool]:
        """Return the names of the columns that may be data, and whether one of them holds scores.

        The reader of tables chooses the roles of these columns again, from all rows, and reports the choice.
        It also reports columns that could be data but are left out, so these are among the names too.
        """
        names = header.candidate_names
        if not self.context.options.column:
            roles = certain_roles(names)
            if roles is not None:
                report_left_out(roles, names, self.context)
                return _remaining_names(header, roles.left_out), roles.score is not None
        cells = {}
        has_rows = False
        for i, name in names.items():
            sample = self._sample_cells(name, header)
            has_rows = has_rows or bool(sample)
            cells[i] = ColumnCells(sample)
        # The reader of tables uses the columns of a pivot table, or refuses the table and lists all of them.
        if header.head is None or not has_rows or is_pivot(header.names, self.context.options):
            return list(header.names), True
        evidence = gather_evidence(names, cells, header.requested, self.context)
        roles = self._choose_roles(evidence)
        left_out = tuple(i for i in roles.left_out if i not in roles.overlooked)
        self._report_left_out(replace(roles, left_out=left_out), evidence)
        has_scores = roles.score is not None
        for i, kind in evidence.kinds.items():
            if kind.is_number and i not in left_out:
                has_scores = True
        return _remaining_names(header, left_out), has_scores

    def _sample_cells(self, name: str, header: Header) -> list[Any]:
        """Return a few cells of each kind that a column has in the rows that --where selects."""
        query, parameters = sample_sql(self.source, self.pattern, name, header)
        return [cell for (cell,) in self.connection.execute(query, parameters).fetchall()]

    def _choose_roles(self, evidence: ColumnEvidence) -> ColumnRoles:
        """Return the roles of the columns by their names and samples of their cells."""
        # A sample does not show whether a column is constant.
        evidence = replace(evidence, constant=frozenset())
        try:
            return choose_roles(evidence)
        except AmbiguousColumnsError as error:
            raise self._error_in_column(str(error), evidence.names[error.column]) from None

    def _report_left_out(self, roles: ColumnRoles, evidence: ColumnEvidence) -> None:
        """Report the columns that are not fetched from DuckDB."""
        if evidence.requested is not None:
            list_left_out(roles, evidence.names)
        else:
            report_left_out(roles, evidence.names, self.context)

    def _error_in_column(self, message: str, name: str) -> InputError:
        """Return an error in a column."""
        return self.context.error(message, _column_location(name))


def _column_location(name: str) -> Location:
    """Return the location of all cells of a column."""
    return Location(path=f"column {quote(name)}")


def _cell_text(value: object) -> str:
    """Return a value as the cell of a text table; blank for NULL."""
    return "" if value is None else str(value)


def _remaining_names(header: Header, left_out: tuple[int, ...]) -> list[str]:
    """Return the names of the columns that have one and are not left out."""
    return [name for i, name in enumerate(header.names) if name and i not in left_out]
