"""Add the rows of a long table to entries, once for each category that the cell of a row names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..category_cells import Split
from ..category_names import category_names
from ..entries import Entries
from ..options import Options
from .head_store import HeadRows
from .machine_words import Ints

Rows = npt.NDArray[np.intp]


def add_cells(entries: Entries, rows: HeadRows, texts: Sequence[str], split: Split, options: Options) -> None:
    """Add rows to the entries, once for each category that their cell names.

    Args:
        entries: Takes the rows.
        rows: All rows of the table.
        texts: The text of each cell of the category column, by its number.
        split: The function that splits a cell into names, see ``splitter``.
        options: How to read.
    """
    for text, selected in zip(texts, _rows_of_cells(rows.cell, len(texts)), strict=True):
        if not len(selected):
            continue  # a cell that only other facets of the table have
        names = category_names(split(text), entries, options)
        _add_rows(entries, rows, selected, names)


def _rows_of_cells(cell: Ints, count: int) -> list[Rows]:
    """Return the numbers of the rows that have each cell, in their order.

    Args:
        cell: The number of the cell of each row.
        count: The number of cells.
    """
    # Only integers of two bytes are sorted in a time that is proportional to their number.
    sort_key = cell.astype(np.uint16) if count <= 1 << 16 else cell
    order = np.argsort(sort_key, kind="stable")
    ends = np.searchsorted(cell[order], np.arange(1, count))
    return np.split(order, ends)


def _add_rows(entries: Entries, rows: HeadRows, selected: Rows, names: list[str]) -> None:
    """Add the rows of a cell to the entries, once for each category that the cell names.

    Args:
        entries: Takes the rows.
        rows: All rows of the table.
        selected: The numbers of the rows that have the cell.
        names: The categories that the cell names; if it names none, the heads are added without a category
            and a score.
    """
    layer = rows.layer[selected].astype(np.int32)
    head = rows.head[selected].astype(np.int32)
    if not names:
        entries.extend(layer, head, -1)
        return
    score = None
    if rows.score is not None:
        score = rows.score[selected]
    for name in names:
        entries.extend(layer, head, entries.number(name), score)
