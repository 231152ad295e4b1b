"""Place scores along an axis of pixels that includes zero, and choose round scores for its ticks."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ...colors.score_axis import ScoreAxis
from ..score_ticks import score_ticks

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

    def ticks(self) -> list[tuple[float, str]]:
        """Return round scores on the axis, ascending, and their labels."""
        return score_ticks(ScoreAxis(self.low, self.high), MAX_STEPS)


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
