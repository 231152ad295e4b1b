"""JSON of each shape: what it is read as, and the path of what is wrong at each of its depths."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import classified, error_lines, heads_of, not_whole, outside

VALUE = "expected a category, a list of them, a score or scores, found"


pytestmark = pytest.mark.usefixtures("workdir")


WRONG: dict[str, tuple[Any, str]] = {
    "head -> a list of lists": ({"0-1": [[1]]}, f"$['0-1']: {VALUE} a list that begins with '[1]'"),
    "head -> an empty object": ({"0-1": {}}, f"$['0-1']: {VALUE} an empty object"),
    "head -> category -> what is none": ({"0-1": {"A": {"B": [[1]]}}}, f"$['0-1'].A.B: {VALUE} a list that"),
    "head outside": ({"0-9": "A"}, f"$['0-9']: {outside('head 9', '2 layers x 3 heads')}"),
    "head -> a score that is none": ({"0-1": 1e999}, "$['0-1']: score 'inf' is not a finite number"),
    "head -> scores that are none": (
        {"0-1": [0.5, 1e999]},
        "$['0-1'][1]: score 'inf' is not a finite number",
    ),
    "category -> head -> a list of lists": ({"A": {"0-1": [[1]]}}, f"$.A['0-1']: {VALUE} a list that"),
    "category -> head outside": ({"A": {"0-9": 1}}, f"$.A['0-9']: {outside('head 9', '2 layers x 3 heads')}"),
    "category -> layer -> head -> a list": (
        {"A": {"0": {"1": [[2]]}}},
        f"$.A['0']['1']: {VALUE} a list that",
    ),
    "category -> layer -> a number": (
        {"A": {"0": 5}},
        "$.A['0']: expected a list or mapping of the layer's heads, found '5'",
    ),
    "category -> layer -> null": ({"A": {"0": None}}, "$.A['0']: expected a list or mapping of the layer's "),
    "layer outside": ({"7": [1]}, f"$['7'][0]: {outside('layer 7', '2 layers x 3 heads')}"),
    "layer -> what is no head": ({"0": {"x": 0.5}}, "$['0'].x: " + not_whole("head", "'x'")),
    "layer -> head outside": ({"0": {"9": 0.5}}, f"$['0']['9']: {outside('head 9', '2 layers x 3 heads')}"),
    "layer -> head -> a list of lists": ({"0": {"1": [[2]]}}, f"$['0']['1']: {VALUE} a list that"),
    "layer -> heads, one of them none": ({"0": [1, -1]}, "$['0'][1]: head '-1' is negative"),
    "layer -> a flag for more than its heads": (
        {"0": [True, False, True, False]},
        f"$['0'][3]: {outside('head 3', '2 layers x 3 heads')}",
    ),
    "layer -> scores, one of them none": (
        {"0": [0.5, None, 1e999]},
        "$['0'][1]: score null is not a finite number",
    ),
    "list of heads, a score that is none": (
        [[0, 1, 0.5], [0, 2, 1e999], [1, 0, 0.5]],
        "$[1][2]: score 'inf' is not a finite",
    ),
    "list of heads, categories that are none": (
        [[0, 1, "A"], [0, 9, "A"]],
        f"$[1]: {outside('head 9', '2 layers x 3 heads')}",
    ),
    "flat": ([0.5, 0.1, 0.2, 0.3, 1e999, 0.5], "$[4]: cell 'inf' is not a finite number"),
    "matrix": ([[0.5, 0.1, 0.2], [0.3, 1e999, 0.5]], "$[1][1]: cell 'inf' is not a finite number"),
    "within": ({"meta": 1, "heads": [[0, 9]]}, f"$.heads[0]: {outside('head 9', '2 layers x 3 heads')}"),
}
"""On a grid of 2 x 3 with a threshold; the first line of the error."""


@pytest.mark.parametrize(("document", "message"), WRONG.values(), ids=WRONG)
def test_a_problem_is_reported_with_its_path(document: Any, message: str) -> None:
    content = json.dumps(document).replace("Infinity", "1e999")
    assert error_lines(content, "h.json", grid=(2, 3), threshold=0.4)[0].startswith(f"h.json: {message}")


KINDS: dict[str, tuple[Any, str]] = {
    "six keys": (dict.fromkeys("abcdef", 1), "an object with the keys 'a', 'b', 'c', 'd', 'e', 'f'"),
    "seven keys": (dict.fromkeys("abcdefg", 1), "an object with the keys 'a', 'b', 'c', 'd', 'e', 'f', .."),
    "an empty list": ([], "an empty list"),
    "a list": ([["x"], "y"], "a list that begins with \"['x']\""),
    "null": (None, "null"),
    "text": ("x", "'x'"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("value", "message"), KINDS.values(), ids=KINDS)
def test_the_value_in_place_of_the_categories_is_described(value: Any, message: str) -> None:
    [line] = error_lines(
        json.dumps({"headmap": 1, "grid": {"layers": 1, "heads": 1}, "categories": value}), "h.json"
    )
    assert line == f"h.json: $.categories: expected {{name: [[layer, head], ..]}}, found {message}"


SHAPES: dict[str, Any] = {
    "long list of records": [{"layer": 0, "head": 1, "category": "A"}],
    "long list of records with scores": [{"layer": 0, "head": 1, "category": "A", "score": 0.5}],
    "wide list of records": [{"layer": 0, "head": 1, "A": 1}],
    "long table by columns": {"layer": [0], "head": [1], "category": ["A"]},
    "list of heads": [[0, 1], "0-2"],
    "list of heads with scores": [[0, 1, 0.5], [0, 2, 0.1], [1, 0, 0.9]],
    "list of heads with categories": [[0, 1, "A"]],
    "head -> categories or scores": {"0-1": "A"},
    "layer -> heads": {"0": [1]},
    "category -> heads": {"A": [[0, 1]]},
    "category -> matrix": {"A": [[0.5, 0, 0], [0, 0, 0]]},
    "matrix": [[0.5, 0, 0], [0, 0, 0]],
    "flat column": [0.5, 0, 0, 0, 0, 0],
    "headmap document": {"headmap": 1, "categories": {"A": [[0, 1]]}},
}


@pytest.mark.parametrize(("shape", "document"), SHAPES.items(), ids=SHAPES)
def test_the_recognised_shape_is_logged(shape: str, document: Any, caplog: pytest.LogCaptureFixture) -> None:
    Path("h.json").write_text(json.dumps(document), encoding="utf-8")
    with caplog.at_level(logging.INFO, "headmap"):
        read("h.json", grid=(2, 3), threshold=0.4)
    assert f"h.json: read as {shape}" in caplog.messages


def test_keys_ignored_around_the_heads_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    document = {
        "model": "m",
        "seed": 3,
        "top_heads": [{"layer": 0, "head": 1, "category": "A"}],
        "note": ["x"],
    }
    Path("h.json").write_text(json.dumps(document), encoding="utf-8")
    with caplog.at_level(logging.INFO, "headmap"):
        read("h.json", grid=(2, 3))
    assert "h.json: read $.top_heads; ignored model, seed, note" in caplog.messages
    caplog.clear()
    Path("h.json").write_text(json.dumps({"inner": document["top_heads"]}), encoding="utf-8")
    with caplog.at_level(logging.INFO, "headmap"):
        read("h.json", grid=(2, 3))
    assert not [message for message in caplog.messages if "ignored" in message]


# --- what is read ---


def test_the_values_of_a_layer_may_be_flags_scores_or_heads() -> None:
    """0 and 1 for each head are scores; a list of whole numbers, none twice, names heads."""
    content = json.dumps({"Layer 0": [1, 1, 0], "layer_1": [0, 0, 1]})
    assert heads_of(classified(Path("h.json"), content, grid=(2, 3), threshold=0.5)) == {
        "h": {(0, 0), (0, 1), (1, 2)}
    }
    assert heads_of(classified(Path("h.json"), json.dumps({"0": [2, 0]}), grid=(2, 3))) == {
        "h": {(0, 2), (0, 0)}
    }
    named = json.dumps({"0": {"Head 1": 0.7, "h2": 0.1}, "l1": {"0": 0.6}})
    found = classified(Path("h.json"), named, grid=(2, 3), threshold=0.5)
    assert heads_of(found) == {"h": {(0, 1), (1, 0)}}


def test_layers_of_scores_list_all_heads_there_are() -> None:
    """Whichever layer comes last: one without heads has none."""
    for document in ({"0": [0.1, 0.9, 0.2], "1": []}, {"1": [], "0": [0.1, 0.9, 0.2]}):
        found = classified(Path("h.json"), json.dumps(document), grid=(2, 3), threshold=0.5)
        assert found.present.tolist() == [[True] * 3, [False] * 3]


def test_layers_that_count_from_1_are_read_with_index_base_1() -> None:
    Path("h.json").write_text(json.dumps({"1": [0.9, 0.1, 0.2], "2": [0.1, 0.2, 0.8]}), encoding="utf-8")
    assert heads_of(read("h.json", grid=(2, 3), threshold=0.5, index_base=1)) == {"h": {(0, 0), (1, 2)}}


def test_a_document_whose_first_line_ends_with_a_brace_is_no_json_lines() -> None:
    content = '{"A": {"0-1": true}\n, "B": {"1-2": true}}'
    assert heads_of(classified(Path("h.json"), content, grid=(2, 3))) == {"A": {(0, 1)}, "B": {(1, 2)}}


def test_names_inside_of_layers_are_categories_of_their_own() -> None:
    content = json.dumps({"0": {"1": "A", "2": ["A", "B"]}, "1": {"0": None}})
    assert heads_of(classified(Path("h.json"), content, grid=(2, 3))) == {
        "A": {(0, 1), (0, 2)},
        "B": {(0, 2)},
    }


@pytest.mark.parametrize("parts", [12, 13])
def test_parts_to_choose_from_are_listed(parts: int) -> None:
    names = "abcdefghijklm"[:parts]
    shown = ", ".join(f"--at in.{key}" for key in "abcdefghijkl") + (", .." if parts > 12 else "")
    document = json.dumps({"in": {key: [{"x": 1}] for key in names}})
    Path("h.json").write_text(document, encoding="utf-8")
    assert error_lines(document, "h.json") == [f"h.json: $.in: has {parts} parts; choose one: {shown}"]


def test_a_missing_part_is_reported_with_the_parts_that_exist() -> None:
    document = {"in": {key: [[0, 1]] for key in "abcdefghijklm"}, "list": [[{"k": [[0, 1]]}], []]}
    Path("h.json").write_text(json.dumps(document), encoding="utf-8")
    for at, message in {
        "in.z": f"h.json: $.in: has no part 'z'; it has {', '.join('abcdefghijkl')}, ..",
        "list.2": "h.json: $.list: has no part '2'; it has 0, 1",
        "list.1.0": "h.json: $.list[1]: has no part '0'; it has no parts",
    }.items():
        with pytest.raises(InputError) as refused:
            read("h.json", at=at)
        assert str(refused.value) == message
    assert heads_of(read("h.json", at="list.0.0.k", grid=(2, 3))) == {"h": {(0, 1)}}


@pytest.mark.slow
def test_a_grid_of_a_million_layers_is_read() -> None:
    """In steps that grow with the layers; those of their square would not end."""
    document = {"headmap": 1, "grid": {"layers": 999_999, "heads": 1}, "categories": {"A": [[7, 0]]}}
    found = classified(Path("h.json"), json.dumps(document))
    assert (found.layers, found.heads) == (999_999, 1)
    assert heads_of(found) == {"A": {(7, 0)}}


def test_numbers_beside_the_heads_of_a_category_are_left_out_with_a_warning(
    caplog: pytest.LogCaptureFixture,
) -> None:
    results = [{"layer": 0, "head": 1, "A": 0.9, "B": 0.1}, {"layer": 1, "head": 2, "A": 0.2, "B": 0.8}]
    content = json.dumps({"results": results})
    assert heads_of(classified(Path("h.json"), content, grid=(2, 3))) == {"results": {(0, 1), (1, 2)}}
    assert caplog.messages == [
        "h.json: takes all heads of 'results' as one category and leaves out A, B; --at results reads them"
    ]
    found = read("h.json", grid=(2, 3), at="results", threshold=0.5)
    assert heads_of(found) == {"A": {(0, 1)}, "B": {(1, 2)}}
    caplog.clear()
    plain = json.dumps({"A": [{"layer": 0, "head": 1, "note": "x"}], "B": [{"layer": 0, "head": 2}]})
    assert heads_of(classified(Path("h.json"), plain, grid=(2, 3))) == {"A": {(0, 1)}, "B": {(0, 2)}}
    assert caplog.messages == []


def test_matrices_of_an_object_are_read_with_the_format_matrix() -> None:
    """Two or three numbers are heads otherwise."""
    Path("h.json").write_text(json.dumps({"A": [[0, 1], [1, 1]]}), encoding="utf-8")
    assert heads_of(read("h.json", grid=(2, 2))) == {"A": {(0, 1), (1, 1)}}
    found = read("h.json", grid=(2, 2), input_format="matrix")
    assert heads_of(found) == {"A": {(0, 1), (1, 0), (1, 1)}}
