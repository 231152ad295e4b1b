"""Names are sorted by the value of their numbers, in a total order, with digits of any script."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headmap_cli.core.natural_order import natural_key

ORDERS = {
    "numbers at the end": ["Head 1", "Head 2", "Head 10", "Head 21", "Head 100"],
    "numbers in the middle": ["c2 x", "c10 a", "c10 b"],
    "several numbers": ["L2H3", "L2H11", "L10H1"],
    "zeros in front": ["k1", "k02", "k3", "k010"],
    "numbers alone": ["-1", "0", "0.5", "2", "10"],
    "numbers before text": ["9", "10", "A"],
    "case": ["alpha", "Beta", "gamma"],
    "case alone": ["A", "a", "B", "b"],
    "a name and its beginning": ["Cluster", "Cluster 1", "Cluster 1a"],
    "Arabic digits": ["\u0662", "\u0663", "\u0661\u0660"],
    "Devanagari digits in text": ["c\u0968", "c9", "c\u0967\u0966"],
    "full-width digits": ["x\uff12", "x\uff11\uff10"],
    # int() refuses texts of more than 4300 digits.
    "huge numbers": ["n9", "n" + "1" * 5000, "n" + "2" * 5000, "n1" + "0" * 5000],
    "huge numbers alone": ["7", "1" * 6000],
    "superscripts are text": ["x", "x2", "x\u00b2"],
}


@pytest.mark.parametrize("names", ORDERS.values(), ids=ORDERS)
def test_names_are_in_natural_order(names: list[str]) -> None:
    for shuffled in permutations(names):
        assert sorted(shuffled, key=natural_key) == names


@given(st.lists(st.text(alphabet="aA1209.-+ \u0663\u00b2\u00e9e", max_size=8), unique=True, max_size=8))
def test_different_names_have_different_keys(names: list[str]) -> None:
    keys = {natural_key(name) for name in names}
    assert len(keys) == len(names)
    # So the order that they came in never shows.
    backwards = names[::-1]
    assert sorted(names, key=natural_key) == sorted(backwards, key=natural_key)


@given(st.integers(0, 10**30), st.integers(0, 10**30), st.sampled_from(["", "Cluster ", "k-"]))
def test_numbers_in_names_are_ordered_by_value(a: int, b: int, text: str) -> None:
    assert (natural_key(f"{text}{a}x") < natural_key(f"{text}{b}x")) == (a < b)
