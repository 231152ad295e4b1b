"""The numbers of a classification are compared with the csv module and scipy."""

import csv
from collections import Counter
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy import stats as scipy_stats

from headmap_cli.analysis.statistics import CategoryStats, Stats, statistics
from headmap_cli.core.classification import Classification
from headmap_cli.readers import read
from tests.helpers import random_data

SAMPLE = Path(__file__).parent.parent.parent / "sample_data" / "pythia_like_36x41.csv"
LAYERS = 36
HEADS = 41
TOTAL = LAYERS * HEADS

Head = tuple[int, int]


@cache
def sample_stats() -> Stats:
    return statistics(read(SAMPLE, grid=(LAYERS, HEADS)))


@cache
def heads_by_category() -> dict[str, list[Head]]:
    """Read the sample with the csv module alone."""
    heads: dict[str, list[Head]] = {}
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            heads.setdefault(row["category"], []).append((int(row["layer"]), int(row["head"])))
    return heads


@cache
def categories_by_head() -> dict[Head, frozenset[str]]:
    categories: dict[Head, frozenset[str]] = {}
    for category, heads in heads_by_category().items():
        for head in heads:
            categories[head] = categories.get(head, frozenset()) | {category}
    return categories


def bands_of(n: int) -> list[tuple[int, int]]:
    """Return the first and one more than the last of each fifth of an axis."""
    return list(pairwise(i * n // 5 for i in range(6)))


def test_the_totals_of_the_sample_are_those_of_its_rows() -> None:
    stats = sample_stats()
    categories = categories_by_head()
    assert (stats.grid.layers, stats.grid.heads) == (LAYERS, HEADS)
    assert stats.heads == TOTAL
    assert stats.absent == 0
    assert stats.classified == len(categories)
    heads_by_count = Counter(len(names) for names in categories.values())
    unclassified = TOTAL - len(categories)
    assert stats.by_count == [unclassified, heads_by_count[1], heads_by_count[2], heads_by_count[3]]


@pytest.mark.parametrize("index", [0, 1, 2])
def test_the_numbers_of_each_category_are_those_of_its_rows(index: int) -> None:
    category = sample_stats().categories[index]
    heads = heads_by_category()[category.name]
    layers = [layer for layer, _ in heads]
    indices = [head for _, head in heads]
    exclusive = [head for head in heads if categories_by_head()[head] == {category.name}]
    assert category.heads == len(heads)
    assert category.exclusive == len(exclusive)
    assert category.per_layer == [layers.count(i) for i in range(LAYERS)]
    assert category.per_head == [indices.count(i) for i in range(HEADS)]
    # Fractions are rounded to six digits.
    assert category.share == pytest.approx(len(heads) / TOTAL, rel=1e-5)
    assert category.layer_mean == pytest.approx(np.mean(layers), rel=1e-5)
    assert category.head_mean == pytest.approx(np.mean(indices), rel=1e-5)
    quartiles = scipy_stats.scoreatpercentile(layers, [25, 50, 75])
    assert category.layer_quartiles == pytest.approx(quartiles.tolist())


def test_all_categories_of_the_sample_have_numbers() -> None:
    names = [category.name for category in sample_stats().categories]
    assert len(names) == 3
    assert set(names) == set(heads_by_category())


def test_intersections_are_the_exact_sets_of_categories_the_largest_first() -> None:
    intersections = sample_stats().intersections
    heads_by_set = {frozenset(item.categories): item.heads for item in intersections}
    assert heads_by_set == Counter(categories_by_head().values())
    sizes = [item.heads for item in intersections]
    assert sizes == sorted(sizes, reverse=True)


def test_overlaps_and_their_p_values_are_those_of_scipy() -> None:
    overlaps = sample_stats().pairs
    heads = heads_by_category()
    names = [category.name for category in sample_stats().categories]
    assert [overlap.categories for overlap in overlaps] == list(combinations(names, 2))
    for overlap in overlaps:
        first = set(heads[overlap.categories[0]])
        second = set(heads[overlap.categories[1]])
        both = len(first & second)
        neither = TOTAL - len(first | second)
        table = [[both, len(first - second)], [len(second - first), neither]]
        assert overlap.heads == both
        assert overlap.expected == pytest.approx(len(first) * len(second) / TOTAL, rel=1e-5)
        assert overlap.ratio == pytest.approx(both * TOTAL / len(first) / len(second), rel=1e-5)
        assert overlap.p == pytest.approx(scipy_stats.fisher_exact(table)[1], rel=1e-4)


def category_of_sample(name: str) -> CategoryStats:
    [category] = [category for category in sample_stats().categories if category.name == name]
    return category


def test_only_the_category_that_the_sample_makes_uneven_is_concentrated() -> None:
    # 0.0001 is the smallest p-value of 9999 permutations.
    assert category_of_sample("Knowledge").concentration.layer.p == 0.0001
    linguistic = category_of_sample("Linguistic").concentration
    assert linguistic.layer.p is not None
    assert linguistic.layer.p > 0.05
    assert linguistic.head.p is not None
    assert linguistic.head.p > 0.05


@pytest.mark.parametrize("axis", ["layer", "head"])
@pytest.mark.parametrize("index", [0, 1, 2])
def test_concentrations_are_those_of_scipys_entropy(axis: str, index: int) -> None:
    category = sample_stats().categories[index]
    size = LAYERS if axis == "layer" else HEADS
    heads = heads_by_category()[category.name]
    positions = [layer for layer, _ in heads]
    if axis == "head":
        positions = [head for _, head in heads]
    counts = []
    densities = []
    for start, end in bands_of(size):
        inside = [position for position in positions if start <= position < end]
        counts.append(len(inside))
        densities.append(len(inside) / (end - start))
    concentration = getattr(category.concentration, axis)
    assert concentration.heads == counts
    assert concentration.value == pytest.approx(1 - scipy_stats.entropy(densities) / np.log(5), rel=1e-4)


def test_without_permutations_there_are_no_p_values_of_concentrations() -> None:
    stats = statistics(random_data(["a"], 10, 8, 0.4), permutations=0)
    for category in stats.categories:
        assert category.concentration.layer.value is not None
        assert category.concentration.layer.expected is None
        assert category.concentration.layer.p is None


def test_absent_heads_are_left_out() -> None:
    data = random_data(["a", "b"], 10, 8, 0.4, absent=0.3)
    stats = statistics(data)
    present = int(data.present.sum())
    assert stats.heads == present
    assert stats.absent == 80 - present
    assert sum(stats.by_count) == present


def test_a_model_without_any_head_has_numbers() -> None:
    no_heads = np.zeros((4, 4), dtype=bool)
    data = Classification(("a",), no_heads[None].copy(), no_heads)
    assert statistics(data).heads == 0


def test_a_category_of_all_present_heads_is_not_concentrated() -> None:
    present = np.zeros((10, 6), dtype=bool)
    present[:7] = True
    category = statistics(Classification(("a",), present[None].copy(), present)).categories[0]
    assert category.concentration.layer.value == 0
    assert category.concentration.layer.p == 1
    assert category.densest is None


def test_numbers_that_do_not_exist_for_empty_categories_are_none() -> None:
    stats = statistics(Classification(("a", "b"), np.zeros((2, 6, 6), dtype=bool)))
    assert stats.intersections == []
    assert stats.pairs[0].ratio is None
    assert stats.pairs[0].p == 1
    for category in stats.categories:
        assert category.layer_mean is None
        assert category.layer_quartiles is None
        assert category.head_mean is None
        assert category.densest is None
        assert category.concentration.layer.value is None


def test_a_grid_of_one_head_has_no_concentration() -> None:
    stats = statistics(Classification(("a",), np.ones((1, 1, 1), dtype=bool)))
    assert stats.by_count == [0, 1]
    assert stats.categories[0].concentration.layer.value is None
