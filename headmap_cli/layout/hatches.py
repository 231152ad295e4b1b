"""What lies over cells: lines across them and dots, in sizes that follow the cell's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from ..colors.contrast import contrast
from ..scene.marks import Hatch

APART_POINTS = 3.5
LINE_POINTS = 0.5
DOT = 0.5
"""Distance and width of a hatch's lines in points, as whole parts of a cell allow; a dot's part of a cell."""

Rects: TypeAlias = npt.NDArray[np.int64]
Hatching: TypeAlias = Callable[[str, str, str, Rects, tuple[int, int]], list[Hatch]]
"""(id, kind, colour below, rectangles, where a line begins) -> the hatch, or nothing for the kind none."""


def hatching(cell: int, dpi: float) -> Hatching:
    """The hatches of a figure with cells of so many pixels: all cells have the same lines."""
    point = dpi / 72
    lines = max(1, round(cell / (APART_POINTS * point)))
    even = [n for n in range(lines, 2 * lines + 1) if cell % n == 0]
    period = cell / (even[0] if even else lines)
    width = max(1, min(round(LINE_POINTS * point), int(period / 2)))

    def hatch(id: str, kind: str, below: str, rects: Rects, origin: tuple[int, int]) -> list[Hatch]:
        if kind == "none":
            return []
        color = max("#000000", "#ffffff", key=lambda color: contrast(color, below))
        return [Hatch(id, color, rects, kind, period, width, origin)]

    return hatch


def dot_squares(mask: npt.NDArray[np.bool_], x: npt.NDArray[Any], y: npt.NDArray[Any]) -> Rects:
    """The squares of the dots over the True entries of mask, in the middle of each cell: int (n, 4).

    x, y: first pixel and the one after the last of each column and row.
    """
    cell = int(x[0, 1] - x[0, 0])
    side = min(range(cell, 0, -2), key=lambda side: abs(side - cell * DOT)) if cell != 2 else 1
    row, column = np.nonzero(mask)
    inset = (cell - side) // 2
    sides = np.full(len(row), side)
    return np.stack([x[column, 0] + inset, y[row, 0] + inset, sides, sides], axis=1).astype(np.int64)
