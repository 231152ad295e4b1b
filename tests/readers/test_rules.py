"""Rules for scores, held against sorting in Python: thresholds, counts, shares, ties, missing scores."""

import logging
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.readers import read
from headmap_cli.readers.assemble import chosen, top_count
from headmap_cli.readers.options import Rule

from . import heads_of

scores = st.lists(st.sampled_from([-2.0, 0.0, 0.25, 0.5, 0.75, 1.0, math.nan]), min_size=12, max_size=12)


@settings(max_examples=200, deadline=None)
@given(
    values=scores,
    threshold=st.sampled_from([None, -3.0, 0.25, 0.5]),
    top=st.sampled_from([None, "1", "3", "12", "50", "25%", "50%", "100%", "1%"]),
)
def test_a_rule_takes_the_best_above_its_threshold(
    values: list[float], threshold: float | None, top: str | None
) -> None:
    there = [v for v in values if not math.isnan(v)]
    above = sorted((v for v in there if threshold is None or v > threshold), reverse=True)
    best = above
    if top:
        share = max(1, int(len(there) * float(top[:-1]) / 100)) if top.endswith("%") else int(top)
        best = [v for v in above if v >= above[min(share, len(above)) - 1]] if above else []
    found = chosen(np.array(values).reshape(3, 4), Rule(threshold, top), "A")
    assert found.shape == (3, 4)
    assert sorted(np.array(values)[found.reshape(-1)].tolist(), reverse=True) == best


@pytest.mark.parametrize(
    ("top", "said"),
    [("1", "A: 2 heads, not 1, for the score 0.9 stands at the end several times"), ("2", "")],
)
def test_a_tie_at_the_end_is_said(top: str, said: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="headmap"):
        assert chosen(np.array([[0.9, 0.1], [0.9, math.nan]]), Rule(top=top), "A").sum() == 2
    assert caplog.text.endswith(said + "\n") if said else not caplog.records


@pytest.mark.parametrize(
    ("text", "heads", "count"),
    [("5%", 1440, 72), ("7%", 100, 7), ("0.1%", 100, 1), ("99%", 100, 99), ("12.5%", 8, 1)],
)
def test_a_share_is_of_the_heads_rounded_down_but_at_least_one(text: str, heads: int, count: int) -> None:
    assert top_count(text, heads) == count


def test_read_takes_what_the_command_line_takes(tmp_path: Path) -> None:
    file = tmp_path / "h.csv"
    file.write_text("layer,head,score\n0,0,0.5\n0,1,0.7\n1,0,0.1\n1,1,0.3\n", encoding="utf-8")
    ways: list[dict[str, Any]] = [
        {"top": 2},
        {"top": "2"},
        {"top": "50%"},
        {"threshold": "0.4"},
        {"threshold": 0.4},
    ]
    for how in ways:
        assert heads_of(read(file, grid="2x2", **how)) == {"h": {(0, 0), (0, 1)}}
