"""Apply rules to the scores of all categories, and warn of rules that have no effect."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

import numpy as np

from .array_types import BoolArray, FloatArray
from .rule import Rule
from .selection import Selection, select
from .strings import join_first, quote
from .undecided import score_range

log = logging.getLogger("headmap")


def select_and_report(
    source: str, scores: Mapping[str, FloatArray], rules: Mapping[str, Rule]
) -> dict[str, BoolArray]:
    """Select the heads of each category by its rule, and warn of rules without effect.

    Args:
        source: The name of the input or inputs, for messages.
        scores: The scores (layers, heads) of each category, NaN where a head has none.
        rules: The rule of each category.

    Returns:
        The selected heads of each category, bool (layers, heads).
    """
    selections = []
    for category, values in scores.items():
        rule = rules[category]
        selections.append(Selection(category, rule, values, select(values, rule)))
    _report_empty_and_full(source, selections)
    _report_redundant_conditions(source, selections)
    _report_ties(source, selections)
    return {selection.category: selection.heads for selection in selections}


def _report_empty_and_full(source: str, selections: Sequence[Selection]) -> None:
    """Warn of rules that select no head or every head of a category, with the range of its scores."""
    total = len(selections)
    empty = [selection for selection in selections if selection.is_empty]
    full = [selection for selection in selections if selection.is_full]
    if empty:
        rule = _describe_rule(empty)
        details = _describe_categories(empty, total, "any")
        # Two templates, because the command line groups the warnings of many files by their template.
        template = "%s: %s selects no head %s"
        if len(empty) == total:
            template = "%s: the result is empty: %s selects no head %s"
        log.warning(template, source, rule, details)
    if full:
        rule = _describe_rule(full)
        details = _describe_categories(full, total, "all")
        log.warning("%s: %s selects every head %s", source, rule, details)


def _describe_rule(selections: Sequence[Selection]) -> str:
    """Return the rule of some categories in words."""
    rules = {str(selection.rule) for selection in selections}
    if len(rules) > 1:
        return "each rule"
    return rules.pop()


def _describe_categories(selections: Sequence[Selection], total: int, all_word: str) -> str:
    """Return in words which categories these are, with the ranges of their scores.

    Args:
        selections: The selections of some of the categories.
        total: The number of all categories.
        all_word: The word before "of the 3 categories" if these are all of them: ``any`` after "no head in",
            otherwise ``all``.
    """
    if total == 1:
        position = f"in category {quote(selections[0].category)}"
    elif len(selections) == total:
        position = f"in {all_word} of the {total} categories"
    else:
        position = f"in {len(selections)} of the {total} categories"
    rules_differ = len({str(selection.rule) for selection in selections}) > 1
    ranges = []
    for selection in selections:
        text = score_range(selection.scores)
        if rules_differ:
            text = f"{quote(selection.category)} ({selection.rule}) {text}"
        elif total > 1:
            text = f"{quote(selection.category)} {text}"
        ranges.append(text)
    return f"{position}; scores (smallest, median, largest): {join_first(ranges, '; ')}"


def _report_redundant_conditions(source: str, selections: Sequence[Selection]) -> None:
    """Warn of a condition of a rule that changes nothing, since the others alone select the same heads."""
    by_rule: dict[Rule, list[Selection]] = {}
    for selection in selections:
        if len(selection.rule.conditions()) > 1:
            by_rule.setdefault(selection.rule, []).append(selection)
    for rule, group in by_rule.items():
        if all(selection.is_empty for selection in group):
            continue  # this is already reported
        # The last of the conditions, --top, is the one that most often changes nothing.
        for condition in reversed(rule.conditions()):
            others = rule.without(condition)
            if _is_redundant(group, others):
                log.warning("%s: %s changes nothing: %s selects the same heads", source, condition, others)
                break


def _is_redundant(selections: Sequence[Selection], others: Rule) -> bool:
    """Return whether the other conditions of a rule alone select the same heads in all categories."""
    return all(np.array_equal(selection.heads, select(selection.scores, others)) for selection in selections)


def _report_ties(source: str, selections: Sequence[Selection]) -> None:
    """Warn of categories that have more heads than ``top`` or ``bottom`` asks for."""
    ties = []
    for selection in selections:
        surplus = selection.surplus()
        if surplus:
            selected = int(selection.heads.sum())
            ties.append(f"{quote(selection.category)} has {selected} heads instead of {selected - surplus}")
    if ties:
        log.warning("%s: %s, because several heads tie at the cut-off score", source, join_first(ties))
