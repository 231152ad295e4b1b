"""Concentration is worked out by hand and compared with scipy's entropy."""

from math import log

import numpy as np
import pytest
from scipy import stats

from headmap_cli.analysis.concentration import concentration, edges


def test_concentration_is_one_minus_the_normalised_entropy() -> None:
    # Of 8 heads in 4 equal bands: 4, 2, 1 and 1 have an entropy of 7/4 bits out of 2.
    value = concentration(np.array([4, 2, 1, 1]), np.array([9, 9, 9, 9]))
    assert float(value) == pytest.approx(1 - 1.75 / 2)


@pytest.mark.parametrize(("counts", "capacity"), [([2, 4], [10, 20]), ([2, 4, 0], [10, 20, 0])])
def test_bands_with_equal_density_are_not_concentrated(counts: list[int], capacity: list[int]) -> None:
    assert float(concentration(np.array(counts), np.array(capacity))) == pytest.approx(0)


def test_concentration_depends_on_the_density_of_each_band() -> None:
    # Two heads of 10 and two of 20: the densities are 2/3 and 1/3 of their sum.
    value = concentration(np.array([2, 2]), np.array([10, 20]))
    entropy = -(2 / 3 * log(2 / 3) + 1 / 3 * log(1 / 3))
    assert float(value) == pytest.approx(1 - entropy / log(2))


def test_concentration_agrees_with_scipys_entropy() -> None:
    counts = np.random.default_rng(1).integers(0, 9, (50, 5))
    counts[0] = [0, 3, 0, 0, 0]
    capacity = np.array([9, 12, 30, 11, 10])
    expected = 1 - stats.entropy(counts / capacity, axis=1) / log(5)
    np.testing.assert_allclose(concentration(counts, capacity), expected, atol=1e-12)


@pytest.mark.parametrize(("counts", "capacity"), [([0, 0], [5, 5]), ([3], [5]), ([3, 0], [5, 0])])
def test_concentration_is_not_defined_without_heads_or_with_one_band(
    counts: list[int], capacity: list[int]
) -> None:
    assert np.isnan(concentration(np.array(counts), np.array(capacity)))


@pytest.mark.parametrize("n", [1, 2, 4, 5, 6, 12, 36, 41, 126])
def test_bands_cover_the_axis_and_differ_by_at_most_one(n: int) -> None:
    sizes = np.diff(edges(n))
    assert sum(sizes) == n
    assert len(sizes) == min(5, n)
    assert max(sizes) - min(sizes) <= 1
