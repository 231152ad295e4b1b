"""Choose the ticks of an axis so that their labels do not touch, and place them along its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import floor, log10

from msgspec import Struct

from ..core.numbers import ceil_div
from ..style.schema import AxisStyle
from .band_scale import BandScale

MAX_STEPS = 5
"""The number of steps that an axis is divided into; ticks of layers or heads may have a few more."""
ROUNDING = 1e-9
"""The relative error of floats that must not cost the last tick of an axis."""


class Tick(Struct, frozen=True):
    """A tick of an axis, in pixels along it.

    Attributes:
        start: The first pixel of the tick.
        middle: The middle of its label.
        text: The label.
    """

    start: int
    middle: float
    text: str


def default_ticks(n: int, step: int) -> list[int]:
    """Return the multiples of a step on an axis of n layers or heads, and the last index if it is far enough.

    >>> default_ticks(36, 7), default_ticks(40, 8)
    ([0, 7, 14, 21, 28, 35], [0, 8, 16, 24, 32, 39])
    """
    ticks = list(range(0, n, step))
    last = n - 1
    if last > ticks[-1] and 2 * (last - ticks[-1]) >= step:
        ticks.append(last)
    return ticks


def default_step(style: AxisStyle, n: int) -> int:
    """Return the distance between the ticks of an axis of n layers or heads, unless their labels need more.

    It is the distance that the style sets, or about a fifth of the axis. With lines between the cells, ticks
    lie only at the first cell after a line.
    """
    if not isinstance(style.step, str):
        return style.step
    step = max(1, n // MAX_STEPS)
    if style.lines is None:
        return step
    return style.lines * ceil_div(step, style.lines)


def tick_places(style: AxisStyle, n: int) -> list[int]:
    """Return the ticks that a style asks for on an axis of n layers or heads, in ascending order.

    A tick at n, which only a list of ticks can ask for, marks the outer edge of the last cell.
    """
    if isinstance(style.ticks, str):
        return default_ticks(n, default_step(style, n))
    return sorted({tick for tick in style.ticks if tick <= n})


def tick_choices(style: AxisStyle, n: int) -> Iterator[list[int]]:
    """Yield the ticks that an axis can have, from the most to the fewest; each choice is evenly spaced.

    Args:
        style: The style of the axis.
        n: The number of layers or heads along the axis.
    """
    if isinstance(style.ticks, str):
        step = default_step(style, n)
        for multiple in range(step, n + step, step):
            ticks = default_ticks(n, multiple)
            yield ticks
            # The last index is the first to go, since it is closer to its neighbour than the others are.
            if ticks[-1] % multiple != 0:
                yield ticks[:-1]
    else:
        places = tick_places(style, n)
        for every in range(1, len(places) + 1):
            yield places[::every]


def cell_ticks(style: AxisStyle, scale: BandScale, line: int, space: Callable[[str], float]) -> list[Tick]:
    """Return as many of the ticks that a style asks for as have room for their labels.

    Args:
        style: The style of the axis.
        scale: The cells along the axis.
        line: The width of a tick in pixels.
        space: Returns the space that a label needs along the axis, in pixels.
    """
    ticks: list[Tick] = []
    for places in tick_choices(style, scale.n):
        ticks = [_place_tick(place, scale, line) for place in places]
        sizes = [space(tick.text) for tick in ticks]
        if labels_are_clear([tick.middle for tick in ticks], sizes):
            break
    return ticks


def _place_tick(place: int, scale: BandScale, line: int) -> Tick:
    """Return the tick in the middle of a cell, or at the outer edge of the last one."""
    if place < scale.n:
        start = scale.start(place) + (scale.cell - line) // 2
        middle = scale.start(place) + scale.cell / 2
    elif scale.reverse:
        # The tick at n is just outside the outer edge, where it covers no cell.
        start = -line
        middle = 0.0
    else:
        start = scale.size
        middle = float(scale.size)
    return Tick(start, middle, str(place))


def round_ticks(maximum: float, whole: bool = False) -> list[float]:
    """Return at most six values from 0 up to a maximum, at a distance of 1, 2 or 5 times a power of ten.

    Args:
        maximum: The end of the axis, greater than 0.
        whole: Whether all values are whole numbers.

    >>> round_ticks(88), round_ticks(0.41), round_ticks(2, whole=True)
    ([0, 20, 40, 60, 80], [0.0, 0.1, 0.2, 0.3, 0.4], [0, 1, 2])
    """
    exponent = floor(log10(maximum / MAX_STEPS))
    if whole:
        exponent = max(0, exponent)
    unit = 10**exponent
    step = unit * 10
    for multiple in (1, 2, 5):
        if multiple * 10.0**exponent * MAX_STEPS >= maximum * (1 - ROUNDING):
            step = multiple * unit
            break
    ticks = [i * step for i in range(int(maximum / step + ROUNDING) + 1)]
    if exponent >= 0:
        return ticks
    # 3 * 0.1 is 0.30000000000000004, which would be written in full below the tick.
    return [round(tick, -exponent) for tick in ticks]


def thin_ticks(ticks: Sequence[Tick], space: Callable[[str], float]) -> list[Tick]:
    """Return the ticks whose labels do not touch: all, or every 2nd, 3rd, and so on.

    Args:
        ticks: The ticks in the order of their places, ascending or descending.
        space: Returns the space that a label needs along the axis, in pixels.
    """
    for every in range(1, len(ticks) + 1):
        kept = list(ticks[::every])
        if labels_are_clear([tick.middle for tick in kept], [space(tick.text) for tick in kept]):
            return kept
    return []


def labels_are_clear(places: Sequence[float], sizes: Sequence[float]) -> bool:
    """Return whether labels do not touch.

    Args:
        places: The middle of each label along the axis, ascending or descending.
        sizes: The space that each label needs along the axis.
    """
    for (place, size), (next_place, next_size) in pairwise(zip(places, sizes, strict=True)):
        if abs(next_place - place) < (size + next_size) / 2:
            return False
    return True
