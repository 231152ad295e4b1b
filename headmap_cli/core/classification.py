"""Define Classification, which holds the heads of each category and is independent of files and figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np

from .array_types import BoolArray, FloatArray
from .errors import UsageError
from .strings import counted
from .vocabulary import python_value


class Classification:
    """The heads of each category, on a grid of layers and heads.

    Args:
        categories: The names of the categories.
        membership: The heads of each category; see Attributes.
        present: The heads that the model has; None stands for all.
        model: The name of the model.
        scores: The scores of the heads, or None.

    Attributes:
        categories: The names of the categories, in the order of the panels and the legend.
        membership: bool (categories, layers, heads): True where the head is in the category.
        present: bool (layers, heads): False where the model has no such head, or nothing is known about it.
            Such a head counts neither as classified nor as unclassified.
        model: The name of the model; empty if the input does not give one.
        scores: float (categories, layers, heads), NaN where a head has no score; None if the input has no
            scores. Comparisons ignore them. HTML pages are the only output that holds them.

    Raises:
        UsageError: The shapes, types or names do not fit together.
    """

    categories: tuple[str, ...]
    membership: BoolArray
    present: BoolArray
    model: str
    scores: FloatArray | None

    def __init__(
        self,
        categories: tuple[str, ...],
        membership: BoolArray,
        present: BoolArray | None = None,
        model: str = "",
        scores: FloatArray | None = None,
    ) -> None:
        _check_membership(membership, len(categories))
        _check_names(categories)
        if 0 in membership.shape:
            raise UsageError("a classification needs at least one category, one layer and one head")
        if present is None:
            present = np.ones(membership.shape[1:], dtype=bool)
        _check_present(present, membership)
        if scores is not None:
            _check_scores(scores, membership.shape)
        # __setattr__ refuses plain assignments.
        vars(self).update(
            categories=categories, membership=membership, present=present, model=model, scores=scores
        )

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Classification cannot be changed ({name}); create a new one")

    @classmethod
    def from_scores(
        cls,
        scores: Any,
        categories: Sequence[str] | str | None = None,
        threshold: float | None = None,
        model: str = "",
        *,
        below: float | None = None,
        top: int | str | None = None,
    ) -> Classification:
        """Classify heads by their scores. If several rules are given, all of them must hold.

        A head whose scores are all NaN is not present. A float16 or float32 counts as its shortest decimal,
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
                ``"5%"``.

        Returns:
            The classification, which keeps the scores unless they are booleans.

        Raises:
            UsageError: The shapes or types do not fit, or numbers come without a rule.
        """
        from .from_scores import classify

        return classify(scores, categories, model, threshold=threshold, below=below, top=top)

    @property
    def layers(self) -> int:
        """Return the number of layers of the grid."""
        return int(self.membership.shape[1])

    @property
    def heads(self) -> int:
        """Return the number of heads in each layer of the grid."""
        return int(self.membership.shape[2])

    def __repr__(self) -> str:
        model = f"{self.model!r}, " if self.model else ""
        categories = counted(len(self.categories), "category", "categories")
        classified = int(self.membership.any(axis=0).sum())
        return (
            f"<Classification: {model}{categories}, {self.layers} layers x {self.heads} heads, "
            f"{classified} of {int(self.present.sum())} heads classified>"
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Classification):
            return NotImplemented
        return (
            self.categories == other.categories
            and self.model == other.model
            and np.array_equal(self.membership, other.membership)
            and np.array_equal(self.present, other.present)
        )


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


def _check_present(present: BoolArray, membership: BoolArray) -> None:
    """Raise UsageError unless present is bool (layers, heads) and True for all members of categories."""
    grid = membership.shape[1:]
    if present.shape != grid or present.dtype != np.bool_:
        raise UsageError(f"present is {present.dtype} {present.shape}; expected bool {grid}")
    if (membership & ~present).any():
        raise UsageError("a head that is not present is in a category")


def _check_scores(scores: FloatArray, shape: tuple[int, ...]) -> None:
    """Raise UsageError unless the scores have the shape of the memberships and are finite or NaN."""
    if scores.shape != shape:
        raise UsageError(f"scores have the shape {scores.shape}; expected {shape}")
    if np.isinf(scores).any():
        raise UsageError("scores hold infinity; expected finite numbers, or nan for no score")
