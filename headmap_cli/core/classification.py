"""Classification: which heads are in which categories. Knows no file and no picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import UsageError
from .vocabulary import python_value


@dataclass(frozen=True, eq=False, repr=False)
class Classification:
    """All memberships over a known grid.

    categories: the names, in the order of panels and legend.
    membership: bool (categories, layers, heads); True where the head is in the category.
    present: bool (layers, heads); False where the model has no such head, or nothing is known of it:
    such a head is neither classified nor unclassified. All True when left out.
    model: the model's name where the input gives one, else empty.
    scores: float (categories, layers, heads), nan where there is none, which a page shows; None where the
    input has none. They take no part in comparisons, and no file but a page holds them.
    """

    categories: tuple[str, ...]
    membership: npt.NDArray[np.bool_]
    present: npt.NDArray[np.bool_] = None  # type: ignore[assignment]  # filled in below
    model: str = ""
    scores: npt.NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        shape = self.membership.shape
        if self.membership.dtype != np.bool_ or len(shape) != 3 or shape[0] != len(self.categories):
            raise UsageError(
                f"membership is {self.membership.dtype} {shape}; expected bool "
                f"({len(self.categories)} categories, layers, heads)"
            )
        if not all(isinstance(name, str) for name in self.categories):
            raise UsageError(f"categories are {python_value(self.categories)}; expected names")
        if len(set(self.categories)) != len(self.categories):
            raise UsageError("a category is named twice")
        if not all(map(str.strip, self.categories)):
            raise UsageError("a category has a blank name")
        if not self.categories or 0 in shape:
            raise UsageError("a classification needs at least one category, one layer and one head")
        if self.present is None:
            object.__setattr__(self, "present", np.ones(shape[1:], dtype=bool))
        if self.present.shape != shape[1:] or self.present.dtype != np.bool_:
            raise UsageError(
                f"present is {self.present.dtype} {self.present.shape}; expected bool {shape[1:]}"
            )
        if (self.membership & ~self.present).any():
            raise UsageError("a head that is not present is in a category")
        if self.scores is not None and self.scores.shape != shape:
            raise UsageError(f"scores have the shape {self.scores.shape}; expected {shape}")
        if self.scores is not None and np.isinf(self.scores).any():
            raise UsageError("scores hold infinity; expected finite numbers, or nan for no score")

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

        A head whose scores are all nan is not present. A float16 or float32 counts as its shortest decimal,
        as in a CSV of the array. A rule that selects none or all of the heads is reported through logging.

        Args:
            scores: numbers (categories, layers, heads), or (layers, heads) for one category: an array,
                nested lists or a tensor on the CPU. A DataFrame holds one category, layers x heads. A dict
                holds one of these, (layers, heads), for each category. Booleans are memberships and take no
                rule.
            categories: the names of the categories; may be left out for a dict, whose keys name them.
            threshold: a head is in a category if its score is greater than this.
            model: the model's name.
            below: a head is in a category if its score is less than this.
            top: how many of the highest scores of a category are in it: ``20``, or a share such as ``"5%"``.

        Raises:
            UsageError: if shapes or types do not fit, or if scores come without a rule.
        """
        from .from_scores import classify

        return classify(scores, categories, model, threshold=threshold, below=below, top=top)

    @property
    def layers(self) -> int:
        """How many layers the grid has."""
        return int(self.membership.shape[1])

    @property
    def heads(self) -> int:
        """How many heads each layer has."""
        return int(self.membership.shape[2])

    def __repr__(self) -> str:
        size = f"{self.layers} layers x {self.heads} heads"
        classified = int(self.membership.any(axis=0).sum())
        share = f"{classified} of {int(self.present.sum())} heads classified"
        model = f"{self.model!r}, " if self.model else ""
        count = len(self.categories)
        return (
            f"<Classification: {model}{count} {'category' if count == 1 else 'categories'}, {size}, {share}>"
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Classification):
            return NotImplemented
        return (
            (self.categories, self.model) == (other.categories, other.model)
            and np.array_equal(self.membership, other.membership)
            and np.array_equal(self.present, other.present)
        )
