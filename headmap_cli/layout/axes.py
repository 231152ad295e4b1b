"""Ticks, tick labels and axis labels of a panel, around cells whose top left corner is at 0, 0."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor, log10
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from ..core.strings import printable
from ..scene.marks import Item, Label, Line, moved
from ..style.schema import AxisStyle, Style
from ..text.measure import Measure
from .band_scale import BandScale
from .typesetting import Typesetter

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


def thin_labels(places: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """Which labels of an axis to write so that no two touch: all, else every 2nd, 3rd, .. from the first."""
    places = places if places == sorted(places) else [-place for place in places]
    for every in range(1, len(places) + 1):
        kept = list(range(0, len(places), every))
        if all(places[b] - places[a] >= (sizes[a] + sizes[b]) / 2 for a, b in pairwise(kept)):
            return kept
    return []


class Marks(Struct, frozen=True):
    """How the axes of all panels are drawn: their letters, and pixels of frame lines, ticks and gaps."""

    tick: Typesetter
    axis: Typesetter
    color: str
    line: int
    long: int
    pad: int


def marks(style: Style, measure: Measure) -> Marks:
    """The marks of a style; ticks and gaps follow the size of the tick labels."""
    point = style.layout.dpi / 72
    size, color = style.text.size, style.text.color
    return Marks(
        tick=Typesetter(measure, size.tick, color),
        axis=Typesetter(measure, size.axis, color),
        color=style.frame.color,
        line=max(1, round(float(style.frame.width) * point)),
        long=max(1, round(TICK_LENGTH * size.tick * point)),
        pad=max(1, round(PAD * size.tick * point)),
    )


class Tick(NamedTuple):
    """A tick: its first pixel and the middle of its label along the axis, and what it says."""

    start: int
    middle: float
    text: str


def y_axis(style: AxisStyle, ruler: BandScale, marks: Marks, extra: Extra = None) -> list[Item]:
    """The axis left of the cells; extra: a tick of the bars above them."""
    return left_axis(_ticks(style, ruler, marks.line), style.label, ruler.size, marks, extra)


def left_axis(ticks: Sequence[Tick], name: str, size: int, marks: Marks, extra: Extra = None) -> list[Item]:
    """Ticks and a name left of an area that is size pixels high."""
    tick, line = marks.tick, marks.line
    right = -line - marks.long
    lines = [Line((right, t.start, marks.long, line), marks.color) for t in ticks]
    tall = max(tick.digit * LABEL_GAP, tick.label("0", 0, 0).rect[3] + 1)
    kept = thin_labels([t.middle for t in ticks], [tall] * len(ticks))
    right -= marks.pad
    labels = [tick.label(ticks[i].text, right, ticks[i].middle + tick.digit / 2, "right") for i in kept]
    if extra:
        lines.append(Line((right + marks.pad, extra[0], marks.long, line), marks.color))
        labels.append(tick.label(extra[1], right, extra[0] + (line + tick.digit) / 2, "right"))
    if name:
        left = min([right + marks.pad, *(label.rect[0] for label in labels)]) - 2 * marks.pad
        turned = marks.axis.label(printable(name), left, size / 2, "center", 90)
        labels.append(moved(turned, int(left - max(turned.rect[0] + turned.rect[2], left)), 0))
    return [*lines, *labels]


def x_axis(
    style: AxisStyle, ruler: BandScale, bottom: int, marks: Marks, beside: Sequence[Item], extra: Extra = None
) -> list[Item]:
    """The axis below the cells.

    bottom: pixels from 0 to the outer edge of the frame. beside: the y axis, which the name keeps clear of.
    extra: a tick of the bars on the right.
    """
    ticks = _ticks(style, ruler, marks.line)
    return bottom_axis(ticks, style.label, ruler.size, bottom, marks, beside, extra)


def bottom_axis(
    ticks: Sequence[Tick],
    name: str,
    size: int,
    bottom: int,
    marks: Marks,
    beside: Sequence[Item],
    extra: Extra = None,
) -> list[Item]:
    """Ticks and a name below an area that is size pixels wide; the rest as in x_axis."""
    tick, line = marks.tick, marks.line
    lines = [Line((t.start, bottom, line, marks.long), marks.color) for t in ticks]
    base = bottom + marks.long + marks.pad + tick.digit
    kept = thin_labels(
        [t.middle for t in ticks], [tick.width(t.text) + tick.em * LABEL_GAP / 2 for t in ticks]
    )
    labels = [tick.label(ticks[i].text, ticks[i].middle, base, "center") for i in kept]
    if extra:
        lines.append(Line((extra[0], bottom, line, marks.long), marks.color))
        labels.append(tick.label(extra[1], extra[0] + line / 2, base, "center"))
    if name:
        label = marks.axis.label(printable(name), size / 2, 0, "center")
        left, right = label.rect[0], label.rect[0] + label.rect[2]
        above = [item.rect for item in (*labels, *beside) if isinstance(item, Label)]
        near = [y + height for x, y, width, height in above if x < right and x + width > left]
        least = base if ticks or extra else bottom
        below = max([*near, least]) + 2 * marks.pad
        labels.append(moved(label, 0, int(below - min(label.rect[1], -marks.axis.ascent))))
    return [*lines, *labels]


def _ticks(style: AxisStyle, ruler: BandScale, line: int) -> list[Tick]:
    places = tick_places(style, ruler.n)
    return [Tick(_tick_start(t, ruler, line), _tick_middle(t, ruler), str(t)) for t in places]


def round_ticks(most: float, whole: bool = False) -> list[float]:
    """Values from 0 up to most, which is positive: at most six, 1, 2 or 5 times a power of ten apart.

    whole: no fractions between them.

    >>> round_ticks(88), round_ticks(0.41), round_ticks(2, whole=True)
    ([0, 20, 40, 60, 80], [0.0, 0.1, 0.2, 0.3, 0.4], [0, 1, 2])
    """
    exponent = floor(log10(most / 5))
    exponent = max(0, exponent) if whole else exponent
    step = next(s for s in (1, 2, 5, 10) if s * 10.0**exponent * 5 >= most * (1 - 1e-9)) * 10**exponent
    ticks = [i * step for i in range(int(most / step + 1e-9) + 1)]
    return ticks if exponent >= 0 else [round(tick, -exponent) for tick in ticks]


def tick_places(style: AxisStyle, n: int) -> list[int]:
    """The ticks of an axis of n layers or heads: the style's own, as far as they go, or every so many."""
    if isinstance(style.ticks, str):
        return default_ticks(n, style.step)
    return sorted({tick for tick in style.ticks if tick <= n})


def _tick_middle(tick: int, ruler: BandScale) -> float:
    if tick < ruler.n:
        return ruler.start(tick) + ruler.cell / 2
    return 0 if ruler.from_end else ruler.size


def _tick_start(tick: int, ruler: BandScale, line: int) -> int:
    if tick < ruler.n:
        return ruler.start(tick) + int((ruler.cell - line) // 2)
    return -line if ruler.from_end else ruler.size
