"""Select the heads of each category by its rule, and report rules that have no effect."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .rule import Rule
from .strings import quote

log = logging.getLogger("headmap")

Scores = npt.NDArray[np.float64]
Heads = npt.NDArray[np.bool_]
MAX_CATEGORIES = 5
"""How many categories a warning names; it counts the others."""


class Selection(NamedTuple):
    """The heads that a rule selects in one category.

    scores: float (layers, heads), NaN where a head has none. heads: bool (layers, heads).
    """

    category: str
    rule: Rule
    scores: Scores
    heads: Heads

    @property
    def known(self) -> Heads:
        """The heads that have a score."""
        return ~np.isnan(self.scores)

    @property
    def is_empty(self) -> bool:
        """Whether the rule selects no head."""
        return not self.heads.any()

    @property
    def is_full(self) -> bool:
        """Whether the rule selects every head that has a score."""
        return not self.is_empty and bool((self.heads == self.known).all())

    def surplus(self) -> int:
        """How many heads are selected beyond ``top``, because they tie with the last one."""
        if self.rule.top is None:
            return 0
        return max(0, int(self.heads.sum()) - top_count(self.rule.top, int(self.known.sum())))


def select(scores: Scores, rule: Rule) -> Heads:
    """Select the heads for which all conditions of a rule hold: bool (layers, heads).

    Heads that tie with the last of the ``top`` heads are all selected. Heads without a score never are.
    """
    known = ~np.isnan(scores)
    selected: Heads = known
    if rule.threshold is not None:
        selected = selected & (scores > rule.threshold)
    if rule.below is not None:
        selected = selected & (scores < rule.below)
    if rule.top is None:
        return selected
    count = min(top_count(rule.top, int(known.sum())), int(selected.sum()))
    if count == 0:
        return np.zeros_like(selected)
    descending = np.sort(scores[selected])[::-1]
    best: Heads = selected & (scores >= descending[count - 1])
    return best


def top_count(text: str, heads: int) -> int:
    """Return how many heads ``20`` or ``5%`` of a category's heads are; at least one.

    >>> top_count("20", 1440), top_count("5%", 1440)
    (20, 72)
    """
    if text.endswith("%"):
        return max(1, math.floor(heads * float(text[:-1]) / 100 + 1e-9))
    return int(text)


def select_and_report(
    source: str, scores: Mapping[str, Scores], rules: Mapping[str, Rule]
) -> dict[str, Heads]:
    """Select the heads of each category by its rule, and warn of rules without effect.

    Args:
        source: The name of the input or inputs, for messages.
        scores: The scores (layers, heads) of each category.
        rules: The rule of each category.
    """
    selections = []
    for category, values in scores.items():
        rule = rules[category]
        selections.append(Selection(category, rule, values, select(values, rule)))
    _report_empty_and_full(source, selections)
    _report_redundant_conditions(source, selections)
    _report_ties(source, selections)
    return {selection.category: selection.heads for selection in selections}


def score_range(scores: Scores) -> str:
    """Describe the range of scores: smallest, median and largest, or ``unknown``."""
    known = scores[~np.isnan(scores)]
    if not len(known):
        return "unknown"
    return f"{known.min():.4g}, {np.median(known):.4g}, {known.max():.4g}"


def _report_empty_and_full(source: str, selections: Sequence[Selection]) -> None:
    """Warn of rules that select no head, or every head, of a category, with the range of its scores."""
    total = len(selections)
    empty = [selection for selection in selections if selection.is_empty]
    full = [selection for selection in selections if selection.is_full]
    if empty and len(empty) == total:
        log.warning(
            "%s: the result is empty: %s selects no head %s", source, *_described(empty, total, "any")
        )
    elif empty:
        log.warning("%s: %s selects no head %s", source, *_described(empty, total, "any"))
    if full:
        log.warning("%s: %s selects every head %s", source, *_described(full, total, "all"))


def _described(selections: Sequence[Selection], total: int, all_word: str) -> tuple[str, str]:
    """Describe the rule of some of all categories, and which categories these are, with their scores."""
    rules = {str(selection.rule): None for selection in selections}
    rule = next(iter(rules)) if len(rules) == 1 else "each rule"
    where = f"in {len(selections)} of the {total} categories"
    if len(selections) == total:
        where = f"in {all_word} of the {total} categories"
    if total == 1:
        where = f"in category {quote(selections[0].category)}"
    ranges = []
    for selection in selections:
        text = score_range(selection.scores)
        if total > 1:
            own_rule = f" ({selection.rule})" if len(rules) > 1 else ""
            text = f"{quote(selection.category)}{own_rule} {text}"
        ranges.append(text)
    return rule, f"{where}; scores (smallest, median, largest): {_capped(ranges, '; ')}"


def _report_redundant_conditions(source: str, selections: Sequence[Selection]) -> None:
    """Warn of a condition of a rule that excludes no head that the other conditions select."""
    by_rule: dict[Rule, list[Selection]] = {}
    for selection in selections:
        conditions = selection.rule.conditions()
        if len(conditions) > 1:
            by_rule.setdefault(selection.rule, []).append(selection)
    for rule, group in by_rule.items():
        if all(selection.is_empty for selection in group):
            continue  # this is already reported
        # The share of --top is taken of all heads, so it is the condition that most often changes nothing.
        for unused in reversed(rule.conditions()):
            others = rule.without(unused)
            if all(np.array_equal(s.heads, select(s.scores, others)) for s in group):
                log.warning("%s: %s changes nothing: %s selects the same heads", source, unused, others)
                break


def _report_ties(source: str, selections: Sequence[Selection]) -> None:
    """Warn of categories that have more heads than ``top`` asks for."""
    ties = []
    for selection in selections:
        surplus = selection.surplus()
        if surplus:
            selected = int(selection.heads.sum())
            ties.append(f"{quote(selection.category)} has {selected} heads instead of {selected - surplus}")
    if ties:
        log.warning("%s: %s, because several heads tie at the cut-off score", source, _capped(ties))


def _capped(texts: Sequence[str], separator: str = ", ") -> str:
    """Join the first texts, and count the others."""
    shown = separator.join(texts[:MAX_CATEGORIES])
    hidden = len(texts) - MAX_CATEGORIES
    return f"{shown}{separator}and {hidden} more" if hidden > 0 else shown
