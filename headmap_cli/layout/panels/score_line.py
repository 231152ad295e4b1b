"""Place scores along an axis of pixels that includes zero, and choose round scores for its ticks."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, log10

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...colors.score_axis import ScoreAxis, Spacing
from ...core.array_types import FloatArray
from ..score_ticks import score_ticks

MAX_STEPS = 5
"""The largest number of steps between the ticks of an axis."""

TINY = 1e-300
"""The smallest magnitude that an axis is stretched to; smaller steps cannot be written as round floats."""


class ScoreLine(Struct, frozen=True):
    """An axis of scores, which always includes zero; on a log axis, zero is where the axis begins.

    Attributes:
        axis: The scores along the axis.
        length: The length of the axis in pixels.
    """

    axis: ScoreAxis
    length: int

    def places(self, scores: npt.ArrayLike) -> FloatArray:
        """Return the distances of scores from the lowest one in pixels: float of the shape of the scores."""
        return np.clip(self.axis.position(scores), 0, 1) * self.length

    def place(self, score: float) -> float:
        """Return the distance of a score from the lowest one in pixels."""
        return float(self.places(score))

    def ticks(self) -> list[tuple[float, str]]:
        """Return round scores on the axis, ascending, and their labels."""
        return score_ticks(self.axis, MAX_STEPS)


def score_line(scores: Iterable[float], length: int, spacing: Spacing = "linear") -> ScoreLine:
    """Return the axis that includes zero and some scores.

    Args:
        scores: The scores, none of which is NaN.
        length: The length of the axis in pixels.
        spacing: How scores are spaced. Where some are negative, log becomes symlog.
    """
    values = [0.0, *scores]
    low, high = min(values), max(values)
    if max(-low, high) < TINY:
        return ScoreLine(ScoreAxis(low, 1.0 if high == low else TINY), length)
    if spacing == "log" and low == 0:
        # The smallest score has a bar too, so the axis begins below it.
        smallest = min(value for value in values if value > 0)
        return ScoreLine(ScoreAxis(float(f"1e{floor(log10(smallest)) - 1}"), high, "log"), length)
    if spacing != "linear":
        return ScoreLine(ScoreAxis(low, high, "symlog"), length)
    return ScoreLine(ScoreAxis(low, high), length)
