"""Measure which heads of a category are adjacent: pairs along both axes of the grid, runs and clusters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..core.array_types import BoolArray
from .shuffles import corrected_p_values, neighbour_pairs


@dataclass(frozen=True)
class Adjacency:
    """How often heads of a category are neighbours in one direction.

    Attributes:
        pairs: The number of pairs of neighbours.
        expected: The number that heads placed at random would have on average.
        p: The share of random placements with at least as many pairs, times the number of tests
            (Bonferroni), at most 1.
        runs: The lengths of the unbroken runs of heads in this direction.
    """

    pairs: int
    expected: float
    p: float
    runs: tuple[int, ...]


def adjacency(membership: BoolArray, present: BoolArray, tests: int = 1) -> list[tuple[Adjacency, Adjacency]]:
    """Compare the pairs of neighbours in each category with those of heads placed at random.

    This is the join count of Moran, "The interpretation of statistical maps", 1948: with n of N heads placed
    at random, n (n - 1) / (N (N - 1)) of all pairs of neighbours are expected to be in the category. For the
    p-values, the present heads are shuffled. All categories, and all calls, have the same shuffles.

    Args:
        membership: bool (categories, layers, heads).
        present: bool (layers, heads), all heads of the model.
        tests: The number of tests that the p-values are corrected for; more tests need more shuffles.

    Returns:
        For each category, its neighbours along the layers (same head) and along the heads (same layer).
    """
    observed = neighbour_pairs(membership)
    possible = neighbour_pairs(present[None])[0]
    p_values = corrected_p_values(membership, present, observed, tests)
    n = membership.sum(axis=(1, 2))
    total = int(present.sum())
    pair_probability = n * (n - 1) / max(1, total * (total - 1))

    def measure(category: int, direction: int, lines: BoolArray) -> Adjacency:
        """Return the neighbours of a category in one direction, along the rows of lines."""
        return Adjacency(
            pairs=int(observed[category, direction]),
            expected=float(pair_probability[category] * possible[direction]),
            p=float(p_values[category, direction]),
            runs=runs(lines),
        )

    adjacencies = []
    for category, member in enumerate(membership):
        along_layers = measure(category, 0, member.T)
        along_heads = measure(category, 1, member)
        adjacencies.append((along_layers, along_heads))
    return adjacencies


def runs(lines: BoolArray) -> tuple[int, ...]:
    """Return the lengths of the unbroken runs of True in the rows of a grid.

    >>> runs(np.array([[1, 1, 0, 1]], dtype=bool))
    (2, 1)
    """
    # A False on both sides of each row makes every run rise and fall within its row:
    #
    #     row      0 1 1 0 1 0
    #     steps     + . - + -        the length of a run is the distance from its + to its -
    padded = np.pad(lines, ((0, 0), (1, 1))).astype(np.int8)
    steps = np.diff(padded, axis=1).ravel()
    lengths = np.flatnonzero(steps == -1) - np.flatnonzero(steps == 1)
    return tuple(lengths.tolist())


def clusters(member: BoolArray) -> list[int]:
    """Return the sizes of the groups of heads that are connected by shared edges, the largest first.

    >>> clusters(np.array([[1, 1, 0], [0, 1, 0], [1, 0, 1]], dtype=bool))
    [3, 1, 1]
    """
    remaining = {(layer, head) for layer, head in np.argwhere(member).tolist()}
    sizes = []
    while remaining:
        # A flood fill: take any head, then its neighbours, then theirs, until none are left.
        frontier = [remaining.pop()]
        size = 0
        while frontier:
            layer, head = frontier.pop()
            size += 1
            around = {(layer - 1, head), (layer + 1, head), (layer, head - 1), (layer, head + 1)}
            neighbours = around & remaining
            remaining -= neighbours
            frontier.extend(neighbours)
        sizes.append(size)
    return sorted(sizes, reverse=True)


def has_neighbour(member: BoolArray) -> BoolArray:
    """Return for each cell whether any of the eight cells around it is a member.

    Args:
        member: bool (layers, heads).

    Returns:
        bool (layers, heads), for all cells, whether or not they are members themselves.
    """
    layers, heads = member.shape
    padded = np.pad(member, 1)
    result = np.zeros_like(member)
    # In the padded array, the cell at (0, 0) is at (1, 1), and its neighbours are at 0 to 2 in both axes.
    for i in range(3):
        for j in range(3):
            if (i, j) != (1, 1):
                result |= padded[i : i + layers, j : j + heads]
    return result
