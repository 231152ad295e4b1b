"""The part of a larger JSON document that holds the heads: --at, what stands beside it, lines of JSON."""

import json
import shlex
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from tests.readers import Head, read_as

Heads = dict[str, set[Head]]
AB: Heads = {"A": {(0, 1), (1, 2)}, "B": {(1, 2)}}
ONE: Heads = {"h": {(0, 1), (1, 2)}}
RECORDS = [{"layer": 0, "head": 1, "category": "A"}, {"layer": 1, "head": 2, "category": "A;B"}]


pytestmark = pytest.mark.usefixtures("workdir", "verbose_log")


@pytest.mark.parametrize(
    ("document", "message"),
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
def test_other_keys_beside_the_heads_are_left_out_and_named(
    document: Any, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert read_as(document) == AB
    assert [line for line in caplog.messages if "read as" not in line] == [
        f"h.json: {line}" for line in message.replace("; read", "\nread").split("\n") if line
    ]


@pytest.mark.parametrize("key", ["1-1", "layer 1"])
def test_a_key_that_names_a_head_or_a_layer_is_not_left_out(key: str) -> None:
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
    ("at", "message"),
    [
        ("run.a", "$: has no part 'run' (did you mean 'runs'?); it has runs, more"),
        ("runs.1.x", "$.runs: has no part '1'; it has 0"),
        ("runs.0.a.b", "$.runs[0].a: has no part 'b'; it has no parts"),
        ("more", "$.more: has 2 parts; choose one: --at more.x, --at more.y"),
    ],
)
def test_a_missing_part_is_reported_with_the_parts_that_exist(at: str, message: str) -> None:
    with pytest.raises(InputError) as e:
        read_as({"runs": [{"a": 5}], "more": {"x": {"z": [1]}, "y": [1], "w": []}}, at=at)
    assert e.value.lines() == [f"h.json: {message}"]


@pytest.mark.parametrize(("parts", "end"), [(12, "k11"), (13, "k11, ..")])
def test_at_most_twelve_existing_parts_are_listed(parts: int, end: str) -> None:
    with pytest.raises(InputError, match=f"has no part 'zz'; it has k0, .*, k10, {end}$"):
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


SIBLINGS: dict[str, tuple[Any, Heads, list[str]]] = {
    "class names": (
        {"A": [[0, 1], [1, 2]], "id2label": {"0": "NEG", "1": "POS"}},
        {"A": ONE["h"]},
        ["ignored id2label"],
    ),
    "model names": (
        {"models": ["gpt2", "phi-2b"], "A": ["0-1", "1-2"], "B": ["1-2"]},
        AB,
        ["ignores $.models, which lists no heads"],
    ),
    "dates beside records": (
        {"timestamp": ["2024-01-02T10:00"], "found": RECORDS},
        AB,
        ["ignores $.timestamp, which lists no heads"],
    ),
    "sentences beside a known key": (
        {"texts": ["a cat", "sat"], "heads": [[0, 1], [1, 2]]},
        ONE,
        ["ignores $.texts, which lists no heads"],
    ),
    "lists of tokens": (
        {"words": [["the", "cat"], ["sat", None]], "A": [[0, 1], [1, 2]], "B": [[1, 2]]},
        AB,
        ["ignores $.words, which lists no heads"],
    ),
    "a log of training": (
        {
            "history": [{"loss": 0.5, "epoch": 1}, {"loss": 0.25, "epoch": 2}],
            "out": {"A": ["0-1", "1-2"], "B": ["1-2"]},
        },
        AB,
        ["ignores $.history, which lists no heads"],
    ),
    "settings beside heads": ({"L0H1": ["A"], "L1H2": ["A", "B"], "args": {"lr": 0.1}}, AB, ["ignored args"]),
    "names beside layers": (
        {"0": [1], "1": [2], "tags": ["x", "y"]},
        ONE,
        ["ignores $.tags, which lists no heads"],
    ),
    "two levels deep": (
        {
            "env": {"cuda": {"on": True}},
            "out": {"log": [0.5, 0.25], "all": {"A": ["0-1", "1-2"], "B": ["1-2"]}},
        },
        AB,
        ["ignored env", "ignores $.out.log, which lists no heads"],
    ),
    "an empty category stays": (
        {"A": [[0, 1], [1, 2]], "B": [], "hyperparameters": {"betas": [0.9, 0.99]}},
        {"A": ONE["h"], "B": set()},
        ["ignored hyperparameters"],
    ),
}


@pytest.mark.parametrize(("document", "heads", "message"), SIBLINGS.values(), ids=SIBLINGS)
def test_parts_without_heads_are_left_out_and_named(
    document: Any, heads: Heads, message: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert read_as(document) == heads
    reports = [line for line in caplog.messages if "ignore" in line]
    assert reports[: len(message)] == [f"h.json: {line}" for line in message]


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"A": [[0, 1]], "B": ["L1 H"]}, "$.B[0]"),
        ({"A": [[0, 1]], "B": [[1, "x"]]}, "$.B[0]"),
        ({"A": [[0, 1]], "models": ["gpt2", "1-2", "L9"]}, "$.models[0]"),
        ({"A": [[0, 1]], "B": [{"layer": 1, "position": 2}]}, "$"),
        ({"L0H1": "A", "L1Hx": {"B": True}}, "$.L1Hx"),
        ({"L0H1": "A", "model": "gpt2"}, "$"),
        ({"A": {"0": [1]}, "B": {"1": "2"}}, "$"),
        ({"layers": [10, 11], "scores": [[0.1, 0.9, 0.5], [0.2, 0.3, 0.1]]}, "$.layers[0]"),
    ],
)
def test_a_part_that_resembles_heads_is_not_left_out(document: Any, place: str) -> None:
    with pytest.raises(InputError) as e:
        read_as(document)
    assert e.value.lines()[0].startswith(f"h.json: {place}: ")


@pytest.mark.parametrize(
    ("parts", "at", "offered"),
    [
        (["gpt2", "gpt2-xl"], "", ["--at gpt2", "--at gpt2-xl"]),
        (["my run", "it's"], "", ["--at 'my run'", "--at 'it'\"'\"'s'"]),
        (["llama-3.1", "llama-3"], "", ["--at llama-3.1", "--at llama-3"]),
        (["-x", "y"], "", ["--at '$.-x'", "--at y"]),
        (["a", "a.b"], "runs", ["--at runs.a", "--at runs.a.b"]),
        (["a", "b"], "$.runs.", ["--at runs.a", "--at runs.b"]),
    ],
)
def test_the_parts_that_are_offered_are_found(parts: list[str], at: str, offered: list[str]) -> None:
    inner = {part: {"A": [[0, i]]} for i, part in enumerate(parts)}
    document: Any = {**inner, "config": {"lr": 0.1}}
    if at:
        document = {"runs": document, "other": {"A": [[1, 1]]}}
    with pytest.raises(InputError) as e:
        read_as(document, at=at)
    [line] = e.value.lines()
    assert line.endswith(f"; choose one: {', '.join(offered)}")
    for i, flag in enumerate(offered):
        assert read_as(document, at=shlex.split(flag)[1]) == {"A": {(0, i)}}


def test_a_part_is_offered_with_the_way_to_it() -> None:
    document = {"seed": 1, "all runs": {"a": {"A": [[0, 1]]}, "b": {"A": [[1, 2]]}}, "meta": {}}
    with pytest.raises(InputError) as e:
        read_as(document)
    assert e.value.lines() == [
        "h.json: $['all runs']: has 2 parts; choose one: --at 'all runs.a', --at 'all runs.b'"
    ]
    assert read_as(document, at="all runs.b") == {"A": {(1, 2)}}


def test_rows_of_records_within_an_object_are_chosen() -> None:
    document = {"model": "gpt2", "top_heads": RECORDS, "config": {"lr": 0.1}}
    assert read_as(document, where=(("head", "1"),)) == {"A": {(0, 1)}}
