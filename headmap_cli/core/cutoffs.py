"""Find the scores at which a rule selects heads, from the heads that it has selected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from .array_types import BoolArray, FloatArray
from .classification import Classification
from .rule import Rule

MAX_DIGITS = 17
"""Every float is identified by this many significant digits."""


NO_RULE = Rule()
"""The rule of heads that were listed, or that an unknown rule selected."""


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

    They are those of the rule, if the data has it and one rule is that of all categories; otherwise the
    shortest decimals that separate the heads.

    Args:
        data: Memberships with scores.

    Returns:
        The cutoff above or below which heads are selected; two for a rule of magnitudes; none if no cutoff is
        that of all categories, as with a rule for the 20 highest.
    """
    assert data.scores is not None
    rule = NO_RULE
    if data.rules is not None and len(set(data.rules)) == 1:
        rule = data.rules[0]
    return find_cutoffs(data.scores, data.membership, rule).scores


def category_cutoffs(data: Classification, index: int) -> Cutoffs:
    """Return the scores that separate the heads of one category, given by its index, from the others."""
    if not data.is_decided or data.scores is None:
        return NO_CUTOFFS
    rule = NO_RULE if data.rules is None else data.rules[index]
    return find_cutoffs(data.scores[index], data.membership[index], rule)


def find_cutoffs(scores: FloatArray, selected: BoolArray, rule: Rule = NO_RULE) -> Cutoffs:
    """Return the scores that separate selected heads from the others.

    A rule such as the 20 highest names no score, and with it the shortest decimal between the selected heads
    and the others is taken.

    Args:
        scores: float of any shape, NaN for no score.
        selected: bool of the same shape.
        rule: The rule that selected them, whose own score is taken if it separates them.
    """
    above = [] if rule.threshold is None else [rule.threshold]
    below = [] if rule.below is None else [-rule.below]
    own_cutoffs = {1: above, -1: below}
    if rule.abs:
        # Where all scores have one sign, a rule of magnitudes is one of the scores themselves.
        own_cutoffs = {1: above + below, -1: above + below}
    for sign in (1, -1):
        cutoff = _cutoff(sign * scores, selected, own_cutoffs[sign])
        if cutoff is not None:
            # Adding zero turns -0.0 into 0.0.
            return Cutoffs((sign * cutoff + 0.0,), sign)
    cutoff = _cutoff(np.abs(scores), selected, above)
    return NO_CUTOFFS if cutoff is None else Cutoffs((-cutoff, cutoff))


def _cutoff(strengths: FloatArray, is_selected: BoolArray, own_cutoffs: Sequence[float]) -> float | None:
    """Return a score above which the strengths of all selected heads are, and of no others; None if none is.

    Args:
        strengths: float of any shape, NaN for no score.
        is_selected: bool of the same shape.
        own_cutoffs: The scores of the rule, of which the first that separates the heads is returned;
            otherwise the shortest decimal that does.
    """
    is_known = ~np.isnan(strengths)
    selected = strengths[is_known & is_selected]
    others = strengths[is_known & ~is_selected]
    low = float(others.max()) if len(others) else -np.inf
    high = float(selected.min()) if len(selected) else np.inf
    if low >= high:
        return None
    for own_cutoff in own_cutoffs:
        if low <= own_cutoff < high:
            return own_cutoff
    if not len(selected) or not len(others):
        return None
    for digits in range(1, MAX_DIGITS + 1):
        for number in (low, high / 2 + low / 2, high):
            rounded = float(f"{number:.{digits - 1}e}")
            if low <= rounded < high:
                return rounded
    return low
