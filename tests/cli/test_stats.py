"""The stats command prints the numbers as JSON by a schema, as CSV, and as aligned and Markdown tables."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from docs.schemas import DOCS, SCHEMAS, text
from tests.commands import RunCli

ROOT = Path(__file__).parent.parent.parent
SAMPLE = str(ROOT / "sample_data" / "pythia_like_36x41.csv")
REAL = ROOT.parent / "shared" / "real" / "maps_pythia-12b_relation_scores.csv"


def run_stats(run_cli: RunCli, *args: str) -> str:
    """Run the command, which must succeed, and return what it prints."""
    result = run_cli("stats", *args)
    assert result.status == 0
    return result.stdout


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_in_docs_are_those_of_the_types(name: str) -> None:
    # python -m docs.schemas writes them anew.
    assert (DOCS / name).read_text(encoding="utf-8") == text(name)


@pytest.mark.parametrize("options", [(), ("--permutations", "0")])
def test_json_is_valid_by_its_schema(options: tuple[str, ...], run_cli: RunCli) -> None:
    schema = json.loads((DOCS / "stats.schema.json").read_text(encoding="utf-8"))
    data = json.loads(run_stats(run_cli, SAMPLE, "--grid", "36x41", "--format", "json", *options))
    jsonschema.validate(data, schema)
    p = data["categories"][0]["concentration"]["layer"]["p"]
    assert (p is None) == bool(options)
    # A schema that accepts everything would prove nothing.
    del data["classified"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


def test_json_is_the_same_every_time(run_cli: RunCli) -> None:
    args = (SAMPLE, "--grid", "36x41", "--format", "json")
    assert run_stats(run_cli, *args) == run_stats(run_cli, *args)


def test_csv_has_a_row_for_each_category_and_no_formula(tmp_path: Path, run_cli: RunCli) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"=1+1": [[0, 0], [1, 1]], "a,b": [[2, 2]]}), encoding="utf-8")
    output = run_stats(run_cli, str(path), "--grid", "3x3", "--format", "csv")
    table = list(csv.DictReader(io.StringIO(output)))
    assert [(row["category"], row["heads"]) for row in table] == [("'=1+1", "2"), ("a,b", "1")]


@pytest.fixture
def unusual_names(tmp_path: Path) -> str:
    """Return a file whose categories have a bar, wide characters and a line break in their names."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"a|b": [[0, 0]], "日本\n": [[1, 1], [2, 2]]}), encoding="utf-8")
    return str(path)


def test_tables_are_aligned_by_the_width_of_characters(unusual_names: str, run_cli: RunCli) -> None:
    lines = run_stats(run_cli, unusual_names, "--grid", "3x3").splitlines()
    assert lines[0] == (
        "3 layers x 3 heads: 9 heads, 3 classified; by the number of categories: 6 in 0, 3 in 1"
    )
    rows = [line for line in lines if line.startswith(("a|b", "日本"))]
    # Both names fill 14 columns: a wide character takes two, and a line break is written as an escape.
    assert rows[0].startswith("a|b" + " " * 11 + "1 ")
    assert rows[1].startswith("日本\\n" + " " * 8 + "2 ")


def test_markdown_escapes_the_bars_of_names(unusual_names: str, run_cli: RunCli) -> None:
    output = run_stats(run_cli, unusual_names, "--grid", "3x3", "--format", "md")
    table = [line for line in output.splitlines() if line.startswith("|")]
    assert "| a\\|b | 1 |" in table[2]
    # The first table has a header, a rule and two rows, all of eleven columns.
    for line in table[:4]:
        assert line.replace("\\|", "").count("|") == 12


@pytest.mark.skipif(not REAL.exists(), reason="the real data is not beside the repository")
def test_the_counts_of_pythia_12b_are_the_known_ones(run_cli: RunCli) -> None:
    style = str(ROOT / "configs" / "pythia-12b-maps.yaml")
    stats = json.loads(run_stats(run_cli, str(REAL), "-c", style, "--format", "json"))
    assert stats["classified"] == 281
    assert stats["by_count"] == [1159, 217, 52, 12]
    assert [category["heads"] for category in stats["categories"]] == [98, 116, 143]
