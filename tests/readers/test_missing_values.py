"""Markers of missing values mean the same in every column and every format."""

import json
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.parameters import slow_after_first
from tests.readers import Head, error_lines_of_file, heads_of, missing

pytestmark = pytest.mark.usefixtures("workdir")

MARKERS = [
    "NA", "nan", "NaN", "None", "null", "n/a", "N/A", "NULL", "<NA>", "NaT", "-", "--", "---", ".", "N.A.",
    "-nan", "\N{EM DASH}", "1.#QNAN", "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!",
    "#SPILL!", "#ERROR!", "Err:502", " na ",
]  # fmt: skip
NAMES = [
    "NATO",
    "nano",
    "Nancy",
    "none of these",
    "other",
    "#1",
    "-1",
    "...",
    "n",
    "null hypothesis",
    "inf",
    "N/A?",
]
"""Names of categories that only resemble a marker."""

FORMS = {
    "a long table": ("h.csv", "layer,head,category\n0,0,A\n0,1,{}\n1,0,B\n"),
    "tabs": ("h.tsv", "layer\thead\tcategory\n0\t0\tA\n0\t1\t{}\n1\t0\tB\n"),
    "semicolons": ("h.csv", "layer;head;category\n0;0;A\n0;1;{}\n1;0;B\n"),
    "quotes": ("h.csv", 'layer,head,category\n0,0,"A"\n0,1,"{}"\n1,0,B\n'),
    "names of heads": ("h.csv", "head,category\nL0H0,A\nL0H1,{}\nL1H0,B\n"),
    "one of several": ("h.csv", "layer,head,category\n0,0,A;{0}\n0,1,{0}\n1,0,{0}|B\n"),
    "records": (
        "h.json",
        '[{{"layer":0,"head":0,"category":"A"}},{{"layer":0,"head":1,"category":"{}"}},'
        '{{"layer":1,"head":0,"category":"B"}}]',
    ),
    "lines of records": (
        "h.jsonl",
        '{{"layer":0,"head":0,"category":"A"}}\n{{"layer":0,"head":1,"category":"{}"}}\n'
        '{{"layer":1,"head":0,"category":"B"}}\n',
    ),
    "head -> category": ("h.json", '{{"0-0":"A","0-1":"{}","1-0":"B"}}'),
    "head -> categories": ("h.json", '{{"0-0":["A","{0}"],"0-1":["{0}"],"1-0":["B"]}}'),
    "list of heads and categories": ("h.json", '[[0,0,"A"],[0,1,"{}"],[1,0,"B"]]'),
    "columns": ("h.json", '{{"layer":[0,0,1],"head":[0,1,0],"category":["A","{}","B"]}}'),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("marker", slow_after_first(MARKERS))
def test_a_missing_category_is_none(form: str, marker: str) -> None:
    name, text = FORMS[form]
    Path(name).write_text(text.format(marker))
    assert heads_of(read(name)) == {"A": {(0, 0)}, "B": {(1, 0)}}


@pytest.mark.parametrize(
    "form", [form for form in FORMS if "several" not in form and "categories" not in form]
)
@pytest.mark.parametrize("label", slow_after_first(NAMES))
def test_a_name_that_resembles_a_marker_is_a_category(form: str, label: str) -> None:
    name, text = FORMS[form]
    Path(name).write_text(text.format(label))
    assert heads_of(read(name)) == {"A": {(0, 0)}, label: {(0, 1)}, "B": {(1, 0)}}


def test_a_head_without_a_category_is_there_all_the_same() -> None:
    """The row declares it, so that the grid has it."""
    Path("h.csv").write_text("layer,head,category\n0,0,A\n3,5,NA\n")
    assert read("h.csv").membership.shape == (1, 4, 6)


@pytest.mark.parametrize("marker", slow_after_first(MARKERS))
@pytest.mark.parametrize("what", ["layer", "head"])
def test_a_missing_layer_or_head_is_an_error(what: str, marker: str) -> None:
    cells = {"layer": "0", "head": "0", what: marker}
    Path("h.csv").write_text("category,layer,head\nA,0,0\nA,{layer},{head}\n".format(**cells))
    shown = marker.lstrip(" ")
    column = (3 if what == "layer" else 5) + len(marker) - len(shown)
    assert error_lines_of_file("h.csv") == [f"h.csv:3:{column}: {missing(what, repr(shown))}"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("head,category\nNA,A\n", "2:1: " + missing("head", "'NA'")),
        ("category,head\nA,#REF!\n", "2:3: " + missing("head", "'#REF!'")),
        ('{"A": [["None", 0]]}', " $.A[0]: " + missing("layer", "'None'")),
        ('[{"layer": 0, "head": "nan", "category": "A"}]', " $[0].head: " + missing("head", "'nan'")),
    ],
)
def test_a_missing_head_is_named_with_its_place(text: str, line: str) -> None:
    Path("h").write_text(text)
    assert error_lines_of_file("h") == [f"h:{line}"]


FLAGS: dict[str, tuple[str, str, str]] = {
    "x": ("x", "", "NA"),
    "true and false": ("TRUE", "FALSE", "NA"),
    "yes and no": ("yes", "no", "n/a"),
    "numbers": ("1", "0", "nan"),
    "numbers with a point": ("1.0", "0.0", "NaN"),
    "check marks": ("✓", "", "#N/A"),
    "letters": ("T", "F", "<NA>"),
}


@pytest.mark.parametrize("name", FLAGS)
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_missing_flag_is_a_no(name: str, mark: str) -> None:
    yes, no, none = FLAGS[name]
    rows = [["layer", "head", "A", "B"], ["0", "0", yes, none], ["0", "1", none, none], ["1", "0", no, yes]]
    Path("h.csv").write_text("".join(mark.join(row) + "\n" for row in rows))
    assert heads_of(read("h.csv")) == {"A": {(0, 0)}, "B": {(1, 0)}}
    Path("h.json").write_text(json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]))
    assert heads_of(read("h.json")) == {"A": {(0, 0)}, "B": {(1, 0)}}


@pytest.mark.parametrize(("missing", "absent"), [("absent", {(0, 1)}), ("unclassified", set())])
@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("layer,head,A,B\n0,0,x,NA\n0,1,NA,NA\n1,0,,NA\n1,1,NA,x\n", {}),
        ("layer,head,A\n0,0,1\n0,1,NA\n1,0,0\n1,1,1\n", {"column": "A"}),
        ("A\n1\nNA\n0\n1\n", {"column": "A", "grid": (2, 2)}),
        ("TRUE,NA\nFALSE,TRUE\n", {"input_format": "matrix"}),
    ],
    ids=["wide", "a column", "flat", "matrix"],
)
def test_a_head_without_any_flag_may_be_absent(
    text: str, how: dict[str, Any], missing: Any, absent: set[Head]
) -> None:
    Path("h.csv").write_text(text)
    found = read("h.csv", missing=missing, **how)
    assert {(int(a), int(b)) for a, b in zip(*(~found.present).nonzero(), strict=True)} == absent
    assert found.membership.any(axis=0).tolist() == [[True, False], [False, True]]


SCORES: dict[str, tuple[str, str]] = {
    "long": ("h.csv", "layer,head,category,score\n0,0,A,0.9\n0,1,A,{}\n"),
    "wide": ("h.csv", "layer,head,A\n0,0,0.9\n0,1,{}\n"),
    "scores of heads": ("A.csv", "layer,head,score\n0,0,0.9\n0,1,{}\n"),
    "matrix": ("A.csv", "0.9,{},0.1,0.1\n"),
    "matrix, first": ("A.csv", "0.9,0.1,0.1,0.1\n0.2,{},0.1,0.1\n"),
    "records": (
        "h.json",
        '[{{"layer":0,"head":0,"category":"A","score":0.9}},{{"layer":0,"head":1,"category":"A","score":"{}"}}]',
    ),
    "head -> score": ("A.json", '{{"0-0":0.9,"0-1":"{}"}}'),
    "head -> scores": ("A.json", '{{"0-0":[0.9,0.7],"0-1":[0.1,"{}"]}}'),
    "head -> category -> score": ("h.json", '{{"0-0":{{"A":0.9,"B":0.1}},"0-1":{{"A":"{}","B":0.1}}}}'),
    "list of heads and scores": ("A.json", '[["L0H0",0.9],["L0H1","{}"]]'),
    "json matrix": ("A.json", '[[0.9,"{}",0.1,0.1]]'),
}


@pytest.mark.parametrize("form", SCORES)
@pytest.mark.parametrize("marker", ["NA", "NaN", "None", "n/a", "-", ".", "#DIV/0!", "<NA>"])
def test_a_missing_score_is_read_as_the_caller_chooses(form: str, marker: str) -> None:
    name, text = SCORES[form]
    Path(name).write_text(text.format(marker))
    found = read(name, threshold=0.5, missing="unclassified")
    assert heads_of(found)["A"] == {(0, 0)}
    assert found.present.all()
    with pytest.raises(
        InputError, match="is not a finite number; --missing unclassified takes it as no score"
    ):
        read(name, threshold=0.5)


@pytest.mark.parametrize("category", ["NA", "", "null", "unclassified"])
def test_no_score_is_needed_where_there_is_no_category(category: str) -> None:
    Path("h.csv").write_text(f"layer,head,category,score\n0,0,A,0.9\n0,1,{category},NA\n")
    assert heads_of(read("h.csv", threshold=0.5)) == {"A": {(0, 0)}}


def test_null_in_json_is_no_category_and_no_flag() -> None:
    documents = [
        [{"layer": 0, "head": 0, "category": "A"}, {"layer": 0, "head": 1, "category": None}],
        {"0-0": "A", "0-1": None},
        [{"layer": 0, "head": 0, "A": 1}, {"layer": 0, "head": 1, "A": None}],
    ]
    for document in documents:
        Path("h.json").write_text(json.dumps(document))
        assert heads_of(read("h.json", grid=(1, 2))) == {"A": {(0, 0)}}
