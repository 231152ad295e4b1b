"""Read tables with a row per head and a column per category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..collector import Collector
from ..entries import Entries
from ..missing import is_no_score
from .cells import FLAGS, NO, YES, normalize_cell
from .records import Record
from .rows import Table, locate_heads


def read_wide(table: Table) -> Entries:
    """Return the entries of a table whose columns are categories, with flags or scores as cells.

    Raises:
        InputError: There are problems in the rows; the error holds all of them.
    """
    header = table.header
    collector = Collector(table.context, f"wide {table.noun}", ordered=True, listing=True)
    head_rows = list(locate_heads(table, collector))
    cells_by_column = {}
    has_scores = False
    for column in header.category_columns:
        cells = [normalize_cell(row.fields[column]) for row, _ in head_rows]
        cells_by_column[column] = cells
        # If one column holds scores, the zeros and ones in all other columns are scores too.
        has_scores = has_scores or not are_flags(cells)
    if not has_scores:
        flags = {header.names[column]: cells for column, cells in cells_by_column.items()}
        add_flags(collector, [pair for _, pair in head_rows], flags)
        return collector.finish()
    collector.entries.shape += " with scores"
    for column, cells in cells_by_column.items():
        name = header.names[column]
        for (row, pair), cell in zip(head_rows, cells, strict=True):
            collector.add(pair, [name], read_cell_score(collector, cell, row, column))
        # Without any rows, the column is still a category.
        collector.entries.number(name)
    return collector.finish()


def are_flags(cells: Iterable[str]) -> bool:
    """Return whether all cells, which are normalized, are flags or markers of missing values."""
    return all(cell in FLAGS for cell in cells)


def add_flags(
    collector: Collector, pairs: Sequence[tuple[int, int]], columns: Mapping[str, Sequence[str]]
) -> None:
    """Add heads with the categories whose flags they have.

    A missing flag counts as no. With ``--missing absent``, a head whose flags are all missing is absent. A
    blank cell always means no, since many tables mark members with x and leave the other cells blank.

    Args:
        collector: Takes the heads.
        pairs: The layer and the head of each row.
        columns: The cells of each category, normalized, one for each row.
    """
    flagged = set()
    for name, cells in columns.items():
        collector.entries.number(name)
        for pair, cell in zip(pairs, cells, strict=True):
            collector.add(pair, [name] if cell in YES else [])
            if cell in YES or cell in NO:
                flagged.add(pair)
    if collector.options.missing == "absent":
        collector.entries.absent = sorted(set(pairs) - flagged)


def read_cell_score(collector: Collector, cell: str, row: Record, column: int) -> float:
    """Return the score in a cell, where yes is 1 and no is 0; NaN if there is none.

    Args:
        collector: Takes the problem if the cell is not a score.
        cell: The cell, normalized.
        row: The row of the cell.
        column: The column of the cell.
    """
    number = cell
    if cell in YES:
        number = "1"
    elif cell in NO and not is_no_score(cell):
        # "-" and a blank mean no among flags, but a missing score among scores.
        number = "0"
    return collector.read_score(number, lambda _: row.locate(column))
