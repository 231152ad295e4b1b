"""Numbers only: a row per layer and a column per head, or one number per row -> Entries.

A matrix is one category, or its scores; JSON may hold one for each category.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...core.errors import Location
from ...core.strings import quote
from ...core.vocabulary import option
from ..collector import Collector
from ..context import ReadContext
from ..entries import Entries
from ..missing import is_missing
from .cells import FLAGS, NO, YES, text
from .layouts import flat_mismatch

Rows = Sequence[Sequence[Any]]
Cell = Callable[[int, int], "Location"]
"""Where the number of a row and column stands."""


def read_matrix(rows: Rows, place: Cell, context: ReadContext, kind: str = "matrix") -> Entries:
    """The entries of rows of numbers, texts or JSON values, one row per layer.

    Rows may be shorter than the longest where --missing absent says that the rest is not there.
    Raises InputError with all problems, and where the shape is not the grid's.
    """
    return read_matrices({"": rows}, lambda _: place, context, kind)


def read_matrices(
    parts: Mapping[str, Rows], places: Callable[[str], Cell], context: ReadContext, kind: str
) -> Entries:
    """The entries of a matrix for each category, all of one shape; see read_matrix."""
    layers, heads = max(map(len, parts.values())), max(len(row) for rows in parts.values() for row in rows)
    if context.options.grid and (layers, heads) != context.options.grid:
        turned = "; it looks transposed" if context.options.grid == (heads, layers) else ""
        size = "{} layers x {} heads".format(*context.options.grid)
        raise context.error(f"is {layers} rows x {heads} columns where the grid has {size}{turned}")
    for name, rows in parts.items():
        if len(rows) != layers:
            raise context.error(f"{quote(name)} has {len(rows)} rows where others have {layers}")
    collect = Collector(context, kind, ordered=True, grid=(layers, heads), has_columns=False)
    flags = all(text(cell) in FLAGS for rows in parts.values() for row in rows for cell in row)
    blank = []
    for name, rows in parts.items():
        collect.entries.number(name)
        blank.append(_add_matrix(collect, name, rows, heads, flags, places(name)))
    if context.options.missing == "absent":
        collect.entries.absent = sorted(set.intersection(*blank))
    return collect.done()


def _add_matrix(
    collect: Collector, name: str, rows: Rows, heads: int, flags: bool, place: Cell
) -> set[tuple[int, int]]:
    """Add the heads of a category; those that it says nothing of."""
    blank = set()
    for layer, row in enumerate(rows):
        if len(row) < heads and not collect.options.missing:
            numbers = f"row has {len(row)} numbers where others have {heads}"
            message = f"{numbers}; {option('missing', 'absent')} leaves the rest out"
            collect.problem(message, place(layer, 0))
            continue
        for head in range(heads):
            cell = row[head] if head < len(row) else None
            if not _add(collect, name, (layer, head), cell, flags, place):
                blank.add((layer, head))
    return blank


def is_matrix(value: Any) -> bool:
    """Whether a JSON value is rows of numbers, or rows of flags; any may be null or a text such as "NA".

    >>> is_matrix([[0.1, None], [0.3, 1]]), is_matrix([[True], [False]]), is_matrix([[True, 0]])
    (True, True, False)
    """
    if not isinstance(value, list) or not all(isinstance(row, list) and row for row in value):
        return False
    kinds = {type(cell) for row in value for cell in row if not _is_missing_cell(cell)}
    return bool(kinds) and (kinds <= {int, float} or kinds == {bool})


def may_be_heads(rows: Rows) -> bool:
    """Whether rows can be heads: all ``[layer, head]`` or ``[layer, head, score]``.

    >>> may_be_heads([[0, 1], [2, 3, 0.5]]), may_be_heads([[0.5, 1]]), may_be_heads([[0, 1, 2, 3]])
    (True, False, False)
    """
    return all(len(row) in (2, 3) and all(_may_be_index(value) for value in row[:2]) for row in rows)


def _may_be_index(value: Any) -> bool:
    """Return whether a value is an index, or says that one is missing."""
    return type(value) is int or _is_missing_cell(value)


def _is_missing_cell(value: Any) -> bool:
    """Return whether a JSON value is null or a text such as "NA"."""
    return value is None or (isinstance(value, str) and is_missing(value))


def read_flat(cells: Sequence[Any], place: Cell, context: ReadContext) -> Entries:
    """One number per head, layer by layer; the grid says where a layer ends."""
    if not context.options.grid:
        grid = option("grid", "LAYERSxHEADS")
        raise context.error(f"is a flat column, its length {len(cells):,}; it needs {grid}")
    layers, heads = context.options.grid
    if len(cells) != layers * heads:
        raise context.error(flat_mismatch(len(cells), layers, heads))
    rows = [cells[layer * heads : (layer + 1) * heads] for layer in range(layers)]
    return read_matrix(rows, lambda layer, head: place(layer * heads + head, 0), context, "flat column")


def _add(collect: Collector, name: str, head: tuple[int, int], cell: Any, flags: bool, place: Cell) -> bool:
    """Add a head by its cell; whether that says something of it."""
    unknown = cell is None or (bool(collect.options.missing) and is_missing(cell) and text(cell) not in NO)
    if flags and not unknown:
        collect.add(head, [name] if text(cell) in YES else [])
        return True
    score = collect.score(cell, lambda _: place(*head), "cell")
    if flags:
        collect.add(head, [])
    else:
        collect.add(head, [name], score)
    return not math.isnan(score)
