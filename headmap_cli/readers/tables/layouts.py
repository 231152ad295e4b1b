"""Read a table with a header: recognise its layout, and pass it to the reader of that layout.

Long: one row per membership, ``layer,head,category``, with a score if there is a column of scores.
Wide: one row per head, ``layer,head`` and a column per category with 0/1, yes/no, x/blank or scores.
Flat: one row per head, layer by layer, without columns for the layer and the head.
Pivot: one row per layer and a column per head, or the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from ...core.errors import Location
from ...core.head_names import parse_head_name
from ...core.strings import quote, truncated_list
from ...core.vocabulary import option
from ..context import ReadContext
from ..entries import Entries
from .cells import ColumnCells, ColumnKind, is_score
from .column_evidence import AmbiguousColumnsError, ColumnRoles, gather_evidence
from .column_names import score_rank
from .column_report import report_left_out, report_roles
from .column_roles import choose_roles
from .edges import edge_columns, read_edges
from .facet_rows import read_facet_rows
from .flat import read_flat_column
from .header import EXPECTED, NAMED_UNITS, Header, find_column, normalize_name, read_header
from .long import read_head_list, read_long
from .pivots import is_pivot, read_pivot
from .records import Record
from .requested_column import read_requested_column
from .roles_by_name import certain_roles
from .rows import Table, is_selected
from .wide import read_wide


def read_table(rows: Iterator[Record], context: ReadContext, noun: str = "table") -> Entries:
    """Return the entries of a table with a header.

    Args:
        rows: The rows, the header first; each is read once.
        context: The input and how it is to be read.
        noun: The name of this format in messages, such as "list of records".

    Raises:
        InputError: There are problems in the header or the rows; the error holds all of those in the rows.
    """
    first = next(rows)
    header = read_header(first.fields, first.locate, context)
    if is_pivot(header.names, context.options):
        all_rows = list(rows)
        entries = read_pivot(first, all_rows, context)
        if entries is not None:
            return entries
        rows = iter(all_rows)
    if header.head is None and context.options.column and context.options.grid:
        return _read_each_facet(Table(header, rows, first.delimiter, noun, context), read_flat_column)
    if header.head is None:
        header, rows = _find_names_of_heads(header, rows)
    if header.head is None and edge_columns(header) is not None:
        return _read_each_facet(Table(header, rows, first.delimiter, noun, context), read_edges)
    defect = _find_defect(header, first, context)
    if defect:
        raise context.error(defect, first.locate(0))
    header, rows = _assign_roles(header, first, rows, context)
    return _read_each_facet(Table(header, rows, first.delimiter, noun, context), _read_layout)


def _find_names_of_heads(header: Header, rows: Iterator[Record]) -> tuple[Header, Iterator[Record]]:
    """Return a header whose column of components or nodes is that of the heads, if it names some.

    Args:
        header: The header, without a column that can only hold heads.
        rows: The rows under it.

    Returns:
        The header, which is unchanged if no such column names heads, and all rows.
    """
    normalized = list(map(normalize_name, header.names))
    column = find_column(normalized, NAMED_UNITS)
    if column is None or column not in header.candidates:
        return header, rows
    all_rows = list(rows)
    names = [str(row.fields[column]) for row in all_rows if column < len(row.fields)]
    if not any(map(parse_head_name, names)):
        return header, iter(all_rows)
    candidates = tuple(i for i in header.candidates if i != column)
    return replace(header, layer=None, head=column, candidates=candidates), iter(all_rows)


def _read_each_facet(table: Table, read: Callable[[Table], Entries]) -> Entries:
    """Return the entries of a table, or those of each facet if --facet-by splits it."""
    if table.header.facet is None:
        return read(table)
    return read_facet_rows(table, read)


def _read_layout(table: Table) -> Entries:
    """Return the entries of a table whose columns have roles, which decide its layout."""
    header = table.header
    if header.requested is not None and header.score != header.requested:
        return read_requested_column(table)
    if header.category is not None:
        return read_long(table)
    if header.category_columns:
        return read_wide(table)
    return read_head_list(table)


def _find_defect(header: Header, first: Record, context: ReadContext) -> str:
    """Return what is wrong with a header, or an empty text if it is complete."""
    fields = truncated_list(list(map(quote, first.fields)))
    # A list of heads without a header begins with a name such as L0H1. Only text has a delimiter; the keys of
    # JSON records and the columns of Parquet are names even if they look like heads.
    names_head = header.head is None and first.delimiter and any(map(parse_head_name, first.fields))
    if names_head or all(is_score(field) and field.strip() for field in first.fields[:2]):
        return f"has no header row; {EXPECTED}; found {fields}"
    if header.head is not None:
        return ""
    message = f"has no column for the head; {EXPECTED}; found {fields}"
    if header.layer is None:
        message += _describe_flat_column(header, context)
    return message


def _describe_flat_column(header: Header, context: ReadContext) -> str:
    """Return what a flat column needs besides the options that are given."""
    needs = []
    if context.options.grid is None:
        needs.append(option("grid", "LAYERSxHEADS"))
    if not context.options.column:
        names = [name for name in header.names if len(header.names) == 1 or score_rank(name) is not None]
        needs.append(option("column", names[0] if names else "NAME"))
    text = f"; a flat column, a row per head, needs {' and '.join(needs)}"
    if not context.options.repeats:
        text += f", and {option('repeats', 'mean')} if it has several rows for each head"
    return text


def _assign_roles(
    header: Header, first: Record, rows: Iterator[Record], context: ReadContext
) -> tuple[Header, Iterator[Record]]:
    """Return a header with the roles of its columns, and the rows, which may have been read for them.

    Args:
        header: The header without roles.
        first: The row of the header.
        rows: The rows under it.
        context: The input and how it is to be read.

    Raises:
        InputError: The roles are unclear.
    """
    names = header.candidate_names
    if not context.options.column:
        roles = certain_roles(names)
        if roles is not None:
            report_left_out(roles, names, context)
            return header.with_roles(roles), rows
    # The cells decide, so all rows are held in memory until the last one has been looked at.
    all_rows = list(rows)
    selected = [row for row in all_rows if is_selected(header, row)]
    if not selected:
        # The roles do not matter, since the reader of any layout reports that there are no rows.
        return replace(header, category_columns=header.candidates), iter(all_rows)
    roles = _roles_by_cells(header, first, selected, context)
    return header.with_roles(roles), iter(all_rows)


def _roles_by_cells(
    header: Header, first: Record, rows: Sequence[Record], context: ReadContext
) -> ColumnRoles:
    """Return the roles of the columns by their names and their cells, and report them."""
    cells = {}
    for i in header.candidates:
        cells[i] = ColumnCells(row.fields[i] for row in rows)
    evidence = gather_evidence(header.candidate_names, cells, header.requested, context)
    try:
        roles = choose_roles(evidence)
    except AmbiguousColumnsError as error:
        location = _locate_first_text(error.column, rows)
        if location is None:
            location = first.locate(error.column)
        raise context.error(str(error), location) from None
    report_roles(roles, evidence, context)
    return roles


def _locate_first_text(column: int, rows: Sequence[Record]) -> Location | None:
    """Return the location of a column's first cell that is neither a flag nor a number."""
    for row in rows:
        if ColumnCells([row.fields[column]]).kind in (ColumnKind.TEXT, ColumnKind.NESTED):
            return row.locate(column)
    return None
