"""Read tables with a row per membership or per score of a head."""

from __future__ import annotations

from ...core.strings import quote
from ..category_cells import Split, splitter
from ..category_names import category_names
from ..collector import Collector
from ..entries import Entries
from .header import Header
from .records import Record
from .rows import Table, locate_heads, locate_in


def read_long(table: Table) -> Entries:
    """Return the entries of a table with a column of categories, and perhaps one of scores.

    Raises:
        InputError: There are problems in the rows; the error holds all of them.
    """
    has_score = table.header.score is not None
    shape = f"long {table.noun} with scores" if has_score else f"long {table.noun}"
    collector = Collector(table.context, shape, listing=has_score)
    collector.entries.scored = has_score
    collector.entries.categorised = has_score
    split = splitter(table.delimiter)
    for row, pair in locate_heads(table, collector):
        add_categories(collector, table.header, row, pair, split)
    return collector.finish()


def add_categories(
    collector: Collector, header: Header, row: Record, pair: tuple[int, int], split: Split
) -> None:
    """Add a head with the categories of its row, and their score if there is a column of scores.

    Args:
        collector: Takes the head, or the problem with its row.
        header: The columns, one of which holds the categories.
        row: The row of the head.
        pair: The layer and the head.
        split: The function that splits a cell into names, see ``splitter``.
    """
    assert header.category is not None
    cell = row.fields[header.category]
    if isinstance(cell, dict | bool):
        message = f"expected a category's name or a list of them, found {quote(cell)}"
        collector.add_problem(message, row.locate(header.category))
        return
    names = category_names(split(cell), collector.entries, collector.options)
    # A head without a category does not need a score, so its cell is not checked.
    if names and header.score is not None:
        score = collector.read_score(row.fields[header.score], locate_in(header, row))
        collector.add(pair, names, score)
    else:
        collector.add(pair, names)


def read_head_list(table: Table) -> Entries:
    """Return the entries of a table without categories: the heads of one category, or scores of heads.

    The label of the category is blank here; read_inputs names it after ``Name=FILE`` or after the file.

    Raises:
        InputError: There are problems in the rows; the error holds all of them.
    """
    score_column = table.header.score
    if score_column is None:
        collector = Collector(table.context, "list of heads")
        for _, pair in locate_heads(table, collector):
            collector.add(pair, [""])
        return collector.finish()
    collector = Collector(table.context, "scores of heads", listing=True)
    collector.entries.categorised = bool(table.context.options.name)
    for row, pair in locate_heads(table, collector):
        score = collector.read_score(row.fields[score_column], locate_in(table.header, row))
        collector.add(pair, [""], score)
    return collector.finish()
