"""The numbers of a classification, held against the csv module, the schema in docs, and scipy."""

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from scipy import stats as scipy_stats

from docs.schemas import DOCS, SCHEMAS, text
from headmap_cli.analysis.statistics import statistics
from headmap_cli.cli.main import run
from headmap_cli.core.classification import Classification
from tests.helpers import random_data

ROOT = Path(__file__).parent.parent.parent
SAMPLE = str(ROOT / "sample_data" / "pythia_like_36x41.csv")
REAL = ROOT.parent / "shared" / "real" / "maps_pythia-12b_relation_scores.csv"


def output(capsysbinary: pytest.CaptureFixture[bytes], *args: str) -> str:
    assert run(list(args)) == 0
    return capsysbinary.readouterr().out.decode()


@pytest.fixture
def found(capsysbinary: pytest.CaptureFixture[bytes]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(
        output(capsysbinary, "stats", SAMPLE, "--grid", "36x41", "--format", "json")
    )
    return data


def rows() -> list[tuple[int, int, str]]:
    with Path(SAMPLE).open(encoding="utf-8", newline="") as file:
        return [(int(row["layer"]), int(row["head"]), row["category"]) for row in csv.DictReader(file)]


def test_the_numbers_of_the_sample_are_those_that_the_csv_module_counts(found: dict[str, Any]) -> None:
    own: dict[tuple[int, int], set[str]] = {}
    for layer, head, category in rows():
        own.setdefault((layer, head), set()).add(category)
    counts = Counter(map(len, own.values()))
    assert found["grid"] == {"layers": 36, "heads": 41}
    assert (found["heads"], found["absent"], found["classified"]) == (1476, 0, len(own))
    assert found["by_count"] == [1476 - len(own), *(counts[k] for k in (1, 2, 3))]
    for one in found["categories"]:
        heads = [(layer, head) for layer, head, category in rows() if category == one["name"]]
        layers = [layer for layer, _ in heads]
        assert one["heads"] == len(heads)
        assert one["share"] == pytest.approx(len(heads) / 1476, rel=1e-5)
        assert one["exclusive"] == sum(own[head] == {one["name"]} for head in heads)
        assert one["per_layer"] == [layers.count(i) for i in range(36)]
        assert one["per_head"] == [[h for _, h in heads].count(i) for i in range(41)]
        assert one["layer_mean"] == pytest.approx(np.mean(layers), rel=1e-5)
        assert one["layer_quartiles"] == pytest.approx(
            scipy_stats.scoreatpercentile(layers, [25, 50, 75]).tolist()
        )
        assert one["head_mean"] == pytest.approx(np.mean([head for _, head in heads]), rel=1e-5)
    sets = Counter(map(frozenset, own.values()))
    assert {frozenset(one["categories"]): one["heads"] for one in found["intersections"]} == sets
    sizes = [one["heads"] for one in found["intersections"]]
    assert sizes == sorted(sizes, reverse=True)
    for pair in found["pairs"]:
        n = [sum(name in names for names in own.values()) for name in pair["categories"]]
        both = sum(set(pair["categories"]) <= names for names in own.values())
        table = [[both, n[0] - both], [n[1] - both, 1476 - sum(n) + both]]
        assert pair["heads"] == both
        assert pair["expected"] == pytest.approx(n[0] * n[1] / 1476, rel=1e-5)
        assert pair["ratio"] == pytest.approx(both * 1476 / n[0] / n[1], rel=1e-5)
        assert pair["p"] == pytest.approx(scipy_stats.fisher_exact(table)[1], rel=1e-4)


def test_knowledge_is_concentrated_and_linguistic_is_not(found: dict[str, Any]) -> None:
    concentrations = {one["name"]: one["concentration"] for one in found["categories"]}
    assert concentrations["Knowledge"]["layer"]["p"] == 0.0001
    assert concentrations["Linguistic"]["layer"]["p"] > 0.05
    assert concentrations["Linguistic"]["head"]["p"] > 0.05
    for name, axes in concentrations.items():
        for axis, n in (("layer", 36), ("head", 41)):
            at = [
                {"layer": layer, "head": head}[axis] for layer, head, category in rows() if category == name
            ]
            bands = [sum(a <= i < b for i in at) for a, b in zip(b5(n), b5(n)[1:], strict=False)]
            density = np.array(bands) / np.diff(b5(n))
            assert axes[axis]["heads"] == bands
            assert axes[axis]["value"] == pytest.approx(
                1 - scipy_stats.entropy(density) / np.log(5), rel=1e-4
            )


def b5(n: int) -> list[int]:
    return [i * n // 5 for i in range(6)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_in_docs_are_those_of_the_types(name: str) -> None:
    """Mend with: python -m docs.schemas."""
    assert (DOCS / name).read_text(encoding="utf-8") == text(SCHEMAS[name])


@pytest.mark.parametrize("extra", [(), ("--permutations", "0")])
def test_json_is_valid_by_the_schema_and_the_same_every_time(
    extra: tuple[str, ...], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    schema = json.loads((DOCS / "stats.schema.json").read_text(encoding="utf-8"))
    first, again = (
        output(capsysbinary, "stats", SAMPLE, "--grid", "36x41", "--format", "json", *extra) for _ in range(2)
    )
    assert first == again
    data = json.loads(first)
    jsonschema.validate(data, schema)
    assert (data["categories"][0]["concentration"]["layer"]["p"] is None) == bool(extra)
    del data["classified"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


def test_absent_heads_are_left_out() -> None:
    data = random_data(["a", "b"], 10, 8, 0.4, absent=0.3)
    found = statistics(data)
    assert found.heads + found.absent == 80
    assert sum(found.by_count) == found.heads == int(data.present.sum())
    layers_gone = Classification(("a",), np.zeros((1, 4, 4), dtype=bool), np.zeros((4, 4), dtype=bool))
    assert statistics(layers_gone).heads == 0


def test_a_category_that_fills_the_heads_there_are_is_not_concentrated() -> None:
    present = np.zeros((10, 6), dtype=bool)
    present[:7] = True
    found = statistics(Classification(("a",), present[None].copy(), present)).categories[0]
    assert (found.concentration.layer.value, found.concentration.layer.p, found.densest) == (0, 1, None)


def test_empty_categories_and_tiny_grids_have_no_numbers_that_do_not_exist() -> None:
    none = statistics(Classification(("a", "b"), np.zeros((2, 6, 6), dtype=bool)))
    assert none.intersections == []
    assert none.pairs[0].ratio is None
    assert none.pairs[0].p == 1
    for one in none.categories:
        assert (one.layer_mean, one.layer_quartiles, one.head_mean, one.densest) == (None,) * 4
        assert one.concentration.layer.value is None
    single = statistics(Classification(("a",), np.ones((1, 1, 1), dtype=bool)))
    assert single.by_count == [0, 1]
    assert single.categories[0].concentration.layer.value is None


def test_csv_has_a_row_per_category_and_no_formula(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps({"=1+1": [[0, 0], [1, 1]], "a,b": [[2, 2]]}), encoding="utf-8"
    )
    said = output(capsysbinary, "stats", str(tmp_path / "a.json"), "--grid", "3x3", "--format", "csv")
    table = list(csv.DictReader(io.StringIO(said)))
    assert [(row["category"], row["heads"]) for row in table] == [("'=1+1", "2"), ("a,b", "1")]


def test_tables_are_aligned_and_markdown_keeps_names_apart(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps({"a|b": [[0, 0]], "日本\n": [[1, 1], [2, 2]]}), encoding="utf-8"
    )
    args = ("stats", str(tmp_path / "a.json"), "--grid", "3x3")
    lines = output(capsysbinary, *args).splitlines()
    assert lines[0] == (
        "3 layers x 3 heads: 9 heads, 3 classified; by the number of categories: 6 in 0, 3 in 1"
    )
    heads = [line for line in lines if line.startswith(("a|b", "日本"))]
    assert heads[1].startswith("日本\\n" + 8 * " " + "2 "), (
        "two columns for each wide letter, and no line of its own"
    )
    assert heads[0].startswith("a|b" + 11 * " " + "1 ")
    table = [line for line in output(capsysbinary, *args, "--format", "md").splitlines() if line[:1] == "|"]
    assert "| a\\|b | 1 |" in table[2]
    assert {line.replace("\\|", "").count("|") for line in table[:4]} == {12}


@pytest.mark.skipif(not REAL.exists(), reason="the real data is not beside the repository")
def test_the_counts_of_pythia_12b(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    style = str(ROOT / "configs" / "pythia-12b-maps.yaml")
    found = json.loads(output(capsysbinary, "stats", str(REAL), "-c", style, "--format", "json"))
    assert (found["classified"], found["by_count"]) == (281, [1159, 217, 52, 12])
    assert [one["heads"] for one in found["categories"]] == [98, 116, 143]
