"""Which heads the columns of a table say: named with --column, flat, wide, with scores, as records."""

from pathlib import Path
from typing import Any

import pytest

from headmap_cli.readers import read
from tests.readers import Head, heads_of

Heads = dict[str, set[Head]]


def found_in(tmp_path: Path, content: str, **how: Any) -> Heads:
    (tmp_path / "h").write_text(content, encoding="utf-8")
    return heads_of(read(tmp_path / "h", **how))


COLUMNS: dict[str, tuple[str, dict[str, Any], Heads]] = {
    "scores": (
        "layer,head,s\n0,0,.9\n0,1,.2\n1,0,\n1,1,.7\n",
        {"column": "s", "threshold": 0.5, "missing": "unclassified"},
        {"s": {(0, 0), (1, 1)}},
    ),
    "flags, none set": ("layer,head,s\n0,0,0\n0,1,no\n", {"column": "s"}, {"s": set()}),
    "names": (
        "layer,head,k,category\n0,0,B;A,x\n0,1,,x\n1,0,A,x\n",
        {"column": "k"},
        {"A": {(0, 0), (1, 0)}, "B": {(0, 0)}},
    ),
    "names and their scores": (
        "layer,head,k,score\n0,0,A,.9\n0,1,A,.1\n1,0,,\n",
        {"column": "k", "threshold": 0.5},
        {"A": {(0, 0)}},
    ),
    "names in a column called value": ("layer,head,value\n0,1,A\n", {"column": "value"}, {"A": {(0, 1)}}),
    "names in a column that ends in score": (
        "layer,head,kind_score,attn_score\n0,0,A,.9\n0,1,A,.1\n",
        {"column": "kind_score", "threshold": 0.5},
        {"A": {(0, 0)}},
    ),
    "names with a delimiter of columns": (
        'layer;head;k\n0;0;"A;B"\n0;1;C|D\n',
        {"column": "k"},
        {"A;B": {(0, 0)}, "C": {(0, 1)}, "D": {(0, 1)}},
    ),
    "a category with a delimiter of columns": (
        'layer|head|category\n0|0|"A|B"\n0|1|XOR;X\n',
        {},
        {"A|B": {(0, 0)}, "X": {(0, 1)}, "XOR": {(0, 1)}},
    ),
    "names that hold X": (
        "layer,head,category\n0,0,XOR\n0,1,aX;X|b\n",
        {},
        {"aX": {(0, 1)}, "b": {(0, 1)}, "X": {(0, 1)}, "XOR": {(0, 0)}},
    ),
    "a column of flags by its name beside scores": (
        "layer,head,A,B,C\n0,0,.9,y,TRUE\n0,1,.1,f,False\n",
        {"column": "C"},
        {"C": {(0, 0)}},
    ),
    "scores of which some are NA": (
        "layer,head,A\n0,0,.9\n0,1,NA\n",
        {"threshold": 0.5, "missing": "unclassified"},
        {"A": {(0, 0)}},
    ),
    "a flat column of scores": (
        "p,s\na,.1\nb,.9\nc,-\nd,.8\n",
        {"column": "s", "grid": (2, 2), "threshold": 0.5, "missing": "absent"},
        {"s": {(0, 1), (1, 1)}},
    ),
    "a flat column, with its format named": (
        ".1\n.9\n",
        {"grid": (1, 2), "input_format": "flat", "threshold": 0.5},
        {"h": {(0, 1)}},
    ),
    "records with null": (
        '[{"layer": 0, "head": 0, "A": 1}, {"layer": 0, "head": 1, "A": null}]',
        {},
        {"A": {(0, 0)}},
    ),
    "a matrix for each of Z and A": (
        '{"Z": [[1, 0, 0, 0]], "A": [[0, 1, 0, 0]]}',
        {},
        {"Z": {(0, 0)}, "A": {(0, 1)}},
    ),
    "labels of several categories": (
        "layer,head,label,score\n0,0,a,.9\n0,1,b,.8\n",
        {"threshold": 0.5, "categories": {"X": ["a", "b"], "Y": ["a"]}},
        {"X": {(0, 0), (0, 1)}, "Y": {(0, 0)}},
    ),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_json_are_read_in_their_order(name: str, tmp_path: Path) -> None:
    content, how, expected = COLUMNS[name]
    found = found_in(tmp_path, content, **how)
    assert found == expected
    assert list(found) == list(expected), "the order"
