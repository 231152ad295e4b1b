"""Shuffle the heads of a model, and count in how many shuffles the categories have as many neighbours."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from ..core.array_types import BoolArray, FloatArray, IntArray
from .significance import SEED

SHUFFLES = 999
"""The smallest number of shuffles, with which no p-value is below 0.001."""
SHUFFLES_PER_TEST = 40
"""The shuffles per test with which a p-value, times the number of tests, can still fall to 0.025."""
CHECK_INTERVAL = 16
"""After how many shuffles the categories are left out whose p-values cannot change any more."""


def corrected_p_values(
    membership: BoolArray, present: BoolArray, observed: IntArray, tests: int
) -> FloatArray:
    """Return how likely at least as many pairs of neighbours are if the present heads are shuffled.

    A p-value is (1 + hits) / (1 + shuffles), see ``significance.permutation_p``, times the number of tests.
    The hits of a category can only grow, and p-values end at 1, so a category needs no further shuffle once
    (1 + hits) * tests > shuffles. Most categories have no pattern and reach that after a few shuffles; the
    result is the one of all shuffles.

    Args:
        membership: bool (categories, layers, heads).
        present: bool (layers, heads), all heads of the model.
        observed: int (categories, 2), what ``neighbour_pairs`` returns for the membership.
        tests: The number of tests that the p-values are corrected for.

    Returns:
        float (categories, 2), from 0 to 1.
    """
    shuffles = max(SHUFFLES, SHUFFLES_PER_TEST * tests)
    hits = np.zeros_like(observed)
    # Any shuffle has at least 0 pairs.
    hits[observed == 0] = shuffles
    grid = _MemberGrid(present)
    random = np.random.default_rng(SEED)
    active = _active_members(membership, hits, shuffles, tests)
    for i in range(shuffles):
        if not active.categories.size:
            break
        pairs = grid.shuffled_pairs(random, active)
        hits[active.categories] += pairs >= observed[active.categories]
        if (i + 1) % CHECK_INTERVAL == 0:
            active = _still_active(active, hits, shuffles, tests)
    p_values: FloatArray = np.minimum(1.0, (1 + hits) / (1 + shuffles) * tests)
    return p_values


class _Members(Struct, frozen=True):
    """The heads of some categories.

    Attributes:
        categories: int (n,), the indices of the categories; each has a head.
        sizes: int (n,), the number of heads of each.
        cells: int (sum of sizes,), the cells of their heads in the flat grid, category after category.
    """

    categories: IntArray
    sizes: IntArray
    cells: IntArray


def _is_open(hits: IntArray, shuffles: int, tests: int) -> BoolArray:
    """Return which categories have a p-value that can still be below 1: bool (categories,)."""
    is_open: BoolArray = np.any((1 + hits) * tests <= shuffles, axis=1)
    return is_open


def _active_members(membership: BoolArray, hits: IntArray, shuffles: int, tests: int) -> _Members:
    """Return the heads of the categories that need shuffles."""
    categories = np.flatnonzero(_is_open(hits, shuffles, tests))
    # All sizes are given, since numpy cannot infer one of an array without any category.
    _, layers, heads = membership.shape
    flat = membership[categories].reshape(len(categories), layers * heads)
    sizes = flat.sum(axis=1)
    _, cells = np.nonzero(flat)
    return _Members(categories, sizes, cells)


def _still_active(members: _Members, hits: IntArray, shuffles: int, tests: int) -> _Members:
    """Return the heads of those of some categories that need further shuffles."""
    is_open = _is_open(hits[members.categories], shuffles, tests)
    if is_open.all():
        return members
    cells = members.cells[np.repeat(is_open, members.sizes)]
    return _Members(members.categories[is_open], members.sizes[is_open], cells)


class _MemberGrid:
    """A grid in which heads are moved, one by one instead of whole grids: most categories are sparse.

    Behind each row, and below the last one, are cells without a head, so that the neighbour of a cell is
    always the next one, or the one a row later::

        row 0     a b c .
        row 1     d e f .      the neighbours of b are c and e, those of f are both empty
                  . . . .
    """

    def __init__(self, present: BoolArray) -> None:
        layers, heads = present.shape
        self.row = heads + 1
        self.size = (layers + 1) * self.row
        self.cells = np.flatnonzero(present)
        self.targets = self.cells // heads * self.row + self.cells % heads
        self.target_of = np.zeros(present.size, dtype=np.int64)

    def shuffled_pairs(self, random: np.random.Generator, members: _Members) -> IntArray:
        """Shuffle the heads once, and count the neighbours in each category: int (n, 2), all n with heads."""
        # The head at the i-th cell of the permutation moves to the i-th cell.
        self.target_of[random.permutation(self.cells)] = self.targets
        offsets = np.arange(len(members.sizes)) * self.size
        moved = self.target_of[members.cells] + np.repeat(offsets, members.sizes)
        is_member = np.zeros(len(members.sizes) * self.size, dtype=bool)
        is_member[moved] = True
        starts = np.cumsum(members.sizes) - members.sizes
        along_layers = np.add.reduceat(is_member[moved + self.row], starts, dtype=np.int64)
        along_heads = np.add.reduceat(is_member[moved + 1], starts, dtype=np.int64)
        return np.stack([along_layers, along_heads], axis=1)


def neighbour_pairs(membership: BoolArray) -> IntArray:
    """Count the pairs of neighbours along the layers and along the heads.

    Args:
        membership: bool (categories, layers, heads).

    Returns:
        int (categories, 2).

    >>> neighbour_pairs(np.array([[[1, 1, 0], [1, 0, 0]]], dtype=bool)).tolist()
    [[1, 1]]
    """
    along_layers = membership[:, 1:] & membership[:, :-1]
    along_heads = membership[:, :, 1:] & membership[:, :, :-1]
    return np.stack([along_layers.sum(axis=(1, 2)), along_heads.sum(axis=(1, 2))], axis=1)
