"""Find the scores at which the rule of a category begins to select heads, for the lines of charts."""

from __future__ import annotations

import numpy as np

from ..core.array_types import FloatArray
from ..core.classification import Classification
from ..core.rule import Rule
from ..core.selection import select
from ..style.schema import Style


def category_rule(style: Style, name: str) -> Rule:
    """Return the rule of a category: its own, or that of the style.

    Args:
        style: The style of the figure.
        name: The name of the category.
    """
    category = style.categories.get(name)
    for part in (category, style):
        if part is None:
            continue
        # The style allows a number (20) or a share ("5%"); a rule takes both as text.
        top = str(part.top) if part.top else None
        bottom = str(part.bottom) if part.bottom else None
        rule = Rule(part.threshold, top, part.below, bottom, part.abs)
        if rule:
            return rule
    return Rule()


def drawn_rule(data: Classification, index: int, style: Style) -> Rule:
    """Return the rule of a category if it is what decided which heads are in it.

    A figure or a canonical file can hold memberships that the rule of the style would change. A line for this
    rule would contradict the colours, so that the rule then counts as none.

    Args:
        data: The heads and their scores.
        index: The position of the category.
        style: The style, which has the rule.
    """
    rule = category_rule(style, data.categories[index])
    if not rule or not data.is_decided or data.scores is None:
        return Rule()
    if not np.array_equal(select(data.scores[index], rule), data.membership[index]):
        return Rule()
    return rule


def rule_cuts(scores: FloatArray, rule: Rule) -> tuple[float, ...]:
    """Return the scores between which a rule selects heads, ascending.

    A threshold is a cut as it is. For ``top`` and ``bottom`` the cut is the score of the last head that they
    select. A rule that compares magnitudes has each cut on both sides of zero.

    Args:
        scores: float (layers, heads) of the category, NaN for no score.
        rule: The rule; one without conditions has no cuts.

    >>> rule_cuts(np.array([[0.1, -0.5, 0.3]]), Rule(top="2", abs=True))
    (-0.3, 0.3)
    """
    cuts = {cut for cut in (rule.threshold, rule.below) if cut is not None}
    if rule.top is not None or rule.bottom is not None:
        selected = scores[select(scores, rule)]
        values = np.abs(selected) if rule.abs else selected
        if rule.top is not None and len(values):
            cuts.add(float(values.min()))
        if rule.bottom is not None and len(values):
            cuts.add(float(values.max()))
    if rule.abs:
        cuts |= {-cut for cut in cuts}
    return tuple(sorted(cuts))
