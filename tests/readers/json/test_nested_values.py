"""Records with an object of scores, and objects from layers to categories."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

pytestmark = pytest.mark.usefixtures("workdir")

SCORES = {"a": {(0, 1): 0.9, (2, 3): 0.2}, "b": {(0, 1): 0.1, (2, 3): 0.8}}
"""The scores of each document below by category and head."""


def records(key: str, **more: Any) -> list[dict[str, Any]]:
    heads = [(0, 1), (2, 3)]
    objects = [{name: scores[head] for name, scores in SCORES.items()} for head in heads]
    return [
        {"layer": layer, "head": head, key: values, **more}
        for (layer, head), values in zip(heads, objects, strict=True)
    ]


def known_scores(found: Any) -> dict[str, dict[tuple[int, int], float]]:
    known = {}
    for name, scores in zip(found.categories, found.scores, strict=True):
        heads = np.argwhere(~np.isnan(scores)).tolist()
        known[name] = {(layer, head): float(scores[layer, head]) for layer, head in heads}
    return known


RECORDS: dict[str, Any] = {
    "scores": records("scores"),
    "values": records("values"),
    "an unknown name": records("metrics"),
    "with bookkeeping": records("metrics", seed=1, p_value=0.01, notes="see above"),
    "by head": {f"L{row['layer']}H{row['head']}": {"scores": row["scores"]} for row in records("scores")},
    "names of heads": [
        {"head": f"{row['layer']}.{row['head']}", "scores": row["scores"]} for row in records("scores")
    ],
    "inside": {"results": records("scores"), "lr": 0.1},
}


@pytest.mark.parametrize("document", RECORDS.values(), ids=RECORDS)
def test_an_object_of_scores_has_a_category_for_each_key(document: Any) -> None:
    Path("h.json").write_text(json.dumps(document))
    assert known_scores(read("h.json")) == SCORES


def test_json_lines() -> None:
    Path("h.jsonl").write_text("".join(json.dumps(row) + "\n" for row in records("scores")))
    assert known_scores(read("h.jsonl")) == SCORES


def test_a_single_record() -> None:
    Path("h.json").write_text('{"layer": 5, "head": 1, "scores": {"a": 0.9}}')
    assert known_scores(read("h.json")) == {"a": {(5, 1): 0.9}}


def test_a_column_inside_the_object_can_be_chosen() -> None:
    Path("h.json").write_text(json.dumps(records("scores")))
    assert known_scores(read("h.json", column="b")) == {"b": SCORES["b"]}


def test_an_object_of_flags() -> None:
    rows = [
        {"layer": 0, "head": 1, "labels": {"A": True, "B": False}},
        {"layer": 2, "head": 3, "labels": {"A": True, "B": True}},
    ]
    Path("h.json").write_text(json.dumps(rows))
    found = read("h.json")
    assert found.categories == ("A", "B")
    assert np.argwhere(found.membership).tolist() == [[0, 0, 1], [0, 2, 3], [1, 2, 3]]


def test_details_beside_a_score_or_a_category_are_left_out() -> None:
    Path("h.json").write_text(json.dumps(records("details", score=0.5)))
    assert known_scores(read("h.json")) == {"h": {(0, 1): 0.5, (2, 3): 0.5}}
    Path("h.json").write_text(json.dumps(records("details", category="A")))
    assert read("h.json").categories == ("A",)


def test_selected_heads_with_details_are_one_category() -> None:
    Path("h.json").write_text(json.dumps(records("metrics")))
    found = read("Sel=h.json")
    assert found.categories == ("Sel",)
    assert np.argwhere(found.membership[0]).tolist() == [[0, 1], [2, 3]]


def test_an_error_inside_the_object_has_its_path() -> None:
    rows = records("scores")
    rows[1]["scores"] = {"a": None, "b": 0.2}
    Path("h.json").write_text(json.dumps(rows))
    with pytest.raises(InputError, match=r"h\.json: \$\[1\]"):
        read("h.json")


RAW = [[0.1, 0.9], [0.3, 0.4], [0.7, 0.2]]
NORM = [[0.2, 0.8], [0.5, 0.6], [0.9, 0.1]]


def by_layer(layer: str, head: str | None) -> dict[str, Any]:
    document = {}
    for i in range(3):
        parts: dict[str, Any] = {"raw": RAW[i], "norm": NORM[i]}
        if head is not None:
            parts = {name: {head.format(j): row[j] for j in range(2)} for name, row in parts.items()}
        document[layer.format(i)] = parts
    return document


@pytest.mark.parametrize("head", [None, "{}", "head_{}", "H{}"])
@pytest.mark.parametrize("layer", ["{}", "layer_{}", "L{}", "blocks.{}.attn"])
def test_layers_with_categories(layer: str, head: str | None) -> None:
    Path("h.json").write_text(json.dumps(by_layer(layer, head)))
    found = read("h.json")
    assert found.categories == ("raw", "norm")
    assert found.scores is not None
    assert found.scores.tolist() == [RAW, NORM]


def test_layers_with_the_indices_of_heads() -> None:
    Path("h.json").write_text(json.dumps({"0": {"A": [1, 2], "B": []}, "2": {"B": [3]}}))
    found = read("h.json")
    assert found.categories == ("A", "B")
    assert np.argwhere(found.membership).tolist() == [[0, 0, 1], [0, 0, 2], [1, 2, 3]]


def test_deviations_beside_scores_are_left_out(caplog: pytest.LogCaptureFixture) -> None:
    document = {"0": {"mean": [0.1, 0.9], "std": [0.5, 0.5]}, "1": {"mean": [0.3, 0.4], "std": [0.5, 0.5]}}
    Path("h.json").write_text(json.dumps(document))
    assert read("h.json").categories == ("mean",)
    assert "leaves out std" in caplog.text
    assert read("h.json", column="std").categories == ("std",)


def test_an_error_in_a_layer_has_its_path() -> None:
    Path("h.json").write_text(json.dumps({"0": {"raw": [0.5, 0.1]}, "1": {"raw": [0.5, None]}}))
    with pytest.raises(InputError, match=r"h\.json: \$\['1'\]\.raw\[1\]"):
        read("h.json")
