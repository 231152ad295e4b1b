"""Select heads by the rules that the user gives for scores, and report rules that have no effect.

Rules are applied once, after all inputs are merged. So ``top 20`` selects 20 heads of a category, no matter
how many files its scores come from.
"""

from __future__ import annotations

import logging
from collections.abc import Collection

from ..core.array_types import BoolArray, FloatArray
from ..core.errors import input_error
from ..core.logs import NOTICE
from ..core.rule_effects import score_range, select_and_report
from ..core.strings import join_first, quote
from ..core.vocabulary import option
from .entries import Entries
from .options import Options

log = logging.getLogger("headmap")


def apply_rules(source: str, scores: dict[str, FloatArray], options: Options) -> dict[str, BoolArray]:
    """Select the heads of each category by its rule, and warn of rules without effect.

    Args:
        source: The name of the input or inputs, for messages.
        scores: The scores, float (layers, heads), of each category that has some; each needs a rule.
        options: The rules of the command line or of Python, and of the style.

    Raises:
        InputError: A category has no rule.
    """
    _require_rules(source, scores, options)
    _report_replaced_rules(source, options)
    return select_and_report(source, scores, {category: options.rule(category) for category in scores})


def _require_rules(source: str, scores: dict[str, FloatArray], options: Options) -> None:
    """Raise InputError with the range of the scores if a category has no rule."""
    ranges = []
    for name, values in scores.items():
        if not options.rule(name):
            ranges.append(f"{name or 'scores'} {score_range(values)}")
    if ranges:
        choose = f"choose a {option('threshold')} or {option('top')}"
        message = f"holds scores; {choose}; smallest, median and largest: "
        raise input_error(source, message + join_first(ranges, "; "))


def report_unused_rule(source: str, options: Options, inputs: Collection[Entries]) -> None:
    """Warn that the caller's rule has no effect, because the inputs hold no scores."""
    if not options.own_rule:
        return
    reason = f"no scores were recognised; {option('column')} names a score column"
    if all(entries.is_figure for entries in inputs):
        reason = "the figure holds its heads, not their scores; use the file of the scores"
    elif not any(entries.has_columns for entries in inputs):
        reason = "its values are all 0 or 1, or true or false, and were read as flags"
    log.warning("%s: %s changes nothing: %s", source, options.own_rule, reason)


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
