"""Compute what chance alone would give: hypergeometric probabilities and seeded permutations."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..core.array_types import FloatArray, IntArray

SEED = 0

TIE_TOLERANCE = 1e-7
"""The relative difference up to which probabilities count as equal, as in R's fisher.test."""

STATISTIC_TOLERANCE = 1e-12
"""The difference up to which a permuted statistic counts as equal to that of the data."""


def hypergeometric(total: int, marked: int, drawn: int) -> tuple[int, FloatArray]:
    """Return the distribution of the number of marked heads among heads drawn without replacement.

    Each probability follows from the one before it (Johnson, Kemp and Kotz, "Univariate Discrete
    Distributions", 2005, chapter 6)::

        P(k + 1) / P(k) = (marked - k) (drawn - k) / ((k + 1) (total - marked - drawn + k + 1))

    Args:
        total: The number of heads.
        marked: The number of heads that are marked.
        drawn: The number of heads that are drawn.

    Returns:
        The smallest possible number k, and the probabilities of k, k + 1, .., k + n - 1: float (n,).

    >>> smallest, probabilities = hypergeometric(4, 2, 2)
    >>> smallest, (6 * probabilities).round(9).tolist()
    (0, [1.0, 4.0, 1.0])
    """
    smallest = max(0, marked + drawn - total)
    largest = min(marked, drawn)
    k = np.arange(smallest, largest, dtype=np.float64)
    numerator = (marked - k) * (drawn - k)
    denominator = (k + 1) * (total - marked - drawn + k + 1)
    # The logarithms are added up because the product of thousands of ratios would overflow. The largest is
    # subtracted because exp would overflow too.
    logs = np.concatenate([[0.0], np.cumsum(np.log(numerator) - np.log(denominator))])
    weights = np.exp(logs - logs.max())
    return smallest, weights / weights.sum()


def probability_at_least(k: int, total: int, marked: int, drawn: int) -> float:
    """Return the probability of k or more marked heads among those drawn; see ``hypergeometric``.

    >>> round(probability_at_least(1, 4, 2, 2), 4)
    0.8333
    """
    smallest, probabilities = hypergeometric(total, marked, drawn)
    first = max(0, k - smallest)
    # Because of rounding errors, the sum of all probabilities can exceed 1.
    return min(1.0, float(probabilities[first:].sum()))


def probability_at_most(k: int, total: int, marked: int, drawn: int) -> float:
    """Return the probability of k or fewer marked heads among those drawn; see ``hypergeometric``.

    >>> round(probability_at_most(1, 4, 2, 2), 4)
    0.8333
    """
    smallest, probabilities = hypergeometric(total, marked, drawn)
    end = max(0, k - smallest + 1)
    return min(1.0, float(probabilities[:end].sum()))


@lru_cache(maxsize=100_000)  # many pairs of categories of a model have the same numbers of heads
def fisher(both: int, first: int, second: int, total: int) -> float:
    """Return the two-sided p-value of Fisher's exact test that two categories are independent.

    It is the probability of all overlaps that are no more likely than the observed one (Fisher, "The logic
    of inductive inference", 1935).

    Args:
        both: The number of heads in both categories.
        first: The number of heads in the first.
        second: The number of heads in the second.
        total: The number of all heads.

    >>> round(fisher(3, 4, 4, 8), 4)  # the lady tasting tea
    0.4857
    """
    smallest, probabilities = hypergeometric(total, first, second)
    observed = probabilities[both - smallest]
    # The probabilities of equally likely overlaps differ by rounding errors.
    is_no_likelier = probabilities <= observed * (1 + TIE_TOLERANCE)
    return min(1.0, float(probabilities[is_no_likelier].sum()))


def log_likelihood_ratio(inside: IntArray, heads: int, expected: FloatArray) -> FloatArray:
    """Return how much likelier the heads are if areas of the grid differ in density from the rest.

    It is the logarithm of the ratio in Kulldorff's Bernoulli model ("A spatial scan statistic", 1997), given
    the number of heads of the category. It is large for areas that are denser and for those that are sparser.

    Args:
        inside: int (areas,), the number of heads of the category in each area.
        heads: The number of heads of the category.
        expected: float (areas,), how many heads of the category each area would have if they were spread
            evenly.
    """
    ratio: FloatArray = _x_log_ratio(inside, expected) + _x_log_ratio(heads - inside, heads - expected)
    return ratio


def _x_log_ratio(counts: IntArray, expected: FloatArray) -> FloatArray:
    """Return counts * ln(counts / expected), and its limit 0 where a count is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(counts > 0, counts * np.log(counts / expected), 0.0)


def placements(capacity: IntArray, heads: int, times: int) -> IntArray:
    """Return the number of a category's heads in each band, for many random placements of the heads.

    A random permutation of the heads draws those of the category from all heads without replacement. So their
    numbers in the bands, which are all that matters here, are drawn directly. Every call returns the same
    numbers.

    Args:
        capacity: int (bands,), the heads that the model has in each band.
        heads: The number of heads in the category.
        times: The number of placements.

    Returns:
        int (times, bands).
    """
    random = np.random.default_rng(SEED)
    return random.multivariate_hypergeometric(capacity, heads, size=times, method="marginals")


def permutation_p(observed: float, permuted: FloatArray) -> float:
    """Return the p-value of a statistic: the share of permutations in which it is at least as large.

    The data itself counts as one of the permutations: (b + 1) / (m + 1) for b of m (Phipson and Smyth,
    "Permutation p-values should never be zero", 2010).

    Args:
        observed: The statistic of the data.
        permuted: float (m,), the statistic of each permutation.

    >>> permutation_p(2.0, np.array([1.0, 2.0, 0.5]))
    0.5
    """
    at_least_as_large = int((permuted >= observed - STATISTIC_TOLERANCE).sum())
    return (1 + at_least_as_large) / (1 + len(permuted))
