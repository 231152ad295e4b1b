"""What chance alone would give: heads drawn from an urn, overlaps of two categories, seeded permutations."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

SEED = 0
SAME = 1e-7
"""How much more than another a probability may be and still count as no greater; as in R and scipy."""


def hypergeometric(total: int, marked: int, drawn: int) -> tuple[int, FloatArray]:
    """The fewest marked heads among so many drawn from a total, and the probability of that and each more.

    P(k + 1) / P(k) = (marked - k)(drawn - k) / ((k + 1)(total - marked - drawn + k + 1)), summed as
    logarithms (Johnson, Kemp and Kotz, "Univariate Discrete Distributions", 2005, chapter 6).

    >>> fewest, chances = hypergeometric(4, 2, 2)
    >>> fewest, (6 * chances).round(9).tolist()
    (0, [1.0, 4.0, 1.0])
    """
    fewest, most = max(0, marked + drawn - total), min(marked, drawn)
    k = np.arange(fewest, most, dtype=np.float64)
    up, down = (marked - k) * (drawn - k), (k + 1) * (total - marked - drawn + k + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log(up) - np.log(down))])
    weights = np.exp(logs - logs.max())
    return fewest, weights / weights.sum()


def hypergeom_sf(k: int, total: int, marked: int, drawn: int) -> float:
    """The probability of k or more marked heads among those drawn."""
    fewest, chances = hypergeometric(total, marked, drawn)
    return min(1.0, float(chances[max(0, k - fewest) :].sum()))


def hypergeom_cdf(k: int, total: int, marked: int, drawn: int) -> float:
    """The probability of k or fewer marked heads among those drawn."""
    fewest, chances = hypergeometric(total, marked, drawn)
    return min(1.0, float(chances[: max(0, k - fewest + 1)].sum()))


def fisher(both: int, one: int, other: int, total: int) -> float:
    """Fisher's exact test, two-sided, of whether two categories are independent.

    both: heads in both; one, other: heads in each; total: all heads. The p-value is the probability of all
    overlaps that are no more likely than this one (Fisher, "The logic of inductive inference", 1935).

    >>> round(fisher(3, 4, 4, 8), 4)  # the lady tasting tea
    0.4857
    """
    fewest, chances = hypergeometric(total, one, other)
    seen = chances[both - fewest]
    return min(1.0, float(chances[chances <= seen * (1 + SAME)].sum()))


def placements(room: IntArray, heads: int, times: int) -> IntArray:
    """How many of a category's heads fall into each band when they are placed anew: int (times, bands).

    room: heads that each band has. Permuting which heads are in the category is drawing that many of all
    heads without putting back; the counts are drawn, not the places. The same numbers every time.
    """
    random = np.random.default_rng(SEED)
    return random.multivariate_hypergeometric(room, heads, size=times, method="marginals")


def permutation_p(seen: float, placed: FloatArray) -> float:
    """The part of the permutations, with the data itself as one of them, that give as much as was seen.

    (b + 1) / (m + 1): Phipson and Smyth, "Permutation p-values should never be zero", 2010.

    >>> permutation_p(2.0, np.array([1.0, 2.0, 0.5]))
    0.5
    """
    return (1 + int((placed >= seen - 1e-12).sum())) / (1 + len(placed))
