"""Parts of JSON mappings that are bookkeeping, options that choose parts, lists that could be matrices."""

import json
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")

HIGH = [[0.1, 0.9], [0.8, 0.3]]
OTHER = [[0.7, 0.2], [0.6, 0.9]]
FIRST, SECOND, THIRD = (0, 0), (0, 1), (1, 0)
LEFT_OUT = "h.json: reads {} and leaves out {}; --column {} reads it instead"

PARTS: list[tuple[Any, dict[str, set[tuple[int, int]]], list[str]]] = [
    (
        {"effect": HIGH, "stderr": OTHER},
        {"effect": {SECOND, THIRD}},
        ["effect", "stderr", "stderr"],
    ),
    (
        {"n_trials": OTHER, "Copying": HIGH, "Naming": OTHER},
        {"Copying": {SECOND, THIRD}, "Naming": {FIRST, THIRD, (1, 1)}},
        ["Copying, Naming", "n_trials", "n_trials"],
    ),
    (
        {"importance": {"L0H1": 0.9, "L1H0": 0.2}, "sem": {"L0H1": 0.6, "L1H0": 0.7}},
        {"importance": {SECOND}},
        ["importance", "sem", "sem"],
    ),
    (
        {"delta": {"0": {"1": 0.9}, "1": {"0": 0.2}}, "ci_low": {"0": {"1": 0.6}, "1": {"0": 0.9}}},
        {"delta": {SECOND}},
        ["delta", "ci_low", "ci_low"],
    ),
    ({"rank": HIGH}, {"rank": {SECOND, THIRD}}, []),
    ({"date": [[0, 1]], "time": [[1, 0]]}, {"date": {SECOND}, "time": {THIRD}}, []),
]


@pytest.mark.parametrize(("document", "heads", "report"), PARTS)
def test_bookkeeping_beside_scores_is_left_out_and_reported(
    document: Any, heads: dict[str, Any], report: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    Path("h.json").write_text(json.dumps(document), encoding="utf-8")
    lists = all(isinstance(value, list) and isinstance(value[0][0], int) for value in document.values())
    rule = {} if lists else {"threshold": 0.5}
    found = heads_of(read("h.json", grid=(2, 2), **rule))
    assert {name: set(pairs) for name, pairs in found.items()} == heads
    reports = [message for message in caplog.messages if "leaves out" in message]
    assert reports == ([LEFT_OUT.format(*report)] if report else [])


def test_a_style_may_name_a_key_that_resembles_bookkeeping() -> None:
    Path("h.json").write_text(json.dumps({"effect": HIGH, "std": OTHER}), encoding="utf-8")
    found = read("h.json", threshold=0.5, categories={"std": []})
    assert found.categories == ("std", "effect")


@pytest.mark.parametrize(
    ("document", "column", "heads"),
    [
        ({"K": [[0, 0], [1, 1]], "P": [[0, 1]]}, "K", {"K": {(0, 0), (1, 1)}}),
        ({"K": ["0-0"], "P": ["0-1", "1-0"]}, "p", {"P": {SECOND, THIRD}}),
        ({"mean": HIGH, "std": OTHER}, "std", {"std": {FIRST, THIRD, (1, 1)}}),
        ({"a": {"L0H0": 0.9}, "b": {"L0H1": 0.9}}, "b", {"b": {SECOND}}),
        ({"0-0": {"score": 0.1, "std": 0.9}, "0-1": {"score": 0.9, "std": 0.1}}, "std", {"std": {FIRST}}),
    ],
)
def test_column_chooses_a_part(document: Any, column: str, heads: Any) -> None:
    Path("h.json").write_text(json.dumps(document), encoding="utf-8")
    lists = all(isinstance(value, list) and not isinstance(value[0], list) for value in document.values())
    is_scored = "0.9" in json.dumps(document)
    rule = {"threshold": 0.5} if is_scored and not lists else {}
    assert heads_of(read("h.json", grid=(2, 2), column=column, **rule)) == heads


def test_a_part_that_is_not_there_is_an_error() -> None:
    Path("h.json").write_text('{"K": [[0, 0]], "P": [[0, 1]]}', encoding="utf-8")
    with pytest.raises(InputError, match=r"h\.json: \$: has no part 'Q'; there are 'K', 'P'"):
        read("h.json", column="Q")


def test_where_needs_columns() -> None:
    Path("h.json").write_text('{"K": [[0, 0]], "P": [[0, 1]]}', encoding="utf-8")
    with pytest.raises(InputError, match=r"h\.json: \$: has no columns; --where chooses rows of a table"):
        read("h.json", where=(("K", "1"),))


@pytest.mark.parametrize(
    ("head", "members"),
    [
        ({"score": 0.9, "std": 0.1}, {FIRST}),
        ({"attn_score": 0.9, "rank": 1}, {FIRST}),
        ({"p_value": 0.01, "effect": 0.9}, {FIRST}),
        ({"mean": 0.4, "n": 20}, set()),
    ],
)
def test_numbers_about_a_head_are_no_categories(
    head: dict[str, float], members: set[tuple[int, int]]
) -> None:
    Path("h.json").write_text(json.dumps({"L0H0": head, "L1H1": dict.fromkeys(head, 0)}), encoding="utf-8")
    data = read("h.json", grid=(2, 2), threshold=0.5)
    assert data.categories == ("h",)
    assert heads_of(data) == {"h": members}


@pytest.mark.parametrize(
    "rows",
    [
        [[0, 0, 0.9, 1], [1, 1, 0.1, 2]],
        [[3, 7, 0.5, 12, 0.01], [4, 0, 0.25, 12, 0.5]],
        [[11, 0, 1, 2, 3, 0.5], [10, 1, 1, 2, 3, 0.5]],
    ],
)
def test_rows_that_look_like_heads_are_not_drawn_as_layers(rows: Any) -> None:
    Path("h.json").write_text(json.dumps(rows), encoding="utf-8")
    with pytest.raises(InputError, match="could be a matrix, or a list of heads with several numbers each"):
        read("h.json", threshold=0.5)
    data = read("h.json", threshold=0.5, input_format="matrix")
    assert (data.layers, data.heads) == (len(rows), len(rows[0]))


@pytest.mark.parametrize(
    "rows", [[[0.0, 0.0, 0.9, 1.0], [1.0, 1.0, 0.1, 2.0]], [[0, 1, 0, 1], [1, 1, 0, 1]], [[0, 0, 0.9, 1]] * 2]
)
def test_ordinary_matrices_are_read(rows: Any) -> None:
    Path("h.json").write_text(json.dumps(rows), encoding="utf-8")
    assert read("h.json", threshold=0.5).membership.shape == (1, 2, 4)


HARMLESS: list[tuple[Any, dict[str, set[tuple[int, int]]], list[str]]] = [
    ({"seq_lens": [128, 256], "hits": HIGH}, {"hits": {SECOND, THIRD}}, ["$.seq_lens"]),
    ({"args": {"seed": 1, "tags": ["x"]}, "out": {"A": [[0, 1]]}}, {"A": {SECOND}}, []),
    (
        {"datasets": ["pile", "wiki"], "A": [[0, 1]], "B": ["L1H0"]},
        {"A": {SECOND}, "B": {THIRD}},
        ["$.datasets"],
    ),
    ({"meta": {"by": "me"}, "run": {"info": {"t": 1}, "heads_found": {"A": ["0-1"]}}}, {"A": {SECOND}}, []),
    (
        {"tokenizer": {"vocab": {"a": "b"}}, "0th": [1, 2], "Copying": [[1, 0]]},
        {"Copying": {THIRD}},
        ["$['0th']"],
    ),
    ({"A": [[0, 1]], "B": [], "config": {"lr": 0.1}}, {"A": {SECOND}, "B": set()}, []),
    (
        {"loss": [0.5, 0.25, 0.125], "induction": {"0": [1], "1": [0]}},
        {"induction": {SECOND, THIRD}},
        ["$.loss"],
    ),
    ({"version": {"headmap": None}, "flags": [True, False], "P": ["0.1"]}, {"P": {SECOND}}, ["$.flags"]),
]


@pytest.mark.parametrize(("document", "heads", "lists"), HARMLESS)
def test_parts_that_cannot_hold_heads_are_left_out(
    document: Any, heads: Any, lists: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    Path("h.json").write_text(json.dumps(document), encoding="utf-8")
    rule = {"threshold": 0.5} if "hits" in document else {}
    assert heads_of(read("h.json", grid=(2, 2), **rule)) == heads
    assert caplog.messages == [f"h.json: ignores {path}, which lists no heads" for path in lists]


def test_a_text_with_a_digit_is_still_an_error() -> None:
    Path("h.json").write_text('{"A": [[0, 1]], "B": ["x9"]}', encoding="utf-8")
    with pytest.raises(InputError, match=r"\$\.B\[0\]: 'x9' is not a head"):
        read("h.json", grid=(2, 2))


def test_several_parts_are_offered() -> None:
    Path("h.json").write_text(
        '{"a": {"A": [[0, 1]]}, "b": {"A": [[1, 0]]}, "cfg": {"x": 1}}', encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"has 2 parts; choose one: --at a, --at b"):
        read("h.json", grid=(2, 2))
    assert heads_of(read("h.json", grid=(2, 2), at="b")) == {"A": {THIRD}}
