"""Tables of each layout: how they are read, what rules and listings change, and how problems are reported."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import error_lines, heads_of

pytestmark = pytest.mark.usefixtures("workdir")


def table(content: str, name: str = "h.csv", **options: Any) -> Any:
    Path(name).write_text(content, encoding="utf-8")
    return read(name, **({"grid": (2, 3)} | options))


def refused(content: str, name: str = "h.csv", **options: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        table(content, name, **options)
    return error.value.lines()


SHAPES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "long table": ("layer,head,category\n0,1,A\n", {}),
    "long table with scores": ("layer,head,category,score\n0,1,A,0.5\n", {}),
    "wide table": ("layer,head,A\n0,1,1\n", {}),
    "wide table with scores": ("layer,head,A\n0,1,0.5\n", {}),
    "scores of heads": ("layer,head,score\n0,1,0.5\n", {}),
    "table, column 'B'": ("layer,head,A,B\n0,1,0.5,1\n", {"column": "B"}),
    "flat column 'B'": ("A,B\n1,0.5\n" + "1,0\n" * 5, {"column": "B"}),
    "matrix": ("0.5,0,0\n0,0,0\n", {}),
    "flat column": ("0.5\n0\n0\n0\n0\n0\n", {}),
    "canonical long table": (
        '# headmap: {"headmap": 1, "categories": ["A"]}\nlayer,head,category\n0,1,A\n',
        {},
    ),
}


@pytest.mark.parametrize("row_by_row", [False, True])
@pytest.mark.parametrize(("shape", "content", "how"), [(s, *c) for s, c in SHAPES.items()], ids=SHAPES)
def test_the_layout_is_logged(
    shape: str, content: str, how: Mapping[str, Any], row_by_row: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """A quote in the header leaves a long table to the row-by-row reader."""
    if row_by_row and shape.startswith("long"):
        content = content.replace("layer", '"layer"', 1)
    with caplog.at_level(logging.INFO, "headmap"):
        table(content, threshold=0.4, **how)
    assert f"h.csv: read as {shape}" in caplog.messages


def test_ignored_columns_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "headmap"):
        table("# a comment\nlayer,p,head,category,note\n0,0.5,1,A,x\n")
    assert "ignored columns: p, note" in caplog.messages


# --- a column by its name ---


def test_a_named_column_may_hold_flags_scores_or_categories() -> None:
    content = "layer,head,flag,part,group,score\n0,0,yes,0.5,B,0.1\n0,1,no,0.2,A; B,0.9\n1,2,x,,,0.8\n"
    assert heads_of(table(content, column="flag")) == {"flag": {(0, 0), (1, 2)}}
    classification = table(content, column="part", threshold=0.3, missing="unclassified")
    assert heads_of(classification) == {"A": set(), "B": {(0, 0)}}, "the scores of the groups"
    assert heads_of(table(content, column="group", threshold=0.5)) == {"A": {(0, 1)}, "B": {(0, 1)}}
    plain = "layer,head,group\n0,0,B\n0,1,A; B\n1,2,\n"
    classification = table(plain, column="group")
    assert heads_of(classification) == {"A": {(0, 1)}, "B": {(0, 0), (0, 1)}}
    assert classification.categories == ("A", "B"), "the order of rows is an accident"


def test_a_column_of_flags_that_are_all_no_is_a_category_without_heads() -> None:
    assert heads_of(table("layer,head,flag\n0,0,no\n", column="flag")) == {"flag": set()}


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("0,1,0.5,A,x", "group", "h.csv:3:11: score 'x' is not a finite number"),
        (
            "0,1,,A,1",
            "part",
            "h.csv:3:5: score '' is not a finite number; --missing unclassified takes it as no score",
        ),
        (
            '0,1,"0,5",A,1',
            "part",
            "h.csv:3:5: score '0,5' is not a finite number; write a decimal comma as a point",
        ),
    ],
)
def test_a_bad_score_in_a_named_column_is_reported_with_its_location(
    row: str, column: str, message: str
) -> None:
    content = f"layer,head,part,group,score\n0,0,0.5,A,0.5\n{row}\n"
    assert refused(content, column=column, threshold=0.1) == [message]


def test_a_bad_score_without_categories_is_reported_with_its_location() -> None:
    assert refused("layer,head,score\n0,0,0.5\n0,1,x\n", threshold=0.1) == [
        "h.csv:3:5: score 'x' is not a finite number"
    ]


# --- listings ---

LISTINGS: dict[str, tuple[str, Mapping[str, Any]]] = {
    "wide": ("layer,head,A\n0,0,1\n0,1,0\n0,2,0\n1,0,1\n", {}),
    "scores": ("layer,head,score\n0,0,1\n0,1,0\n0,2,0\n1,0,1\n", {"threshold": 0.5}),
    "column": ("layer,head,x,A\n0,0,5,1\n0,1,5,0\n0,2,5,0\n1,0,5,1\n", {"column": "A"}),
    "long with scores": (
        "layer,head,category,score\n0,0,A,1\n0,1,A,0\n0,2,A,0\n1,0,A,1\n",
        {"threshold": 0.5},
    ),
}


@pytest.mark.parametrize(("content", "how"), LISTINGS.values(), ids=LISTINGS)
def test_heads_that_a_listing_leaves_out_are_absent(
    content: str, how: Mapping[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    classification = table(content, **how)
    assert classification.present.tolist() == [[True, True, True], [True, False, False]]
    assert (
        "h.csv: 2 heads are not listed and are drawn as absent; --missing unclassified draws them gray"
        in caplog.messages
    )
    assert next(iter(heads_of(classification).values())) == {(0, 0), (1, 0)}


# --- headers and rows ---


@pytest.mark.parametrize("columns", [12, 13])
def test_an_incomplete_header_is_quoted_in_the_error(columns: int) -> None:
    names = [f"c{i}" for i in range(columns)]
    listing = ", ".join(f"'{name}'" for name in names[:12]) + (", .." if columns > 12 else "")
    [line] = refused(",".join(names) + "\n" + ",".join("x" * columns) + "\n")
    assert line == (
        "h.csv:1:1: has no column for the head; expected layer, head and category, or layer, head and a "
        f"column per category; found {listing}; a flat column, a row per head, needs "
        "--column NAME, and --repeats mean if it has several rows for each head"
    )


@pytest.mark.parametrize("models", [1, 2, 12, 13])
def test_rows_of_several_models_are_refused_with_their_names(models: int) -> None:
    rows = "".join(f"0,1,A,m{i}\n" for i in range(models))
    content = "layer,head,category,model\n" + rows
    if models == 1:
        assert heads_of(table(content)) == {"A": {(0, 1)}}
        return
    choices = [f"--where model=m{i}" for i in range(min(12, models))]
    if models > 12:
        choices.append("..")
    assert refused(content) == [f"h.csv: holds {models} models; choose one: {', '.join(choices)}"]
    assert heads_of(table(content, where=[("model", "m1")])) == {"A": {(0, 1)}}


def test_a_table_without_rows_to_read_is_refused() -> None:
    content = "layer,head,category,model\n0,1,A,m\n"
    assert refused(content, where=[("model", "n"), ("category", "A")]) == [
        "h.csv: has no row with model=n, category=A"
    ]
    assert refused("layer,head,category\n") == ["h.csv: has a header but no rows"]


def test_rows_with_more_or_fewer_fields_than_the_header_are_refused() -> None:
    assert refused("layer,head,category\n0,1\n0,1,A,B\n0\n") == [
        "h.csv:2:1: row has 2 fields where the header has 3",
        "h.csv:3:1: row has 4 fields where the header has 3; quote a field that holds ','",
        "h.csv:4:1: row has 1 field where the header has 3",
    ]


def test_records_whose_category_is_not_a_name_are_refused() -> None:
    records = [{"layer": 0, "head": 0, "category": value} for value in ({"A": 1}, True, "A")]
    assert refused(json.dumps(records), "h.json") == [
        f"h.json: $[{i}].category: expected a category's name or a list of them, found {cell}"
        for i, cell in enumerate(("\"{'A': 1}\"", "true"))
    ]


def test_records_without_a_layer_or_a_head_are_refused() -> None:
    records = [{"layer": 0, "category": "A"}, {"head": 0, "category": "A"}, {"layer": 0, "head": 0}]
    assert refused(json.dumps(records), "h.json") == [
        f'h.json: $[{i}]: has no {missing_part}; expected {{"layer": .., "head": .., ..}}'
        for i, missing_part in enumerate(("head", "layer"))
    ]


def test_a_head_without_a_layer_column_must_name_the_layer() -> None:
    assert refused("note,head,category\nx,3,A\ny,9-1,A\n") == [
        "h.csv:2:3: head '3' names no layer; without a layer column it must name both, such as "
        '"(5, 1)", "5-1" or "L5H1"',
        "h.csv:3:3: layer 9 is outside the grid of 2 layers x 3 heads; set --grid or fix the row",
    ]


@pytest.mark.parametrize(("mark", "other"), [(";", "|"), ("|", ";")])
def test_the_delimiter_of_columns_does_not_split_categories(mark: str, other: str) -> None:
    content = f'layer{mark}head{mark}category\n0{mark}1{mark}"A{mark}B{other}C"\n'
    assert heads_of(table(content)) == {f"A{mark}B": {(0, 1)}, "C": {(0, 1)}}
    assert heads_of(table("# a comment\n" + content)) == {f"A{mark}B": {(0, 1)}, "C": {(0, 1)}}
    assert heads_of(table(content, column="category")) == {f"A{mark}B": {(0, 1)}, "C": {(0, 1)}}


# --- matrices ---


def test_a_matrix_is_taken_as_transposed_only_if_it_would_fit() -> None:
    assert error_lines("1,0,0,1\n" * 5, grid=(4, 5)) == [
        "h.csv: is 5 rows x 4 columns where the grid has 4 layers x 5 heads; it looks transposed"
    ]
    assert error_lines("1,0,1,0\n0,1,1,1\n", grid=(2, 3)) == [
        "h.csv: is 2 rows x 4 columns where the grid has 2 layers x 3 heads"
    ]


def test_short_rows_of_a_matrix_are_refused_or_leave_heads_absent() -> None:
    content = "0.5,0.1,0.9,1\n0.5\n0.2,0.1\n"
    assert error_lines(content, threshold=0.4) == [
        f"h.csv:{line}:1: row has {width} numbers where others have 4; --missing absent leaves the rest out"
        for line, width in ((2, 1), (3, 2))
    ]
    classification = table(content, grid=None, threshold=0.4, missing="absent")
    present = [[True, True, True, True], [True, False, False, False], [True, True, False, False]]
    assert classification.present.tolist() == present
    assert heads_of(classification) == {"h": {(0, 0), (0, 2), (0, 3), (1, 0)}}
