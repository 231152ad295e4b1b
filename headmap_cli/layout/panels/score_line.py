"""Place scores along an axis of pixels that includes zero, and choose round scores for its ticks."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, log10

from msgspec import Struct

MAX_STEPS = 5
"""The largest number of steps between the ticks of an axis."""

TINY = 1e-300
"""The smallest magnitude that an axis is stretched to; smaller steps cannot be written as round floats."""


class ScoreLine(Struct, frozen=True):
    """An axis of scores, which always includes zero.

    Scores are divided by the largest magnitude before they are subtracted, so that the difference of two huge
    scores does not overflow.

    Attributes:
        low: The lowest score of the axis, at most 0.
        high: The highest score, at least 0.
        length: The length of the axis in pixels.
    """

    low: float
    high: float
    length: int

    @property
    def _largest(self) -> float:
        """Return the largest magnitude on the axis."""
        return max(-self.low, self.high)

    def place(self, score: float) -> float:
        """Return the distance of a score from the lowest one in pixels."""
        unit = self._largest
        return (score / unit - self.low / unit) / (self.high / unit - self.low / unit) * self.length

    def ticks(self) -> list[float]:
        """Return at most six scores on the axis at a distance of 1, 2 or 5 times a power of ten, ascending.

        >>> ScoreLine(-0.2, 0.41, 100).ticks()
        [-0.2, 0.0, 0.2, 0.4]
        """
        unit = self._largest
        share = (self.high / unit - self.low / unit) / MAX_STEPS
        exponent = floor(log10(unit) + log10(share))
        multiple = 10
        for candidate in (1, 2, 5):
            if float(f"{candidate}e{exponent}") / unit >= share * (1 - 1e-9):
                multiple = candidate
                break
        ticks = []
        for i in range(-MAX_STEPS, MAX_STEPS + 1):
            # The decimal text is parsed, because 3 * 0.1 is 0.30000000000000004.
            tick = float(f"{i * multiple}e{exponent}")
            if self.low <= tick <= self.high:
                ticks.append(tick)
        return ticks


def score_line(scores: Iterable[float], length: int) -> ScoreLine:
    """Return the axis that includes zero and some scores.

    Args:
        scores: The scores, none of which is NaN.
        length: The length of the axis in pixels.
    """
    values = [0.0, *scores]
    low, high = min(values), max(values)
    if max(-low, high) < TINY:
        high = 1.0 if high == low else TINY
    return ScoreLine(low, high, length)


def score_text(score: float) -> str:
    """Return a score as the label of a tick, with a proper minus sign.

    >>> score_text(-0.25)
    '\u22120.25'
    """
    return f"{score:.4g}".replace("-", "\N{MINUS SIGN}")
