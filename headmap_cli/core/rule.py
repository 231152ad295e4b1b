"""Define the rule that selects heads by their scores, and parse its number of top heads."""

from __future__ import annotations

import math
import re

from msgspec import Struct
from msgspec.structs import replace

from .strings import quote

TOP = re.compile(r"([1-9][0-9]{0,6})|([0-9]+\.?[0-9]*|\.[0-9]+)%")
"""A number of top heads without spaces: a count, or a share in percent."""


class Rule(Struct, frozen=True):
    """The conditions that select the heads of a category by their scores; all that are not None must hold.

    A rule without conditions is false in a boolean context.

    Attributes:
        threshold: The score must be greater than this.
        top: The head must be among the best of its category: a count such as ``20``, or a share of the
            category's heads such as ``5%``.
        below: The score must be less than this.

    >>> str(Rule(0.1, "20")), bool(Rule())
    ('threshold 0.1 with top 20', False)
    """

    threshold: float | None = None
    top: str | None = None
    below: float | None = None

    def __bool__(self) -> bool:
        return self != Rule()

    def __str__(self) -> str:
        texts = []
        if self.threshold is not None:
            texts.append(f"threshold {self.threshold:.12g}")
        if self.below is not None:
            texts.append(f"below {self.below:.12g}")
        if self.top is not None:
            texts.append(f"top {self.top}")
        return " with ".join(texts)

    def conditions(self) -> list[Rule]:
        """Return the conditions of the rule, each as a rule with only this condition."""
        rules = [Rule(threshold=self.threshold), Rule(below=self.below), Rule(top=self.top)]
        return [rule for rule in rules if rule]

    def without(self, condition: Rule) -> Rule:
        """Return the rule without the conditions of another rule."""
        rule = self
        if condition.threshold is not None:
            rule = replace(rule, threshold=None)
        if condition.top is not None:
            rule = replace(rule, top=None)
        if condition.below is not None:
            rule = replace(rule, below=None)
        return rule


def parse_top(value: str | int) -> str:
    """Return a number of top heads, a count or a share in percent, as text without spaces.

    Raises:
        ValueError: The value is neither a count nor a share.

    >>> parse_top(20), parse_top(" 5 %")
    ('20', '5%')
    """
    text = str(value).replace(" ", "")
    match = TOP.fullmatch(text)
    is_valid = match is not None
    if match and match[2]:
        is_valid = 0 < float(match[2]) <= 100
    if not is_valid:
        raise ValueError(
            f"{quote(value)} is not a number of top heads; expected a count such as 20, or a share such as 5%"
        )
    return text


def top_count(text: str, heads: int) -> int:
    """Return how many heads a number of top heads selects; a share selects at least one.

    Args:
        text: A count such as ``20``, or a share such as ``5%``.
        heads: The number of heads of which a share is taken.

    >>> top_count("20", 1440), top_count("5%", 1440), top_count("5%", 3)
    (20, 72, 1)
    """
    if not text.endswith("%"):
        return int(text)
    # Because of rounding errors, the product can be slightly less than a whole number, so a little is added.
    exact = heads * float(text[:-1]) / 100 + 1e-9
    return max(1, math.floor(exact))
