"""Merge the categories of a classification: count those of each head, and give each head a colour class."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from .arguments import expect_classification
from .array_types import BoolArray, IntArray
from .classification import Classification
from .strings import counted


class Composite(Struct, frozen=True, eq=False):
    """The merged view of a classification.

    Attributes:
        classification: The classification that was merged.
        count: int (layers, heads): how many categories each head is in.
        code: int (layers, heads): the colour class of each head, which is one of

            ========= =======================================================
            -1        the head is not present
            0         the head is unclassified
            c + 1     the head is in category c alone, counted from 0
            C + k - 1 the head is in k of the C categories, where k is >= 2
            ========= =======================================================
    """

    classification: Classification
    count: IntArray
    code: IntArray

    def __repr__(self) -> str:
        heads = counted(int((self.count >= 2).sum()), "head")
        return f"<Composite: {heads} in several categories, of {self.classification!r}>"

    @property
    def counts(self) -> list[int]:
        """Return the numbers of categories, from 2 on, that any head is in, in ascending order."""
        occurring = np.flatnonzero(np.bincount(self.count.ravel()))
        counts: list[int] = occurring[occurring >= 2].tolist()
        return counts


def merge(classification: Classification) -> Composite:
    """Count the categories of each head and give each head its colour class.

    Args:
        classification: The classification to merge, which stays as it is.

    Returns:
        The composite, with two new arrays (layers, heads).

    Raises:
        UsageError: The argument is not a Classification.
    """
    expect_classification(classification, "merge")
    return _merge(classification, classification.membership)


def merge_drawn(classification: Classification) -> Composite:
    """Return the composite for a figure, in which no head is in a category by scores without a rule."""
    if classification.is_decided:
        return merge(classification)
    shape = (len(classification.categories), classification.layers, classification.heads)
    return _merge(classification, np.zeros(shape, dtype=bool))


def _merge(classification: Classification, membership: BoolArray) -> Composite:
    """Return the composite of a classification with some memberships."""
    count = membership.sum(axis=0, dtype=np.int64)
    # argmax finds the first category of each head, which is the only one where the count is 1.
    single_code = membership.argmax(axis=0) + 1
    code = np.where(count == 1, single_code, len(membership) + count - 1)
    code[count == 0] = 0
    code[~classification.present] = -1
    return Composite(classification, count, code)
