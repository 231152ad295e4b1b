"""compare --scores lists the differences that numpy finds, and the heads that changed most."""

import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from docs.schemas import DOCS
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import HeadmapError
from headmap_cli.core.score_comparison import describe_differences, pair_scores
from tests.commands import RunCli

pytestmark = pytest.mark.usefixtures("workdir")

NAN = math.nan


def scored(values: Any, names: tuple[str, ...] = ("A", "B")) -> Classification:
    return Classification(names, None, scores=np.array(values, dtype=float))


def test_differences_are_those_of_random_scores() -> None:
    random = np.random.default_rng(0)
    before = random.choice([-1.0, 0.1, 0.2, 0.5, NAN], (2, 7, 9))
    after = random.choice([-1.0, 0.1, 0.25, 0.5, NAN], (2, 7, 9))
    comparison = describe_differences(pair_scores(scored(before), scored(after)), "a", "b", largest=5)
    assert (comparison.layers, comparison.heads, comparison.identical) == (7, 9, False)
    for i, category in enumerate(comparison.categories):
        changes = {}
        for layer, head in np.ndindex(7, 9):
            difference = float(after[i, layer, head] - before[i, layer, head])
            assert category.differences[layer][head] == (None if math.isnan(difference) else difference)
            if not math.isnan(difference):
                changes[layer, head] = difference
        assert category.compared == len(changes)
        assert category.only_before == (~np.isnan(before[i]) & np.isnan(after[i])).sum()
        assert category.only_after == (~np.isnan(after[i]) & np.isnan(before[i])).sum()
        assert category.increased == sum(value > 0 for value in changes.values())
        assert category.decreased == sum(value < 0 for value in changes.values())
        assert category.mean_difference == pytest.approx(np.mean(list(changes.values())), rel=1e-5)
        assert category.mean_magnitude == pytest.approx(np.mean(np.abs(list(changes.values()))), rel=1e-5)
        ranked = sorted(changes, key=lambda head: (-abs(changes[head]), head))[:5]
        assert [(change.layer, change.head) for change in category.largest] == ranked
        for change in category.largest:
            assert change.before == before[i, change.layer, change.head]
            assert change.after == after[i, change.layer, change.head]
            assert change.difference == change.after - change.before


def test_heads_that_did_not_change_are_not_listed() -> None:
    first, second = scored([[[1, 2], [3, 4]]], ("A",)), scored([[[1, 2], [3, 9]]], ("A",))
    [category] = describe_differences(pair_scores(first, second), "a", "b").categories
    assert [(change.layer, change.head) for change in category.largest] == [(1, 1)]
    assert describe_differences(pair_scores(first, first), "a", "b").identical


def test_the_largest_floats_can_be_compared() -> None:
    first, second = scored([[[1.7e308, 0.0]]], ("A",)), scored([[[-1.7e308, 1.7e308]]], ("A",))
    [category] = describe_differences(pair_scores(first, second), "a", "b").categories
    assert category.largest[0].difference == -math.inf
    assert category.increased == category.decreased == 1


def test_categories_of_one_alone_are_left_out_of_the_differences() -> None:
    first, second = scored([[[1.0]], [[2.0]]]), scored([[[3.0]], [[4.0]]], ("B", "C"))
    found = describe_differences(pair_scores(first, second), "a", "b").categories
    assert [(c.name, c.compared, c.only_before, c.only_after, c.mean_difference) for c in found] == [
        ("A", 0, 1, 0, None),
        ("B", 1, 0, 0, 1.0),
        ("C", 0, 0, 1, None),
    ]


def test_grids_and_categories_that_do_not_fit_are_refused() -> None:
    with pytest.raises(HeadmapError, match="the first has 1 layers x 2 heads, the second 2 layers x 1 heads"):
        pair_scores(scored([[[1, 2]]], ("A",)), scored([[[1], [2]]], ("A",)))
    with pytest.raises(HeadmapError, match="no category is in both: the first has 'A', the second 'B'"):
        pair_scores(scored([[[1]]], ("A",)), scored([[[1]]], ("B",)))


# --- the command ---

BEFORE = (
    "layer,head,category,score\n0,0,A,0.25\n0,1,A,0.5\n1,0,A,1\n1,1,A,0\n0,0,B,1\n0,1,B,1\n1,0,B,1\n1,1,B,1\n"
)
AFTER = BEFORE.replace("0,0,A,0.25", "0,0,A,0.75").replace("1,0,A,1\n", "1,0,A,0\n").replace("1,1,A,0\n", "")


@pytest.fixture
def files() -> tuple[str, str]:
    Path("a.csv").write_text(BEFORE, encoding="utf-8")
    Path("b.csv").write_text(AFTER, encoding="utf-8")
    return "a.csv", "b.csv"


def run_compare(run_cli: RunCli, *args: str) -> str:
    result = run_cli("compare", *args, "--scores", "--grid", "2x2", "--missing", "unclassified")
    assert (result.status, result.stderr) == (0, "")
    return result.stdout


def test_the_report_names_the_heads_that_changed_most(files: tuple[str, str], run_cli: RunCli) -> None:
    assert run_compare(run_cli, *files).splitlines() == [
        "a.csv -> b.csv: 7 scores compared; left out: 1 score that only a.csv has",
        "",
        "category  compared  increased  decreased  mean difference  mean magnitude",
        "A                3          1          1           -0.167             0.5",
        "B                4          0          0                0               0",
        "",
        "category  head  before  after  difference",
        "A         L1H0       1      0          -1",
        "A         L0H0    0.25   0.75         0.5",
    ]
    assert "L0H0" not in run_compare(run_cli, *files, "--largest", "1")


def test_csv_lists_every_head_with_a_score(files: tuple[str, str], run_cli: RunCli) -> None:
    rows = list(csv.DictReader(io.StringIO(run_compare(run_cli, *files, "--format", "csv"))))
    assert len(rows) == 8
    assert list(rows[0].values()) == ["0", "0", "A", "0.25", "0.75", "0.5"]
    assert list(rows[3].values()) == ["1", "1", "A", "0.0", "", ""]


def test_json_is_valid_by_the_schema(files: tuple[str, str], run_cli: RunCli) -> None:
    comparison = json.loads(run_compare(run_cli, *files, "--format", "json"))
    schema = json.loads((DOCS / "compare.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(comparison, schema)
    assert comparison["categories"][0]["differences"] == [[0.5, 0.0], [-1.0, None]]
    del comparison["categories"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(comparison, schema)


def test_the_exit_code_tells_whether_scores_differ(files: tuple[str, str], run_cli: RunCli) -> None:
    options = ("--scores", "--exit-code", "--grid", "2x2")
    assert run_cli("compare", *files, *options).status == 1
    assert run_cli("compare", files[0], files[0], *options).status == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--top", "3"), "--scores cannot be used with --top, which selects heads by their scores"),
        (("--abs", "--below", "3"), "--scores cannot be used with --below, which selects heads by their"),
        (("--align", "depth"), "--scores compares head by head, so it cannot be used with --align"),
        (("-o", "x.vl.json"), "a comparison is drawn as"),
    ],
)
def test_options_that_do_not_fit(
    options: tuple[str, ...], message: str, files: tuple[str, str], run_cli: RunCli
) -> None:
    result = run_cli("compare", *files, "--scores", *options)
    assert result.status == 2
    assert message in result.stderr
