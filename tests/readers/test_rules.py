"""Rules for scores select the heads that sorting in Python selects: conditions, shares and ties."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.rule import Rule, head_count
from headmap_cli.core.selection import select
from headmap_cli.readers import read
from headmap_cli.readers.assemble import assemble
from headmap_cli.readers.entries import Entries
from headmap_cli.readers.options import Options
from tests.readers import heads_of

VALUES = [-2.0, 0.0, 0.25, 0.5, 0.75, 1.0, math.nan]
THRESHOLDS = st.sampled_from([None, -3.0, 0.25, 0.5, 1.0])
LIMITS = st.sampled_from([None, -1.0, 0.25, 0.6, 2.0])
TOPS = st.sampled_from([None, "1", "3", "12", "50", "25%", "50%", "100%", "1%"])


def best_heads(values: list[float], rule: Rule) -> set[int]:
    """Select heads as the docs define it, one head at a time."""
    if rule.abs:
        values = [abs(value) for value in values]
    known = [i for i, value in enumerate(values) if not math.isnan(value)]
    candidates = []
    for i in known:
        above = rule.threshold is None or values[i] > rule.threshold
        below = rule.below is None or values[i] < rule.below
        if above and below:
            candidates.append(i)
    selected = set()
    for i in candidates:
        # A head is among the top ones if fewer heads than that are better, so ties are kept.
        better = sum(values[j] > values[i] for j in candidates)
        worse = sum(values[j] < values[i] for j in candidates)
        if better < limit_of(rule.top, len(known)) and worse < limit_of(rule.bottom, len(known)):
            selected.add(i)
    return selected


def limit_of(number: str | None, total: int) -> int:
    """Return how many of all heads a number of top or bottom heads allows."""
    if number is None:
        return total
    if number.endswith("%"):
        return max(1, total * int(number[:-1]) // 100)
    return int(number)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    values=st.lists(st.sampled_from(VALUES), min_size=12, max_size=12),
    rule=st.builds(Rule, threshold=THRESHOLDS, top=TOPS, below=LIMITS, bottom=TOPS, abs=st.booleans()),
)
def test_every_condition_of_a_rule_holds(values: list[float], rule: Rule) -> None:
    heads = select(np.array(values).reshape(3, 4), rule)
    assert heads.shape == (3, 4)
    assert set(np.flatnonzero(heads)) == best_heads(values, rule)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(
    first=st.lists(st.sampled_from(VALUES), min_size=6, max_size=6),
    second=st.lists(st.sampled_from(VALUES), min_size=6, max_size=6),
    own=st.tuples(THRESHOLDS, TOPS),
    shared=st.tuples(st.sampled_from([0.0, 0.5]), TOPS),
    category=st.tuples(THRESHOLDS, TOPS),
)
def test_the_rule_of_the_caller_comes_first_then_that_of_a_category_then_the_shared_one(
    first: list[float],
    second: list[float],
    own: tuple[float | None, str | None],
    shared: tuple[float | None, str | None],
    category: tuple[float | None, str | None],
) -> None:
    entries = Entries("x.csv", "test", ordered=True, scored=True)
    entries.labels = {"A": 0, "B": 1}
    for label, values in enumerate((first, second)):
        for i, value in enumerate(values):
            entries.add(i // 3, i % 3, label, value)
    options = Options(
        grid=(2, 3), own_rule=Rule(*own), style_rule=Rule(*shared), rules={"B": Rule(*category)}
    )
    data = assemble([entries], options)
    rule_of_a, rule_of_b = shared, shared
    if category != (None, None):
        rule_of_b = category
    if own != (None, None):
        rule_of_a = rule_of_b = own
    assert set(np.flatnonzero(data.membership[0])) == best_heads(first, Rule(*rule_of_a))
    assert set(np.flatnonzero(data.membership[1])) == best_heads(second, Rule(*rule_of_b))


@pytest.mark.parametrize(
    ("text", "heads", "count"),
    [("5%", 1440, 72), ("7%", 100, 7), ("0.1%", 100, 1), ("99%", 100, 99), ("12.5%", 8, 1)],
)
def test_a_share_is_of_the_heads_rounded_down_but_at_least_one(text: str, heads: int, count: int) -> None:
    assert head_count(text, heads) == count


def test_read_takes_rules_as_text_or_as_numbers(tmp_path: Path) -> None:
    file = tmp_path / "h.csv"
    file.write_text("layer,head,score\n0,0,0.5\n0,1,0.7\n1,0,0.1\n1,1,0.3\n", encoding="utf-8")
    ways: list[dict[str, Any]] = [
        {"top": 2},
        {"top": "2"},
        {"top": "50%"},
        {"threshold": "0.4"},
        {"threshold": 0.4},
    ]
    low: list[dict[str, Any]] = [
        {"bottom": 2},
        {"bottom": "50%"},
        {"below": "0.4"},
        {"below": 0.4, "abs": True},
    ]
    for how in low:
        assert heads_of(read(file, grid="2x2", **how)) == {"h": {(1, 0), (1, 1)}}
    for how in ways:
        assert heads_of(read(file, grid="2x2", **how)) == {"h": {(0, 0), (0, 1)}}


def test_head_counts_the_heads_of_a_category_over_all_inputs(tmp_path: Path) -> None:
    for name, scores in {"one": (0.9, 0.8), "two": (0.7, 0.95)}.items():
        layer = 0 if name == "one" else 1
        rows = [f"{layer},{head},A,{score}" for head, score in enumerate(scores)]
        (tmp_path / f"{name}.csv").write_text("\n".join(["layer,head,category,score", *rows]), "utf-8")
    data = read(tmp_path / "one.csv", tmp_path / "two.csv", grid="2x2", top=2, missing="unclassified")
    assert heads_of(data) == {"A": {(0, 0), (1, 1)}}
