"""Define Classification, which holds the heads or the scores of each category, whatever they came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np

from .array_types import AnyArray, BoolArray, FloatArray
from .errors import UsageError
from .rule import Rule
from .strings import counted
from .vocabulary import python_value


class Classification:
    """The heads of each category, on a grid of layers and heads, and their scores.

    Scores without a rule do not say which heads are in a category. Then there are only scores: ``is_decided``
    is False, and reading ``membership`` raises an error that asks for a rule.

    Args:
        categories: The names of the categories.
        membership: The heads of each category, see the property; None if the scores have no rule.
        present: The heads that the model has; None stands for all.
        model: The name of the model.
        scores: The scores of the heads, or None.
        rules: The rule that selected the heads of each category by their scores, an empty one for a category
            that was listed; None if no rule selected any.

    Attributes:
        categories: The names of the categories, in the order of the panels and the legend.
        present: bool (layers, heads): False where the model has no such head, or nothing is known about it.
            Such a head counts neither as classified nor as unclassified.
        model: The name of the model; empty if the input does not give one.
        scores: float (categories, layers, heads), NaN where a head has no score; None if the input has no
            scores.
        rules: The rule that selected the heads of each category by their scores, which is empty for a
            category that was listed; None if no rule selected any.

    Raises:
        UsageError: The shapes, types or names do not fit together.
    """

    categories: tuple[str, ...]
    present: BoolArray
    model: str
    scores: FloatArray | None
    rules: tuple[Rule, ...] | None
    _membership: BoolArray | None

    def __init__(
        self,
        categories: tuple[str, ...],
        membership: BoolArray | None,
        present: BoolArray | None = None,
        model: str = "",
        scores: FloatArray | None = None,
        rules: tuple[Rule, ...] | None = None,
    ) -> None:
        shape = _check_shapes(membership, scores, len(categories))
        _check_names(categories)
        if 0 in shape:
            raise UsageError("a classification needs at least one category, one layer and one head")
        if present is None:
            present = np.ones(shape[1:], dtype=bool)
        _check_present(present, shape[1:], membership, scores)
        if rules is not None and len(rules) != len(categories):
            raise UsageError(f"there are {len(rules)} rules for {len(categories)} categories")
        # __setattr__ refuses plain assignments.
        vars(self).update(
            categories=categories,
            _membership=membership,
            present=present,
            model=model,
            scores=scores,
            rules=rules,
        )

    @property
    def is_decided(self) -> bool:
        """Return whether it is decided which heads are in which category: there is more than scores."""
        return self._membership is not None

    @property
    def membership(self) -> BoolArray:
        """Return which heads are in which category: bool (categories, layers, heads).

        Raises:
            UsageError: The scores have no rule, so that this is not decided.
        """
        if self._membership is None:
            from .undecided import rule_needed

            raise rule_needed(self)
        return self._membership

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Classification cannot be changed ({name}); create a new one")

    @classmethod
    def from_scores(  # noqa: PLR0913 - one keyword for each condition of a rule
        cls,
        scores: Any,
        categories: Sequence[str] | str | None = None,
        threshold: float | None = None,
        model: str = "",
        *,
        below: float | None = None,
        top: int | str | None = None,
        bottom: int | str | None = None,
        abs: bool = False,
    ) -> Classification:
        """Classify heads by their scores. If several rules are given, all of them must hold.

        Without a rule, the classification holds the scores alone. A head whose scores are all NaN is not
        present. A float16 or float32 counts as its shortest decimal,
        as in a CSV file of the array. A rule that selects none or all of the heads is reported through
        logging.

        Args:
            scores: Numbers (categories, layers, heads), or (layers, heads) for one category: an array,
                nested lists or a tensor on the CPU. A DataFrame holds one category, layers x heads. A dict
                holds one of these, (layers, heads), for each category. Booleans are memberships and take no
                rule.
            categories: The names of the categories; may be left out for a dict, whose keys name them.
            threshold: A head is in a category if its score is greater than this.
            model: The name of the model.
            below: A head is in a category if its score is less than this.
            top: How many heads with the highest scores are in each category: ``20``, or a share such as
                ``"5%"``. Heads that tie with the last of them are in it too.
            bottom: How many heads with the lowest scores are in each category, like ``top``.
            abs: Whether these rules compare magnitudes, so that -0.9 counts as 0.9.

        Returns:
            The classification, which keeps the scores unless they are booleans.

        Raises:
            UsageError: The shapes, types or rules do not fit.
        """
        from .from_scores import classify

        return classify(
            scores,
            categories,
            model,
            threshold=threshold,
            below=below,
            top=top,
            bottom=bottom,
            abs=abs,
        )

    @property
    def layers(self) -> int:
        """Return the number of layers of the grid."""
        return int(self.present.shape[0])

    @property
    def heads(self) -> int:
        """Return the number of heads in each layer of the grid."""
        return int(self.present.shape[1])

    def __repr__(self) -> str:
        model = f"{self.model!r}, " if self.model else ""
        categories = counted(len(self.categories), "category", "categories")
        content = "scores without a rule"
        if self._membership is not None:
            classified = int(self._membership.any(axis=0).sum())
            content = f"{classified} of {int(self.present.sum())} heads classified"
        return f"<Classification: {model}{categories}, {self.layers} layers x {self.heads} heads, {content}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Classification):
            return NotImplemented
        return (
            self.categories == other.categories
            and self.model == other.model
            and _are_equal(self._membership, other._membership)
            and np.array_equal(self.present, other.present)
            and _are_equal(self.scores, other.scores)
            and self.rules == other.rules
        )


def _are_equal(first: AnyArray | None, second: AnyArray | None) -> bool:
    """Return whether two arrays, or two that are missing, are equal; NaN equals NaN."""
    if first is None or second is None:
        return first is second
    return np.array_equal(first, second, equal_nan=first.dtype.kind == "f")


def _check_shapes(membership: BoolArray | None, scores: FloatArray | None, count: int) -> tuple[int, ...]:
    """Return the shape of memberships and scores; raise UsageError unless both fit the names."""
    if membership is not None:
        _check_membership(membership, count)
        if scores is not None:
            _check_scores(scores, membership.shape)
        return membership.shape
    if scores is None:
        raise UsageError("a classification needs membership or scores")
    if scores.ndim != 3 or len(scores) != count:
        expected = f"({count} categories, layers, heads)"
        raise UsageError(f"scores have the shape {scores.shape}; expected {expected}")
    _check_scores(scores, scores.shape)
    return scores.shape


def _check_membership(membership: BoolArray, count: int) -> None:
    """Raise UsageError unless the memberships are booleans (categories, layers, heads)."""
    shape = membership.shape
    if membership.dtype != np.bool_ or len(shape) != 3 or shape[0] != count:
        raise UsageError(
            f"membership is {membership.dtype} {shape}; expected bool ({count} categories, layers, heads)"
        )


def _check_names(categories: tuple[str, ...]) -> None:
    """Raise UsageError unless the names are distinct strings that are not blank."""
    if not all(isinstance(name, str) for name in categories):
        raise UsageError(f"categories are {python_value(categories)}; expected names")
    if len(set(categories)) != len(categories):
        raise UsageError("a category is named twice")
    if not all(name.strip() for name in categories):
        raise UsageError("a category has a blank name")


def _check_present(
    present: BoolArray, grid: tuple[int, ...], membership: BoolArray | None, scores: FloatArray | None
) -> None:
    """Raise UsageError unless present is bool (layers, heads), and True for all members and scored heads."""
    if present.shape != grid or present.dtype != np.bool_:
        raise UsageError(f"present is {present.dtype} {present.shape}; expected bool {grid}")
    if membership is not None and (membership & ~present).any():
        raise UsageError("a head that is not present is in a category")
    if scores is not None and not np.isnan(scores[:, ~present]).all():
        raise UsageError("a head that is not present has a score")


def _check_scores(scores: FloatArray, shape: tuple[int, ...]) -> None:
    """Raise UsageError unless the scores have the shape of the memberships and are finite or NaN."""
    if scores.shape != shape:
        raise UsageError(f"scores have the shape {scores.shape}; expected {shape}")
    if np.isinf(scores).any():
        raise UsageError("scores hold infinity; expected finite numbers, or nan for no score")
