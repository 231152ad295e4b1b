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


def add_cells(entries: Entries, rows: HeadRows, texts: Sequence[str], split: Split, options: Options) -> None:
    """Add rows to the entries, once for each category that their cell names.

    Args:
        entries: Takes the rows.
        rows: All rows of the table.
        texts: The text of each cell of the category column, by its number.
        split: The function that splits a cell into names, see ``splitter``.
        options: How to read.
    """
    for number, text in enumerate(texts):
        selected = np.flatnonzero(rows.cell == number)
        if not len(selected):
            continue  # a cell that only other facets of the table have
        names = category_names(split(text), entries, options)
        _add_rows(entries, rows, selected, names)


def _add_rows(entries: Entries, rows: HeadRows, selected: npt.NDArray[np.intp], names: list[str]) -> None:
    """Add the rows of a cell to the entries, once for each category that the cell names.

    Args:
        entries: Takes the rows.
        rows: All rows of the table.
        selected: The numbers of the rows that have the cell.
        names: The categories that the cell names; if it names none, the heads are added without a category
            and a score.
    """
    layer = rows.layer[selected]
    head = rows.head[selected]
    score = np.full(len(selected), np.nan)
    if not names:
        entries.extend(layer, head, np.full(len(selected), -1), score)
        return
    if rows.score is not None:
        score = rows.score[selected]
    for name in names:
        label = np.full(len(selected), entries.number(name))
        entries.extend(layer, head, label, score)
