"""Rules without effect, ties at the cut-off and replaced rules are reported."""

import logging
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.cli.main import run
from headmap_cli.core.logs import NOTICE
from headmap_cli.core.rule import Rule
from headmap_cli.readers import read
from tests.commands import RunCli

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
    # The lowest scores, magnitudes, and the rules of the style for them.
    (ONE, {"below": -5}, [f"{EMPTY}below -5 selects no head in category 'f'; {RANGES}-5, -2.5, -1"]),
    (ONE, {"below": 0}, [f"below 0 selects every head in category 'f'; {RANGES}-5, -2.5, -1"]),
    (ONE, {"bottom": "100%"}, [f"bottom 100% selects every head in category 'f'; {RANGES}-5, -2.5, -1"]),
    (
        ONE,
        {"threshold": 5, "abs": True},
        [f"{EMPTY}threshold 5 by magnitude selects no head in category 'f'; {RANGES}-5, -2.5, -1"],
    ),
    (
        ONE,
        {"below": -2.5, "bottom": 3},
        ["bottom 3 changes nothing: below -2.5 selects the same heads"],
    ),
    (
        ONE,
        {"style_rule": Rule(threshold=1.5, top="4", abs=True)},
        ["top 4 by magnitude changes nothing: threshold 1.5 by magnitude selects the same heads"],
    ),
    (
        ONE,
        {"top": 1, "bottom": 1},
        [f"{EMPTY}bottom 1 with top 1 selects no head in category 'f'; {RANGES}-5, -2.5, -1"],
    ),
    (
        MEMBERS,
        {"below": 0.5, "bottom": "5%", "abs": True},
        [f"below 0.5 with bottom 5% by magnitude {NO_SCORES}"],
    ),
    (ONE, {"below": -2.5}, []),
    (ONE, {"bottom": 1}, []),
    # Ties.
    (
        TWO.replace("0,1,A,0.4", "0,1,A,0.1"),
        {"bottom": 1},
        ["'A' has 2 heads instead of 1, because several heads tie at the cut-off score"],
    ),
    (TWO, {"top": 1}, ["'B' has 2 heads instead of 1, because several heads tie at the cut-off score"]),
    # Nothing to report.
    (MEMBERS, {}, []),
    (MEMBERS, {"style_rule": Rule(0.5, None)}, []),
    (ONE, {"threshold": -2.5}, []),
    (ONE, {"top": "25%"}, []),
    (WIDE, {"top": 1}, []),
]


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize(("table", "options", "lines"), WARNINGS)
def test_rules_without_effect_are_reported(
    table: str, options: dict[str, Any], lines: list[str], caplog: pytest.LogCaptureFixture
) -> None:
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
        (
            {"bottom": 2, "style_rule": Rule(below=0.3, abs=True)},
            "bottom 2 replaces every rule of the style: below 0.3 by magnitude",
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


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_reports_a_rule_without_effect(command: str, run_cli: RunCli) -> None:
    Path("f.csv").write_text(TWO, encoding="utf-8")
    Path("g.csv").write_text(MEMBERS, encoding="utf-8")
    result = run_cli(*COMMANDS[command], "--grid", "2x2", "--threshold", "0.9")
    assert result.status == 0
    errors = result.stderr.splitlines()
    line = f"{EMPTY}threshold 0.9 selects no head in any of the 2 categories; {RANGES}{A_RANGE}; {B_RANGE}"
    assert f"headmap: warning: f.csv: {line}" in errors


@pytest.mark.usefixtures("workdir")
def test_a_figure_without_scores_is_told_from_a_table_without_scores(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("f.csv").write_text(MEMBERS, encoding="utf-8")
    assert run(["render", "f.csv", "--grid", "2x2", "-o", "f.svg", "-q"]) == 0
    assert run(["stats", "f.svg", "--top", "2"]) == 0
    line = "top 2 changes nothing: the figure holds its heads, not their scores; use the file with the scores"
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
