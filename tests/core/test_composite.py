"""Merging is compared with a loop over single heads."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge


@st.composite
def classifications(draw: st.DrawFn) -> Classification:
    shape = draw(st.tuples(st.integers(1, 6), st.integers(1, 5), st.integers(1, 5)))
    membership = draw(arrays(bool, shape))
    all_present = st.just(np.ones(shape[1:], dtype=bool))
    present = draw(st.one_of(all_present, arrays(bool, shape[1:])))
    return Classification(tuple("abcdef"[: shape[0]]), membership & present, present)


def categories_of(data: Classification, layer: int, head: int) -> list[int]:
    """Return the indices of the categories of one head."""
    return [c for c in range(len(data.categories)) if data.membership[c, layer, head]]


@settings(deadline=None)
@given(classifications())
def test_each_head_has_the_count_and_code_of_its_own_categories(data: Classification) -> None:
    composite = merge(data)
    for layer in range(data.layers):
        for head in range(data.heads):
            categories = categories_of(data, layer, head)
            if not data.present[layer, head]:
                code = -1
            elif not categories:
                code = 0
            elif len(categories) == 1:
                code = categories[0] + 1
            else:
                code = len(data.categories) + len(categories) - 1
            assert composite.count[layer, head] == len(categories)
            assert composite.code[layer, head] == code


@settings(deadline=None)
@given(classifications())
def test_counts_lists_the_counts_of_at_least_two_that_occur(data: Classification) -> None:
    occurring = set()
    for layer in range(data.layers):
        for head in range(data.heads):
            occurring.add(len(categories_of(data, layer, head)))
    assert merge(data).counts == sorted(occurring - {0, 1})


@settings(deadline=None)
@given(classifications())
def test_merging_leaves_the_data_as_it_is(data: Classification) -> None:
    before = data.membership.copy()
    composite = merge(data)
    # The composite must not share memory with the classification either.
    composite.code[:] = 7
    assert composite.classification is data
    np.testing.assert_array_equal(data.membership, before)


def test_one_category_has_two_codes() -> None:
    composite = merge(Classification(("only",), np.array([[[True, False]]])))
    assert composite.code.tolist() == [[1, 0]]
    assert composite.counts == []


def test_three_categories_have_the_codes_of_the_design() -> None:
    # Head h is in the categories whose bits are set in h, so heads 0 to 7 have every combination.
    membership = np.zeros((3, 1, 8), dtype=bool)
    for head in range(8):
        for c in range(3):
            membership[c, 0, head] = head >> c & 1
    composite = merge(Classification(("a", "b", "c"), membership))
    assert composite.code.tolist() == [[0, 1, 2, 4, 3, 4, 4, 5]]
    assert composite.counts == [2, 3]


def test_more_categories_than_a_byte_can_count_are_counted() -> None:
    names = tuple(str(i) for i in range(300))
    composite = merge(Classification(names, np.ones((300, 1, 1), dtype=bool)))
    assert composite.count.tolist() == [[300]]
    assert composite.code.tolist() == [[599]]
