"""The cutoffs that are found from the selected heads are those that selected them."""

from typing import Any

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.cutoffs import common_cutoffs

SCORES = np.random.default_rng(4).normal(size=(3, 20, 20))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"threshold": 0.3}, (0.3,)),
        ({"threshold": -1.5}, (-1.5,)),
        ({"below": -0.5}, (-0.5,)),
        ({"threshold": 1, "abs": True}, (-1.0, 1.0)),
        ({"top": 20}, ()),
    ],
)
def test_cutoffs_are_those_of_the_rule(rule: dict[str, Any], expected: tuple[float, ...]) -> None:
    data = Classification.from_scores(SCORES, ["A", "B", "C"], **rule)
    assert common_cutoffs(data) == expected


def test_cutoff_separates_the_selected_heads_whatever_their_scores() -> None:
    random = np.random.default_rng(0)
    for exponent in (-300, -8, 0, 7, 300):
        scores = random.normal(size=(1, 9, 9)) * 10.0**exponent
        threshold = np.sort(scores.ravel())[60]
        data = Classification(("A",), scores > threshold, scores=scores)
        [cutoff] = common_cutoffs(data)
        assert ((scores > cutoff) == data.membership).all()


def test_heads_that_no_cutoff_separates_have_none() -> None:
    membership = np.random.default_rng(1).random(SCORES.shape) < 0.5
    assert common_cutoffs(Classification(("A", "B", "C"), membership, scores=SCORES)) == ()
    assert common_cutoffs(Classification(("A", "B", "C"), SCORES < 99, scores=SCORES)) == ()
