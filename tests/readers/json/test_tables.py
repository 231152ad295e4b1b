"""JSON that keeps a table by columns, a matrix for each category, and lists of [layer, head, category]."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.classification import Classification
from tests.readers import Head, classified, error_lines, error_lines_of_file, heads_of, not_whole

Rows = list[tuple[int, int, str]]
NAMES = ("layer", "head", "category")

WAYS: dict[str, Callable[[Rows], Any]] = {
    "lists": lambda rows: {name: [row[i] for row in rows] for i, name in enumerate(NAMES)},
    "to_json": lambda rows: {
        name: {str(j): row[i] for j, row in enumerate(rows)} for i, name in enumerate(NAMES)
    },
    "split": lambda rows: {"columns": NAMES, "index": [*range(len(rows))], "data": rows},
    "split, named by model": lambda rows: {"model": "gpt2", "columns": NAMES, "data": rows},
    "index": lambda rows: {str(j): dict(zip(NAMES, row, strict=True)) for j, row in enumerate(rows)},
    "table": lambda rows: {
        "schema": {"fields": [{"name": name} for name in NAMES]},
        "data": [dict(zip(NAMES, row, strict=True)) for row in rows],
    },
    "values": lambda rows: rows,
    "other names, and a scalar beside": lambda rows: {
        "seed": 1,
        "Head": [h for _, h, _ in rows],
        "L": [layer for layer, _, _ in rows],
        "labels": [[c] for *_, c in rows],
    },
    "heads by name": lambda rows: {
        "head": [f"L{layer}H{head}" for layer, head, _ in rows],
        "label": [c for *_, c in rows],
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("json")


def read_back(folder: Path, document: Any, **how: Any) -> Classification:
    return classified(folder / "h.json", json.dumps(document), grid=(4, 5), **how)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 4), st.sampled_from("ABC")), min_size=1, max_size=9
    )
)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_each_json_form_of_a_table_gives_the_same_classification(
    way: Callable[[Rows], Any], rows: Rows, folder: Path
) -> None:
    expected: dict[str, set[Head]] = {}
    for layer, head, name in rows:
        expected.setdefault(name, set()).add((layer, head))
    assert heads_of(read_back(folder, way(rows))) == {name: expected[name] for name in sorted(expected)}


def test_scores_by_columns_are_read(folder: Path) -> None:
    document = {"layer": [0, 1, 2], "head": [0, 1, 2], "category": ["A", "A", "B"], "score": [0.9, 0.1, 0.8]}
    assert heads_of(read_back(folder, document, threshold=0.5)) == {"A": {(0, 0)}, "B": {(2, 2)}}
    flags = {"layer": [0, 1], "head": [0, 1], "A": [1, 0], "B": [1, 1]}
    assert heads_of(read_back(folder, flags)) == {"A": {(0, 0)}, "B": {(0, 0), (1, 1)}}


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            {"layer": [0, "x"], "head": [1, 1], "category": ["A", "A"]},
            "$.layer[1]: " + not_whole("layer", "'x'"),
        ),
        (
            {"layer": {"a": 0, "b": 1}, "head": {"a": 1, "b": "y"}, "category": {"a": "A", "b": "A"}},
            "$.head.b: " + not_whole("head", "'y'"),
        ),
        ({"columns": NAMES, "data": [[0, "z", "A"]]}, "$.data[0][1]: " + not_whole("head", "'z'")),
        (
            {"layer": [0, 1], "head": [1], "category": ["A", "A"]},
            "$: layer has 2 values where others have 1; expected one for each head",
        ),
        (
            {"columns": NAMES, "data": [[0, 1, "A"], [0, 1]]},
            "$: row 1 has 2 values where others have 3; expected one for each head",
        ),
        (
            {"columns": NAMES, "data": [[0, 1, "A"], 7]},
            "$: row 1 has 0 values where others have 3; expected one for each head",
        ),
        ({"columns": [], "data": []}, "lists no heads, so its grid is unknown; set --grid LAYERSxHEADS"),
        ({"columns": [*NAMES], "data": []}, "has a header but no rows"),
        ({"layer": [0], "head": [[1]], "category": ["A"]}, "$.layer[0]: '0' is not a head; expected"),
        ([[0, "q", "A"]], "$[0]: " + not_whole("head", "'q'")),
        ({"A": [[0, 1, "x"]]}, "$.A[0]: \"[0, 1, 'x']\" is not a head; expected"),
    ],
)
def test_a_problem_is_reported_with_its_path(document: Any, message: str) -> None:
    assert error_lines(json.dumps(document), "h.json")[0].startswith(f"h.json: {message}")


# --- matrices ---

flags = st.lists(
    st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=4, max_size=4), min_size=1
)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(matrices=flags)
def test_a_matrix_for_each_category_is_read(matrices: list[list[list[bool]]], folder: Path) -> None:
    named = {f"C{i}": matrix for i, matrix in enumerate(matrices)}
    scores = {name: np.where(matrix, 0.75, 0.25).tolist() for name, matrix in named.items()}
    ones = {name: np.array(matrix).astype(int).tolist() for name, matrix in named.items()}
    for document, how in ((named, {}), (ones, {}), (scores, {"threshold": 0.5})):
        assert np.array_equal(read_back(folder, document, **how).membership, matrices)
    unnamed = read_back(folder, matrices)
    assert np.array_equal(unnamed.membership, matrices)
    assert unnamed.categories == tuple(f"category {i}" for i in range(len(matrices)))


def test_two_or_three_numbers_are_heads_unless_they_cannot_be(tmp_path: Path) -> None:
    file = tmp_path / "h.json"
    heads = {"A": [[0, 1], [1, 2]], "B": [[1, 1], [0, 0]]}
    assert heads_of(classified(file, json.dumps(heads), grid=(2, 3)))["A"] == {(0, 1), (1, 2)}
    scores = {"A": [[0.2, 0.9], [0.7, 0.1]], "B": [[0.6, 0.1], [0.1, 0.1]]}
    found = classified(file, json.dumps(scores), threshold=0.5)
    assert heads_of(found) == {"A": {(0, 1), (1, 0)}, "B": {(0, 0)}}
    assert error_lines_of_file(file, grid=(9, 9)) == [
        f"{file}: $.{name}[{i}]: {what} '{value}' is not a whole number; expected the {what}'s index, from 0"
        for name, rows in scores.items()
        for i, row in enumerate(rows)
        for what, value in zip(("layer", "head"), row, strict=True)
    ]


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"A": [[0, 0, 0, 1]] * 2, "B": [[0, 0, 0, 1]] * 3}, "'A' has 2 rows where others have 3"),
        (
            {"A": [[0, 0, 0, 1]] * 2, "B": [[0, 0, 0, 1], [0, 0, 1]]},
            "$.B[1][0]: row has 3 numbers where others have 4; --missing absent leaves the rest out",
        ),
        (
            {"A": [[0.5, 0.1, 0, 1], [0, 0, None, 1]]},
            "$.A[1][2]: cell null is not a finite number; --missing unclassified takes it as no score",
        ),
    ],
)
def test_a_problem_of_a_matrix_is_reported(document: Any, message: str) -> None:
    assert error_lines(json.dumps(document), "h.json", threshold=0.3) == [f"h.json: {message}"]


@pytest.mark.usefixtures("workdir")
def test_matrices_of_another_grid_are_refused() -> None:
    content = json.dumps({"A": [[0, 0, 0, 1]] * 2})
    assert error_lines(content, "h.json", grid=(4, 2)) == [
        "h.json: is 2 rows x 4 columns where the grid has 4 layers x 2 heads; it looks transposed"
    ]


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            {"columns": ["layer", "head", "Layer"], "data": [[0, 1, 2]]},
            "$.columns[2]: duplicate column 'Layer'",
        ),
        ({"layer": [0], "head": [1], "category": ["A"], "Layer": [0]}, "$.Layer: duplicate column 'Layer'"),
    ],
)
def test_a_duplicate_column_name_is_reported_with_its_path(document: Any, message: str) -> None:
    assert error_lines(json.dumps(document), "h.json") == [f"h.json: {message}"]
