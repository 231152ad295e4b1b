"""What a caller says of an input besides its path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..core.rule import Rule
from ..files.source import MAX_BYTES


@dataclass(frozen=True)
class Options:
    """How to read.

    grid: (layers, heads); else the input's own, else the largest indices seen, with a warning.
    threshold, top: the caller's own rule for scores, which replaces every rule of the style.
    style_rule: the style's rule for scores; rules: those of its categories, which go before it.
    categories: names in the order wanted, each with the raw labels that belong to it.
    index_base: 1 where layers and heads are counted from 1.
    input_format: one of formats.INPUT_FORMATS, instead of looking at the content.
    column: the column of a table that holds categories, flags or scores.
    where: (column, value) pairs that rows of a table or list of records must have.
    at: keys, with dots between, to the part of a JSON document that holds the data.
    missing: what a score that is not a number, or a head that a complete listing leaves out, is.
    max_bytes: the most that a compressed input may unpack to.
    name: the category that ``Name=FILE`` gives to the heads of the file.
    """

    grid: tuple[int, int] | None = None
    threshold: float | None = None
    top: str | None = None
    style_rule: Rule = field(default_factory=Rule)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    categories: Mapping[str, Sequence[str]] = field(default_factory=dict)
    index_base: Literal[0, 1] = 0
    input_format: str = ""
    column: str = ""
    where: tuple[tuple[str, str], ...] = ()
    at: str = ""
    missing: Literal["", "unclassified", "absent"] = ""
    max_bytes: int = MAX_BYTES
    name: str = ""

    @property
    def ruled(self) -> bool:
        """Whether there is a rule for the scores of any category."""
        return bool(self.rule("")) or any(self.rules.values())

    @property
    def own_rule(self) -> Rule:
        """The rule that the caller gives on the command line or in Python."""
        return Rule(self.threshold, self.top)

    def styles_name(self, label: str) -> bool:
        """Return whether the style names a category, or a label that belongs to one."""
        return label in self.categories or any(label in labels for labels in self.categories.values())

    def rule(self, category: str) -> Rule:
        """Return the rule for the scores of a category."""
        return self.own_rule or self.rules.get(category) or self.style_rule
