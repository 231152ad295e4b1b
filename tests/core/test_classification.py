"""A classification refuses names, memberships and scores that do not fit together."""

import numpy as np
import pytest

from headmap_cli.core.array_types import BoolArray, FloatArray
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import UsageError


@pytest.mark.parametrize(
    ("names", "membership", "message"),
    [
        ((), np.zeros((0, 1, 1), dtype=bool), "at least one category"),
        (("a",), np.zeros((1, 0, 3), dtype=bool), "at least one category, one layer"),
        (("a",), np.zeros((1, 2, 3), dtype=np.int64), r"int64 \(1, 2, 3\); expected bool"),
        (("a",), np.zeros((2, 3), dtype=bool), r"bool \(2, 3\); expected bool \(1 categories"),
        (("a", "a"), np.zeros((2, 2, 3), dtype=bool), "named twice"),
        (("a", " "), np.zeros((2, 2, 3), dtype=bool), "blank name"),
        ((1, 2), np.zeros((2, 2, 3), dtype=bool), r"\(1, 2\); expected names"),
        (("a", "b"), np.zeros((1, 2, 3), dtype=bool), r"expected bool \(2 categories"),
    ],
)
def test_names_and_memberships_that_do_not_fit_are_refused(
    names: tuple[str, ...], membership: BoolArray, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        Classification(names, membership)


@pytest.mark.parametrize(
    ("present", "message"),
    [
        (np.array([[True, False]]), "not present"),
        (np.array([[True]]), r"bool \(1, 1\); expected bool \(1, 2\)"),
        (np.array([[1, 1]]), r"int64 \(1, 2\); expected bool"),
    ],
)
def test_present_heads_that_do_not_fit_the_memberships_are_refused(present: BoolArray, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Classification(("a",), np.ones((1, 1, 2), dtype=bool), present)


@pytest.mark.parametrize(
    ("scores", "message"),
    [(np.zeros((1, 2)), r"the shape \(1, 2\)"), (np.full((1, 1, 2), np.inf), "infinity")],
)
def test_scores_that_do_not_fit_the_memberships_are_refused(scores: FloatArray, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Classification(("a",), np.ones((1, 1, 2), dtype=bool), scores=scores)


def test_a_classification_is_frozen_and_all_heads_are_present_by_default() -> None:
    data = Classification(("a",), np.ones((1, 1, 2), dtype=bool))
    assert data.present.tolist() == [[True, True]]
    with pytest.raises(AttributeError):
        data.model = "gpt2"
