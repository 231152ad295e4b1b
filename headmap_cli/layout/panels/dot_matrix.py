"""Draw the matrix of dots below the bars of an UpSet panel: which categories each bar is in.

There is a row for each category and a column for each bar. The dots of a bar's categories have the colours of
the categories and are joined by a line; the other dots are empty. A row that the line passes has no dot, so
that the line crosses only categories of the bar::

        A    A    o      row of category A
        |    |
        B    |    o      row of category B
             |
        o    C    C      row of category C
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...scene.marks import Cells, Dots, Item
from ..hatches import Rects

Edges: TypeAlias = npt.NDArray[np.int64]
"""The left or top edges of dots in pixels, int (n,)."""

JOIN_SHARE = 5
"""The size of a dot in widths of the line that joins dots."""


class Row(Struct, frozen=True):
    """A category, which has a row of dots.

    Attributes:
        id: Its id.
        name: Its name in the data.
        heads: The number of its heads.
        color: The colour as ``#rrggbb``.
    """

    id: str
    name: str
    heads: int
    color: str


class DotMatrix(Struct, frozen=True, eq=False):
    """The places and the colours of the dots.

    Attributes:
        rows: The categories.
        sets: The categories of each bar, by index, ascending.
        empty: The colour of the dots of categories that a bar is not in.
        x: The left edge of each bar's dots, int (bars,).
        y: The top edge of each category's dots, int (categories,).
        size: The side of a dot in pixels.
    """

    rows: Sequence[Row]
    sets: Sequence[tuple[int, ...]]
    empty: str
    x: Edges
    y: Edges
    size: int


def draw_matrix(id: str, matrix: DotMatrix, join_color: str, min_join: int) -> list[Item]:
    """Return the dots and the lines that join them.

    Args:
        id: The id of the panel.
        matrix: The dots.
        join_color: The colour of the lines.
        min_join: The smallest width of the lines in pixels.
    """
    in_bar = np.zeros((len(matrix.rows), len(matrix.sets)), dtype=bool)
    is_passed = np.zeros_like(in_bar)
    for i, categories in enumerate(matrix.sets):
        in_bar[list(categories), i] = True
        is_passed[categories[0] : categories[-1], i] = True
    items: list[Item] = []
    empty = _dot_rects(~in_bar & ~is_passed, matrix.x, matrix.y, matrix.size)
    if len(empty):
        items.append(Dots(f"{id}--empty", matrix.empty, empty))
    # The lines are painted under the dots that they join.
    joins = _join_rects(matrix, min_join)
    if joins:
        items.append(Cells(f"{id}--joins", join_color, np.array(joins)))
    for c, row in enumerate(matrix.rows):
        squares = _dot_rects(in_bar[[c]], matrix.x, matrix.y[[c]], matrix.size)
        if len(squares):
            items.append(Dots(f"{id}--{row.id}--dots", row.color, squares))
    return items


def _join_rects(matrix: DotMatrix, min_width: int) -> list[tuple[int, int, int, int]]:
    """Return the upright lines from the first to the last dot of each bar, as x, y, width and height."""
    width = max(min_width, matrix.size // JOIN_SHARE)
    rects = []
    for i, categories in enumerate(matrix.sets):
        first = categories[0]
        last = categories[-1]
        if first != last:
            left = int(matrix.x[i]) + (matrix.size - width) // 2
            top = int(matrix.y[first]) + matrix.size // 2
            rects.append((left, top, width, int(matrix.y[last] - matrix.y[first])))
    return rects


def _dot_rects(mask: npt.NDArray[np.bool_], x: Edges, y: Edges, size: int) -> Rects:
    """Return the squares of the dots at the True entries of a mask.

    Args:
        mask: bool (rows, columns).
        x: The left edge of each column's dots, int (columns,).
        y: The top edge of each row's dots, int (rows,).
        size: The side of a dot.

    Returns:
        int (n, 4): x, y, width and height.
    """
    rows, columns = np.nonzero(mask)
    sides = np.full(len(rows), size)
    return np.stack([x[columns], y[rows], sides, sides], axis=1).astype(np.int64)
