"""Define the rule that selects heads by their scores, and parse its number of heads."""

from __future__ import annotations

import math
import re
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from .errors import UsageError
from .strings import quote
from .vocabulary import option

HEAD_COUNT = re.compile(r"([1-9][0-9]{0,6})|([0-9]+(?:\.[0-9]*)?|\.[0-9]+)%")
"""A number of heads without spaces: a count, or a share in percent."""


CONDITIONS = ("threshold", "below", "bottom", "top")
"""The attributes of a rule that are conditions, in the order in which messages name them."""


class Rule(Struct, frozen=True):
    """The conditions that select the heads of a category by their scores; all that are given must hold.

    A rule without conditions is false in a boolean context.

    Attributes:
        threshold: The score must be greater than this.
        top: The score must be among the highest of the category: a count such as ``20``, or a share of the
            heads with a score such as ``5%``.
        below: The score must be less than this.
        bottom: The score must be among the lowest of the category, a count or a share like ``top``.
        abs: Whether the conditions apply to the magnitudes of the scores, so that -0.9 counts as 0.9.

    >>> str(Rule(0.1, "20")), str(Rule(0.1, abs=True)), bool(Rule())
    ('threshold 0.1 with top 20', 'threshold 0.1 by magnitude', False)
    """

    threshold: float | None = None
    top: str | None = None
    below: float | None = None
    bottom: str | None = None
    abs: bool = False

    def __bool__(self) -> bool:
        return bool(self.conditions())

    def __str__(self) -> str:
        texts = []
        for name in CONDITIONS:
            value = getattr(self, name)
            if isinstance(value, float | int):
                texts.append(f"{name} {value:.12g}")
            elif value is not None:
                texts.append(f"{name} {value}")
        text = " with ".join(texts)
        if self.abs:
            text += " by magnitude"
        return text

    def conditions(self) -> list[Rule]:
        """Return the conditions of the rule, each as a rule with only this condition."""
        rules = []
        for name in CONDITIONS:
            value = getattr(self, name)
            if value is not None:
                rules.append(Rule(**{name: value}, abs=self.abs))
        return rules

    def without(self, condition: Rule) -> Rule:
        """Return the rule without the conditions of another rule."""
        rule = self
        for name in CONDITIONS:
            if getattr(condition, name) is not None:
                rule = replace(rule, **{name: None})
        return rule


def rule_fields(rule: Rule) -> dict[str, Any]:
    """Return the conditions of a rule by their names, as the canonical formats hold them.

    >>> rule_fields(Rule(0.1, abs=True))
    {'threshold': 0.1, 'abs': True}
    """
    fields: dict[str, Any] = {}
    for name in CONDITIONS:
        value = getattr(rule, name)
        if value is not None:
            fields[name] = value
    if rule.abs:
        fields["abs"] = True
    return fields


def require_condition(rule: Rule) -> Rule:
    """Return a rule of the caller; raise UsageError if it compares magnitudes, but with nothing."""
    if rule.abs and not rule:
        names = [option(name) for name in CONDITIONS]
        raise UsageError(f"{option('abs')} can only be used with {', '.join(names[:-1])} or {names[-1]}")
    return rule


def parse_head_count(value: str | int) -> str:
    """Return the number of heads of ``top`` or ``bottom``, a count or a share, as text without spaces.

    Raises:
        ValueError: The value is neither a count nor a share.

    >>> parse_head_count(20), parse_head_count(" 5 %")
    ('20', '5%')
    """
    text = str(value).replace(" ", "")
    match = HEAD_COUNT.fullmatch(text)
    is_valid = match is not None
    if match and match[2]:
        is_valid = 0 < float(match[2]) <= 100
    if not is_valid:
        raise ValueError(
            f"{quote(value)} is not a number of heads; expected a count such as 20, or a share such as 5%"
        )
    return text


def head_count(text: str, heads: int) -> int:
    """Return how many heads ``top`` or ``bottom`` selects; a share selects at least one.

    Args:
        text: A count such as ``20``, or a share such as ``5%``.
        heads: The number of heads of which a share is taken.

    >>> head_count("20", 1440), head_count("5%", 1440), head_count("5%", 3)
    (20, 72, 1)
    """
    if not text.endswith("%"):
        return int(text)
    # Because of rounding errors, the product can be slightly less than a whole number, so a little is added.
    exact = heads * float(text[:-1]) / 100 + 1e-9
    return max(1, math.floor(exact))
