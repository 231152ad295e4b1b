"""Classification -> Composite: in how many categories each head is, and which colour class shows it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arguments import expect_classification
from .classification import Classification
from .strings import counted


@dataclass(frozen=True, eq=False, repr=False)
class Composite:
    """The merged view of a classification.

    count: int (layers, heads), in how many categories a head is.
    code: int (layers, heads): -1 not present; 0 unclassified; c + 1 for a head in category c alone;
    C + k - 1 for a head in k >= 2 of the C categories.
    """

    classification: Classification
    count: npt.NDArray[np.int64]
    code: npt.NDArray[np.int64]

    def __repr__(self) -> str:
        several = counted(int((self.count >= 2).sum()), "head")
        return f"<Composite: {several} in several categories, of {self.classification!r}>"

    @property
    def counts(self) -> list[int]:
        """The counts k >= 2 that occur, ascending."""
        return [k for k in np.flatnonzero(np.bincount(self.count.ravel())).tolist() if k >= 2]


def merge(classification: Classification) -> Composite:
    """Count the categories of each head and give it its colour class."""
    expect_classification(classification, "merge")
    member = classification.membership
    count = member.sum(axis=0, dtype=np.int64)
    only = member.argmax(axis=0) + 1
    code = np.where(count == 0, 0, np.where(count == 1, only, len(member) + count - 1))
    code[~classification.present] = -1
    return Composite(classification, count, code)
