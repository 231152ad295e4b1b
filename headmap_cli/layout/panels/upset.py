"""The UpSet panel: a bar per exclusive intersection, and below it a dot per category that it is of."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...scene.marks import Box, Cells, Dots, Item, Line
from ..axes import Marks, bottom_axis, left_axis
from ..hatches import HatchPattern, Rects
from ..plan_types import Upset
from ..ticks import Tick, round_ticks

MATRIX = 0.5
"""The most of the height that the dots take."""
LEAST_ROW = 3
BAR, DOT = 0.62, 0.68
"""Parts of a column, and of a row, that bar and dot take."""


def upset_size(chart: Upset, width: int, height: int, least: int) -> tuple[int, int]:
    """Pixels of the panel: as the maps, or what the rows of dots need."""
    return max(width, least), max(height, least, round(LEAST_ROW * len(chart.rows) / MATRIX))


def upset_items(
    id: str, chart: Upset, size: tuple[int, int], marks: Marks, hatch: HatchPattern
) -> list[Item]:
    """Bars, dots, frame and axis; of more bars than there is room for, the largest, and of how many."""
    width, height = size
    row = max(LEAST_ROW, min(marks.tick.line, int(height * MATRIX) // len(chart.rows)))
    shown = min(len(chart.bars), max(1, width // max(row, LEAST_ROW + 1)))
    pitch = width // max(1, shown)
    left = (width - pitch * shown) // 2
    columns = [left + i * pitch for i in range(shown)]
    base = height - row * len(chart.rows) - marks.line - marks.pad
    numbers = [str(bar.heads) for bar in chart.bars[:shown]]
    written = all(marks.tick.width(number) + 2 <= pitch for number in numbers)
    long = base - (2 * marks.pad + marks.tick.line if written else 2 * marks.pad)
    most = max([1, *(bar.heads for bar in chart.bars)])
    items: list[Item] = []
    wide = max(1, round(BAR * pitch))
    for i, (bar, x) in enumerate(zip(chart.bars, columns, strict=False)):
        tall = max(1, round(long * bar.heads / most))
        rect = np.array([[x + (pitch - wide) // 2, base - tall, wide, tall]])
        name = f"{id}--{bar.id}--bar-{i + 1}"
        items += [
            Cells(name, bar.color, rect),
            *hatch.over(f"{name}--hatch", bar.hatch, bar.color, rect, (0, base)),
        ]
        if written:
            items.append(marks.tick.label(numbers[i], x + pitch / 2, base - tall - marks.pad, "center"))
    items.append(Line((0, base, width, marks.line), marks.color))
    items += _matrix(id, chart, columns, pitch, row, base + marks.line + marks.pad, marks)
    ticks = [
        Tick(base - round(long * v / most), base - long * v / most + marks.line / 2, f"{v:g}")
        for v in round_ticks(most, whole=True)
    ]
    frame = Box((0, 0, width, height), frame=marks.color, line=marks.line)
    beside = left_axis(ticks, "", height, marks)
    note = f"the {shown} largest of {len(chart.bars)}" if shown < len(chart.bars) else ""
    return [*items, frame, *beside, *bottom_axis([], note, width, height + marks.line, marks, beside)]


def _matrix(
    id: str, chart: Upset, columns: list[int], pitch: int, row: int, top: int, marks: Marks
) -> list[Item]:
    """A row of dots per category, those of a bar joined by a line."""
    dot = max(1, round(DOT * min(row, pitch)))
    x = np.array(columns, dtype=np.int64) + (pitch - dot) // 2
    y = top + np.arange(len(chart.rows)) * row + (row - dot) // 2
    within = np.zeros((len(chart.rows), len(columns)), dtype=bool)
    joins: list[tuple[int, int, int, int]] = []
    for i, bar in enumerate(chart.bars[: len(columns)]):
        within[list(bar.categories), i] = True
        first, last = bar.categories[0], bar.categories[-1]
        if first != last:
            thick = max(marks.line, dot // 5)
            upright = int(x[i] + (dot - thick) // 2), int(y[first] + dot // 2)
            joins.append((*upright, thick, int(y[last] - y[first])))
    empty = _squares(~within, x, y, dot)
    items: list[Item] = [Dots(f"{id}--empty", chart.empty, empty)] if len(empty) else []
    items += [Cells(f"{id}--joins", marks.color, np.array(joins))] if joins else []
    for c, (own, color) in enumerate(chart.rows):
        squares = _squares(within & (np.arange(len(chart.rows)) == c)[:, None], x, y, dot)
        items += [Dots(f"{id}--{own}--dots", color, squares)] if len(squares) else []
    return items


def _squares(mask: npt.NDArray[np.bool_], x: Rects, y: Rects, side: int) -> Rects:
    """The squares of dots at the True entries of mask, from x and y on: int (n, 4)."""
    rows, columns = np.nonzero(mask)
    sides = np.full(len(rows), side)
    return np.stack([x[columns], y[rows], sides, sides], axis=1).astype(np.int64)
