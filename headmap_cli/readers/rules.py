"""Select heads by the rules that the user gives for scores, and report rules that have no effect.

Rules are applied once, after all inputs are merged. So ``top 20`` selects 20 heads of a category, no matter
how many files its scores come from.
"""

from __future__ import annotations

import logging
from collections.abc import Collection

import numpy as np

from ..core.errors import input_error
from ..core.logs import NOTICE
from ..core.rule import Rule
from ..core.rule_effects import select_and_report
from ..core.selection import select
from ..core.strings import join_first, quote
from ..core.undecided import scores_need_rule
from ..core.vocabulary import option
from .accumulator import Accumulator
from .entries import Entries, list_sources
from .options import Options

log = logging.getLogger("headmap")


def select_by_rules(
    accumulator: Accumulator, inputs: Collection[Entries], options: Options
) -> dict[str, Rule] | None:
    """Add the heads of each category that its rule selects by their scores, and warn of rules without effect.

    Args:
        accumulator: The scores and memberships of all inputs; the selected heads become members.
        inputs: The inputs, for messages.
        options: The rules of the command line or of Python, and of the style.

    Returns:
        The rules that have selected heads, by category; None if there are only scores without a rule, so that
        it is not decided which heads are in a category.

    Raises:
        InputError: A category has no rule although others are decided, or --scores finds no scores.
    """
    if options.scores:
        _require_scores(accumulator, inputs)
    if not accumulator.scored:
        if options.own_rule:
            _report_unused_rule(inputs, options)
        elif accumulator.scores is not None:
            _report_kept_memberships(accumulator, inputs, options)
        return _kept_rules(inputs)
    source = list_sources(entries for entries in inputs if entries.scored or entries.categorised)
    scores = accumulator.scores_by_category()
    without_rule = {name: values for name, values in scores.items() if not options.rule(name)}
    if without_rule:
        if len(without_rule) == len(accumulator.names) and not accumulator.listed:
            return None
        raise scores_need_rule(source, without_rule)
    _report_replaced_rules(source, options)
    rules = {category: options.rule(category) for category in scores}
    for name, heads in select_and_report(source, scores, rules).items():
        accumulator.membership[accumulator.names.index(name)] |= heads
    return rules


def _kept_rules(inputs: Collection[Entries]) -> dict[str, Rule]:
    """Return the rules by which a figure or a canonical file was made, whose memberships are kept.

    Of several inputs, no rule is known to have selected all heads of a category.
    """
    if len(inputs) != 1:
        return {}
    [entries] = inputs
    return entries.rules


def _require_scores(accumulator: Accumulator, inputs: Collection[Entries]) -> None:
    """Raise InputError if --scores is given and a category has no scores."""
    missing = [accumulator.names[i] for i in sorted(accumulator.listed - accumulator.scored)]
    if missing and not accumulator.scored:
        raise input_error(list_sources(inputs), f"holds no scores: {_why_no_scores(inputs)}")
    if missing:
        names = join_first([quote(name) for name in missing])
        raise input_error(list_sources(inputs), f"has no scores of {names}, which {option('scores')} needs")


def _report_unused_rule(inputs: Collection[Entries], options: Options) -> None:
    """Warn that the caller's rule has no effect, because the inputs hold no scores."""
    source = list_sources(inputs)
    log.warning("%s: %s changes nothing: %s", source, options.own_rule, _why_no_scores(inputs))


def _why_no_scores(inputs: Collection[Entries]) -> str:
    """Return why the inputs hold no scores, and what helps."""
    if all(entries.is_figure for entries in inputs):
        return "the figure holds its heads, not their scores; use the file with the scores"
    if not any(entries.has_columns for entries in inputs):
        return "its values are all 0 or 1, or true or false, and were read as flags"
    return f"no scores were recognised; {option('column')} names a score column"


def _report_kept_memberships(accumulator: Accumulator, inputs: Collection[Entries], options: Options) -> None:
    """Log a notice if a figure or canonical file keeps memberships that a rule of the style would change."""
    assert accumulator.scores is not None
    changed = []
    for name, values, heads in zip(
        accumulator.names, accumulator.scores, accumulator.membership, strict=True
    ):
        rule = options.rule(name)
        if rule and not np.isnan(values).all() and not np.array_equal(select(values, rule), heads):
            changed.append(f"{quote(name)} {rule}")
    if changed:
        log.log(
            NOTICE,
            "%s: keeps the heads of its categories, which the style's rules would change (%s); "
            "%s or another rule selects them anew",
            list_sources(inputs),
            join_first(changed),
            option("threshold"),
        )


def _report_replaced_rules(source: str, options: Options) -> None:
    """Log a notice if the caller's rule replaces rules of the style, which a user may not expect."""
    replaced = [f"{quote(name)} {rule}" for name, rule in options.rules.items() if rule]
    if options.style_rule and options.style_rule != options.own_rule:
        replaced.insert(0, str(options.style_rule))
    if options.own_rule and replaced:
        log.log(
            NOTICE,
            "%s: %s replaces every rule of the style: %s",
            source,
            options.own_rule,
            join_first(replaced),
        )
