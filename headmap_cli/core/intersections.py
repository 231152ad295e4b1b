"""Heads by the exact set of categories that they are in."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def intersections(membership: npt.NDArray[np.bool_]) -> list[tuple[tuple[int, ...], int]]:
    """The sets of categories, by their index, that any head is in and no other, each with its heads.

    membership: bool (categories, layers, heads). The largest first; of equal ones those of fewer categories,
    then in the categories' order.

    >>> intersections(np.array([[[1, 1, 0, 1]], [[1, 0, 0, 0]]], dtype=bool))
    [((0,), 2), ((0, 1), 1)]
    """
    members = membership[:, membership.any(axis=0)].T
    packed = np.packbits(members, axis=1)
    _, first, heads = np.unique(packed, axis=0, return_index=True, return_counts=True)
    found = [
        (tuple(np.flatnonzero(members[i]).tolist()), n) for i, n in zip(first, heads.tolist(), strict=True)
    ]
    return sorted(found, key=lambda one: (-one[1], len(one[0]), one[0]))
