"""Kept, gained and lost heads are compared with sets of heads."""

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.comparison import align_pair, coarsen_by_depth, compare_pair, short_names
from headmap_cli.core.errors import HeadmapError
from tests.helpers import random_data


def test_the_order_of_categories_is_no_difference() -> None:
    first = random_data(["a", "b"], 4, 5, 0.4)
    second = Classification(("b", "a"), first.membership[::-1])
    assert compare_pair(align_pair(first, second), "x", "y").identical


def test_categories_of_the_second_come_after_those_of_the_first() -> None:
    first = random_data(["b", "a"], 4, 5, 0.4)
    second = random_data(["c", "a"], 4, 5, 0.4)
    comparison = compare_pair(align_pair(first, second), "x", "y")
    assert [category.name for category in comparison.categories] == ["b", "a", "c"]
    # A category that only one of them has keeps nothing.
    assert comparison.categories[0].kept == comparison.categories[0].after == 0
    assert comparison.categories[2].kept == comparison.categories[2].before == 0


def test_heads_that_either_does_not_have_are_left_out() -> None:
    first = random_data(["a"], 6, 5, 0.5, seed=1, absent=0.3)
    second = random_data(["a"], 6, 5, 0.5, seed=2, absent=0.3)
    comparison = compare_pair(align_pair(first, second), "x", "y")
    both = first.present & second.present
    assert comparison.compared == both.sum()
    assert comparison.only_before == (first.present & ~second.present).sum()
    assert comparison.only_after == (second.present & ~first.present).sum()
    assert comparison.categories[0].kept == (first.membership[0] & second.membership[0]).sum()
    assert comparison.categories[0].lost == (first.membership[0] & both & ~second.membership[0]).sum()
    assert not comparison.identical


def test_different_grids_are_an_error_that_names_the_options() -> None:
    first = random_data(["a"], 4, 4)
    second = random_data(["a"], 8, 4)
    with pytest.raises(HeadmapError, match=r"the first has 4 layers x 4 heads, the second 8 .*--align depth"):
        align_pair(first, second)


@pytest.mark.parametrize(("n", "m"), [(8, 4), (36, 12), (7, 3), (5, 5), (48, 36), (9, 1)])
def test_each_layer_falls_on_the_cell_of_its_relative_depth(n: int, m: int) -> None:
    for layer in range(n):
        mask = np.zeros((n, 2), dtype=bool)
        mask[layer, 1] = True
        coarse = coarsen_by_depth(mask, (m, 2))
        assert coarse.shape == (m, 2)
        assert np.argwhere(coarse).tolist() == [[layer * m // n, 1]]


def test_a_model_of_twice_the_depth_has_the_same_heads_by_depth() -> None:
    first = random_data(["a", "b"], 6, 5, 0.4)
    second = Classification(first.categories, np.repeat(first.membership, 2, axis=1))
    comparison = compare_pair(align_pair(first, second, align=True), "x", "y")
    assert (comparison.layers, comparison.heads) == (6, 5)
    assert comparison.aligned
    assert comparison.changed == []
    # Models with different grids are not identical, even if no head is in other categories.
    assert not comparison.identical


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("runs/step1.csv", "runs/step2.csv", ("step1", "step2")),
        ("heads.csv", "heads.json", ("heads.csv", "heads.json")),
        ("a/heads.csv", "b/heads.csv", ("a/heads.csv", "b/heads.csv")),
        ("-", "b.csv", ("standard input", "b")),
        ("a.csv", "/dev/fd/63", ("a", "/dev/fd/63")),
    ],
)
def test_inputs_are_named_as_shortly_as_tells_them_apart(
    before: str, after: str, names: tuple[str, str]
) -> None:
    assert short_names(before, after) == names
