"""Ticks, tick labels and axis labels of a panel, around cells whose top left corner is at 0, 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..scene import Item, Label, Line, moved
from ..style.types import AxisStyle, Style
from ..text import Measure
from .letters import Letters, printable

TICK_LENGTH = 0.38
PAD = 0.28
LABEL_GAP = 1.2


def default_ticks(n: int, step: int | Literal["auto"] = "auto") -> list[int]:
    """Ticks of an axis of n layers or heads: from 0 by step while <= n; the tick at n marks the edge.

    >>> default_ticks(36), default_ticks(41)
    ([0, 7, 14, 21, 28, 35], [0, 8, 16, 24, 32, 40])
    """
    return list(range(0, n + 1, max(1, n // 5) if step == "auto" else step))


def apart(places: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """Which labels of an axis to write so that no two touch: all, else every 2nd, 3rd, .. from the first."""
    for every in range(1, len(places) + 1):
        kept = list(range(0, len(places), every))
        if all(places[b] - places[a] >= (sizes[a] + sizes[b]) / 2 for a, b in pairwise(kept)):
            return kept
    return [0]


@dataclass(frozen=True)
class Marks:
    """How the axes of all panels are drawn: their letters, and pixels of frame lines, ticks and gaps."""

    tick: Letters
    axis: Letters
    color: str
    line: int
    long: int
    pad: int


def marks(style: Style, measure: Measure) -> Marks:
    """The marks of a style; ticks and gaps follow the size of the tick labels."""
    point = style.layout.dpi / 72
    size, color = style.text.size, style.text.color
    return Marks(
        tick=Letters(measure, size.tick, color),
        axis=Letters(measure, size.axis, color),
        color=style.frame.color,
        line=max(1, round(float(style.frame.width) * point)),
        long=max(1, round(TICK_LENGTH * size.tick * point)),
        pad=max(1, round(PAD * size.tick * point)),
    )


def y_axis(style: AxisStyle, n: int, cell: int, marks: Marks) -> list[Item]:
    """The axis left of the cells."""
    tick, line = marks.tick, marks.line
    ticks = default_ticks(n, style.step)
    right = -line - marks.long
    lines = [Line((right, _tick_start(t, n, cell, line), marks.long, line), marks.color) for t in ticks]
    middles = [_tick_middle(t, n, cell) for t in ticks]
    kept = apart(middles, [max(tick.digit * LABEL_GAP, tick.label("0", 0, 0).rect[3] + 1)] * len(ticks))
    right -= marks.pad
    labels = [tick.label(str(ticks[i]), right, middles[i] + tick.digit / 2, "right") for i in kept]
    if style.label:
        left = min(label.rect[0] for label in labels) - 2 * marks.pad
        name = marks.axis.label(printable(style.label), left, n * cell / 2, "center", 90)
        labels.append(moved(name, int(left - max(name.rect[0] + name.rect[2], left)), 0))
    return [*lines, *labels]


def x_axis(
    style: AxisStyle, n: int, cell: int, bottom: int, marks: Marks, beside: Sequence[Item]
) -> list[Item]:
    """The axis below the cells.

    bottom: pixels from 0 to the outer edge of the frame. beside: the y axis, which the name keeps clear of.
    """
    tick, line = marks.tick, marks.line
    ticks = default_ticks(n, style.step)
    lines = [Line((_tick_start(t, n, cell, line), bottom, line, marks.long), marks.color) for t in ticks]
    base = bottom + marks.long + marks.pad + tick.digit
    middles = [_tick_middle(t, n, cell) for t in ticks]
    kept = apart(middles, [tick.width(str(t)) + tick.em * LABEL_GAP / 2 for t in ticks])
    labels = [tick.label(str(ticks[i]), middles[i], base, "center") for i in kept]
    if style.label:
        name = marks.axis.label(printable(style.label), n * cell / 2, 0, "center")
        left, right = name.rect[0], name.rect[0] + name.rect[2]
        above = [label.rect for label in (*labels, *beside) if isinstance(label, Label)]
        near = [y + height for x, y, width, height in above if x < right and x + width > left]
        below = max([*near, base]) + 2 * marks.pad
        labels.append(moved(name, 0, int(below - min(name.rect[1], -marks.axis.ascent))))
    return [*lines, *labels]


def _tick_middle(tick: int, n: int, cell: int) -> float:
    return n * cell if tick == n else tick * cell + cell / 2


def _tick_start(tick: int, n: int, cell: int, line: int) -> int:
    return n * cell if tick == n else int(tick * cell + (cell - line) // 2)
