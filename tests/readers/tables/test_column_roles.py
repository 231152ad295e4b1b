"""The same columns become categories and scores in every format."""

import json
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import Head, heads_of
from tests.readers.tables.formats import Row, every_format, read_table

pytestmark = pytest.mark.usefixtures("workdir")

SCORES = {(0, 0): 0.9, (0, 1): 0.1, (1, 2): 0.7}
HIGH: dict[str, set[Head]] = {"h": {(0, 0), (1, 2)}}


@every_format
@pytest.mark.parametrize(
    ("score", "other"),
    [
        ("score", "delta"),
        ("score", "weight"),
        ("value", "probe_score"),
        ("induction_score", "kl"),
        ("mean_cie", "max"),
        ("effect", "entropy"),
    ],
)
def test_a_score_wins_over_another_number_and_is_reported(
    write: Any, score: str, other: str, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [(0.3, *head, value) for head, value in SCORES.items()]
    assert heads_of(read_table(write, f"{other},layer,head,{score}", rows, threshold=0.5)) == HIGH
    assert caplog.messages[0] == (
        f"h: takes the scores from the column '{score}' and ignores {other} (scores); "
        f"--column {other} takes another column"
    )
    classification = read_table(write, f"{other},layer,head,{score}", rows, threshold=0.5, column=other)
    assert heads_of(classification) == {other: set()}


ROWS = [(0, 0, "A", 0.9), (0, 1, "B", 0.1), (1, 2, "A", 0.7)]


@every_format
@pytest.mark.parametrize(
    "category",
    [
        "Role",
        "motif",
        "head type",
        "taskName",
        "behaviour",
        "primary_function",
        "tags",
        "dominant",
        "circuit",
    ],
)
@pytest.mark.parametrize(
    ("number", "is_score_name"),
    [("score", True), ("attention", False), ("kl_div", False), ("logit_attribution", True)],
)
def test_categories_keep_their_scores_if_a_column_of_numbers_is_known_or_named(
    write: Any, category: str, number: str, is_score_name: bool, caplog: pytest.LogCaptureFixture
) -> None:
    header = f"layer,head,{category},{number}"
    members = {"A": {(0, 0), (1, 2)}, "B": {(0, 1)}}
    classification = read_table(write, header, ROWS)
    assert heads_of(classification) == members
    if is_score_name:
        assert (
            "h: lists only some heads of each category, at most 2 of 6, and is read as memberships"
            in (caplog.messages[-1])
        )
        assert classification.scores is not None
        assert classification.scores[0, 1, 2] == 0.7
    else:
        assert caplog.messages == [
            f"h: takes the categories from the column '{category}', with every listed head as a member, and "
            f"ignores {number} (scores); --column {number} uses its numbers as the scores of the categories"
        ]
    how = {} if is_score_name else {"column": number}
    assert heads_of(read_table(write, header, ROWS, threshold=0.8, **how)) == {"A": {(0, 0)}, "B": set()}


@every_format
@pytest.mark.parametrize(
    "remark", ["notes", "Name", "module", "Comment", "description", "hookName", "found by"]
)
def test_text_that_describes_heads_is_left_out_beside_a_score(write: Any, remark: str) -> None:
    assert heads_of(read_table(write, f"layer,head,{remark},score", ROWS, threshold=0.5)) == HIGH
    rows = [(*row, "A") for row in ROWS]
    classification = read_table(write, f"layer,head,{remark},score,circuit", rows, threshold=0.8)
    assert heads_of(classification) == {"A": {(0, 0)}}


@every_format
@pytest.mark.parametrize("name", ["head_name", "label of head", "L"])
def test_a_column_that_repeats_the_head_is_left_out(write: Any, name: str) -> None:
    rows = [(layer, head, f"L{layer}H{head}", score) for layer, head, _, score in ROWS]
    assert heads_of(read_table(write, f"layer,head,{name},score", rows, threshold=0.5)) == HIGH


@every_format
@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        ("induction,copying", [(1, 0), (0, 1), (1, 1)]),
        ("task,language", [("yes", "no"), ("no", "yes"), ("yes", "yes")]),
        ("x,step,y", [(1, 5, 0), (0, 6, 1), (1, 7, 1)]),
        ("ind_score,copy_score", [(0.9, 0.1), (0.1, 0.9), (0.8, 0.7)]),
        ("delta,kl,pvalue", [(0.9, 0.1, 0.01), (0.1, 2, 0.2), (4, 0.7, 0.3)]),
        ("probing,ablation", [(0.9, 0.0), (0.1, 1.0), (0.7, 1.0)]),
    ],
)
def test_columns_of_one_kind_are_drawn_and_reported(
    write: Any, columns: str, cells: list[Row], caplog: pytest.LogCaptureFixture
) -> None:
    rows = [(*head, *cell) for head, cell in zip(SCORES, cells, strict=True)]
    classification = read_table(write, f"layer,head,{columns}", rows, threshold=0.5)
    first, second = [name for name in columns.split(",") if name not in ("step", "pvalue")]
    assert heads_of(classification) == {first: {(0, 0), (1, 2)}, second: {(0, 1), (1, 2)}}
    assert caplog.messages[0].startswith(f"h: draws each of the columns {first}, {second} as a category")
    assert caplog.messages[0].endswith(f"; --column {first} draws that column alone")


UNKNOWN = "has no column that is known to hold categories or scores: "


@every_format
@pytest.mark.parametrize(
    ("columns", "cells", "message"),
    [
        ("selected,delta", (1, 0.5), UNKNOWN + "selected (0/1), delta (scores)"),
        ("delta,chosen", (0.5, "yes"), UNKNOWN + "delta (scores), chosen (0/1)"),
        ("circuit,verdict", ("ioi", "sure"), UNKNOWN + "circuit (text), verdict (text)"),
        ("circuit,chosen", ("ioi", "x"), UNKNOWN + "circuit (text), chosen (0/1)"),
        ("n,std", (5, 0.5), UNKNOWN + "n (numbers), std (scores)"),
        ("in_circuit,importance", (1, 0.5), UNKNOWN + "in_circuit (0/1), importance (scores)"),
        ("label,a_score,b_score", ("A", 0.5, 0.1), "scores: a_score (scores), b_score (scores)"),
        ("role,effect,weight", ("A", 0.5, 0.1), "scores: effect (scores), weight (scores)"),
        ("motif,behavior", ("A", "B"), "categories: motif (text), behavior (text)"),
    ],
)
def test_ambiguous_columns_are_refused(write: Any, columns: str, cells: Row, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_table(write, f"layer,head,{columns}", [(0, 0, *cells), (1, 1, *cells)], threshold=0.2)
    [line] = error.value.lines()
    assert message in line
    chosen = line.partition("; choose one with --column ")[2]
    assert chosen in columns.split(",")
    read_table(write, f"layer,head,{columns}", [(0, 0, *cells), (1, 1, *cells)], threshold=0.2, column=chosen)


@every_format
@pytest.mark.parametrize(
    ("columns", "cells", "rule", "heads"),
    [
        ("delta,p", (0.5, 0.01), {}, True),
        ("delta,kl_div", (0.5, 0.01), {}, True),
        ("rank,id", (3, 17), {}, True),
        ("score,note", (0.1, "first"), {}, True),
        ("notes", ("first",), {}, True),
        ("mean_effect,std_effect,n", (0.5, 0.1, 8), {"threshold": 0.4}, True),
        ("delta,p", (0.5, 0.01), {"threshold": 0.6}, False),
        ("drop,trials", (7, 2), {"top": "2"}, True),
    ],
)
def test_a_name_takes_all_rows_as_one_category(
    write: Any, columns: str, cells: Row, rule: dict[str, Any], heads: bool
) -> None:
    rows = [(0, 0, *cells), (1, 2, *cells)]
    classification = read_table(write, f"layer,head,{columns}", rows, "Sel", **rule)
    assert heads_of(classification) == {"Sel": {(0, 0), (1, 2)} if heads else set()}


@every_format
@pytest.mark.parametrize("rule", [{"threshold": 0.1}, {"top": "1"}])
def test_a_rule_and_a_name_need_one_column_of_scores(write: Any, rule: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"delta \(scores\), kl \(scores\); choose one with --column delta"):
        read_table(write, "layer,head,delta,kl", [(0, 0, 0.5, 0.2)], "Sel", **rule)


@every_format
@pytest.mark.parametrize("role", ["role", "task", "head_type", "group"])
@pytest.mark.parametrize(
    ("cells", "heads"),
    [
        (("x", "y"), {"x": {(0, 0)}, "y": {(1, 1)}}),
        (("t", "t"), {"t": {(0, 0), (1, 1)}}),
        (("x", "z"), {"x": {(0, 0)}, "z": {(1, 1)}}),
        ((3, 7), {"3": {(0, 0)}, "7": {(1, 1)}}),
        (("x", ""), {"role": {(0, 0)}}),
        (("no", "yes"), {"role": {(1, 1)}}),
    ],
)
def test_a_column_of_roles_has_names_or_is_a_flag(
    write: Any, role: str, cells: tuple[Any, Any], heads: dict[str, set[Head]]
) -> None:
    if role == "group" and "role" in heads:
        return  # groups called yes and no
    expected = {role if name == "role" else name: members for name, members in heads.items()}
    rows = [(0, 0, cells[0]), (1, 1, cells[1])]
    assert heads_of(read_table(write, f"layer,head,{role}", rows)) == expected


@pytest.mark.parametrize("name", ["results", "runs", "top", "ioi", "out", "entries"])
@pytest.mark.parametrize("key", ["role", "headType", "motif", "category"])
def test_records_within_an_object_keep_their_categories(name: str, key: str) -> None:
    rows = [{"layer": 0, "head": 1, key: "A"}, {"layer": 1, "head": 2, key: "B"}]
    Path("h").write_text(json.dumps({"model": "gpt2", name: rows}))
    assert heads_of(read("h", grid=(2, 3))) == {"A": {(0, 1)}, "B": {(1, 2)}}


@pytest.mark.parametrize("score", ["importance", "score", "meanEffect", "copy_score", "Value", "weight"])
@pytest.mark.parametrize("role", ["role", "kind", "headType", "label"])
def test_a_record_of_each_head_has_a_category_and_a_score(role: str, score: str) -> None:
    Path("h").write_text(json.dumps({"L0H1": {role: "x", score: 0.9}, "L1H2": {role: "y", score: 0.1}}))
    assert heads_of(read("h", grid=(2, 3))) == {"x": {(0, 1)}, "y": {(1, 2)}}
    assert heads_of(read("h", grid=(2, 3), threshold=0.5)) == {"x": {(0, 1)}, "y": set()}
