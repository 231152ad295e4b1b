"""Read a matrix of flags or scores, with a row per layer and a column per head, or as one flat column.

A matrix holds one category; a JSON document may hold a matrix for each category.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct

from ...core.errors import Location
from ...core.strings import counted, quote
from ...core.vocabulary import option
from ..collector import Collector
from ..context import ReadContext
from ..entries import Entries
from ..missing import is_missing
from ..repeats import combine_cells
from .cells import NO, YES, normalize_cell
from .flat import flat_mismatch
from .wide import are_flags

Rows = Sequence[Sequence[Any]]
"""The rows of a matrix, whose cells are strings or JSON values."""

LocateCell = Callable[[int, int], Location]
"""A function that returns the location of the cell in a row and column, both counted from 0."""


def read_matrix(rows: Rows, locate: LocateCell, context: ReadContext, kind: str = "matrix") -> Entries:
    """Return the entries of rows of numbers, one row per layer.

    Args:
        rows: The rows. With --missing, some may be shorter than the longest one.
        locate: The function that locates a cell.
        context: The input and how it is to be read.
        kind: The name of the matrix in messages.

    Raises:
        InputError: There are problems in the cells, or the shape is not that of the grid.
    """
    return read_matrices({"": rows}, lambda _: locate, context, kind)


def read_matrices(
    matrices: Mapping[str, Rows], locate_in: Callable[[str], LocateCell], context: ReadContext, kind: str
) -> Entries:
    """Return the entries of a matrix for each category, all of one shape.

    Args:
        matrices: The rows of each category, as in read_matrix.
        locate_in: The function that returns, for the name of a category, the one that locates its cells.
        context: The input and how it is to be read.
        kind: The name of the matrices in messages.

    Raises:
        InputError: There are problems in the cells, or the shapes differ or are not that of the grid.
    """
    grid = _common_shape(matrices, context)
    collector = Collector(context, kind, ordered=True, grid=grid, has_columns=False)
    # If a single cell is not a flag, the zeros and ones of all categories are scores.
    has_flags = all(_holds_flags(rows) for rows in matrices.values())
    unknown_heads = []
    for name, rows in matrices.items():
        collector.entries.number(name)
        matrix = _Matrix(name, rows, has_flags, locate_in(name))
        unknown_heads.append(_add_matrix(collector, matrix, grid[1]))
    if context.options.missing == "absent":
        collector.entries.absent = sorted(set.intersection(*unknown_heads))
    return collector.finish()


def read_flat(cells: Sequence[Any], locate: LocateCell, context: ReadContext) -> Entries:
    """Return the entries of a flat column: one number per head, layer by layer.

    Args:
        cells: The numbers, as strings or JSON values.
        locate: The function that locates a cell by its row; the column is 0.
        context: The input and how it is to be read; its grid says how many heads a layer has.

    Raises:
        InputError: No grid is given, its size is not the number of cells, or there are problems in the cells.
    """
    if not context.options.grid:
        grid = option("grid", "LAYERSxHEADS")
        raise context.error(f"is a flat column of {counted(len(cells), 'value')}; it needs {grid}")
    layers, heads = context.options.grid
    size = layers * heads
    start = 0
    if context.options.repeats and cells and len(cells) % size == 0:
        repeats = combine_cells(cells, size, lambda i: locate(i, 0), context)
        cells, start = repeats.cells, repeats.start
    if len(cells) != size:
        raise context.error(flat_mismatch(len(cells), layers, heads))
    rows = [cells[layer * heads : (layer + 1) * heads] for layer in range(layers)]
    entries = read_matrix(
        rows, lambda layer, head: locate(start + layer * heads + head, 0), context, "flat column"
    )
    entries.combined = True
    return entries


def is_matrix(value: Any) -> bool:
    """Return whether a JSON value is rows of numbers, or rows of booleans, in which some may be missing.

    >>> is_matrix([[0.1, None], [0.3, 1]]), is_matrix([[True], [False]]), is_matrix([[True, 0]])
    (True, True, False)
    """
    if not isinstance(value, list):
        return False
    types: set[type] = set()
    for row in value:
        if not isinstance(row, list) or not row:
            return False
        for cell in row:
            if not _is_missing_cell(cell):
                types.add(type(cell))
    if not types:
        return False
    return types <= {int, float} or types == {bool}


def may_be_heads(rows: Rows) -> bool:
    """Return whether rows can be heads: all ``[layer, head]`` or ``[layer, head, score]``.

    >>> may_be_heads([[0, 1], [2, 3, 0.5]]), may_be_heads([[0.5, 1]]), may_be_heads([[0, 1, 2, 3]])
    (True, False, False)
    """
    return all(map(_may_be_head, rows))


class _Matrix(Struct, frozen=True):
    """The matrix of one category.

    Attributes:
        name: The name of the category; empty if the input has none.
        rows: The cells, one row per layer.
        has_flags: Whether the cells are flags instead of scores.
        locate: The function that locates a cell.
    """

    name: str
    rows: Rows
    has_flags: bool
    locate: LocateCell


def _common_shape(matrices: Mapping[str, Rows], context: ReadContext) -> tuple[int, int]:
    """Return the number of layers and heads of all matrices; raise InputError if they do not agree."""
    layers = max(map(len, matrices.values()))
    heads = max(max(map(len, rows), default=0) for rows in matrices.values())
    context.check_grid(layers, heads, f"is {layers} rows x {heads} columns")
    for name, rows in matrices.items():
        if len(rows) != layers:
            raise context.error(f"{quote(name)} has {len(rows)} rows where others have {layers}")
    return layers, heads


def _holds_flags(rows: Rows) -> bool:
    """Return whether all cells of a matrix are flags."""
    return are_flags(map(normalize_cell, chain.from_iterable(rows)))


def _add_matrix(collector: Collector, matrix: _Matrix, heads: int) -> set[tuple[int, int]]:
    """Add the heads of a category, and return those whose cells are missing.

    Args:
        collector: Takes the heads, and the problems with their cells.
        matrix: The matrix of the category.
        heads: The length of the longest row of all matrices; shorter rows lack their last cells.
    """
    unknown_heads = set()
    for layer, row in enumerate(matrix.rows):
        if len(row) < heads and not collector.options.missing:
            message = f"row has {len(row)} numbers where others have {heads}"
            hint = f"{option('missing', 'absent')} leaves the rest out"
            collector.add_problem(f"{message}; {hint}", matrix.locate(layer, 0))
            continue
        for head in range(heads):
            cell = row[head] if head < len(row) else None
            if not _add_cell(collector, matrix, (layer, head), cell):
                unknown_heads.add((layer, head))
    return unknown_heads


def _add_cell(collector: Collector, matrix: _Matrix, pair: tuple[int, int], cell: Any) -> bool:
    """Add a head with what its cell holds, and return whether that is a flag or a score."""
    if not matrix.has_flags:
        score = _read_score(collector, matrix, pair, cell)
        collector.add(pair, [matrix.name], score)
        return not math.isnan(score)
    text = normalize_cell(cell)
    is_unknown = cell is None
    # With --missing, a marker such as "NA" does not mean no; a blank and "-" always do.
    if collector.options.missing and is_missing(cell) and text not in NO:
        is_unknown = True
    if is_unknown:
        # Reading the cell as a score adds the problem, or none with --missing.
        _read_score(collector, matrix, pair, cell)
        collector.add(pair, [])
        return False
    collector.add(pair, [matrix.name] if text in YES else [])
    return True


def _read_score(collector: Collector, matrix: _Matrix, pair: tuple[int, int], cell: Any) -> float:
    """Return the score in a cell; NaN if it holds none, which is a problem unless --missing is given."""
    return collector.read_score(cell, lambda _: matrix.locate(*pair), "cell")


def _may_be_head(row: Sequence[Any]) -> bool:
    """Return whether a row can be a layer and a head, and perhaps a score."""
    return len(row) in (2, 3) and all(map(_may_be_index, row[:2]))


def _may_be_index(value: Any) -> bool:
    """Return whether a value is an index or marks a missing one."""
    # The exact type, because isinstance(True, int) is true.
    return type(value) is int or _is_missing_cell(value)


def _is_missing_cell(value: Any) -> bool:
    """Return whether a JSON value is null or a string such as "NA"."""
    if value is None:
        return True
    return isinstance(value, str) and is_missing(value)
