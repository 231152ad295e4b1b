"""Scores of heads that are each named once are the same whether their rows are sorted or not."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headmap_cli.core.rule import Rule
from headmap_cli.readers import entries as entries_module
from headmap_cli.readers import single_scores
from headmap_cli.readers.accumulator import best_scores
from headmap_cli.readers.entries import Entries

LAYERS, HEADS = 2, 3
Row = tuple[int, int, int, float]

ROWS = st.lists(
    st.tuples(
        st.integers(-1, 1),
        st.integers(0, LAYERS - 1),
        st.integers(0, HEADS - 1),
        st.sampled_from([0.5, -1.0, 0.0, float("nan")]),
    ),
    max_size=14,
)
OWNERS = [[[0], [1]], [[1], [0]], [[0], [2]], [[0], [0]], [[0, 1], [2]], [[0, 1], [1]], [[2], []]]


def expected_scores(rows: list[Row], owners: list[list[int]]) -> dict[tuple[int, int, int], float]:
    """Return the score of each head in each category: the largest of the means of its labels."""
    by_label: dict[Row, list[float]] = {}
    for label, layer, head, score in rows:
        if label >= 0 and score == score:
            by_label.setdefault((label, layer, head, 0), []).append(score)
    best: dict[tuple[int, int, int], float] = {}
    for (label, layer, head, _), scores in by_label.items():
        mean = float(sum(map(Fraction, scores)) / len(scores))
        for category in owners[label]:
            place = (category, layer, head)
            best[place] = max(mean, best.get(place, mean))
    return best


@pytest.mark.parametrize("slots_per_row", [0, 8, 1000])
@pytest.mark.parametrize("max_block", [2, 1 << 18])
@given(ROWS, st.sampled_from(OWNERS))
def test_scores_are_those_of_a_plain_loop(
    slots_per_row: int, max_block: int, rows: list[Row], owners: list[list[int]]
) -> None:
    entries = Entries("t.csv", "long table with scores")
    for label, layer, head, score in rows:
        entries.add(layer, head, label, score)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(single_scores, "MAX_SLOTS_PER_ROW", slots_per_row)
        patch.setattr(entries_module, "MAX_BLOCK", max_block)
        best = best_scores(entries, owners, (3, LAYERS, HEADS), [Rule()] * 3)
    found = {tuple(place): float(best[tuple(place)]) for place in np.argwhere(~np.isnan(best)).tolist()}
    assert found == expected_scores(rows, owners)
