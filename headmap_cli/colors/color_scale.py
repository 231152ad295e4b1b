"""Give every score one of at most 128 exact colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..core.errors import HeadmapError
from .color_maps import sample_colors
from .score_axis import ScoreAxis, Spacing
from .spaces import FloatArray

LEVELS = (128, 96, 64)
"""The numbers of levels to try: the first whose colours all differ is taken."""

NO_LEVEL = -1
"""The level of NaN."""

NEARLY_ZERO = 0.1
"""The share of the strongest score up to which the weakest counts as zero, where the scale then begins."""

ROUNDING = 1e-9
"""The share of the axis by which rounding may move a score beyond an end."""


class ColorScale(Struct, frozen=True):
    """The colours of scores.

    Attributes:
        axis: The axis of scores that the colours are spread over.
        colors: The ``#rrggbb`` code of each level from the lowest scores to the highest, all different. The
            levels are equal shares of the axis.
        lowest_score: The lowest score that the scale is for; NaN if there are no scores.
        highest_score: The highest one.
    """

    axis: ScoreAxis
    colors: tuple[str, ...]
    lowest_score: float
    highest_score: float

    @property
    def clips_low(self) -> bool:
        """Return whether there are scores below the axis, which have the colour of its start."""
        return bool(self.axis.position(self.lowest_score) < -ROUNDING)

    @property
    def clips_high(self) -> bool:
        """Return whether there are scores above the axis, which have the colour of its end."""
        return bool(self.axis.position(self.highest_score) > 1 + ROUNDING)

    def level_of(self, scores: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """Return the level of each score, an index of `colors`; `NO_LEVEL` for NaN.

        Args:
            scores: float of any shape.
        """
        positions = self.axis.position(scores)
        count = len(self.colors)
        # Positions far beyond the ends are infinite.
        shares = np.clip(np.nan_to_num(positions, nan=0.0), 0, 1)
        levels = np.minimum((shares * count).astype(np.int64), count - 1)
        return np.where(np.isnan(positions), NO_LEVEL, levels)

    def color_of(self, score: float) -> str:
        """Return the colour of a score, which is not NaN."""
        return self.colors[int(self.level_of(score))]

    def score_range(self, level: int) -> tuple[float, float]:
        """Return the lowest and the highest score of a level; clipped scores are not counted."""
        count = len(self.colors)
        low, high = self.axis.score([level / count, (level + 1) / count]).tolist()
        return low, high


def color_scale(
    scores: FloatArray,
    colors: Sequence[str],
    spacing: Spacing = "linear",
    center: float | None = None,
    limits: tuple[float, float] | float = 100.0,
) -> ColorScale:
    """Return the scale for some scores.

    Args:
        scores: float of any shape; NaN is no score.
        colors: ``#rrggbb`` codes of a colour map at equal distances from its start to its end.
        spacing: How scores are spaced along the scale.
        center: The score that has the middle colour; None if no score is special. Unless the limits are
            given, the scale reaches equally far on both sides of it.
        limits: The lowest and the highest score of the scale, or the percentage of the scores that lie within
            its upper end; as many lie within its lower end.

    Raises:
        HeadmapError: If a log scale has no scores that it can show, or if colours of the map repeat.
    """
    finite = scores[~np.isnan(scores)]
    axis = _axis(finite, spacing, center, limits)
    ends = (finite.min(), finite.max()) if len(finite) else (np.nan, np.nan)
    start, end = _map_part(axis, center)
    for count in LEVELS:
        # The number of levels is odd if one of them has the middle colour.
        levels = count if center is None else count - 1
        places = start + (end - start) * np.arange(levels) / (levels - 1)
        sampled = sample_colors(colors, places.tolist())
        if len(set(sampled)) == levels:
            return ColorScale(axis, tuple(sampled), float(ends[0]), float(ends[1]))
    raise HeadmapError(
        "the colours of the colour map repeat, so that scores could not be told apart; choose another map"
    )


def diverges(scores: FloatArray) -> bool:
    """Return whether scores lie on both sides of zero."""
    return bool((scores < 0).any() and (scores > 0).any())


def _axis(
    scores: FloatArray, spacing: Spacing, center: float | None, limits: tuple[float, float] | float
) -> ScoreAxis:
    """Return the axis of a scale, see `color_scale`; the scores are a flat array without NaN."""
    if spacing == "log" and center is not None and center <= 0:
        raise HeadmapError(
            f"a log scale cannot have its centre at {center:g}; choose a centre above 0, or symlog"
        )
    if isinstance(limits, tuple):
        if spacing == "log" and limits[0] <= 0:
            raise HeadmapError(f"a log scale cannot begin at {limits[0]:g}; begin above 0, or choose symlog")
        return ScoreAxis(*limits, spacing)
    if spacing == "log":
        scores = _positive(scores)
    if not len(scores):
        return ScoreAxis(0.1 if spacing == "log" else 0.0, 1.0, spacing)
    # Numbers are not interpolated between scores, because the difference of two scores can overflow.
    low, high = np.percentile(scores, [100 - limits, limits], method="nearest").tolist()
    if center is not None:
        low, high = _around(center, low, high, spacing)
    elif spacing == "linear":
        low, high = _from_zero(low, high)
    if low == high:
        low, high = _around_constant(low, spacing)
    return ScoreAxis(low, high, spacing)


def _from_zero(low: float, high: float) -> tuple[float, float]:
    """Return limits that begin or end at zero if scores of one sign nearly do."""
    if 0 < low <= NEARLY_ZERO * high:
        return 0.0, high
    if 0 > high >= NEARLY_ZERO * low:
        return low, 0.0
    return low, high


def _positive(scores: FloatArray) -> FloatArray:
    """Return the scores that a log scale can show; zero is clipped, and negative scores are an error."""
    if (scores < 0).any():
        raise HeadmapError(f"a log scale cannot show the score {scores.min():g}; choose linear or symlog")
    return scores[scores > 0]


def _around(center: float, low: float, high: float, spacing: Spacing) -> tuple[float, float]:
    """Return limits that are equally far from a centre and include a lowest and a highest score."""
    largest = float(np.finfo(float).max)
    if spacing == "log":
        middle = np.log10(center)
        reach = max(middle - np.log10(low), np.log10(high) - middle)
        with np.errstate(over="ignore"):
            ends = (float(10 ** (middle - reach)), float(10 ** (middle + reach)))
        # The smallest and the largest floats are not equally far from most centres.
        return max(ends[0], float(np.finfo(float).tiny)), min(ends[1], largest)
    distance = max(min(high - center, largest), min(center - low, largest))
    if distance == 0:
        distance = abs(center) if center else 1.0
    return max(center - distance, -largest), min(center + distance, largest)


def _around_constant(score: float, spacing: Spacing) -> tuple[float, float]:
    """Return limits for scores that are all the same: the scale reaches to zero."""
    if spacing == "log":
        # A tenth of the smallest floats is zero.
        return (score / 10, score) if score / 10 > 0 else (score, score * 10)
    if score == 0:
        return 0.0, 1.0
    return min(score, 0.0), max(score, 0.0)


def _map_part(axis: ScoreAxis, center: float | None) -> tuple[float, float]:
    """Return the part of a colour map, from 0 to 1, that gives the centre of a scale the middle colour.

    >>> _map_part(ScoreAxis(-0.5, 1.0), 0)
    (0.25, 1.0)
    """
    if center is None:
        return 0.0, 1.0
    middle = float(axis.position(center))
    reach = max(abs(middle), abs(1 - middle))
    return 0.5 - middle / (2 * reach), 0.5 + (1 - middle) / (2 * reach)
