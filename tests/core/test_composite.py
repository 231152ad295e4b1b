"""Merging against a loop over single heads."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.core.errors import UsageError
from tests.helpers import Mask


@st.composite
def classifications(draw: st.DrawFn) -> Classification:
    shape = draw(st.tuples(st.integers(1, 6), st.integers(1, 5), st.integers(1, 5)))
    membership = draw(arrays(bool, shape))
    present = draw(st.one_of(st.just(np.ones(shape[1:], dtype=bool)), arrays(bool, shape[1:])))
    return Classification(tuple("abcdef"[: shape[0]]), membership & present, present)


@settings(deadline=None)
@given(classifications())
def test_each_head_is_counted_and_coded_by_itself(data: Classification) -> None:
    composite = merge(data)
    for layer in range(data.layers):
        for head in range(data.heads):
            inside = [c for c in range(len(data.categories)) if data.membership[c, layer, head]]
            if not data.present[layer, head]:
                code = -1
            elif not inside:
                code = 0
            elif len(inside) == 1:
                code = inside[0] + 1
            else:
                code = len(data.categories) + len(inside) - 1
            assert composite.count[layer, head] == len(inside)
            assert composite.code[layer, head] == code


@settings(deadline=None)
@given(classifications())
def test_counts_are_those_of_two_and_more_that_occur(data: Classification) -> None:
    counts = merge(data).counts
    occurring = {sum(column) for column in data.membership.reshape(len(data.categories), -1).T.tolist()}
    assert counts == sorted(k for k in occurring if k > 1)


@settings(deadline=None)
@given(classifications())
def test_merging_changes_nothing_in_the_data(data: Classification) -> None:
    before = data.membership.copy()
    composite = merge(data)
    composite.code[:] = 7
    assert composite.classification is data
    np.testing.assert_array_equal(data.membership, before)


def test_one_category_has_two_codes() -> None:
    composite = merge(Classification(("only",), np.array([[[True, False]]])))
    assert composite.code.tolist() == [[1, 0]]
    assert composite.counts == []


def test_three_categories_have_the_codes_of_the_design() -> None:
    # heads 0 .. 7 are in every combination of a, b, c
    members = np.array([[[head >> c & 1 for head in range(8)]] for c in range(3)], dtype=bool)
    composite = merge(Classification(("a", "b", "c"), members))
    assert composite.code.tolist() == [[0, 1, 2, 4, 3, 4, 4, 5]]
    assert composite.counts == [2, 3]


def test_more_categories_than_a_byte_counts() -> None:
    composite = merge(Classification(tuple(map(str, range(300))), np.ones((300, 1, 1), dtype=bool)))
    assert composite.count.tolist() == [[300]]
    assert composite.code.tolist() == [[599]]


@pytest.mark.parametrize(
    ("names", "membership"),
    [
        ((), np.zeros((0, 1, 1), dtype=bool)),
        (("a",), np.zeros((1, 0, 3), dtype=bool)),
        (("a",), np.zeros((1, 2, 3), dtype=int)),
        (("a",), np.zeros((2, 3), dtype=bool)),
        (("a", "a"), np.zeros((2, 2, 3), dtype=bool)),
        (("a", "b"), np.zeros((1, 2, 3), dtype=bool)),
    ],
)
def test_what_is_no_classification_is_refused(names: tuple[str, ...], membership: Mask) -> None:
    with pytest.raises(UsageError):
        Classification(names, membership)


def test_a_head_that_is_not_present_is_in_no_category() -> None:
    with pytest.raises(UsageError, match="not present"):
        Classification(("a",), np.ones((1, 1, 2), dtype=bool), np.array([[True, False]]))
