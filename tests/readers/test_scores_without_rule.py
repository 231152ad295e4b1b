"""Scores without a rule are read as scores, and what needs the heads of categories asks for a rule."""

import json
import logging
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import headmap_cli as headmap
from headmap_cli.cli.main import run
from headmap_cli.core.errors import InputError, UsageError
from headmap_cli.core.logs import NOTICE
from headmap_cli.core.rule import Rule
from headmap_cli.readers import read
from tests.commands import RunCli
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")

ALL = "layer,head,category,score\n0,0,A,0.1\n0,1,A,0.9\n1,0,A,-0.5\n1,1,A,0.3\n"
SOME = "layer,head,category,score\n0,0,A,0.1\n1,1,A,0.9\n0,1,B,-0.5\n"
VALUES = [[[0.1, 0.9], [-0.5, 0.3]]]
SOME_VALUES = [[[0.1, np.nan], [np.nan, 0.9]], [[np.nan, -0.5], [np.nan, np.nan]]]
RANGE = "smallest, median and largest"


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (ALL, ("A",)),
        ("layer,head,score\n0,0,0.1\n0,1,0.9\n1,0,-0.5\n1,1,0.3\n", ("f",)),
        ("0.1,0.9\n-0.5,0.3\n", ("f",)),
        ("layer,head,A\n0,0,0.1\n0,1,0.9\n1,0,-0.5\n1,1,0.3\n", ("A",)),
        ('{"A": [[0.1, 0.9], [-0.5, 0.3]]}', ("A",)),
        ('{"0-0": 0.1, "0-1": 0.9, "1-0": -0.5, "1-1": 0.3}', ("f",)),
        (
            '{"headmap": 1, "grid": {"layers": 2, "heads": 2}, '
            '"scores": {"A": [[0, 0, 0.1], [0, 1, 0.9], [1, 0, -0.5], [1, 1, 0.3]]}}',
            ("A",),
        ),
    ],
    ids=["long", "no category", "matrix", "wide", "json matrix", "json heads", "canonical"],
)
def test_scores_without_a_rule_stay_scores(text: str, names: tuple[str, ...]) -> None:
    data = read(write("f.csv", text), grid="2x2")
    assert not data.is_decided
    assert data.categories == names
    assert data.scores is not None
    assert data.scores.tolist() == VALUES
    assert data.present.all()
    assert repr(data).endswith("2 layers x 2 heads, scores without a rule>")
    assert pickle.loads(pickle.dumps(data)) == data


def test_from_scores_without_a_rule_keeps_scores() -> None:
    data = headmap.Classification.from_scores([[0.1, np.nan], [-0.5, 0.3]], "A")
    assert not data.is_decided
    assert data.present.tolist() == [[True, False], [True, True]]
    assert data == headmap.Classification.from_scores({"A": [[0.1, np.nan], [-0.5, 0.3]]})
    assert data != headmap.Classification.from_scores({"A": [[0.1, np.nan], [-0.5, 0.4]]})
    assert data != headmap.Classification.from_scores({"A": [[0.1, np.nan], [-0.5, 0.3]]}, threshold=0)


@pytest.mark.parametrize("use", ["membership", "merge"])
def test_python_code_that_needs_the_heads_is_asked_for_a_rule(use: str) -> None:
    data = headmap.Classification.from_scores(VALUES, ["A"])
    calls: dict[str, Any] = {
        "membership": lambda: data.membership,
        "merge": lambda: headmap.merge(data),
    }
    with pytest.raises(UsageError, match="the scores have no rule") as e:
        calls[use]()
    assert "pass threshold=, below=, top= or bottom= to headmap.read" in str(e.value)
    assert str(e.value).endswith("smallest, median and largest score: -0.5, 0.2, 0.9")


COMMANDS = {
    "stats": ["stats", "f.csv"],
    "compare": ["compare", "f.csv", "f.csv"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_that_need_the_heads_ask_for_a_rule(command: str, run_cli: RunCli) -> None:
    write("f.csv", ALL)
    result = run_cli(*COMMANDS[command], "--grid", "2x2")
    assert result.status == 1
    line = f"f.csv: holds scores; choose a --threshold or --top; {RANGE}: A -0.5, 0.2, 0.9"
    assert line in result.stdout + result.stderr


def test_style_new_takes_the_names_of_categories_without_a_rule(run_cli: RunCli) -> None:
    write("f.csv", ALL)
    result = run_cli("style", "new", "f.csv", "--grid", "2x2")
    assert result.status == 0
    assert "A:" in result.stdout


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            {"rules": {"A": Rule(0.5)}},
            f"h: holds scores; choose a --threshold or --top; {RANGE}: B 0.2, 0.2, 0.2",
        ),
        ({"rules": {"A": Rule(0.5), "B": Rule(0.5)}}, ""),
        ({"rules": {"A": Rule(0.5)}, "style_rule": Rule(below=0.5)}, ""),
    ],
)
def test_a_rule_for_some_categories_is_not_enough(rules: dict[str, Any], message: str) -> None:
    write("h", "layer,head,A,B\n0,0,0.7,0.2\n")
    if message:
        with pytest.raises(InputError) as e:
            read("h", grid="1x1", **rules)
        assert e.value.lines() == [message]
    else:
        assert read("h", grid="1x1", **rules).membership[0].all()


def test_scores_beside_memberships_need_a_rule() -> None:
    write("m.json", '{"B": [[0, 1]]}')
    with pytest.raises(
        InputError, match=r"h: holds scores; choose a --threshold or --top; .*: A -0.5, 0.2, 0.9"
    ):
        read("m.json", write("h", ALL), grid="2x2")
    assert heads_of(read("m.json", "h", grid="2x2", threshold=0.5)) == {"B": {(0, 1)}, "A": {(0, 1)}}


# --- tables that list some heads of each category ---


def test_a_table_of_some_heads_holds_memberships_with_scores(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "headmap"):
        data = read(write("h", SOME), grid="2x2")
    assert heads_of(data) == {"A": {(0, 0), (1, 1)}, "B": {(0, 1)}}
    assert data.scores is not None
    np.testing.assert_array_equal(data.scores, SOME_VALUES)
    assert caplog.messages == [
        "h: lists only some heads of each category, at most 2 of 4, and is read as memberships; "
        "--scores, or a rule such as --threshold, takes it as scores"
    ]


def test_the_scores_option_reads_some_heads_as_scores(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "headmap"):
        data = read(write("h", SOME), grid="2x2", scores=True)
    assert not data.is_decided
    assert data.scores is not None
    np.testing.assert_array_equal(data.scores, SOME_VALUES)
    assert caplog.messages == []


def test_a_named_file_of_some_heads_follows_the_same_test() -> None:
    write("h", "layer,head,score\n0,0,0.1\n1,1,0.9\n")
    assert heads_of(read("Sel=h", grid="2x2")) == {"Sel": {(0, 0), (1, 1)}}
    assert not read("Sel=h", grid="2x2", scores=True).is_decided
    assert not read("h", grid="2x2").is_decided
    write("all", "layer,head,score\n0,0,0.1\n1,1,0.9\n0,1,0\n1,0,0.2\n")
    assert not read("Sel=all", grid="2x2").is_decided


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"A": [[0, 0]]}', "h: holds no scores: no scores were recognised; --column names a score column"),
        (
            "0,1\n1,0\n",
            "h: holds no scores: its values are all 0 or 1, or true or false, and were read as flags",
        ),
    ],
)
def test_the_scores_option_needs_scores(text: str, message: str) -> None:
    with pytest.raises(InputError) as e:
        read(write("h", text), grid="2x2", scores=True)
    assert e.value.lines() == [message]


def test_the_scores_option_names_categories_without_scores() -> None:
    write("m.json", '{"B": [[0, 1]], "C": []}')
    with pytest.raises(InputError) as e:
        read("m.json", write("h", ALL), grid="2x2", scores=True)
    assert e.value.lines() == ["m.json, h: has no scores of 'B', 'C', which --scores needs"]


# --- figures and canonical files, which hold both ---


@pytest.fixture(params=["csv", "json", "svg", "png"])
def both(request: pytest.FixtureRequest) -> str:
    """Return a file with memberships, those above 0.2, and the scores of all heads."""
    write("f.csv", ALL)
    name = f"both.{request.param}"
    command = "render" if request.param in ("svg", "png") else "convert"
    assert run([command, "f.csv", "--grid", "2x2", "--threshold", "0.2", "-o", name, "-q"]) == 0
    return name


def test_memberships_stay_without_a_rule(both: str) -> None:
    data = read(both)
    assert heads_of(data) == {"A": {(0, 1), (1, 1)}}
    assert data.scores is not None
    assert data.scores.tolist() == VALUES


@pytest.mark.parametrize(
    ("rule", "heads"),
    [({"threshold": 0.5}, {(0, 1)}), ({"below": 0}, {(1, 0)}), ({"top": 2, "abs": True}, {(0, 1), (1, 0)})],
)
def test_a_rule_of_the_caller_selects_anew(both: str, rule: dict[str, Any], heads: set[Any]) -> None:
    assert heads_of(read(both, **rule)) == {"A": heads}


def test_the_scores_option_drops_the_memberships(both: str) -> None:
    data = read(both, scores=True)
    assert not data.is_decided
    assert data.scores is not None
    assert data.scores.tolist() == VALUES


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (Rule(0.2), ""),
        (Rule(0.25), ""),
        (
            Rule(0.5),
            "keeps the heads of its categories, which the style's rules would change ('A' threshold 0.5); "
            "--threshold or another rule selects them anew",
        ),
    ],
)
def test_a_rule_of_the_style_that_would_change_the_heads_is_mentioned(
    both: str, rule: Rule, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(NOTICE, "headmap"):
        data = read(both, style_rule=rule)
    assert heads_of(data) == {"A": {(0, 1), (1, 1)}}
    assert [message.partition(": ")[2] for message in caplog.messages] == ([line] if line else [])


def test_a_category_without_scores_keeps_its_heads_under_a_rule() -> None:
    document = {
        "headmap": 1,
        "grid": {"layers": 2, "heads": 2},
        "categories": {"A": [[0, 0]], "B": [[1, 0]]},
        "scores": {"A": [[0, 1, 0.9], [1, 1, 0.1]]},
    }
    write("h.json", json.dumps(document))
    assert heads_of(read("h.json", threshold=0.5)) == {"A": {(0, 1)}, "B": {(1, 0)}}
    assert heads_of(read("h.json")) == {"A": {(0, 0)}, "B": {(1, 0)}}
    with pytest.raises(InputError, match="has no scores of 'B', which --scores needs"):
        read("h.json", scores=True)


def test_a_head_that_is_absent_has_no_score() -> None:
    grid = {"layers": 1, "heads": 2, "absent": [[0, 1]]}
    write("h.json", json.dumps({"headmap": 1, "grid": grid, "scores": {"A": [[0, 1, 0.5]]}}))
    with pytest.raises(InputError, match="layer 0, head 1 has a score although it is declared absent"):
        read("h.json")


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ([], "$.scores: expected {name: [[layer, head, score], ..]}, found"),
        ({}, "$.scores: expected {name: [[layer, head, score], ..]}, found"),
        ({"A": 1}, "$.scores: expected {name: [[layer, head, score], ..]}, found"),
        ({"A": [[0, 0]]}, "$.scores.A[0]: expected [layer, head, score], found"),
        ({"A": [[0, 9, 1]]}, "$.scores.A[0]: head 9 is outside the grid of 1 layers x 2 heads"),
        ({"A": [[0, 0, "x"]]}, "$.scores.A[0]: score 'x' is not a finite number"),
        ({"A": [[0, 0, True]]}, "$.scores.A[0]: score true is not a finite number"),
    ],
)
def test_wrong_scores_of_a_document_are_reported_at_their_place(scores: Any, message: str) -> None:
    write("h.json", json.dumps({"headmap": 1, "grid": {"layers": 1, "heads": 2}, "scores": scores}))
    with pytest.raises(InputError) as e:
        read("h.json")
    assert e.value.lines()[0].startswith(f"h.json: {message}")


def test_scores_of_a_name_that_is_not_a_category_are_refused() -> None:
    document = {"headmap": 1, "categories": {"A": [[0, 0]]}, "scores": {"B": [[0, 0, 1]]}}
    write("h.json", json.dumps(document))
    with pytest.raises(InputError) as e:
        read("h.json", grid="1x1")
    assert e.value.lines() == ["h.json: $.scores.B: 'B' is not one of the categories"]


SCORED_COMMENT = '# headmap: {"headmap": 1, "grid": {"layers": 1, "heads": 2}, "scores": ["A"]}\n'
COMMENT = SCORED_COMMENT.replace("scores", "categories")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            SCORED_COMMENT + "layer,head,category\n0,0,A\n",
            "2:1: expected the header layer,head,category,score",
        ),
        (COMMENT + "layer,head,category,member\n", "2:1: expected the header layer,head,category"),
        (SCORED_COMMENT + "layer,head,category,score\n0,0,A,\n", "3:1: score '' is not a finite number"),
        (COMMENT + "layer,head,category,score,member\n0,0,A,,0\n", "3:1: score '' is not a finite number"),
        (COMMENT + "layer,head,category,score\n0,0,A,x\n", "3:1: score 'x' is not a finite number"),
        (
            COMMENT + "layer,head,category,score\n0,0,A\n",
            "3:1: expected a layer, a head and one of the categories in line 1",
        ),
        (
            COMMENT + "layer,head,category,score,member\n0,0,A,1,2\n",
            "3:1: expected 1 or 0 in the column member",
        ),
        (COMMENT.replace("categories", "labels"), "1: expected the categories' names in the headmap line"),
    ],
)
def test_wrong_scores_of_a_table_are_reported_at_their_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as e:
        read(write("h.csv", text))
    assert e.value.lines()[0].startswith(f"h.csv:{message}")


def test_a_canonical_table_without_its_first_line_is_not_guessed() -> None:
    rows = "layer,head,category,score,member\n0,0,A,0.1,0\n0,1,A,0.9,1\n"
    with pytest.raises(InputError) as e:
        read(write("h.csv", rows), grid="2x2")
    assert e.value.lines() == [
        "h.csv: has the columns of a canonical table, but not its first line; "
        "--where member=1 reads the heads of each category, --scores the scores"
    ]
    assert heads_of(read("h.csv", grid="2x2", where={"member": "1"})) == {"A": {(0, 1)}}
    assert heads_of(read("h.csv", grid="2x2", below=0.5)) == {"A": {(0, 0)}}
    assert not read("h.csv", grid="2x2", scores=True).is_decided
