"""The rule that turns a score into a membership."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """When a score makes a head a member. If there are several conditions, all of them must hold.

    threshold: the score must be greater. below: the score must be less. top: the head must be among the best
    of its category: a count such as ``20``, or a share of the category's heads such as ``5%``.

    >>> str(Rule(0.1, "20"))
    'threshold 0.1 with top 20'
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
        """Return the rule's conditions, each as a rule of its own."""
        parts = [Rule(threshold=self.threshold), Rule(below=self.below), Rule(top=self.top)]
        return [part for part in parts if part]

    def without(self, condition: Rule) -> Rule:
        """Return the rule without one of its conditions."""
        return Rule(
            None if condition.threshold is not None else self.threshold,
            None if condition.top is not None else self.top,
            None if condition.below is not None else self.below,
        )
