"""Read flat columns of tables, which have one cell per head, layer by layer.

The grid says how many heads a layer has.
"""

from __future__ import annotations

from ...core.strings import quote
from ...core.vocabulary import option
from ..collector import Collector
from ..entries import Entries
from ..repeats import combine_cells
from .cells import normalize_cell
from .rows import Table, filter_rows
from .wide import add_flags, are_flags, read_cell_score


def read_flat_column(table: Table) -> Entries:
    """Return the entries of the column that --column names, in a table without a column for the head.

    Raises:
        InputError: There are problems in the rows, or their number is not that of the heads in the grid.
    """
    options = table.context.options
    column = table.header.requested
    assert options.grid is not None
    assert column is not None
    layers, heads = options.grid
    collector = Collector(table.context, f"flat column {quote(options.column)}", listing=True)
    rows = list(filter_rows(table, collector))
    cells = [normalize_cell(row.fields[column]) for row in rows]
    if options.repeats and rows and len(rows) % (layers * heads) == 0:
        locations = [row.locate(column) for row in rows]
        repeats = combine_cells(cells, layers * heads, locations.__getitem__, table.context)
        collector.entries.combined = True
        cells = list(map(normalize_cell, repeats.cells))
        rows = rows[repeats.start : repeats.start + len(cells)]
    if len(rows) != layers * heads and not collector.total:
        raise table.context.error(flat_mismatch(len(rows), layers, heads))
    pairs = [divmod(i, heads) for i in range(len(rows))]
    if are_flags(cells):
        add_flags(collector, pairs, {options.column: cells})
        return collector.finish()
    for row, pair, cell in zip(rows, pairs, cells, strict=True):
        collector.add(pair, [options.column], read_cell_score(collector, cell, row, column))
    return collector.finish()


def flat_mismatch(rows: int, layers: int, heads: int) -> str:
    """Return the message for a flat column that does not have one row per head.

    >>> flat_mismatch(12, 2, 3)
    'has 12 rows where the grid 2x3 has 6 heads, 2 times as many; --repeats mean takes their mean'
    """
    size = layers * heads
    message = f"has {rows:,} rows where the grid {layers}x{heads} has {size:,} heads"
    if rows and rows % size == 0:
        message += f", {rows // size} times as many; {option('repeats', 'mean')} takes their mean"
    return message
