"""Read the one column of a table that --column names: categories, flags or scores."""

from __future__ import annotations

from ...core.strings import quote
from ..category_cells import splitter
from ..collector import DECIMAL_COMMA, Collector
from ..entries import Entries
from .cells import is_score, normalize_cell
from .header import Header
from .long import add_categories
from .rows import Table, locate_heads
from .wide import add_flags, are_flags, read_cell_score


def read_requested_column(table: Table) -> Entries:
    """Return the entries of the column that --column names.

    If all cells are flags or all are scores, they are those of one category with the name of the column.
    Otherwise, each cell names the categories of its head.

    Raises:
        InputError: There are problems in the rows; the error holds all of them.
    """
    name = table.context.options.column
    column = table.header.requested
    assert column is not None
    collector = Collector(table.context, f"{table.noun}, column {quote(name)}", listing=True)
    collector.entries.categorised = bool(table.context.options.name) or _has_scored_categories(table.header)
    head_rows = list(locate_heads(table, collector))
    cells = [normalize_cell(row.fields[column]) for row, _ in head_rows]
    if are_flags(cells):
        add_flags(collector, [pair for _, pair in head_rows], {name: cells})
        return collector.finish()
    are_scores = all(map(is_score, cells))
    split = splitter(table.delimiter)
    for (row, pair), cell in zip(head_rows, cells, strict=True):
        if are_scores:
            collector.add(pair, [name], read_cell_score(collector, cell, row, column))
        elif DECIMAL_COMMA.fullmatch(cell):
            # Among names, a decimal comma is probably a mistyped score, so it is reported as one.
            read_cell_score(collector, cell, row, column)
        else:
            add_categories(collector, table.header, row, pair, split)
    return collector.finish()


def _has_scored_categories(header: Header) -> bool:
    """Return whether the table has both a column of categories and a column of scores."""
    return header.category is not None and header.score is not None
