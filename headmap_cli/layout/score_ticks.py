"""Choose the scores at which a colour bar has ticks."""

from __future__ import annotations

from math import ceil, floor, log10

import numpy as np

from ..colors.score_axis import ScoreAxis
from ..core.number_text import short_number

MAX_STEPS = 6
"""The most steps between the ticks of a bar."""
DIGITS = 10
"""The significant digits of a tick, which hide the rounding of floats."""
END_DIGITS = 3
"""The significant digits of a tick at an end that is not a round number."""
MIN_TICKS = 2
"""A bar with fewer ticks than this would not say what its colours mean."""


def score_ticks(axis: ScoreAxis, most: int = MAX_STEPS) -> list[tuple[float, str]]:
    """Return the scores at which an axis has ticks, in ascending order, and their labels.

    Args:
        axis: The axis.
        most: The most steps between the ticks.
    """
    if axis.spacing == "linear":
        ticks = _even_ticks(axis.lowest, axis.highest, most)
    elif axis.spacing == "log":
        ticks = _decades(axis.lowest, axis.highest, most)
    else:
        ticks = _symmetric_decades(axis, most)
    if len(ticks) < MIN_TICKS and axis.spacing != "linear":
        ticks = _even_ticks(axis.lowest, axis.highest, most)
    if len(ticks) >= MIN_TICKS:
        return [(tick, short_number(tick, DIGITS)) for tick in ticks]
    return [(end, short_number(end, END_DIGITS)) for end in (axis.lowest, axis.highest)]


def _even_ticks(low: float, high: float, most: int) -> list[float]:
    """Return the multiples of 1, 2 or 5 times a power of ten between two scores."""
    # The difference of the ends can be too large for a float, and their shares too small.
    share = high / most - low / most
    if share < float(np.finfo(float).tiny):
        return []
    exponent = floor(log10(share))
    for multiple in (1, 2, 5, 10):
        step = float(f"{multiple}e{exponent}")
        if step >= share * (1 - 1e-9):
            break
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    # The text of a number is rounded as readers expect; 3 * 0.1 is not.
    return [float(f"{i * multiple}e{exponent}") for i in range(first, last + 1)]


def _decades(low: float, high: float, most: int) -> list[float]:
    """Return powers of ten between two scores above zero, every one or every few."""
    first, last = ceil(log10(low) - 1e-9), floor(log10(high) + 1e-9)
    every = max(1, ceil((last - first) / most))
    return [float(f"1e{exponent}") for exponent in range(first, last + 1, every)]


def _symmetric_decades(axis: ScoreAxis, most: int) -> list[float]:
    """Return zero and powers of ten on both sides of it, as far as they are apart on the axis."""
    largest = max(abs(axis.lowest), abs(axis.highest))
    if largest < float(np.finfo(float).tiny):
        return []
    top = floor(log10(largest) + 1e-9)
    candidates = [0.0]
    for exponent in range(top, top - 3, -1):
        power = float(f"1e{exponent}")
        candidates += [power, -power]
    inside = [score for score in candidates if axis.lowest <= score <= axis.highest]
    # Larger scores come first, so that those near zero give way.
    kept: list[float] = []
    kept_places: list[float] = []
    for score in inside:
        place = float(axis.position(score))
        if all(abs(place - kept_place) >= 1 / (2 * most) for kept_place in kept_places):
            kept.append(score)
            kept_places.append(place)
    return sorted(kept)
