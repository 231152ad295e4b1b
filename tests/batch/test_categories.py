"""The categories that all figures of a batch share."""

import numpy as np
import pytest

from headmap_cli.batch.categories import shared_categories
from headmap_cli.core.aligned import with_categories
from headmap_cli.core.classification import Classification

Figure = tuple[list[str], list[str]]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        pytest.param([(["b"], []), (["a", "C"], [])], ("a", "b", "C"), id="all in natural order"),
        pytest.param([(["b", "a"], []), (["c", "b"], [])], ("b", "a", "c"), id="order of the data"),
        pytest.param(
            [(["L", "X"], ["K", "L"]), (["K", "A", "L"], ["K", "L"])], ("K", "L", "A", "X"), id="styled first"
        ),
        pytest.param([(["a"], ["not in the data"])], ("a",), id="only names of the data"),
        pytest.param([(["x10"], []), (["x9"], [])], ("x9", "x10"), id="numbers by value"),
    ],
)
def test_the_order_is_that_of_the_styles_then_natural_or_that_of_the_data(
    figures: list[Figure], expected: tuple[str, ...]
) -> None:
    assert shared_categories(figures) == expected


def test_categories_that_the_data_does_not_have_are_empty() -> None:
    membership = np.array([[[True, False]], [[True, True]]])
    scores = np.array([[[0.5, 0.1]], [[0.7, 0.9]]])
    data = Classification(("B", "A"), membership, np.array([[True, True]]), "gpt2", scores)
    padded = with_categories(data, ("A", "B", "C"))
    assert padded.categories == ("A", "B", "C")
    assert padded.membership.tolist() == [[[True, True]], [[True, False]], [[False, False]]]
    assert padded.scores is not None
    assert np.array_equal(padded.scores, [[[0.7, 0.9]], [[0.5, 0.1]], [[np.nan, np.nan]]], equal_nan=True)
    assert padded.model == "gpt2"


def test_data_with_all_categories_is_not_copied() -> None:
    data = Classification(("A",), np.array([[[True]]]))
    assert with_categories(data, ["A"]) is data
