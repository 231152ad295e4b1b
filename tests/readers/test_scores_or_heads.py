"""Integers in two or three columns may be scores or a list of heads: from_scores asks which."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from headmap_cli import Classification
from headmap_cli.core.errors import UsageError

from_scores: Any = Classification.from_scores

PAIRS = np.array([[0, 1], [3, 4], [5, 0]])
BOTH = "rows of [layer, head], or scores of 3 layers x 2 heads; for scores, pass array.astype(float)"


@pytest.mark.parametrize(
    ("scores", "names", "words"),
    [
        ({"A": PAIRS}, None, f"the integers of 'A' could be a list of heads with {BOTH}"),
        (PAIRS, "B", f"the integers of 'B' could be a list of heads with {BOTH}"),
        (PAIRS, ["C"], f"the integers could be a list of heads with {BOTH}"),
        ({"D": PAIRS.astype("int8")}, ["D"], f"the integers of 'D' could be a list of heads with {BOTH}"),
        ({"flags": PAIRS % 2, "E": PAIRS.astype("uint8")}, None, "the integers of 'E' could be"),
        ({"F": np.array([[2, 7, 5]])}, None, "rows of [layer, head, score], or scores of 1 layer x 3 heads;"),
    ],
)
def test_both_readings_are_named(scores: Any, names: Any, words: str) -> None:
    with pytest.raises(UsageError) as raised:
        from_scores(scores, names, 0.5)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("scores", "members"),
    [
        (PAIRS.astype(float), [[False, True], [True, True], [True, False]]),
        (np.array([[0, 1], [1, 1]]), [[False, True], [True, True]]),
        (np.array([[-1, 2], [3, 0]]), [[False, True], [True, False]]),
        (np.array([[0, 1, 2, 3]]), [[False, True, True, True]]),
        (np.array([[4], [0]]), [[True], [False]]),
        (PAIRS / 8, [[False, False], [False, False], [True, False]]),  # 4 / 8 is not above the threshold
        (PAIRS.tolist(), [[False, True], [True, True], [True, False]]),
    ],
)
def test_scores_that_cannot_be_lists_are_read(scores: Any, members: list[list[bool]]) -> None:
    threshold = 0.5
    assert from_scores(scores, "A", threshold).membership.tolist() == [members]


def test_the_advice_gives_the_heads_of_the_list() -> None:
    mask = np.zeros((6, 5), bool)
    mask[PAIRS[:, 0], PAIRS[:, 1]] = True
    data = from_scores(mask, "A")
    assert np.argwhere(data.membership[0]).tolist() == [[0, 1], [3, 4], [5, 0]]
