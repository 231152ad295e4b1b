"""Select the heads of a category whose scores satisfy a rule."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from .array_types import BoolArray, FloatArray
from .rule import Rule, head_count


class Selection(Struct, frozen=True):
    """The heads that a rule selects in one category.

    Attributes:
        category: The name of the category.
        rule: The rule.
        scores: float (layers, heads), NaN where a head has none.
        heads: bool (layers, heads): True where the rule selects the head.
    """

    category: str
    rule: Rule
    scores: FloatArray
    heads: BoolArray

    @property
    def has_score(self) -> BoolArray:
        """Return which heads have scores: bool (layers, heads)."""
        return ~np.isnan(self.scores)

    @property
    def is_empty(self) -> bool:
        """Return whether the rule selects no head."""
        return not self.heads.any()

    @property
    def is_full(self) -> bool:
        """Return whether the rule selects every head that has a score, and there is one."""
        return not self.is_empty and bool((self.heads == self.has_score).all())

    def surplus(self) -> int:
        """Return how many heads are selected beyond ``top`` or ``bottom``, because they tie with the last."""
        if (self.rule.top is None) == (self.rule.bottom is None):
            return 0  # neither is given, or the two limit each other
        wanted = head_count(self.rule.top or self.rule.bottom or "", int(self.has_score.sum()))
        return max(0, int(self.heads.sum()) - wanted)


def select(scores: FloatArray, rule: Rule) -> BoolArray:
    """Select the heads for which all conditions of a rule hold.

    ``top`` and ``bottom`` count among the heads that ``threshold`` and ``below`` select. Heads that tie with
    the last of them are all selected, because any choice among them would be arbitrary. Heads without a score
    are never selected.

    Args:
        scores: float (layers, heads), NaN where a head has no score.
        rule: The rule; one without conditions selects every head that has a score.

    Returns:
        bool (layers, heads).
    """
    values = np.abs(scores) if rule.abs else scores
    has_score: BoolArray = ~np.isnan(values)
    candidates = has_score
    if rule.threshold is not None:
        candidates = candidates & (values > rule.threshold)
    if rule.below is not None:
        candidates = candidates & (values < rule.below)
    # A share is taken of all heads with a score, not only of those that the other conditions select.
    total = int(has_score.sum())
    selected = candidates
    if rule.top is not None:
        selected = selected & _highest(values, candidates, head_count(rule.top, total))
    if rule.bottom is not None:
        selected = selected & _highest(-values, candidates, head_count(rule.bottom, total))
    return selected


def strength(scores: FloatArray, rule: Rule) -> FloatArray:
    """Return how strongly scores speak for a head by a rule: the greater, the more.

    That is the score itself, the magnitude if the rule compares magnitudes, and their negative if the rule
    only asks for low scores. If several labels belong to a category, the score that speaks most counts.

    Args:
        scores: float of any shape.
        rule: The rule of the category; one without conditions takes high scores.

    >>> strength(np.array([-2.0, 1.0]), Rule(below=0.5, abs=True)).tolist()
    [-2.0, -1.0]
    """
    values: FloatArray = np.abs(scores) if rule.abs else scores
    asks_for_low = rule.below is not None or rule.bottom is not None
    asks_for_high = rule.threshold is not None or rule.top is not None
    if asks_for_low and not asks_for_high:
        return -values
    return values


def _highest(values: FloatArray, candidates: BoolArray, count: int) -> BoolArray:
    """Return which heads have values at least as high as the last of the highest candidates.

    Args:
        values: float (layers, heads).
        candidates: bool (layers, heads), the heads among which the highest are counted.
        count: How many of them to take, at least one.
    """
    count = min(count, int(candidates.sum()))
    if count == 0:
        return np.zeros_like(candidates)
    descending = np.sort(values[candidates])[::-1]
    highest: BoolArray = values >= descending[count - 1]
    return highest
