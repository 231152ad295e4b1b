"""Count heads by the exact set of categories that they are in."""

from __future__ import annotations

import numpy as np

from .array_types import BoolArray


def intersections(membership: BoolArray) -> list[tuple[tuple[int, ...], int]]:
    """Count the heads that are in exactly the same categories, for each set of categories that occurs.

    Args:
        membership: bool (categories, layers, heads); heads in no category are not counted.

    Returns:
        Each set as the indices of its categories, with the number of its heads. Larger numbers come first,
        then sets of fewer categories, then sets of earlier categories.

    >>> intersections(np.array([[[1, 1, 0, 1]], [[1, 0, 0, 0]]], dtype=bool))
    [((0,), 2), ((0, 1), 1)]
    """
    members = membership[:, membership.any(axis=0)].T
    # Eight booleans fit into a byte, so that fewer bytes have to be compared.
    packed = np.packbits(members, axis=1)
    _, first_rows, counts = np.unique(packed, axis=0, return_index=True, return_counts=True)
    sets = []
    for row, count in zip(first_rows, counts.tolist(), strict=True):
        categories = tuple(np.flatnonzero(members[row]).tolist())
        sets.append((categories, count))
    return sorted(sets, key=_sort_key)


def _sort_key(intersection: tuple[tuple[int, ...], int]) -> tuple[int, int, tuple[int, ...]]:
    """Return the key that sorts sets with more heads, then sets of fewer categories, first."""
    categories, count = intersection
    return -count, len(categories), categories
