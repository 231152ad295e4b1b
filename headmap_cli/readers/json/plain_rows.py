"""Define which JSON documents are plain, and make the entries of their rows with numpy.

The readers of plain documents return None before they report anything if a document is not plain. It is then
read as usual.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias

import numpy as np
from msgspec import Meta, Struct

from ...core.grid import MAX_HEADS
from ..category_cells import splitter
from ..context import ReadContext
from ..entries import Entries
from ..tables.head_store import Floats, HeadRows, are_inside
from ..tables.long_cells import add_cells
from ..tables.machine_words import Ints

MIN_LENGTH = 1 << 16
"""Shorter texts are read as fast in the usual way."""

Index: TypeAlias = Annotated[int, Meta(ge=0, lt=MAX_HEADS)]


class PlainRows(Struct, frozen=True):
    """The columns of a table without problems.

    Attributes:
        layer: The layer of each row.
        head: The head of each row.
        categories: The cell of each row in the column of categories; None if there is no such column.
        score: The score of each row; None if there are no scores.
    """

    layer: Ints
    head: Ints
    categories: Sequence[str] | None
    score: Floats | None = None


def may_be_plain(text: str, context: ReadContext) -> bool:
    """Return whether a text is long and without escapes, and no option chooses a part or changes its indices.

    Args:
        text: The text of the input.
        context: The input and how it is to be read.
    """
    options = context.options
    changes_rows = options.column or options.where or options.at or options.missing or options.facet_by
    if changes_rows or options.repeats or options.index_base or context.format not in ("json", "jsonl"):
        return False
    # A backslash may stand for any character, so that quotes could not be counted.
    return len(text) >= MIN_LENGTH and "\\" not in text


def plain_entries(rows: PlainRows, noun: str, context: ReadContext) -> Entries | None:
    """Return the entries of rows; None if there are none, a head is outside the grid or a score is infinite.

    Args:
        rows: The rows.
        noun: The name of their format in messages, such as "list of records".
        context: The input and how it is to be read.
    """
    if not len(rows.layer) or not are_inside(rows.layer, rows.head, context.options.grid):
        return None
    has_scores = rows.score is not None
    if rows.score is not None and not np.isfinite(rows.score).all():
        return None
    if rows.categories is None:
        shape = "scores of heads"
    else:
        shape = f"long {noun} with scores" if has_scores else f"long {noun}"
    entries = Entries(context.name, shape, listing=has_scores, scored=has_scores)
    if rows.categories is None:
        assert rows.score is not None
        entries.categorised = bool(context.options.name)
        entries.extend(rows.layer, rows.head, entries.number(""), rows.score)
        return entries
    entries.categorised = has_scores
    numbers = {cell: number for number, cell in enumerate(dict.fromkeys(rows.categories))}
    cell = np.fromiter(map(numbers.__getitem__, rows.categories), np.int64, len(rows.layer))
    head_rows = HeadRows(cell, rows.layer, rows.head, rows.score)
    add_cells(entries, head_rows, list(numbers), splitter(""), context.options)
    return entries
