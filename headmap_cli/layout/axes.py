"""Ticks, tick labels and axis labels of a panel, around cells whose top left corner is at 0, 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from ..scene import Item, Label, Line, moved
from ..style.types import AxisStyle, Style
from ..text import Measure
from .letters import Letters
from .plan import printable
from .ruler import Ruler

TICK_LENGTH = 0.38
PAD = 0.28
LABEL_GAP = 1.2

Extra: TypeAlias = tuple[int, str] | None
"""A tick beyond the cells: its first pixel, and what it says."""


def default_ticks(n: int, step: int | Literal["auto"] = "auto") -> list[int]:
    """Ticks of an axis of n layers or heads: from 0 by step while <= n; the tick at n marks the edge.

    >>> default_ticks(36), default_ticks(41)
    ([0, 7, 14, 21, 28, 35], [0, 8, 16, 24, 32, 40])
    """
    return list(range(0, n + 1, max(1, n // 5) if step == "auto" else step))


def apart(places: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """Which labels of an axis to write so that no two touch: all, else every 2nd, 3rd, .. from the first."""
    places = places if places == sorted(places) else [-place for place in places]
    for every in range(1, len(places) + 1):
        kept = list(range(0, len(places), every))
        if all(places[b] - places[a] >= (sizes[a] + sizes[b]) / 2 for a, b in pairwise(kept)):
            return kept
    return [0] if places else []


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


def y_axis(style: AxisStyle, ruler: Ruler, marks: Marks, extra: Extra = None) -> list[Item]:
    """The axis left of the cells; extra: a tick of the bars above them."""
    tick, line = marks.tick, marks.line
    ticks = tick_places(style, ruler.n)
    right = -line - marks.long
    middles = [_tick_middle(t, ruler) for t in ticks]
    lines = [Line((right, _tick_start(t, ruler, line), marks.long, line), marks.color) for t in ticks]
    kept = apart(middles, [max(tick.digit * LABEL_GAP, tick.label("0", 0, 0).rect[3] + 1)] * len(ticks))
    right -= marks.pad
    labels = [tick.label(str(ticks[i]), right, middles[i] + tick.digit / 2, "right") for i in kept]
    if extra:
        lines.append(Line((right + marks.pad, extra[0], marks.long, line), marks.color))
        labels.append(tick.label(extra[1], right, extra[0] + (line + tick.digit) / 2, "right"))
    if style.label:
        left = min([right + marks.pad, *(label.rect[0] for label in labels)]) - 2 * marks.pad
        name = marks.axis.label(printable(style.label), left, ruler.size / 2, "center", 90)
        labels.append(moved(name, int(left - max(name.rect[0] + name.rect[2], left)), 0))
    return [*lines, *labels]


def x_axis(
    style: AxisStyle, ruler: Ruler, bottom: int, marks: Marks, beside: Sequence[Item], extra: Extra = None
) -> list[Item]:
    """The axis below the cells.

    bottom: pixels from 0 to the outer edge of the frame. beside: the y axis, which the name keeps clear of.
    extra: a tick of the bars on the right.
    """
    tick, line = marks.tick, marks.line
    ticks = tick_places(style, ruler.n)
    lines = [Line((_tick_start(t, ruler, line), bottom, line, marks.long), marks.color) for t in ticks]
    base = bottom + marks.long + marks.pad + tick.digit
    middles = [_tick_middle(t, ruler) for t in ticks]
    kept = apart(middles, [tick.width(str(t)) + tick.em * LABEL_GAP / 2 for t in ticks])
    labels = [tick.label(str(ticks[i]), middles[i], base, "center") for i in kept]
    if extra:
        lines.append(Line((extra[0], bottom, line, marks.long), marks.color))
        labels.append(tick.label(extra[1], extra[0] + line / 2, base, "center"))
    if style.label:
        name = marks.axis.label(printable(style.label), ruler.size / 2, 0, "center")
        left, right = name.rect[0], name.rect[0] + name.rect[2]
        above = [label.rect for label in (*labels, *beside) if isinstance(label, Label)]
        near = [y + height for x, y, width, height in above if x < right and x + width > left]
        least = base if ticks or extra else bottom
        below = max([*near, least]) + 2 * marks.pad
        labels.append(moved(name, 0, int(below - min(name.rect[1], -marks.axis.ascent))))
    return [*lines, *labels]


def tick_places(style: AxisStyle, n: int) -> list[int]:
    """The ticks of an axis of n layers or heads: the style's own, as far as they go, or every so many."""
    if isinstance(style.ticks, str):
        return default_ticks(n, style.step)
    return sorted({tick for tick in style.ticks if tick <= n})


def _tick_middle(tick: int, ruler: Ruler) -> float:
    if tick < ruler.n:
        return ruler.start(tick) + ruler.cell / 2
    return 0 if ruler.from_end else ruler.size


def _tick_start(tick: int, ruler: Ruler, line: int) -> int:
    if tick < ruler.n:
        return ruler.start(tick) + int((ruler.cell - line) // 2)
    return -line if ruler.from_end else ruler.size
