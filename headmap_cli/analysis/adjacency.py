"""Which heads of a category touch: pairs along the layers and along the heads, runs, and clusters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .significance import SEED, IntArray, permutation_p

Bool = npt.NDArray[np.bool_]
SHUFFLES, SHUFFLES_PER_TEST = 999, 40


@dataclass(frozen=True)
class Adjacency:
    """Pairs of neighbours in one direction: seen, expected at random, and the part of shuffles with as many.

    runs: the lengths of the unbroken runs of heads in that direction.
    """

    pairs: int
    expected: float
    p: float
    runs: tuple[int, ...]


def adjacency(membership: Bool, present: Bool, tests: int = 1) -> list[tuple[Adjacency, Adjacency]]:
    """For each category, its neighbours along the layers (same head) and along the heads (same layer).

    membership: bool (categories, layers, heads). Join counts (Moran, "The interpretation of statistical
    maps", 1948): n heads of N at random give n(n - 1) / (N(N - 1)) of all pairs of neighbours. For p, the
    places of the present heads are shuffled, all categories alike; the same shuffles every time, and more of
    them where p is to be corrected for many tests.
    """
    seen, all_pairs = neighbour_pairs(membership), neighbour_pairs(present[None])[0]
    flat, places = membership.reshape(len(membership), -1), np.flatnonzero(present)
    random, shuffles = np.random.default_rng(SEED), max(SHUFFLES, SHUFFLES_PER_TEST * tests)
    shuffled, placed = np.zeros_like(flat), np.empty((shuffles, len(membership), 2))
    for i in range(shuffles):
        shuffled[:, places] = flat[:, random.permutation(places)]
        placed[i] = neighbour_pairs(shuffled.reshape(membership.shape))
    n, total = membership.sum(axis=(1, 2)), len(places)
    part = n * (n - 1) / max(1, total * (total - 1))
    return [
        (
            *(
                Adjacency(
                    int(seen[c, way]),
                    float(part[c] * all_pairs[way]),
                    permutation_p(float(seen[c, way]), placed[:, c, way]),
                    runs(member if way else member.T),
                )
                for way in (0, 1)
            ),
        )  # type: ignore[misc]  # two of them
        for c, member in enumerate(membership)
    ]


def neighbour_pairs(membership: Bool) -> IntArray:
    """Pairs of neighbours along the layers and along the heads: int (categories, 2).

    >>> neighbour_pairs(np.array([[[1, 1, 0], [1, 0, 0]]], dtype=bool)).tolist()
    [[1, 1]]
    """
    along = membership[:, 1:] & membership[:, :-1]
    down = membership[:, :, 1:] & membership[:, :, :-1]
    return np.stack([along.sum(axis=(1, 2)), down.sum(axis=(1, 2))], axis=1)


def runs(lines: Bool) -> tuple[int, ...]:
    """The lengths of the unbroken runs in the rows of a grid.

    >>> runs(np.array([[1, 1, 0, 1]], dtype=bool))
    (2, 1)
    """
    steps = np.diff(np.pad(lines, ((0, 0), (1, 1))).astype(np.int8), axis=1).ravel()
    return tuple((np.flatnonzero(steps == -1) - np.flatnonzero(steps == 1)).tolist())


def clusters(member: Bool) -> list[int]:
    """The sizes of the groups of heads that hang together by their sides, the largest first.

    >>> clusters(np.array([[1, 1, 0], [0, 1, 0], [1, 0, 1]], dtype=bool))
    [3, 1, 1]
    """
    left = set(map(tuple, np.argwhere(member).tolist()))
    sizes = []
    while left:
        edge, size = [left.pop()], 0
        while edge:
            layer, head = edge.pop()
            size += 1
            beside = {(layer - 1, head), (layer + 1, head), (layer, head - 1), (layer, head + 1)} & left
            left -= beside
            edge.extend(beside)
        sizes.append(size)
    return sorted(sizes, reverse=True)


def has_neighbour(member: Bool) -> Bool:
    """The heads that have one of these among the eight around them: bool (layers, heads)."""
    wide = np.pad(member, 1)
    around = np.zeros_like(member)
    for dx in (0, 1, 2):
        for dy in (0, 1, 2):
            if (dx, dy) != (1, 1):
                around |= wide[dx : dx + member.shape[0], dy : dy + member.shape[1]]
    return around
