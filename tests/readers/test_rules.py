"""Rules for scores, compared with sorting in Python: conditions, shares, ties and warnings."""

import logging
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.cli.main import run
from headmap_cli.core.logs import NOTICE
from headmap_cli.core.rule import Rule, top_count
from headmap_cli.core.selection import select
from headmap_cli.readers import read
from headmap_cli.readers.assemble import assemble
from headmap_cli.readers.entries import Entries
from headmap_cli.readers.options import Options
from tests.readers import heads_of

VALUES = [-2.0, 0.0, 0.25, 0.5, 0.75, 1.0, math.nan]
THRESHOLDS = st.sampled_from([None, -3.0, 0.25, 0.5, 1.0])
TOPS = st.sampled_from([None, "1", "3", "12", "50", "25%", "50%", "100%", "1%"])


def best_heads(values: list[float], threshold: float | None, top: str | None) -> set[int]:
    """Select heads as the docs define it, one head at a time."""
    known = [i for i, value in enumerate(values) if not math.isnan(value)]
    limit = len(known)
    if top and top.endswith("%"):
        limit = max(1, len(known) * int(top[:-1]) // 100)
    elif top:
        limit = int(top)
    selected = set()
    for i in known:
        better = sum(values[j] > values[i] for j in known)
        above = threshold is None or values[i] > threshold
        # A head is among the top ones if fewer than `limit` heads are better, so ties are kept.
        if above and better < limit:
            selected.add(i)
    return selected


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(values=st.lists(st.sampled_from(VALUES), min_size=12, max_size=12), threshold=THRESHOLDS, top=TOPS)
def test_every_condition_of_a_rule_holds(
    values: list[float], threshold: float | None, top: str | None
) -> None:
    heads = select(np.array(values).reshape(3, 4), Rule(threshold, top))
    assert heads.shape == (3, 4)
    assert set(np.flatnonzero(heads)) == best_heads(values, threshold, top)


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
    entries = Entries("x.csv", "test", ordered=True, scored=True, labels={"A": 0, "B": 1})
    for label, values in enumerate((first, second)):
        for i, value in enumerate(values):
            entries.add(i // 3, i % 3, label, value)
    options = Options(
        grid=(2, 3), threshold=own[0], top=own[1], style_rule=Rule(*shared), rules={"B": Rule(*category)}
    )
    data = assemble([entries], options)
    rule_of_a, rule_of_b = shared, shared
    if category != (None, None):
        rule_of_b = category
    if own != (None, None):
        rule_of_a = rule_of_b = own
    assert set(np.flatnonzero(data.membership[0])) == best_heads(first, *rule_of_a)
    assert set(np.flatnonzero(data.membership[1])) == best_heads(second, *rule_of_b)


@pytest.mark.parametrize(
    ("text", "heads", "count"),
    [("5%", 1440, 72), ("7%", 100, 7), ("0.1%", 100, 1), ("99%", 100, 99), ("12.5%", 8, 1)],
)
def test_a_share_is_of_the_heads_rounded_down_but_at_least_one(text: str, heads: int, count: int) -> None:
    assert top_count(text, heads) == count


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
    for how in ways:
        assert heads_of(read(file, grid="2x2", **how)) == {"h": {(0, 0), (0, 1)}}


def test_top_counts_the_heads_of_a_category_over_all_inputs(tmp_path: Path) -> None:
    for name, scores in {"one": (0.9, 0.8), "two": (0.7, 0.95)}.items():
        layer = 0 if name == "one" else 1
        rows = [f"{layer},{head},A,{score}" for head, score in enumerate(scores)]
        (tmp_path / f"{name}.csv").write_text("\n".join(["layer,head,category,score", *rows]), "utf-8")
    data = read(tmp_path / "one.csv", tmp_path / "two.csv", grid="2x2", top=2, missing="unclassified")
    assert heads_of(data) == {"A": {(0, 0), (1, 1)}}


# --- warnings ---

TWO = """layer,head,category,score
0,0,A,0.1
0,1,A,0.4
1,0,A,0.8
1,1,A,0.3
0,0,B,0.1
0,1,B,0.2
1,0,B,0.3
1,1,B,0.3
"""
ONE = "layer;head;attn_score\n0;0;-1\n0;1;-3\n1;0;-2\n1;1;-5\n"
WIDE = "layer,head,u,v,w\n0,0,5,50,0.5\n0,1,6,60,0.6\n"
MEMBERS = "layer,head,category\n0,0,A\n1,1,B\n"
A_RANGE, B_RANGE = "'A' 0.1, 0.35, 0.8", "'B' 0.1, 0.25, 0.3"
RANGES = "scores (smallest, median, largest): "
NO_SCORES = "changes nothing: no scores were recognised; --column names a score column"
EMPTY = "the result is empty: "

WARNINGS: list[tuple[str, dict[str, Any], list[str]]] = [
    # A rule that selects no head of some or all categories.
    (
        TWO,
        {"threshold": 0.35},
        [f"threshold 0.35 selects no head in 1 of the 2 categories; {RANGES}{B_RANGE}"],
    ),
    (
        TWO,
        {"threshold": 0.8},
        [f"{EMPTY}threshold 0.8 selects no head in any of the 2 categories; {RANGES}{A_RANGE}; {B_RANGE}"],
    ),
    (
        ONE,
        {"threshold": 0},
        [f"{EMPTY}threshold 0 selects no head in category 'f'; {RANGES}-5, -2.5, -1"],
    ),
    (
        WIDE,
        {"threshold": 7.5},
        [
            "threshold 7.5 selects no head in 2 of the 3 categories; "
            f"{RANGES}'u' 5, 5.5, 6; 'w' 0.5, 0.55, 0.6",
            f"threshold 7.5 selects every head in 1 of the 3 categories; {RANGES}'v' 50, 55, 60",
        ],
    ),
    (
        TWO,
        {"threshold": 5, "top": 3},
        [
            f"{EMPTY}threshold 5 with top 3 selects no head in any of the 2 categories; "
            f"{RANGES}{A_RANGE}; {B_RANGE}"
        ],
    ),
    (
        TWO,
        {"style_rule": Rule(0.05, None), "rules": {"A": Rule(2.0, None)}},
        [
            f"threshold 2 selects no head in 1 of the 2 categories; {RANGES}{A_RANGE}",
            f"threshold 0.05 selects every head in 1 of the 2 categories; {RANGES}{B_RANGE}",
        ],
    ),
    (
        TWO,
        {"rules": {"A": Rule(2.0, None), "B": Rule(1.0, None)}},
        [
            f"{EMPTY}each rule selects no head in any of the 2 categories; {RANGES}"
            "'A' (threshold 2) 0.1, 0.35, 0.8; 'B' (threshold 1) 0.1, 0.25, 0.3"
        ],
    ),
    # A rule that selects every head.
    (
        ONE,
        {"threshold": -6},
        [f"threshold -6 selects every head in category 'f'; {RANGES}-5, -2.5, -1"],
    ),
    (ONE, {"top": "100%"}, [f"top 100% selects every head in category 'f'; {RANGES}-5, -2.5, -1"]),
    (
        TWO,
        {"top": 4},
        [f"top 4 selects every head in all of the 2 categories; {RANGES}{A_RANGE}; {B_RANGE}"],
    ),
    # A condition that changes nothing.
    (TWO, {"threshold": 0.25, "top": 3}, ["top 3 changes nothing: threshold 0.25 selects the same heads"]),
    (ONE, {"threshold": -4, "top": 2}, ["threshold -4 changes nothing: top 2 selects the same heads"]),
    (ONE, {"threshold": -4, "top": "50%"}, ["threshold -4 changes nothing: top 50% selects the same heads"]),
    (ONE, {"threshold": -2.5, "top": 2}, ["top 2 changes nothing: threshold -2.5 selects the same heads"]),
    (ONE, {"threshold": -2.5, "top": 1}, ["threshold -2.5 changes nothing: top 1 selects the same heads"]),
    (
        ONE,
        {"style_rule": Rule(-2.5, "3")},
        ["top 3 changes nothing: threshold -2.5 selects the same heads"],
    ),
    (
        MEMBERS,
        {"top": 3},
        [f"top 3 {NO_SCORES}"],
    ),
    (
        MEMBERS,
        {"threshold": 0.5, "top": "5%"},
        [f"threshold 0.5 with top 5% {NO_SCORES}"],
    ),
    # Ties.
    (TWO, {"top": 1}, ["'B' has 2 heads instead of 1, because several heads tie at the cut-off score"]),
    # Nothing to report.
    (MEMBERS, {}, []),
    (MEMBERS, {"style_rule": Rule(0.5, None)}, []),
    (ONE, {"threshold": -2.5}, []),
    (ONE, {"top": "25%"}, []),
    (WIDE, {"top": 1}, []),
]


@pytest.mark.parametrize(("table", "options", "lines"), WARNINGS)
def test_rules_without_effect_are_reported(
    table: str,
    options: dict[str, Any],
    lines: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("f.csv").write_text(table, encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger="headmap"):
        read("f.csv", grid="1x2" if table == WIDE else "2x2", **options)
    messages = [message for message in caplog.messages if "draws each of the columns" not in message]
    assert messages == [f"f.csv: {line}" for line in lines]


def test_many_categories_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "wide.csv"
    names = [f"c{i}" for i in range(9)]
    row = ["0,0", *("0.5" for _ in names[1:]), "2"]
    other = ["0,1", *("0.25" for _ in names)]
    lines = [",".join(["layer,head", *names]), ",".join(row), ",".join(other)]
    file.write_text("\n".join(lines), encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger="headmap"):
        read(file, grid="1x2", threshold=1)
    shown = "; ".join(f"'c{i}' 0.25, 0.375, 0.5" for i in range(5))
    assert caplog.messages[1:] == [
        f"{file}: threshold 1 selects no head in 8 of the 9 categories; {RANGES}{shown}; and 3 more"
    ]


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (
            {"threshold": 0.2, "style_rule": Rule(0.3, None)},
            "threshold 0.2 replaces every rule of the style: threshold 0.3",
        ),
        ({"top": 2, "style_rule": Rule(0.3, None)}, "top 2 replaces every rule of the style: threshold 0.3"),
        (
            {"top": 2, "style_rule": Rule(None, "3"), "rules": {"B": Rule(0.1, None)}},
            "top 2 replaces every rule of the style: top 3, 'B' threshold 0.1",
        ),
        ({"threshold": 0.2, "rules": {"B": Rule()}}, ""),
        ({"threshold": 0.2, "style_rule": Rule(0.2, None)}, ""),
        ({"style_rule": Rule(0.2, None), "rules": {"A": Rule(0.25, None)}}, ""),
    ],
)
def test_a_rule_that_replaces_others_is_mentioned(
    options: dict[str, Any], line: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "f.csv"
    file.write_text(TWO, encoding="utf-8")
    with caplog.at_level(NOTICE, logger="headmap"):
        read(file, grid="2x2", **options)
    notices = [record.getMessage() for record in caplog.records if record.levelno == NOTICE]
    assert notices == ([f"{file}: {line}"] if line else [])


COMMANDS = {
    "render": ["render", "f.csv", "-o", "f.png"],
    "show": ["show", "f.csv"],
    "stats": ["stats", "f.csv"],
    "describe": ["describe", "f.csv"],
    "compare": ["compare", "f.csv", "g.csv"],
    "convert": ["convert", "f.csv", "-o", "-", "--format", "csv"],
    "check": ["check", "f.csv"],
    "batch": ["batch", "f.csv", "-o", "{stem}.png", "-j", "1"],
    "style new": ["style", "new", "f.csv"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_reports_a_rule_without_effect(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("f.csv").write_text(TWO, encoding="utf-8")
    Path("g.csv").write_text(MEMBERS, encoding="utf-8")
    assert run([*COMMANDS[command], "--grid", "2x2", "--threshold", "0.9"]) == 0
    errors = capsys.readouterr().err.splitlines()
    line = f"{EMPTY}threshold 0.9 selects no head in any of the 2 categories; {RANGES}{A_RANGE}; {B_RANGE}"
    assert f"headmap: warning: f.csv: {line}" in errors


def test_a_figure_without_scores_is_told_from_a_table_without_scores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("f.csv").write_text(TWO, encoding="utf-8")
    assert run(["render", "f.csv", "--grid", "2x2", "--threshold", "0.2", "-o", "f.svg", "-q"]) == 0
    assert run(["stats", "f.svg", "--top", "2"]) == 0
    line = "top 2 changes nothing: the figure holds its heads, not their scores; use the file of the scores"
    assert line in capsys.readouterr().err


@pytest.mark.parametrize("text", ['{"A": [], "B": []}', '{"headmap": 1, "categories": {"A": []}}'])
def test_memberships_without_a_head_are_reported(
    text: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "f.json"
    file.write_text(text, encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger="headmap"):
        read(file, grid="2x2")
    assert caplog.messages == [f"{file}: no head is in any category, so the figure is empty"]
