"""Which columns become categories and scores: the same in every format, whatever stands beside them."""

import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.cli.main import run
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import Head, heads_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("workdir")]

Row = Sequence[Any]


def delimited(mark: str) -> Callable[[Row, Sequence[Row]], str]:
    def write(header: Row, rows: Sequence[Row]) -> str:
        lines = [mark.join(map(str, row)) for row in [header, *rows]]
        return "\n".join(lines) + "\n"

    return write


def records(header: Row, rows: Sequence[Row]) -> str:
    return json.dumps([dict(zip(header, row, strict=True)) for row in rows])


def json_lines(header: Row, rows: Sequence[Row]) -> str:
    return "\n".join(json.dumps(dict(zip(header, row, strict=True))) for row in rows)


def by_columns(header: Row, rows: Sequence[Row]) -> str:
    return json.dumps({name: [row[i] for row in rows] for i, name in enumerate(header)})


FORMATS = {
    "csv": delimited(","),
    "quoted csv": lambda header, rows: delimited(",")([f'"{name}"' for name in header], rows),
    "tsv": delimited("\t"),
    "semicolon": delimited(";"),
    "json": records,
    "jsonl": json_lines,
    "columns": by_columns,
}
every_format = pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)


def read_table(write: Any, header: str, rows: Sequence[Row], name: str = "", **how: Any) -> Classification:
    Path("h").write_text(write(header.split(","), rows), encoding="utf-8")
    return read(f"{name}=h" if name else "h", **({"grid": (2, 3)} | how))


SCORES = {(0, 0): 0.9, (0, 1): 0.1, (1, 2): 0.7}
HIGH: dict[str, set[Head]] = {"h": {(0, 0), (1, 2)}}


@every_format
@pytest.mark.parametrize(
    ("score", "beside"),
    [
        ("score", "Rank"),
        ("scores", "std"),
        ("value", "pVal"),
        ("Value", "n samples"),
        ("attn_score", "Std. Err"),
        ("score_ioi", "ci_low"),
        ("mean_ablation", "stdAblation"),
        ("avgAttention", "seed"),
        ("direct effect", "is-significant"),
        ("importance", "num_prompts"),
        ("copying_weight", "95% CI"),
        ("meanScore", "passes_fdr"),
        ("attribution", "promptId"),
        ("head_activation", "Unnamed: 0"),
    ],
)
def test_bookkeeping_beside_a_score_is_left_out(
    write: Any, score: str, beside: str, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [(1 + i, *head, value) for i, (head, value) in enumerate(SCORES.items())]
    with caplog.at_level(logging.INFO, "headmap"):
        assert heads_of(read_table(write, f"{beside},layer,head,{score}", rows, threshold=0.5)) == HIGH
    assert f"ignored columns: {beside}" in caplog.messages


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
def test_a_score_wins_over_another_number_and_that_is_reported(
    write: Any, score: str, other: str, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [(0.3, *head, value) for head, value in SCORES.items()]
    assert heads_of(read_table(write, f"{other},layer,head,{score}", rows, threshold=0.5)) == HIGH
    assert caplog.messages[0] == (
        f"h: takes the scores from the column '{score}' and ignores {other} (scores); "
        f"--column {other} takes another column"
    )
    found = read_table(write, f"{other},layer,head,{score}", rows, threshold=0.5, column=other)
    assert heads_of(found) == {other: set()}


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
    ("number", "known"),
    [("score", True), ("attention", False), ("kl_div", False), ("logit_attribution", True)],
)
def test_categories_keep_their_scores_if_a_column_of_numbers_is_known_or_named(
    write: Any, category: str, number: str, known: bool, caplog: pytest.LogCaptureFixture
) -> None:
    header = f"layer,head,{category},{number}"
    members = {"A": {(0, 0), (1, 2)}, "B": {(0, 1)}}
    found = read_table(write, header, ROWS)
    assert heads_of(found) == members
    if known:
        assert (
            "h: lists only some heads of each category, at most 2 of 6, and is read as memberships"
            in (caplog.messages[-1])
        )
        assert found.scores is not None
        assert found.scores[0, 1, 2] == 0.7
    else:
        assert caplog.messages == [
            f"h: takes the categories from the column '{category}', with every listed head as a member, and "
            f"ignores {number} (scores); --column {number} uses its numbers as the scores of the categories"
        ]
    how = {} if known else {"column": number}
    assert heads_of(read_table(write, header, ROWS, threshold=0.8, **how)) == {"A": {(0, 0)}, "B": set()}


@every_format
@pytest.mark.parametrize(
    "remark", ["notes", "Name", "module", "Comment", "description", "hookName", "found by"]
)
def test_text_that_describes_heads_is_left_out_beside_a_score(write: Any, remark: str) -> None:
    assert heads_of(read_table(write, f"layer,head,{remark},score", ROWS, threshold=0.5)) == HIGH
    rows = [(*row, "A") for row in ROWS]
    found = read_table(write, f"layer,head,{remark},score,circuit", rows, threshold=0.8)
    assert heads_of(found) == {"A": {(0, 0)}}


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
def test_columns_that_are_alike_are_drawn_and_that_is_reported(
    write: Any, columns: str, cells: list[Row], caplog: pytest.LogCaptureFixture
) -> None:
    rows = [(*head, *cell) for head, cell in zip(SCORES, cells, strict=True)]
    found = read_table(write, f"layer,head,{columns}", rows, threshold=0.5)
    first, second = [name for name in columns.split(",") if name not in ("step", "pvalue")]
    assert heads_of(found) == {first: {(0, 0), (1, 2)}, second: {(0, 1), (1, 2)}}
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
def test_columns_that_leave_a_doubt_are_refused(write: Any, columns: str, cells: Row, message: str) -> None:
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
    found = read_table(write, f"layer,head,{columns}", rows, "Sel", **rule)
    assert heads_of(found) == {"Sel": {(0, 0), (1, 2)} if heads else set()}


@every_format
@pytest.mark.parametrize("rule", [{"threshold": 0.1}, {"top": "1"}])
def test_a_rule_and_a_name_need_one_column_of_scores(write: Any, rule: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"delta \(scores\), kl \(scores\); choose one with --column delta"):
        read_table(write, "layer,head,delta,kl", [(0, 0, 0.5, 0.2)], "Sel", **rule)


# --- scores or memberships ---

ALL = [(layer, head) for layer in range(2) for head in range(3)]


@every_format
@pytest.mark.parametrize(
    ("rows", "memberships"),
    [
        ([(*head, "A", 0.5) for head in ALL], False),
        ([(*head, name, 0.5) for head in ALL for name in "AB"], False),
        ([(*head, "A", 0.5) for head in ALL[1:]], False),
        ([(*head, name, 0.5) for head in ALL[:3] for name in "AB"], False),
        ([(*head, "A", 0.5) for head in ALL[:3]], True),
        ([(*head, "AB"[head[0]], 0.5) for head in ALL], True),
        ([(0, 0, "A", 0.5), (0, 0, "B", 0.5), (1, 1, "B", 0.5)], True),
        ([(*head, "A" if head != (1, 2) else "B", -0.5) for head in ALL], True),
    ],
    ids=["one", "each", "nearly all", "the same", "some", "one or the other", "overlap", "nearly one"],
)
def test_a_list_of_some_heads_holds_memberships(write: Any, rows: list[Row], memberships: bool) -> None:
    listed: dict[str, set[Head]] = {}
    for layer, head, name, _ in rows:
        listed.setdefault(name, set()).add((layer, head))
    if memberships:
        assert heads_of(read_table(write, "layer,head,category,score", rows)) == listed
    else:
        with pytest.raises(InputError, match="holds scores; choose a --threshold or --top"):
            read_table(write, "layer,head,category,score", rows)
    high = read_table(write, "layer,head,category,score", rows, threshold=0.6)
    assert heads_of(high) == {name: set() for name in listed}


@every_format
def test_scores_without_categories_stay_scores(write: Any) -> None:
    with pytest.raises(InputError, match="holds scores; choose a --threshold or --top"):
        read_table(write, "layer,head,score", [(0, 0, 0.5)])


# --- whatever stands beside them ---

BOOKKEEPING = [
    "rank", "Index", "id", "idx", "seed", "step", "epoch", "std", "score_std", "stdErr", "sem", "ci_low",
    "CI high", "lower", "n", "n_trials", "numPrompts", "count", "p", "pValue", "p-value", "is_significant",
    "passes_threshold", "timestamp", "run", "fold", "split", "prompt_id", "headId", "Layer Index",
    "Unnamed: 0",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    data=st.data(),
    name=st.sampled_from(["csv", "tsv", "json", "jsonl", "columns"]),
    score=st.sampled_from(["score", "Value", "attn score", "meanEffect"]),
    category=st.sampled_from(["category", "role", ""]),
)
def test_bookkeeping_never_changes_a_classification(
    data: st.DataObject, name: str, score: str, category: str
) -> None:
    scores = data.draw(
        st.dictionaries(
            st.tuples(
                st.integers(0, 2), st.integers(0, 3), st.sampled_from(["A", "B"] if category else ["h"])
            ),
            st.floats(-2, 2).map(lambda x: round(x, 3)),
            min_size=1,
        )
    )
    beside = data.draw(st.lists(st.sampled_from(BOOKKEEPING), max_size=5, unique=True))
    columns = {"layer": 0, "head": 1, category: 2, score: 3}
    header = data.draw(st.permutations([*(c for c in columns if c), *beside]))
    cell = st.one_of(st.integers(0, 1), st.integers(2, 99), st.floats(0, 1).map(lambda x: round(x, 3)))
    rows = []
    for (layer, head, label), value in scores.items():
        known = (layer, head, label, value)
        rows.append([known[columns[c]] if c in columns else data.draw(cell) for c in header])
    threshold = data.draw(st.floats(-2, 2).map(lambda x: round(x, 2)))
    meant: dict[str, set[Head]] = {label: set() for _, _, label in scores}
    for (layer, head, label), value in scores.items():
        if value > threshold:
            meant[label].add((layer, head))
    Path("h").write_text(FORMATS[name](header, rows), encoding="utf-8")
    found = read("h", grid=(3, 4), threshold=threshold, missing="unclassified")
    assert heads_of(found) == meant
    assert run(["convert", "h", "--grid", "3x4", f"--threshold={threshold}", "--missing", "unclassified",
                "-q", "-o", "c.json"]) == 0  # fmt: skip
    assert heads_of(read("c.json")) == meant


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
