"""JSON as people write it: what is read of each form, what ``-v`` says that it is, and what is left out."""

import json
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import Head, heads_of, read_as

Heads = dict[str, set[Head]]
AB: Heads = {"A": {(0, 1), (1, 2)}, "B": {(1, 2)}}
ONE: Heads = {"h": {(0, 1), (1, 2)}}
HALF: dict[str, Any] = {"threshold": 0.5}
WIDE: dict[str, Any] = {"threshold": 0.5, "grid": (2, 4)}
RECORDS = [{"layer": 0, "head": 1, "category": "A"}, {"layer": 1, "head": 2, "category": "A;B"}]
GRIDS = [[0, 0.9, 0, 0], [0, 0, 0.9, 0]]

FORMS: dict[str, tuple[Any, dict[str, Any], Heads, str]] = {
    "heads": ([[0, 1], "L1H2"], {}, ONE, "list of heads"),
    "category -> scores": ({"h": [[0, 1, 0.9], [1, 2, 0.6], [1, 1, 0.5]]}, HALF, ONE, "category -> heads"),
    "with scores": ([[0, 1, 0.9], [1, 2, 0.6], [1, 1, 0.5]], HALF, ONE, "list of heads with scores"),
    "named, with scores": ([["L0H1", 0.9], ["1-2", 0.6], ["1.1", 0]], HALF, ONE, "list of heads with scores"),
    "pairs, with scores": ([[[0, 1], 0.9], [[1, 2], 0.6]], HALF, ONE, "list of heads with scores"),
    "indices as text": ([["0.0", "1"], ["1.0", "2.0"]], {}, ONE, "list of heads"),
    "with a category": ([[0, 1, "A"], ["1-2", "B|A"]], {}, AB, "list of heads with categories"),
    "with categories": ([[1, 2, ["B", "A"]], [0, 1, ["A"]]], {}, AB, "list of heads with categories"),
    "with none": ([[0, 1, "A"], [1, 2, "A;B"], [0, 0, None]], {}, AB, "list of heads with categories"),
    "category -> named": (
        {"A": [["L0H1", 0.9], ["1-2", 0.8], ["1-1", 0.1]], "B": [{"head": "L1H2", "score": 0.9}]},
        HALF,
        AB,
        "category -> heads",
    ),
    "category -> records": (
        {
            "A": [{"layer_idx": 0, "head_idx": 1}, {"Layer": 1, "Head": 2, "why": "more keys are ignored"}],
            "B": [{"L": "1", "H": "2"}],
        },
        {},
        AB,
        "category -> heads",
    ),
    "category -> record": ({"h": [{"layer": 0, "head": 1}, {"head": "1-2"}]}, {}, ONE, "category -> heads"),
    "category -> layer": ({"A": {"0": [1], "L1": [2]}, "B": {"Layer 1": [2]}}, {}, AB, "category -> heads"),
    "category -> head": ({"A": {"0-1": 1, "1-2": 0.9}, "B": {"1-2": 1}}, HALF, AB, "category -> heads"),
    "head -> text": ({"0-1": " A ;", "1-2": "A|B"}, {}, AB, "head -> categories or scores"),
    "head -> flags": (
        {"0-1": {"A": True, "B": False}, "1-2": {"A": True, "B": True}},
        {},
        AB,
        "head -> categories or scores",
    ),
    "head -> huge": (
        {"0-1": [1.7e308] * 3, "1-2": [2, 0], "1-1": [0.5, 0.4]},
        HALF,
        ONE,
        "head -> categories or scores",
    ),
    "layer -> heads": ({"layers.0": [1], " l_1 ": [2]}, {}, ONE, "layer -> heads"),
    "layer -> head": ({"0": {"H1": 0.9, "head 0": 0.1}, "1": {" Head_2 ": 0.9}}, HALF, ONE, "layer -> heads"),
    "layer -> text": ({"0": {"1": "A"}, "1": {"2": "A;B"}}, {}, AB, "layer -> heads"),
    "layer -> whole scores too": ({"0": [0.1, 0.9, 0.5], "1": [0.0, -1, 1.0]}, HALF, ONE, "layer -> heads"),
    "layer -> equal scores too": ({"0": [0, 1, -1], "1": [0, 0, 1]}, HALF, ONE, "layer -> heads"),
    "layer -> flags": ({"0": [False, True, False], "1": [False, False, True]}, {}, ONE, "layer -> heads"),
    "records": (RECORDS, {}, AB, "long list of records"),
    "records by key": (dict(zip("xy", RECORDS, strict=True)), {}, AB, "long list of records"),
    "records by head": (
        {"x": {"Head": "0-1", "label": "A"}, "y": {"Head": "L1H2", "label": "A;B"}},
        {},
        AB,
        "long list of records",
    ),
    "records, a column for each": (
        [{"head": "0-1", "A": True}, {"head": "1-2", "A": True, "B": True}],
        {},
        AB,
        "wide list of records",
    ),
    "a single record": (
        {"layer": 1, "head": 2, "category": "A"},
        {},
        {"A": {(1, 2)}},
        "long list of records",
    ),
    "a single record by name": (
        {"head": "1-2", "category": "A"},
        {},
        {"A": {(1, 2)}},
        "long list of records",
    ),
    "columns": ({"layer": [0, 1], "head": [1, 2], "class": ["A", "A;B"]}, {}, AB, "long table by columns"),
    "columns of pandas": (
        {
            "layer": {"a": 0, "b": 1},
            "head": {"a": 1, "b": 2},
            "A": {"a": 0.9, "b": 0.9},
            "B": {"a": 0, "b": 0.9},
        },
        HALF,
        AB,
        "wide table with scores by columns",
    ),
    "columns of names and scores": (
        {"id": 7, "head": ["0-1", "L1H2"], "value": [1, 0.9]},
        HALF,
        ONE,
        "scores of heads by columns",
    ),
    "columns apart from rows": (
        {"columns": ["head", "type"], "index": [5, 6], "data": [["0-1", "A"], ["1-2", ["A", "B"]]]},
        {},
        AB,
        "long table by columns",
    ),
    "columns of another thing": (
        {"head": [[0, 1], [1, 2]], "value": [[1, 2]]},
        {},
        {"head": {(0, 1), (1, 2)}, "value": {(1, 2)}},
        "category -> heads",
    ),
    "columns with other keys": (
        {"head": {"0-1": 1}, "label": {"1-2": 1}},
        {"threshold": 0},
        {"head": {(0, 1)}, "label": {(1, 2)}},
        "category -> heads",
    ),
    "a category called head": ({"head": ["0-1"]}, {}, {"head": {(0, 1)}}, "category -> heads"),
    "parts called data and columns": (
        {"columns": ["0-1"], "data": {"1-2": 1}},
        {"at": "columns"},
        ONE | {"h": {(0, 1)}},
        "list of heads",
    ),
    "a matrix": (GRIDS, WIDE, ONE, "matrix"),
    "flat": ([cell for row in GRIDS for cell in row], WIDE, ONE, "flat column"),
    "a matrix for each": ({"h": GRIDS}, WIDE, ONE, "category -> matrix"),
    "matrices": ([GRIDS], WIDE, {"category 0": ONE["h"]}, "category -> matrix"),
    "as a matrix": (
        [[0, 1], [1, 0]],
        {"input_format": "matrix", "grid": (2, 2)},
        {"h": {(0, 1), (1, 0)}},
        "matrix",
    ),
    "as heads": (
        [[0, 1], [1, 0]],
        {"input_format": "heads", "grid": (2, 2)},
        {"h": {(0, 1), (1, 0)}},
        "list of heads",
    ),
    "matrices, as such": (
        [[[0, 1], [1, 0]]],
        {"input_format": "matrix", "grid": (2, 2)},
        {"category 0": {(0, 1), (1, 0)}},
        "category -> matrix",
    ),
    "matrices of three": (
        {"A": [[0.1, 0.9, 0]] * 2},
        {**HALF, "grid": (2, 3)},
        {"A": {(0, 1), (1, 1)}},
        "category -> matrix",
    ),
    "canonical": ({"headmap": 1, "categories": {"h": ["0-1", [1, 2]]}}, {}, ONE, "headmap document"),
}


pytestmark = pytest.mark.usefixtures("workdir", "verbose_log")


@pytest.mark.parametrize(("document", "how", "heads", "shape"), FORMS.values(), ids=FORMS)
def test_each_form_is_read_and_named(
    document: Any, how: dict[str, Any], heads: Heads, shape: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert read_as(document, **how) == heads
    assert f"h.json: read as {shape}" in caplog.messages
    several = "h.json: draws each of the columns A, B as a category; --column A draws that column alone"
    assert (several in caplog.messages) == shape.startswith("wide")


@pytest.mark.parametrize(
    ("document", "present"),
    [
        ({"0": [0.9, 0.1], "2": [0.6, 0.1]}, 4),
        ({"0": {"0": 0.9, "1": 0.1}, "2": {"0": 0.6}}, 3),
        ({"A": {"0": [0.9, 0.1], "2": [0.6]}}, 3),
        ({"L0H0": 0.9, "L2H0": 0.6}, 2),
        ({"0": [0], "2": [0]}, 6),
        ({"A": {"0": {"0": 0.9}, "2": {"0": 0.6}}}, 6),
    ],
)
def test_heads_that_a_listing_of_all_leaves_out_are_absent(document: Any, present: int) -> None:
    how = {} if document == {"0": [0], "2": [0]} else HALF
    Path("h.json").write_text(json.dumps(document))
    found = read("h.json", grid=(3, 2), missing="absent", **how)
    assert list(heads_of(found).values()) == [{(0, 0), (2, 0)}]
    assert found.present.sum() == present


@pytest.mark.parametrize(
    "document",
    [
        {"0-1": 0.9, "1-2": 0.6, "1-1": None},
        {"0-1": [0.9], "1-2": [0.6, 0.7], "1-1": [0.9, None]},
        {"0": [None, 0.9], "1": [0.1, None, 0.6]},
        {"0": {"1": 0.9, "0": None}, "1": {"2": 0.6}},
        [[0, 1, 0.9], [1, 2, 0.6], [1, 1, None]],
    ],
)
def test_null_among_scores_is_no_score_with_missing_unclassified(document: Any) -> None:
    assert read_as(document, threshold=0.5, missing="unclassified") == ONE
    with pytest.raises(InputError, match="score null is not a finite number; --missing unclassified"):
        read_as(document, threshold=0.5)


def test_values_of_a_layer_are_those_of_heads_from_0_also_in_a_file_that_counts_from_1() -> None:
    assert read_as({"1": [0.1, 0.9], "2": [0.1, 0.2, 0.9]}, threshold=0.5, index_base=1) == ONE
