"""Classification: which heads are in which categories. Knows no file and no picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .errors import UsageError


@dataclass(frozen=True, eq=False)
class Classification:
    """All memberships over a known grid.

    categories: the names, in the order of panels and legend.
    membership: bool (categories, layers, heads); True where the head is in the category.
    present: bool (layers, heads); False where the model has no such head, or nothing is known of it:
    such a head is neither classified nor unclassified. All True when left out.
    model: the model's name where the input gives one, else empty.
    """

    categories: tuple[str, ...]
    membership: npt.NDArray[np.bool_]
    present: npt.NDArray[np.bool_] = None  # type: ignore[assignment]  # filled in below
    model: str = ""

    def __post_init__(self) -> None:
        shape = self.membership.shape
        if self.membership.dtype != np.bool_ or len(shape) != 3 or shape[0] != len(self.categories):
            raise UsageError(
                f"membership is {self.membership.dtype} {shape}; expected bool "
                f"({len(self.categories)} categories, layers, heads)"
            )
        if len(set(self.categories)) != len(self.categories):
            raise UsageError("a category is named twice")
        if "" in self.categories:
            raise UsageError("a category has no name")
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

    @property
    def layers(self) -> int:
        """How many layers the grid has."""
        return int(self.membership.shape[1])

    @property
    def heads(self) -> int:
        """How many heads each layer has."""
        return int(self.membership.shape[2])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Classification):
            return NotImplemented
        return (
            (self.categories, self.model) == (other.categories, other.model)
            and np.array_equal(self.membership, other.membership)
            and np.array_equal(self.present, other.present)
        )
