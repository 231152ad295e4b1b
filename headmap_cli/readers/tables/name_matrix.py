"""Read matrices with a row per layer and a column per head, whose cells name the categories of the head."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

from ...core.numbers import is_python_number
from ...core.strings import counted
from ...core.vocabulary import option
from ..category_cells import splitter
from ..category_names import category_names
from ..collector import DECIMAL_COMMA, Collector
from ..context import ReadContext
from ..entries import Entries
from .cells import cell_kind
from .matrix import LocateCell, Rows, read_matrix

NAME = re.compile(r"[\[({'\" ]*[^\W\d_]")
"""The beginning of a name, or of a list of names; a number with a unit begins otherwise."""


def read_cells(
    rows: Rows, locate: LocateCell, context: ReadContext, delimiter: str, kind: str = "matrix"
) -> Entries:
    """Return the entries of a matrix of numbers, flags or names of categories.

    Args:
        rows: The rows, one for each layer.
        locate: The function that locates a cell.
        context: The input and how it is to be read.
        delimiter: What separates the fields in the file, so that it separates no names.
        kind: The name of the matrix in messages.

    Raises:
        InputError: There are problems in the cells, or the shape is not that of the grid.
    """
    if hold_names(chain.from_iterable(rows)):
        return _read_names(rows, locate, context, delimiter, f"{kind} of names")
    return read_matrix(rows, locate, context, kind)


def hold_names(cells: Iterable[Any]) -> bool:
    """Return whether all cells are names of categories or missing, and there are names.

    >>> hold_names(["copy", "", "A;B"]), hold_names(["copy", "0.5"]), hold_names(["0,5"]), hold_names(["x"])
    (True, False, False, False)
    """
    has_name = False
    for cell in cells:
        kind = cell_kind(cell)
        if kind == "blank":
            continue
        text = str(cell).strip()
        if kind != "text" or DECIMAL_COMMA.fullmatch(text) or is_python_number(text):
            return False
        has_name = has_name or NAME.match(text) is not None
    return has_name


def _read_names(rows: Rows, locate: LocateCell, context: ReadContext, delimiter: str, kind: str) -> Entries:
    """Return the entries of a matrix of names, see ``read_cells``."""
    layers, heads = len(rows), max(map(len, rows))
    context.check_grid(layers, heads, f"is {layers} rows x {heads} columns")
    collector = Collector(context, kind, listing=True, grid=(layers, heads))
    split = splitter(delimiter)
    absent = []
    for layer, row in enumerate(rows):
        if len(row) < heads and not context.options.missing:
            message = f"row has {counted(len(row), 'cell')} where others have {heads}"
            hint = f"{option('missing', 'absent')} leaves the rest out"
            collector.add_problem(f"{message}; {hint}", locate(layer, 0))
        for head, cell in enumerate(row):
            names = category_names(split(cell), collector.entries, context.options)
            collector.add((layer, head), names)
        absent += [(layer, head) for head in range(len(row), heads)]
    if context.options.missing == "absent":
        collector.entries.absent = absent
    return collector.finish()
