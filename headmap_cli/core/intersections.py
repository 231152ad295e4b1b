"""Count heads by the exact set of categories that they are in."""

from __future__ import annotations

import numpy as np

from .array_types import BoolArray


def intersections(membership: BoolArray) -> list[tuple[tuple[int, ...], int]]:
    """Count the heads of each set of categories that any head is in and that is not empty.

    Args:
        membership: bool (categories, layers, heads).

    Returns:
        The indices of each set's categories with the number of heads that are in these and no others. The
        largest come first; of equal ones, those of fewer categories, then those of earlier categories.

    >>> intersections(np.array([[[1, 1, 0, 1]], [[1, 0, 0, 0]]], dtype=bool))
    [((0,), 2), ((0, 1), 1)]
    """
    members = membership[:, membership.any(axis=0)].T
    # Rows that are packed into bits are shorter, so that fewer bytes have to be compared.
    packed = np.packbits(members, axis=1)
    _, first_rows, counts = np.unique(packed, axis=0, return_index=True, return_counts=True)
    sets = []
    for row, count in zip(first_rows, counts.tolist(), strict=True):
        categories = tuple(np.flatnonzero(members[row]).tolist())
        sets.append((categories, count))
    return sorted(sets, key=_sort_key)


def _sort_key(intersection: tuple[tuple[int, ...], int]) -> tuple[int, int, tuple[int, ...]]:
    """Return the key that puts large sets of heads and small sets of categories first."""
    categories, count = intersection
    return -count, len(categories), categories
