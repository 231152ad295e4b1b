"""Long and wide tables in all their spellings."""

import csv
import io
import logging
from pathlib import Path

import pytest

from tests.readers import Head, classified, heads_of

K, L = "Knowledge", "Linguistic"
PLAIN = "layer,head,category\n0,1,Knowledge\n0,1,Linguistic\n2,0,Knowledge\n1,1,\n"
EXPECTED = {K: {(0, 1), (2, 0)}, L: {(0, 1)}}

SPELLINGS: dict[str, str | bytes] = {
    "comma": PLAIN,
    "tab": PLAIN.replace(",", "\t"),
    "semicolon": PLAIN.replace(",", ";"),
    "bar": PLAIN.replace(",", "|"),
    "header in capitals": PLAIN.replace("layer,head,category", "LAYER,Head,CATEGORY"),
    "spaces around": "layer , head , category\n 0 , 1 , Knowledge \n0,1,Linguistic\n2, 0,Knowledge\n1,1, \n",
    "l, h, class": PLAIN.replace("layer,head,category", "l,h,class"),
    "layer_idx, head_idx, label": PLAIN.replace("layer,head,category", "layer_idx,head_idx,label"),
    "Layer Index, Head ID, Categories": PLAIN.replace(
        "layer,head,category", "Layer Index,Head ID,Categories"
    ),
    "block, attention-head, relation": PLAIN.replace("layer,head,category", "block,attention-head,relation"),
    "columns in another order": "category,head,layer\nKnowledge,1,0\nLinguistic,1,0\nKnowledge,0,2\n,1,1\n",
    "more columns": "id,layer,p,head,category\n7,0,.1,1,Knowledge\n8,0,,1,Linguistic\n9,2,x,0,Knowledge\n"
    "1,1,,1,\n",
    "several in a cell by ;": "layer,head,category\n0,1,Knowledge;Linguistic\n2,0,Knowledge\n1,1,\n",
    "several in a cell by |": "layer,head,category\n0,1,Linguistic | Knowledge\n2,0,Knowledge|\n1,1,|\n",
    "several in a cell of a ; table": "layer;head;category\n0;1;Knowledge|Linguistic\n2;0;Knowledge\n1;1;\n",
    "several in a cell of a | table": "layer|head|category\n0|1|Knowledge;Linguistic\n2|0|Knowledge\n1|1|\n",
    "rows that stand twice": PLAIN + "2,0,Knowledge\n0,1,Linguistic\n",
    "leading zeros": "layer,head,category\n00,01,Knowledge\n00,01,Linguistic\n02,00,Knowledge\n01,01,\n",
    "blank lines": "\n\n" + PLAIN.replace("\n", "\n\n   \n"),
    "rows of delimiters alone": PLAIN + ",,\n,,\n",
    "comments before the header": "# made by hand; a, b, c\n#\n\n" + PLAIN,
    "byte order mark": b"\xef\xbb\xbf" + PLAIN.encode(),
    "byte order mark and comment": b"\xef\xbb\xbf# a comment\n" + PLAIN.encode(),
    "UTF-16 little end first": b"\xff\xfe" + PLAIN.encode("utf-16-le"),
    "UTF-16 big end first": b"\xfe\xff" + PLAIN.encode("utf-16-be"),
    "lines of Windows": PLAIN.replace("\n", "\r\n"),
    "lines of old Macs": PLAIN.replace("\n", "\r"),
    "no line end at the end": PLAIN.rstrip("\n"),
    "everything quoted": '"layer","head","category"\n"0","1","Knowledge;Linguistic"\n'
    '"2","0","Knowledge"\n"1","1",""\n',
    "line ends inside quotes": 'layer,head,category,"a\nnote"\n0,1,Knowledge,"a\nb\r\n"\n0,1,Linguistic,\n'
    '2,0,Knowledge,"""x"",\n"\n1,1,,\n',
    "line end inside the first quotes": '"a\nb";layer;head;category\n;0;1;Knowledge|Linguistic\n'
    ";2;0;Knowledge\n;1;1;\n",
    "other delimiters quoted in the header": 'layer,head,category,"a;b;c;d"\n0,1,Knowledge;Linguistic,\n'
    "2,0,Knowledge,\n1,1,,\n",
}


@pytest.mark.parametrize("content", SPELLINGS.values(), ids=SPELLINGS)
def test_each_spelling_of_a_long_table_gives_the_same_classification(
    content: str | bytes, tmp_path: Path
) -> None:
    classification = classified(tmp_path / "heads.csv", content)
    assert heads_of(classification) == EXPECTED
    assert classification.categories == (K, L)
    assert (classification.layers, classification.heads) == (3, 2)


def test_the_format_is_detected_from_the_content_not_the_name(tmp_path: Path) -> None:
    assert heads_of(classified(tmp_path / "heads.json", PLAIN.replace(",", "\t"))) == EXPECTED


def test_a_category_is_taken_as_it_is_written(tmp_path: Path) -> None:
    names = ["World, and more", 'so "called"', "日本", "$x_1$", "# no comment"]
    out = io.StringIO()
    csv.writer(out).writerows(
        [("layer", "head", "category"), *((i, 0, name) for i, name in enumerate(names))]
    )
    assert heads_of(classified(tmp_path / "heads.csv", out.getvalue())) == {
        name: {(i, 0)} for i, name in enumerate(names)
    }


def test_a_head_without_category_counts_for_the_grid(tmp_path: Path) -> None:
    classification = classified(tmp_path / "heads.csv", "layer,head,category\n1,1,A\n5,7,\n")
    assert (classification.layers, classification.heads) == (6, 8)
    assert heads_of(classification) == {"A": {(1, 1)}}


def test_the_grid_given_is_larger_than_the_heads_listed(tmp_path: Path) -> None:
    classification = classified(tmp_path / "heads.csv", PLAIN, grid=(36, 40))
    assert (classification.layers, classification.heads) == (36, 40)
    assert heads_of(classification) == EXPECTED


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        (0.15, {"A": {(0, 1)}, "B": {(1, 0), (1, 1)}}),
        (0.1499, {"A": {(0, 0), (0, 1)}, "B": {(1, 0), (1, 1)}}),
        (-3, {"A": {(0, 0), (0, 1)}, "B": {(1, 0), (1, 1)}}),
        (2, {"A": set(), "B": set()}),
        (0.9, {"A": set(), "B": {(1, 1)}}),
    ],
)
def test_scores_are_members_above_the_threshold(
    threshold: float, expected: dict[str, set[Head]], tmp_path: Path
) -> None:
    rows = "0,0,A,0.15\n0,1,A,9e-1\n1,0,B,+.5\n1,1,B,2\n"
    assert (
        heads_of(classified(tmp_path / "s.csv", "layer,head,category,score\n" + rows, threshold=threshold))
        == expected
    )


def test_a_head_without_category_needs_no_score(tmp_path: Path) -> None:
    classification = classified(
        tmp_path / "s.csv", "layer,head,category,score\n0,0,A,0.5\n1,1,,\n", grid=(2, 2), threshold=0.1
    )
    assert heads_of(classification) == {"A": {(0, 0)}}


def test_one_score_above_the_threshold_is_enough(tmp_path: Path) -> None:
    rows = "0,0,capital,0.1\n0,0,work,0.9\n0,1,capital,0.1\n0,1,work,0.2\n"
    classification = classified(
        tmp_path / "s.csv",
        "layer,head,relation,score\n" + rows,
        threshold=0.5,
        categories={K: ["capital", "work"]},
    )
    assert heads_of(classification) == {K: {(0, 0)}}


FLAGS = [
    ("1", "0"),
    ("1.0", "0.0"),
    ("true", "FALSE"),
    ("Yes", "no"),
    ("x", ""),
    ("X", " "),
    ("y", "n"),
    ("t", "f"),
]


@pytest.mark.parametrize(("yes", "no"), FLAGS, ids=["/".join(flag) for flag in FLAGS])
def test_each_pair_of_flags_in_a_wide_table_is_read(yes: str, no: str, tmp_path: Path) -> None:
    rows = [
        ("layer", "head", "Zeta", "alpha"),
        (0, 0, yes, yes),
        (0, 1, no, yes),
        (1, 0, no, no),
        (1, 1, yes, no),
    ]
    classification = classified(tmp_path / "wide.tsv", "\n".join("\t".join(map(str, row)) for row in rows))
    assert heads_of(classification) == {"Zeta": {(0, 0), (1, 1)}, "alpha": {(0, 0), (0, 1)}}
    assert classification.categories == ("Zeta", "alpha"), "the columns' order"


def test_a_column_of_a_wide_table_without_any_head_is_an_empty_category(tmp_path: Path) -> None:
    classification = classified(tmp_path / "wide.csv", "layer,head,B,A\n0,0,0,1\n0,1,0,0\n")
    assert heads_of(classification) == {"B": set(), "A": {(0, 0)}}


def test_scores_in_a_wide_table_are_compared_with_the_threshold(tmp_path: Path) -> None:
    classification = classified(
        tmp_path / "wide.csv", "layer,head,B,A\n0,0,0.5,1\n0,1,0.51,-2e0\n", threshold=0.5
    )
    assert heads_of(classification) == {"B": {(0, 1)}, "A": {(0, 0)}}
    assert classification.categories == ("B", "A")


def test_scores_in_one_column_make_scores_of_the_flags_in_another(tmp_path: Path) -> None:
    classification = classified(
        tmp_path / "w.csv", "layer,head,A,B\n0,0,0.5,1.0\n0,1,0.7,0.0\n", threshold=0.6
    )
    assert heads_of(classification) == {"A": {(0, 1)}, "B": {(0, 0)}}


def test_the_alphabet_orders_a_long_table_whatever_the_case(tmp_path: Path) -> None:
    classification = classified(tmp_path / "heads.csv", "layer,head,category\n0,0,c\n0,0,B\n0,0,a\n0,0,D\n")
    assert classification.categories == ("a", "B", "c", "D")


@pytest.mark.parametrize(
    ("content", "order"),
    [
        ("layer,head,category\n0,0,A;B;C;D\n", ("C", "A", "B", "D")),
        ("layer,head,D,B,C\n0,0,1,1,1\n", ("C", "D", "B")),
    ],
    ids=["long", "wide"],
)
def test_the_style_names_categories_first(
    content: str,
    order: tuple[str, ...],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(logging.getLogger("headmap"), "propagate", True)
    with caplog.at_level(logging.WARNING, "headmap"):
        classification = classified(
            tmp_path / "h.csv", content, grid=(1, 1), categories={"C": [], "Gone": []}
        )
    assert classification.categories == order
    several = "draws each of the columns D, B, C as a category; --column D draws that column alone"
    warnings = {f"{tmp_path / 'h.csv'}: {several}"} if len(order) == 3 else set()
    assert {record.getMessage() for record in caplog.records} == {
        "the style's category 'Gone' does not occur in the data",
        *warnings,
    }


@pytest.mark.parametrize(
    "content",
    ["layer,head,label\n0,0,work\n0,0,capital\n0,1,verb\n1,1,Knowledge\n1,0,rest\n",
     "layer,head,rest,work,capital,verb,Knowledge\n0,0,0,1,1,0,0\n0,1,0,0,0,1,0\n1,0,1,0,0,0,0\n1,1,0,0,0,0,1\n"],
    ids=["long", "wide"],
)  # fmt: skip
def test_includes_group_raw_labels(content: str, tmp_path: Path) -> None:
    classification = classified(tmp_path / "h.csv", content, categories={L: ["verb"], K: ["capital", "work"]})
    assert heads_of(classification) == {L: {(0, 1)}, K: {(0, 0), (1, 1)}, "rest": {(1, 0)}}
    assert classification.categories == (L, K, "rest")
