"""Columns of numbers that are left out are named by default: in a warning if they may have been expected."""

import logging
from pathlib import Path

import pytest

from headmap_cli.core.logs import NOTICE
from headmap_cli.core.vocabulary import option
from headmap_cli.readers import read
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")


def written(header: str, rows: str, mark: str = ",") -> str:
    lines = [header, *rows.split()]
    Path("t.csv").write_text("\n".join(lines).replace(",", mark) + "\n")
    return "t.csv"


@pytest.mark.parametrize("mark", [",", "\t", ";"])
@pytest.mark.parametrize(
    "header",
    [
        "category,layer,head,attention",
        "label,layer,head,kl",
        "Type,layer,head,logit_diff",
        "role,layer,head,entropy",
        "circuit,layer,head,patching",
        "head_type,layer,head,Tokens attended",
    ],
)
@pytest.mark.parametrize("quoted", [False, True])
def test_whole_numbers_beside_categories_are_named(
    header: str, mark: str, quoted: bool, caplog: pytest.LogCaptureFixture
) -> None:
    category, _, _, number = header.split(",")
    rows = "A,0,0,90 A,0,1,10 B,1,0,20 B,1,1,70"
    if quoted:  # the careful reader instead of the fast one
        rows = rows.replace("A", '"A"').replace("B", '"B"')
    found = read(written(header, rows, mark), grid="2x2")
    assert heads_of(found) == {"A": {(0, 0), (0, 1)}, "B": {(1, 0), (1, 1)}}
    assert caplog.messages == [
        f"t.csv: takes the categories from the column '{category}', with every listed head as a member, "
        f"and ignores {number} (numbers); {option('column', number)} uses its numbers as the scores of the "
        "categories"
    ]


@pytest.mark.parametrize(
    ("number", "values"),
    [
        ("n_layers", "24 24 24"),
        ("model_depth", "24 24 24"),
        ("in_paper", "0 1 1"),
        ("rank", "3 1 2"),
        ("seed", "7 8 9"),
        ("n_prompts", "50 60 70"),
        ("checked", "yes no yes"),
    ],
)
def test_constants_flags_and_bookkeeping_beside_categories_are_not(
    number: str, values: str, caplog: pytest.LogCaptureFixture
) -> None:
    a, b, c = values.split()
    found = read(written(f"layer,head,category,{number}", f"0,0,A,{a} 0,1,A,{b} 1,1,B,{c}"), grid="2x2")
    assert heads_of(found) == {"A": {(0, 0), (0, 1)}, "B": {(1, 1)}}
    assert not caplog.messages


@pytest.mark.parametrize(
    ("header", "score", "others"),
    [
        ("layer,head,score,std", "score", "std"),
        ("layer,head,value,ci_low", "value", "ci_low"),
        ("layer,head,attn_score,stderr", "attn_score", "stderr"),
        ("layer,head,Mean effect,p-value", "Mean effect", "p-value"),
        ("layer,head,weight,variance", "weight", "variance"),
        ("layer,head,importance,n_prompts", "importance", "n_prompts"),
    ],
)
def test_a_notice_names_the_scores_and_what_is_left_out(
    header: str, score: str, others: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(NOTICE, "headmap"):
        found = read(written(header, "0,0,0.9,2.5 0,1,0.1,3.5"), threshold=0.5, grid="1x2")
    assert heads_of(found) == {"t": {(0, 0)}}
    records = [(record.levelno, record.getMessage()) for record in caplog.records]
    assert records == [(NOTICE, f"t.csv: takes the scores from the column '{score}' and ignores {others}")]


@pytest.mark.parametrize("header", ["layer,head,category,score,std", "type,layer,head,scores,stderr"])
def test_the_notice_is_given_beside_categories_too(header: str, caplog: pytest.LogCaptureFixture) -> None:
    cells = {"layer": "0", "category": "A", "type": "A", "std": "0.25", "stderr": "0.25"}
    rows = [
        ",".join({**cells, "head": head, "score": score, "scores": score}[name] for name in header.split(","))
        for head, score in [("0", "0.9"), ("1", "0.1")]
    ]
    with caplog.at_level(NOTICE, "headmap"):
        found = read(written(header, " ".join(rows)), threshold=0.5, grid="1x2")
    assert heads_of(found) == {"A": {(0, 0)}}
    *_, score, other = header.split(",")
    assert caplog.messages[:1] == [f"t.csv: takes the scores from the column '{score}' and ignores {other}"]


@pytest.mark.parametrize("beside", ["note", "rank", "seed", "index", "model_name", "significant"])
def test_no_notice_if_nothing_that_measures_is_left_out(
    beside: str, caplog: pytest.LogCaptureFixture
) -> None:
    cell = {"note": "good", "model_name": "gpt2", "significant": "yes"}.get(beside, "7")
    with caplog.at_level(logging.INFO, "headmap"):
        read(written(f"layer,head,score,{beside}", f"0,0,0.9,{cell}"), threshold=0.5, grid="1x1")
    assert not [message for message in caplog.messages if "takes the scores" in message]


def test_no_notice_if_the_user_names_the_column(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(NOTICE, "headmap"):
        read(written("layer,head,score,std", "0,0,0.9,0.5"), threshold=0.6, grid="1x1", column="score")
    assert not [message for message in caplog.messages if "takes the scores" in message]
