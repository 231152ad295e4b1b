"""The heads above each threshold are those that a loop over all heads counts, ties included."""

import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docs.schemas import DOCS
from headmap_cli.analysis.thresholds import threshold_counts
from headmap_cli.core.classification import Classification
from tests.commands import RunCli

REAL = Path(__file__).parent.parent.parent.parent / "shared" / "real" / "maps_pythia-12b_relation_scores.csv"
VALUES = [-0.5, -0.1, 0.0, 0.1, 0.15, 0.2, 0.5, math.nan]
THRESHOLDS = [-0.5, 0.0, 0.1, 0.15, 0.5]


@settings(deadline=None, max_examples=60)
@given(
    values=st.lists(st.sampled_from(VALUES), min_size=24, max_size=24),
    absent=st.sets(st.integers(0, 11), max_size=4),
    magnitudes=st.booleans(),
)
def test_counts_are_those_of_a_loop_over_all_heads(
    values: list[float], absent: set[int], magnitudes: bool
) -> None:
    scores = np.array(values).reshape(2, 12)
    scores[:, list(absent)] = np.nan
    present = np.ones(12, dtype=bool)
    present[list(absent)] = False
    data = Classification(("A", "B"), None, present.reshape(3, 4), "m", scores.reshape(2, 3, 4))
    numbers = threshold_counts(data, THRESHOLDS, magnitudes)
    assert (numbers.heads, numbers.absent) == (12 - len(absent), len(absent))
    for threshold, counts in zip(THRESHOLDS, numbers.thresholds, strict=True):
        in_category = [0, 0]
        by_count = [0, 0, 0]
        for head in range(12):
            if head in absent:
                continue
            k = 0
            for category in range(2):
                score = scores[category, head]
                if (abs(score) if magnitudes else score) > threshold:
                    in_category[category] += 1
                    k += 1
            by_count[k] += 1
        assert (counts.threshold, counts.categories, counts.by_count) == (threshold, in_category, by_count)
        assert counts.classified == by_count[1] + by_count[2]


MATRICES = {"A": [[0.1, 0.2], [0.2, 0.05]], "B": [[0.3, -0.4], [0.2, 0.1]]}


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("f.json").write_text(json.dumps(MATRICES), encoding="utf-8")
    return "f.json"


def run_stats(run_cli: RunCli, *args: str) -> str:
    result = run_cli("stats", *args, "--grid", "2x2")
    assert (result.status, result.stderr) == (0, "")
    return result.stdout


def test_a_table_has_a_column_for_each_threshold(table: str, run_cli: RunCli) -> None:
    output = run_stats(run_cli, table, "--thresholds", "0.1, 0.2,0.35")
    assert output.splitlines() == [
        "2 layers x 2 heads: 4 heads; heads whose score is above each threshold",
        "",
        "category  0.1  0.2  0.35",
        "A           2    0     0",
        "B           2    1     0",
        "",
        "number of categories  0.1  0.2  0.35",
        "at least 1              3    1     0",
        "exactly 0               1    3     4",
        "exactly 1               2    1     0",
        "exactly 2               1    0     0",
    ]


def test_magnitudes_are_compared_with_abs(table: str, run_cli: RunCli) -> None:
    output = run_stats(run_cli, table, "--thresholds", "0.35", "--abs", "--format", "md")
    assert "heads whose magnitude is above each threshold" in output
    assert "| B | 1 |" in output


def test_csv_has_a_row_for_each_number(table: str, run_cli: RunCli) -> None:
    output = run_stats(run_cli, table, "--thresholds", "0.1", "--format", "csv")
    assert [tuple(row.values()) for row in csv.DictReader(io.StringIO(output))] == [
        ("0.1", "category", "A", "2"),
        ("0.1", "category", "B", "2"),
        ("0.1", "at least", "1", "3"),
        ("0.1", "exactly", "0", "1"),
        ("0.1", "exactly", "1", "2"),
        ("0.1", "exactly", "2", "1"),
    ]


def test_json_is_valid_by_the_schema(table: str, run_cli: RunCli) -> None:
    numbers = json.loads(run_stats(run_cli, table, "--thresholds", "0.1,-1", "--format", "json"))
    schema = json.loads((DOCS / "stats.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(numbers, schema)
    assert numbers["categories"] == ["A", "B"]
    assert [counts["categories"] for counts in numbers["thresholds"]] == [[2, 2], [4, 4]]
    del numbers["heads"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(numbers, schema)


def test_rules_of_the_style_and_memberships_do_not_matter(table: str, run_cli: RunCli) -> None:
    Path("s.yaml").write_text("threshold: 0.25\n", encoding="utf-8")
    expected = run_stats(run_cli, table, "--thresholds", "0.1")
    assert run_stats(run_cli, table, "--thresholds", "0.1", "-c", "s.yaml") == expected
    assert run_cli("convert", table, "--grid", "2x2", "--threshold", "0.2", "-o", "both.json").status == 0
    assert run_stats(run_cli, "both.json", "--thresholds", "0.1") == expected


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("0.1,0.10",), 2, "--thresholds: 0.1 is given twice"),
        (("0.1,x",), 2, "--thresholds: found 'x'; expected a number; write --thresholds 0.1,0.2,0.3"),
        (("",), 2, "--thresholds: found ''; expected a number; write --thresholds 0.1,0.2,0.3"),
        (("nan",), 2, "--thresholds: found 'nan'; expected a number; write --thresholds 0.1,0.2,0.3"),
        (
            ("0.1", "--top", "3"),
            2,
            "--thresholds cannot be used with --top, which selects heads by their scores",
        ),
        (
            ("0.1", "--abs", "--below", "3"),
            2,
            "--thresholds cannot be used with --below, which selects heads by their scores",
        ),
    ],
)
def test_options_that_do_not_fit(
    options: tuple[str, ...], status: int, message: str, table: str, run_cli: RunCli
) -> None:
    result = run_cli("stats", table, "--grid", "2x2", "--thresholds", *options)
    assert (result.status, result.stderr) == (status, f"headmap: error: {message}\n")


def test_an_input_without_scores_is_refused(tmp_path: Path, run_cli: RunCli) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"A": [[0, 0]]}', encoding="utf-8")
    result = run_cli("stats", str(path), "--grid", "1x1", "--thresholds", "1")
    assert result.status == 1
    assert "holds no scores: no scores were recognised; --column names a score column" in result.stderr


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
def test_the_published_numbers_of_maps(run_cli: RunCli) -> None:
    pandas: Any = pytest.importorskip("pandas")
    from headmap_cli.style.python import load_style

    args = ("--preset", "pythia-12b-maps", "--thresholds", "0.1,0.15,0.2", "--format", "json")
    result = run_cli("stats", str(REAL), *args)
    at_published = json.loads(result.stdout)["thresholds"][1]
    assert at_published["categories"] == [98, 116, 143]
    assert at_published["by_count"] == [1159, 217, 52, 12]
    table = pandas.read_csv(REAL)
    styles = load_style(preset="pythia-12b-maps").categories
    for counts in json.loads(result.stdout)["thresholds"]:
        above = table[table["score"] > counts["threshold"]]
        members = []
        for name in ("Algorithmic", "Knowledge", "Linguistic"):
            rows = above[above["relation"].isin(styles[name].includes)]
            members.append(set(zip(rows["layer"], rows["head"], strict=True)))
        assert counts["categories"] == [len(heads) for heads in members]
        assert counts["classified"] == len(set().union(*members))
