"""Probabilities are compared with scipy and with counting all cases."""

from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from headmap_cli.analysis.significance import (
    fisher,
    hypergeometric,
    permutation_p,
    placements,
    probability_at_least,
    probability_at_most,
)

CASES = [(10, 4, 3), (10, 10, 3), (10, 0, 3), (1476, 117, 145), (16128, 2000, 3000), (5, 5, 5)]


@pytest.mark.parametrize(("total", "marked", "drawn"), CASES)
def test_the_hypergeometric_distribution_is_that_of_scipy(total: int, marked: int, drawn: int) -> None:
    smallest, probabilities = hypergeometric(total, marked, drawn)
    largest = smallest + len(probabilities) - 1
    assert smallest == max(0, marked + drawn - total)
    assert largest == min(marked, drawn)
    expected = stats.hypergeom(total, marked, drawn).pmf(np.arange(smallest, largest + 1))
    np.testing.assert_allclose(probabilities, expected, rtol=1e-7, atol=1e-300)


@pytest.mark.parametrize(("total", "marked", "drawn"), CASES)
def test_the_tails_of_the_distribution_are_those_of_scipy(total: int, marked: int, drawn: int) -> None:
    distribution = stats.hypergeom(total, marked, drawn)
    smallest = max(0, marked + drawn - total)
    largest = min(marked, drawn)
    for k in {smallest, (smallest + largest) // 2, largest}:
        # scipy's survival function leaves out k itself.
        assert probability_at_least(k, total, marked, drawn) == pytest.approx(
            distribution.sf(k - 1), rel=1e-7
        )
        assert probability_at_most(k, total, marked, drawn) == pytest.approx(distribution.cdf(k), rel=1e-7)


@pytest.mark.parametrize(
    ("both", "first", "second", "total"),
    [(12, 88, 117, 1476), (25, 88, 145, 1476), (0, 5, 5, 20), (5, 5, 5, 20), (0, 0, 7, 20), (20, 20, 20, 20)],
)
def test_fishers_exact_test_is_that_of_scipy(both: int, first: int, second: int, total: int) -> None:
    table = [[both, first - both], [second - both, total - first - second + both]]
    assert fisher(both, first, second, total) == pytest.approx(stats.fisher_exact(table)[1], rel=1e-6)


def test_fishers_exact_test_is_exact_for_tiny_probabilities() -> None:
    table = [[900, 100], [100, 15028]]
    assert fisher(900, 1000, 1000, 16128) == pytest.approx(stats.fisher_exact(table)[1], rel=1e-6, abs=1e-300)


def test_placements_have_the_mean_and_variance_of_drawing_without_replacement() -> None:
    capacity = np.array([10, 0, 30, 60])
    placed = placements(capacity, 25, 20_000)
    assert placed.shape == (20_000, 4)
    assert (placed.sum(axis=1) == 25).all()
    assert (placed <= capacity).all()
    np.testing.assert_allclose(placed.mean(axis=0), 25 * capacity / 100, atol=0.05)
    # The last factor is the correction for a finite population, (N - n) / (N - 1).
    variance = 25 * capacity / 100 * (1 - capacity / 100) * 75 / 99
    np.testing.assert_allclose(placed.var(axis=0), variance, atol=0.15)


def test_placements_are_the_same_every_time() -> None:
    capacity = np.array([10, 0, 30, 60])
    np.testing.assert_array_equal(placements(capacity, 25, 100), placements(capacity, 25, 100))


def test_a_permutation_p_value_is_close_to_counting_all_cases() -> None:
    # Of all ways to choose 3 of 8 heads, count those with two or more among the first 3 heads.
    cases = list(combinations(range(8), 3))
    matches = 0
    for chosen in cases:
        first_band = [head for head in chosen if head < 3]
        matches += len(first_band) >= 2
    placed = placements(np.array([3, 5]), 3, 9999)[:, 0].astype(float)
    assert permutation_p(2.0, placed) == pytest.approx(matches / len(cases), abs=0.015)


def test_a_permutation_p_value_is_never_zero() -> None:
    assert permutation_p(4.0, np.zeros(9999)) == 1 / 10_000
