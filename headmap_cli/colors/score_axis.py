"""Place scores along an axis that is linear, logarithmic, or logarithmic on both sides of zero."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from .spaces import FloatArray

Spacing: TypeAlias = Literal["linear", "log", "symlog"]

SYMLOG_LINEAR = 1e-3
"""A symlog axis is nearly linear up to this share of its largest magnitude."""


class ScoreAxis(Struct, frozen=True):
    """An axis of scores.

    Attributes:
        lowest: The score at the start of the axis.
        highest: The score at its end, which is greater.
        spacing: How scores are spaced between the two; the ends of a log axis are greater than 0.
    """

    lowest: float
    highest: float
    spacing: Spacing = "linear"

    def position(self, scores: npt.ArrayLike) -> FloatArray:
        """Return where scores lie: 0 is the start of the axis and 1 its end; NaN stays NaN.

        Args:
            scores: float of any shape; scores beyond the ends have positions below 0 or above 1.
        """
        start, end = self._bounds()
        return (self._warp(np.asarray(scores, dtype=np.float64)) - start) / (end - start)

    def score(self, positions: npt.ArrayLike) -> FloatArray:
        """Return the scores at some positions; the inverse of `position`.

        Args:
            positions: float of any shape, from 0 to 1.
        """
        start, end = self._bounds()
        warped = start + np.asarray(positions, dtype=np.float64) * (end - start)
        # Rounding must not lead out of the axis, nor beyond the largest float.
        return np.clip(self._unwarp(warped), self.lowest, self.highest)

    def _bounds(self) -> tuple[float, float]:
        """Return the ends of the axis in the units in which scores are evenly spaced."""
        start, end = self._warp(np.array([self.lowest, self.highest])).tolist()
        return start, end

    @property
    def unit(self) -> float:
        """Return the score that counts as 1, without which very large or small scores would overflow."""
        largest = max(abs(self.lowest), abs(self.highest))
        if self.spacing == "symlog":
            return max(largest * SYMLOG_LINEAR, float(np.finfo(float).smallest_subnormal))
        return largest

    def _warp(self, scores: FloatArray) -> FloatArray:
        """Return scores in units in which they are evenly spaced along the axis."""
        # Scores far beyond the ends become infinite, which is still beyond the ends.
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            if self.spacing == "log":
                return np.where(scores > 0, np.log10(scores), np.where(np.isnan(scores), np.nan, -np.inf))
            shares: FloatArray = scores / self.unit
            if self.spacing == "symlog":
                return np.sign(shares) * np.log1p(np.abs(shares))
            return shares

    def _unwarp(self, warped: FloatArray) -> FloatArray:
        """Return the scores of `_warp`."""
        with np.errstate(over="ignore"):
            if self.spacing == "log":
                return np.asarray(10.0**warped)
            if self.spacing == "symlog":
                warped = np.sign(warped) * np.expm1(np.abs(warped))
            return warped * self.unit
