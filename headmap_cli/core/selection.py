"""Select the heads of a category whose scores satisfy a rule."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from .array_types import BoolArray, FloatArray
from .rule import Rule, top_count


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
        """Return how many heads are selected beyond ``top``, because they tie with the last one."""
        if self.rule.top is None:
            return 0
        wanted = top_count(self.rule.top, int(self.has_score.sum()))
        return max(0, int(self.heads.sum()) - wanted)


def select(scores: FloatArray, rule: Rule) -> BoolArray:
    """Select the heads for which all conditions of a rule hold.

    Heads that tie with the last of the ``top`` heads are all selected, because any choice among them would
    be arbitrary. Heads without a score are never selected.

    Args:
        scores: float (layers, heads), NaN where a head has no score.
        rule: The rule; one without conditions selects every head that has a score.

    Returns:
        bool (layers, heads).
    """
    has_score: BoolArray = ~np.isnan(scores)
    selected = has_score
    if rule.threshold is not None:
        selected = selected & (scores > rule.threshold)
    if rule.below is not None:
        selected = selected & (scores < rule.below)
    if rule.top is None:
        return selected
    # A share is taken of all heads with a score, not only of those that the other conditions select.
    wanted = top_count(rule.top, int(has_score.sum()))
    count = min(wanted, int(selected.sum()))
    if count == 0:
        return np.zeros_like(selected)
    descending = np.sort(scores[selected])[::-1]
    best: BoolArray = selected & (scores >= descending[count - 1])
    return best
