"""The part of a larger JSON document that holds the heads: --at, what stands beside it, lines of JSON."""

import json
from typing import Any

import pytest

from headmap_cli.errors import InputError

from . import Head, read_as

Heads = dict[str, set[Head]]
AB: Heads = {"A": {(0, 1), (1, 2)}, "B": {(1, 2)}}
ONE: Heads = {"h": {(0, 1), (1, 2)}}
RECORDS = [{"layer": 0, "head": 1, "category": "A"}, {"layer": 1, "head": 2, "category": "A;B"}]


pytestmark = pytest.mark.usefixtures("workdir", "heard")


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"seed": 1, "A": [[0, 1], [1, 2]], "B": ["1-2"], "model": "gpt2"}, "ignored seed, model"),
        ({"layers": 2, "heads": 3, "A": ["0-1", "1-2"], "B": ["1-2"]}, "ignored layers, heads"),
        ({"model": "gpt2", "all": {"A": ["0-1", "1-2"], "B": ["1-2"]}}, "ignored model"),
        (
            {"model": "gpt2", "all": {"A": ["0-1", "1-2"], "B": ["1-2"]}, "none": {}},
            "ignored model; read $.all; ignored none",
        ),
        ({"more": [5], "top_heads": RECORDS, "model": "gpt2"}, "read $.top_heads; ignored more, model"),
        ({"data": RECORDS}, ""),
        ({"records": {"A": ["0-1", "1-2"], "B": ["1-2"]}, "x": 1}, "read $.records; ignored x"),
        ({"x y": {"a": {"A": ["0-1", "1-2"], "B": ["1-2"]}}, "z": []}, "read $['x y']; ignored z"),
    ],
)
def test_what_stands_beside_the_heads_is_left_out_and_named(
    document: Any, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert read_as(document) == AB
    assert [line for line in caplog.messages if "read as" not in line] == [
        f"h.json: {line}" for line in said.replace("; read", "\nread").split("\n") if line
    ]


@pytest.mark.parametrize("key", ["1-1", "layer 1"])
def test_what_names_a_head_or_a_layer_is_not_left_out(key: str) -> None:
    with pytest.raises(InputError):
        read_as({key: "A", "0-1": ["A"], "x": [[0, 1]]})


@pytest.mark.parametrize("at", ["llama-3.1", "$.llama-3.1", ".llama-3.1", "llama-3.1.", "llama-3"])
def test_a_part_whose_name_has_dots_is_found(at: str) -> None:
    document = {
        "llama-3.1": {"A": ["0-1", "1-2"], "B": ["1-2"]},
        "llama": {"3.1": 5},
        "llama-3": {"C": ["0-0"]},
    }
    assert read_as(document, at=at) == (AB if "3.1" in at else {"C": {(0, 0)}})


def test_parts_within_parts_are_found() -> None:
    document = {"runs": [{}, {"v1.0": {"a.b": [[0, 1], [1, 2]]}}], "x": [1]}
    assert read_as(document, at="runs.1.v1.0.a.b") == ONE


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("run.a", "$: has no part 'run' (did you mean 'runs'?); there is runs, more"),
        ("runs.1.x", "$.runs: has no part '1'; there is 0"),
        ("runs.0.a.b", "$.runs[0].a: has no part 'b'; there is nothing"),
        ("more", "$.more: has 2 parts; choose one with --at more.KEY: x, y"),
    ],
)
def test_a_part_that_is_not_there_is_said_with_those_that_are(at: str, said: str) -> None:
    with pytest.raises(InputError) as e:
        read_as({"runs": [{"a": 5}], "more": {"x": {"z": [1]}, "y": [1], "w": []}}, at=at)
    assert e.value.lines() == [f"h.json: {said}"]


@pytest.mark.parametrize(("parts", "end"), [(12, "k11"), (13, "k11, ..")])
def test_at_most_twelve_parts_that_are_there_are_listed(parts: int, end: str) -> None:
    with pytest.raises(InputError, match=f"has no part 'zz'; there is k0, .*, k10, {end}$"):
        read_as({f"k{i}": [i] for i in range(parts)}, at="zz")


LINES = [json.dumps(record) for record in RECORDS]


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(LINES),
        "\n\n\n" + "\n\n".join(LINES),
        "\r\n".join([*LINES, ""]),
        " \n " + " \n\t".join(LINES),
    ],
    ids=["bare", "blank lines", "CRLF", "spaces"],
)
def test_lines_of_json_with_blank_lines_anywhere(content: str) -> None:
    assert read_as(content) == AB
