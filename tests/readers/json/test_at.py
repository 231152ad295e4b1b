"""A problem in JSON is reported with its exact path, in every shape and at every depth."""

import json
from typing import Any

import pytest

from tests.readers import error_lines, missing, not_whole, outside

HEAD = 'expected a head such as [8, 10], {"layer": 8, "head": 10}, "8-10", "8.10" or "L8H10"'
GRID = "4 layers x 5 heads"
VALUE = "expected a category, a list of them, a score or scores"
RECORD = 'expected {"layer": .., "head": .., "category": ..}'
NULL = "score null is not a finite number; --missing unclassified takes it as no score"
NULL_CELL = NULL.replace("score", "cell", 1)
HUGE = 10**400
SHAPE = 'expected {"category": [[layer, head], ..]} or a list of {"layer": .., "head": .., "category": ..}'
NOT_FINITE = f"score '{'1' + '0' * 59}'... is not a finite number"

SHAPES: dict[str, tuple[Any, str | list[str]]] = {
    # a list of heads
    "item": ([[0, 1], [9, 0]], "$[1]: " + outside("layer 9", GRID)),
    "name": (["L0H1", "L0H5"], "$[1]: " + outside("head 5", GRID)),
    "score": ([[0, 1, 0.5], [0, 2, HUGE]], f"$[1][2]: {NOT_FINITE}"),
    "null among scores": ([[0, 1, 0.5], [0, 2, None]], f"$[1][2]: {NULL}"),
    "score of a name": ([["0-1", 0.5], ["0-2", HUGE]], f"$[1][1]: {NOT_FINITE}"),
    "score of a pair": ([[[0, 1], 0.5], [[0, 2], None]], f"$[1][1]: {NULL}"),
    "head of a pair": ([[[0, 1], 0.5], [["x", 2], 0.5]], "$[1]: " + not_whole("layer", "'x'")),
    "object beside a name": (
        [["0-1", {}]],
        ["$[0]: " + not_whole("layer", "'0-1'"), "$[0]: " + not_whole("head", "'{}'")],
    ),
    "flag": ([[0, 1], [0, 1, True]], f"$[1]: '[0, 1, True]' is not a head; {HEAD}"),
    "number among categories": (
        [[0, 1, ["A"]], [0, 1, ["A", 2]]],
        f"$[1]: \"[0, 1, ['A', 2]]\" is not a head; {HEAD}",
    ),
    # category -> heads
    "category, item": ({"A": [[0, 1]], "B b": [[0, 1], [9, 0]]}, "$['B b'][1]: " + outside("layer 9", GRID)),
    "category, score": ({"A": [[0, 1, 0.5], [0, 2, HUGE]]}, f"$.A[1][2]: {NOT_FINITE}"),
    "category, null alone": ({"A": [[0, 2, None]]}, f"$.A[0][2]: {NULL}"),
    "category, names": ({"A": [[0, 1, ["B"]]]}, f"$.A[0]: \"[0, 1, ['B']]\" is not a head; {HEAD}"),
    "category, object": (
        {"A": [{"layer": 0, "head": 1}, {"layer": 0, "head": 7}]},
        "$.A[1]: " + outside("head 7", GRID),
    ),
    "category, object's score": (
        {"A": [{"L": 0, "H": 1, "Value": "high"}]},
        "$.A[0].Value: score 'high' is not a finite number",
    ),
    "category, two objects": (
        {"A": [{"layer": 0, "head": 1}], "B": [[1, 1], {"layer": 0}]},
        "$: has 2 parts; choose one: --at A, --at B",
    ),
    "category, part of a name": ({"A": [{"head": "5"}, "0-1"]}, f"$.A[0]: '5' is not a head; {HEAD}"),
    # category -> head -> value
    "category, key": ({"A": {"0-1": 0.5, "7-1": 0.5}}, "$.A['7-1']: " + outside("layer 7", GRID)),
    "category, key's score": ({"A": {"0-1": 0.5, "1-1": HUGE}}, f"$.A['1-1']: {NOT_FINITE}"),
    "category, key's null": ({"A": {"0-1": 0.5, "1-1": None}}, f"$.A['1-1']: {NULL}"),
    "category, key's object": ({"A": {"0-1": {}}}, f"$.A['0-1']: {VALUE}, found an empty object"),
    # category -> layer -> heads, or values
    "category, layer": ({"A": {"0": [1], "8": [1]}}, "$.A['8'][0]: " + outside("layer 8", GRID)),
    "category, layer's head": ({"A": {"layer_0": [1, 5]}}, "$.A.layer_0[1]: " + outside("head 5", GRID)),
    "category, layer's number": (
        {"A": {"0": [1], "5": 0.5}},
        "$.A['5']: expected a list or mapping of the layer's heads, found '0.5'",
    ),
    "category, layer's key": (
        {"A": {"0": {"h1": 0.5, "h9": 0.5}}},
        "$.A['0'].h9: " + outside("head 9", GRID),
    ),
    # head -> value
    "head": ({"0-1": "A", "0-6": "A"}, "$['0-6']: " + outside("head 6", GRID)),
    "head, score": ({"L0H1": HUGE}, f"$.L0H1: {NOT_FINITE}"),
    "head, null among scores": ({"L0H1": [0.5], "L1H1": None}, f"$.L1H1: {NULL}"),
    "head, scores": ({"L0H1": [0.5, HUGE]}, f"$.L0H1[1]: {NOT_FINITE}"),
    "head, null in scores": ({"L0H1": [0.5, None]}, f"$.L0H1[1]: {NULL}"),
    "head, nulls": ({"L0H1": [None, None]}, f"$.L0H1: {VALUE}, found a list that begins with null"),
    "head, mixed": ({"L0H1": [0.5, "A"]}, f"$.L0H1: {VALUE}, found a list that begins with '0.5'"),
    "head, deep list": ({"L0H1": [["A"], 1]}, f"$.L0H1: {VALUE}, found a list that begins with \"['A']\""),
    "head, category, score": ({"L0H1": {"A": 0.5, "B": HUGE}}, f"$.L0H1.B: {NOT_FINITE}"),
    "head, category, null": ({"L0H1": {"A": 0.5, "B": None}}, f"$.L0H1.B: {NULL}"),
    "head, category, object": ({"L0H1": {"my A": {}}}, f"$.L0H1['my A']: {VALUE}, found an empty object"),
    # layer -> heads, or values
    "layer": ({"0": [1], "7": [1]}, "$['7'][0]: " + outside("layer 7", GRID)),
    "layer, head": ({"0": [1], "1": [2, 8]}, "$['1'][1]: " + outside("head 8", GRID)),
    "layer, text": ({"0": [1], "1": [2, None]}, "$['1'][1]: " + missing("head", "null")),
    "layer, score": ({"0": [0.5, HUGE]}, f"$['0'][1]: {NOT_FINITE}"),
    "layer, null": ({"0": [0.5, None, 0.5]}, f"$['0'][1]: {NULL}"),
    "layer, one score too many": ({"0": [0.5] * 6}, "$['0'][5]: " + outside("head 5", GRID)),
    "layer, head's score": ({"0": {"1": 0.5, "2": HUGE}}, f"$['0']['2']: {NOT_FINITE}"),
    "layer, head's null": ({"0": {"1": 0.5, "2": None}}, f"$['0']['2']: {NULL}"),
    "layer, head's key": ({"0": {"1": 0.5, "h 9": 0.5}}, "$['0']['h 9']: " + outside("head 9", GRID)),
    "layer, no head": ({"l0": {"1": 0.5, "x": 0.5}}, "$.l0.x: " + not_whole("head", "'x'")),
    # records
    "record": ([{"layer": 0, "head": "x", "category": "A"}], "$[0].head: " + not_whole("head", "'x'")),
    "record by its key": (
        {"a": {"layer": 0, "head": "x", "label": "A"}},
        "$.a.head: " + not_whole("head", "'x'"),
    ),
    "record alone": ({"layer": 9, "head": 1, "category": "A"}, "$.layer: " + outside("layer 9", GRID)),
    "record without": (
        [{"layer": 0, "head": 1, "category": "A"}, {"layer": 0}],
        '$[1]: has no head; expected {"layer": .., "head": .., ..}',
    ),
    "records, empty": ([{}, {}], f"$[0]: {RECORD}, found an empty object"),
    # columns
    "columns": (
        {"my layer": [0], "head": [1], "label": ["A"]},
        "$.head[0]: head '1' names no layer; without a layer column it must name both, such as "
        '"(5, 1)", "5-1" or "L5H1"',
    ),
    "columns of pandas": (
        {"my head": {}, "head": {"x y": "L9H0"}, "label": {"x y": "A"}},
        "$: my head has 0 values where others have 1; expected one for each head",
    ),
    "columns, outside": (
        {"head": {"x y": "L9H0"}, "label": {"x y": "A"}},
        "$.head['x y']: " + outside("layer 9", GRID),
    ),
    # matrices
    "matrix": ([[0.1, 0.2, 0.3, None, 0]] * 4, [f"$[{i}][3]: {NULL_CELL}" for i in range(4)]),
    "matrix, category": ({"A": [[0, 0.1, None, 0, 0]] + [[0] * 5] * 3}, f"$.A[0][2]: {NULL_CELL}"),
    "matrix, number": (
        [[[0, 0.1, 0, 0, 0]] * 4, [[0] * 5] * 3 + [[None] + [0] * 4]],
        f"$[1][3][0]: {NULL_CELL}",
    ),
    "flat": ([0.5] * 19 + [HUGE], f"$[19]: cell {NOT_FINITE.removeprefix('score ')}"),
    # no shape
    "two parts": ({"a": {"x": [1]}, "b": {"x": [1]}}, "$: has 2 parts; choose one: --at a, --at b"),
    "nothing": ({"a": 5}, f"$: is JSON of no known shape; {SHAPE}; found an object with the keys 'a'"),
    "empty": ([], f"$: holds no heads; {SHAPE}; found an empty list"),
}


pytestmark = pytest.mark.usefixtures("workdir")


@pytest.mark.parametrize(("document", "message"), SHAPES.values(), ids=SHAPES)
def test_a_problem_is_reported_with_its_path(document: Any, message: str | list[str]) -> None:
    lines = [message] if isinstance(message, str) else message
    found = error_lines(json.dumps(document), "h.json", grid=(4, 5), threshold=0.1)
    assert found == [f"h.json: {line}" for line in lines]


@pytest.mark.parametrize(
    ("keys", "shown"),
    [(6, "'a', 'b', 'c', 'd', 'e', 'f'"), (7, "'a', 'b', 'c', 'd', 'e', 'f', ..")],
)
def test_at_most_six_keys_of_an_object_are_shown(keys: int, shown: str) -> None:
    [line] = error_lines(json.dumps(dict.fromkeys("abcdefg"[:keys])), "h.json")
    assert line.endswith(f"; found an object with the keys {shown}")


@pytest.mark.parametrize(("parts", "end"), [(12, "--at k11"), (13, "--at k11, ..")])
def test_at_most_twelve_parts_are_listed(parts: int, end: str) -> None:
    document = {f"k{i}": {"x": [1]} for i in range(parts)}
    [line] = error_lines(json.dumps(document), "h.json")
    names = ", ".join(f"--at k{i}" for i in range(11))
    assert line == f"h.json: $: has {parts} parts; choose one: {names}, {end}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"layer": 0, "head": 1}\n\n[0, 1]\n', f":3:1: {RECORD}, found a list that begins with '0'"),
        (
            '\n{"layer": 0, "head": 1}\n{"layer": 0, "head": 1\n',
            ":3:23: is not complete JSON: it ends before its last bracket is closed",
        ),
        ('{"layer": 9, "head": 1}\n{"layer": 0, "head": 0}\n', ":1:1: " + outside("layer 9", GRID)),
        ("{}\n{}\n", f":1:1: {RECORD}, found an empty object"),
        ('{"A":' * 100_000 + "}\nx", ": is nested too deeply for any shape that headmap knows"),
    ],
    ids=["a list", "broken", "outside", "empty", "deep"],
)
def test_a_problem_in_json_lines_is_reported_with_its_line(content: str, message: str) -> None:
    content = content.replace('"head": 1}', '"head": 1, "category": "A"}')
    assert error_lines(content, "h.jsonl", grid=(4, 5)) == [f"h.jsonl{message}"]
