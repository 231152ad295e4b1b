"""Choose the ticks of an axis, place them along its cells, and thin out their labels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import floor, log10
from typing import Literal

from msgspec import Struct

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
        always_labelled: Whether the label is written in any case, even if it touches others.
    """

    start: int
    middle: float
    text: str
    always_labelled: bool = False


def default_ticks(n: int, step: int | Literal["auto"] = "auto") -> list[int]:
    """Return the ticks of an axis from 0 to n, where a tick at n marks the outer edge.

    Args:
        n: The number of layers or heads along the axis.
        step: The distance between ticks; ``auto`` for a fifth of the axis.

    >>> default_ticks(36), default_ticks(41)
    ([0, 7, 14, 21, 28, 35], [0, 8, 16, 24, 32, 40])
    """
    if isinstance(step, str):
        return list(range(0, n + 1, max(1, n // MAX_STEPS)))
    return list(range(0, n + 1, step))


def tick_places(style: AxisStyle, n: int) -> list[int]:
    """Return the ticks that a style asks for on an axis of n layers or heads, in ascending order."""
    if isinstance(style.ticks, str):
        return default_ticks(n, style.step)
    return sorted({tick for tick in style.ticks if tick <= n})


def cell_ticks(style: AxisStyle, scale: BandScale, line: int) -> list[Tick]:
    """Return the ticks that a style asks for, each in the middle of its cell.

    Args:
        style: The style of the axis.
        scale: The cells along the axis.
        line: The width of a tick in pixels.
    """
    ticks = []
    for place in tick_places(style, scale.n):
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
        ticks.append(Tick(start, middle, str(place)))
    return ticks


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


def thin_labels(places: Sequence[float], sizes: Sequence[float]) -> list[int]:
    """Return the indices of the labels to write so that no two touch: all, or every 2nd, 3rd, and so on.

    Args:
        places: The middle of each label along the axis, ascending or descending.
        sizes: The space that each label needs along the axis.
    """
    if list(places) != sorted(places):
        # The places of an axis that begins at the bottom descend. Mirrored, they have the same distances.
        places = [-place for place in places]
    for every in range(1, len(places) + 1):
        kept = list(range(0, len(places), every))
        if _are_clear(kept, places, sizes):
            return kept
    return []


def _are_clear(kept: Sequence[int], places: Sequence[float], sizes: Sequence[float]) -> bool:
    """Return whether the labels at some indices do not overlap, where their places ascend."""
    return all(places[j] - places[i] >= (sizes[i] + sizes[j]) / 2 for i, j in pairwise(kept))
