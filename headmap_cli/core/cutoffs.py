"""Find the scores at which a rule selects heads, from the heads that it has selected."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from .array_types import BoolArray, FloatArray
from .classification import Classification

MAX_DIGITS = 17
"""Every float is identified by this many significant digits."""


class Cutoffs(Struct, frozen=True):
    """How the selected heads differ from the others by their scores.

    Attributes:
        scores: The scores that separate them: one, two for a rule of magnitudes, or none if no score does.
        sign: 1 if high scores are selected, -1 if low ones are, 0 if magnitudes are or nothing is known.
    """

    scores: tuple[float, ...] = ()
    sign: int = 0

    def strengths(self, scores: FloatArray) -> FloatArray:
        """Return how strongly scores speak for their heads: the greater, the more; float of any shape."""
        return self.sign * scores if self.sign else np.abs(scores)


NO_CUTOFFS = Cutoffs()
"""What is known of scores without a rule."""


def common_cutoffs(data: Classification) -> tuple[float, ...]:
    """Return the scores that separate the selected heads of every category from the others.

    They are the shortest decimals that do: if the heads above 0.3 were selected, 0.3 is nearly always found.

    Args:
        data: Memberships with scores.

    Returns:
        The cutoff above or below which heads are selected; two for a rule of magnitudes; none if no cutoff is
        that of all categories, as with a rule for the 20 highest.
    """
    assert data.scores is not None
    return find_cutoffs(data.scores, data.membership).scores


def category_cutoffs(data: Classification, index: int) -> Cutoffs:
    """Return the scores that separate the heads of one category, given by its index, from the others."""
    if not data.is_decided or data.scores is None:
        return NO_CUTOFFS
    return find_cutoffs(data.scores[index], data.membership[index])


def find_cutoffs(scores: FloatArray, selected: BoolArray) -> Cutoffs:
    """Return the scores that separate selected heads from the others.

    Args:
        scores: float of any shape, NaN for no score.
        selected: bool of the same shape.
    """
    for sign in (1, -1):
        cutoff = _cutoff(sign * scores, selected)
        if cutoff is not None:
            # Adding zero turns -0.0 into 0.0.
            return Cutoffs((sign * cutoff + 0.0,), sign)
    cutoff = _cutoff(np.abs(scores), selected)
    return NO_CUTOFFS if cutoff is None else Cutoffs((-cutoff, cutoff))


def _cutoff(strengths: FloatArray, is_selected: BoolArray) -> float | None:
    """Return the shortest decimal above which the strengths of all selected heads are, and of no others."""
    is_known = ~np.isnan(strengths)
    selected = strengths[is_known & is_selected]
    others = strengths[is_known & ~is_selected]
    if not len(selected) or not len(others) or others.max() >= selected.min():
        return None
    low, high = float(others.max()), float(selected.min())
    for digits in range(1, MAX_DIGITS + 1):
        for number in (low, high / 2 + low / 2, high):
            rounded = float(f"{number:.{digits - 1}e}")
            if low <= rounded < high:
                return rounded
    return low
