"""What chance gives, held against scipy and against all cases counted out."""

from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from headmap_cli.analysis.significance import (
    fisher,
    hypergeom_cdf,
    hypergeom_sf,
    hypergeometric,
    permutation_p,
    placements,
)

CASES = [(10, 4, 3), (10, 10, 3), (10, 0, 3), (1476, 117, 145), (16128, 2000, 3000), (5, 5, 5)]


@pytest.mark.parametrize(("total", "marked", "drawn"), CASES)
def test_the_hypergeometric_distribution_is_that_of_scipy(total: int, marked: int, drawn: int) -> None:
    fewest, chances = hypergeometric(total, marked, drawn)
    theirs = stats.hypergeom(total, marked, drawn)
    values = np.arange(fewest, fewest + len(chances))
    assert (fewest, int(values[-1])) == (max(0, marked + drawn - total), min(marked, drawn))
    np.testing.assert_allclose(chances, theirs.pmf(values), rtol=1e-7, atol=1e-300)
    for k in {int(values[0]), int(values[len(values) // 2]), int(values[-1])}:
        assert hypergeom_sf(k, total, marked, drawn) == pytest.approx(theirs.sf(k - 1), rel=1e-7)
        assert hypergeom_cdf(k, total, marked, drawn) == pytest.approx(theirs.cdf(k), rel=1e-7)


@pytest.mark.parametrize(
    ("both", "one", "other", "total"),
    [(12, 88, 117, 1476), (25, 88, 145, 1476), (0, 5, 5, 20), (5, 5, 5, 20), (0, 0, 7, 20), (20, 20, 20, 20)],
)
def test_fishers_exact_test_is_that_of_scipy(both: int, one: int, other: int, total: int) -> None:
    table = [[both, one - both], [other - both, total - one - other + both]]
    assert fisher(both, one, other, total) == pytest.approx(stats.fisher_exact(table)[1], rel=1e-6)


def test_fishers_exact_test_where_the_probabilities_are_tiny() -> None:
    table = [[900, 100], [100, 15028]]
    assert fisher(900, 1000, 1000, 16128) == pytest.approx(stats.fisher_exact(table)[1], rel=1e-6, abs=1e-300)


def test_placements_put_all_heads_somewhere_and_have_the_mean_and_spread_of_drawing() -> None:
    room = np.array([10, 0, 30, 60])
    placed = placements(room, 25, 20_000)
    assert placed.shape == (20_000, 4)
    assert (placed.sum(axis=1) == 25).all()
    assert (placed <= room).all()
    np.testing.assert_allclose(placed.mean(axis=0), 25 * room / 100, atol=0.05)
    variance = 25 * room / 100 * (1 - room / 100) * 75 / 99
    np.testing.assert_allclose(placed.var(axis=0), variance, atol=0.15)
    assert (placements(room, 25, 20_000) == placed).all(), "the same every time"


def test_a_p_value_by_permutation_comes_close_to_counting_all_cases() -> None:
    """The part of all ways to choose 3 of 8 heads with two or more in the first band of 3."""
    ways = [sum(place < 3 for place in chosen) >= 2 for chosen in combinations(range(8), 3)]
    placed = placements(np.array([3, 5]), 3, 9999)[:, 0].astype(float)
    assert permutation_p(2.0, placed) == pytest.approx(sum(ways) / len(ways), abs=0.015)
    assert permutation_p(4.0, placed) == 1 / 10_000, "never zero"
