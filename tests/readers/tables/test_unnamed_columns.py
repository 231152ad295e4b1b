"""Rows of numbers without a header are a matrix of scores, or layers and heads with measurements."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.core.vocabulary import option
from headmap_cli.readers import read
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")

MATRIX = option("input-format", "matrix")
HEADS = option("input-format", "heads")

TABLES = {
    "a rank": [[0, 0, 0.9, 1], [1, 1, 0.1, 2]],
    "a count first": [[3, 7, 12, 0.25], [0, 2, 40, 0.5], [3, 6, 8, -0.5]],
    "two scores and a seed": [[5, 1, 0.5, 0.1, 3], [5, 2, 0.25, 0.2, 3]],
    "six columns": [[0, 1, 0.5, 0.1, 0.7, 90], [1, 0, 0.25, 0.2, 0.5, 80]],
    "flags beside scores": [[0, 0, 0.5, 1], [0, 1, 0.25, 0], [1, 0, 0.125, 1]],
    "whole scores among fractions": [[10, 11, 1.0, 4], [10, 12, 0.5, 5]],
}
MATRICES = {
    "fractions first": [[0.5, 0, 0.9, 1], [0, 1, 0.1, 2]],
    "a fraction in the second column": [[0, 0.5, 0.9, 1], [1, 1, 0.1, 2]],
    "flags": [[0, 0, 1, 1], [1, 0, 1, 1]],
    "whole numbers": [[1, 2, 9, 4], [2, 3, 8, 7]],
    "a pair twice": [[0, 0, 0.9, 1], [0, 0, 0.1, 2]],
    "negative numbers": [[0, -1, 0.9, 1], [1, 1, 0.1, 2]],
    "fractions in all other columns": [[0, 0, 0.9, 0.5], [1, 1, 0.1, 0.25]],
    "seven columns": [[0, 0, 0.9, 1, 1, 1, 1], [1, 1, 0.1, 2, 1, 1, 1]],
    "one row": [[0, 0, 0.9, 1]],
}


def written(rows: list[list[float]], mark: str) -> str:
    Path("t.txt").write_text("".join(mark.join(map(str, row)) + "\n" for row in rows))
    return "t.txt"


def written_as(kind: str, rows: list[list[float]]) -> str:
    """Write the rows as a table or an array, and return the name of the file."""
    if kind == "csv":
        return written(rows, ",")
    np.save("t.npy", np.array(rows))
    return "t.npy"


@pytest.mark.parametrize("mark", [",", "\t", ";", " "])
@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
def test_a_table_without_its_header_is_refused(rows: list[list[float]], mark: str) -> None:
    with pytest.raises(InputError) as e:
        read(written(rows, mark), threshold=0.5)
    assert e.value.lines() == [
        "t.txt:1:1: could be a matrix, or a table of layers, heads and scores without its header; "
        f"set {MATRIX}, or add a header that begins with layer,head,score"
    ]


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
def test_an_array_that_may_be_a_table_is_refused(rows: list[list[float]]) -> None:
    np.save("t.npy", np.array(rows))
    size = f"{len(rows)} x {len(rows[0])}"
    with pytest.raises(InputError) as e:
        read("t.npy", threshold=0.5)
    assert e.value.lines() == [
        f"t.npy: an array of {size} could be a table with rows of [layer, head, ..], or scores of "
        f"{len(rows)} layers x {len(rows[0])} heads; set {MATRIX}, "
        "or save the first three columns alone as a list of heads with scores"
    ]


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("kind", ["csv", "npy"])
def test_the_format_or_the_grid_can_choose_a_matrix(rows: list[list[float]], kind: str) -> None:
    name = written_as(kind, rows)
    size = len(rows), len(rows[0])
    assert read(name, threshold=0.5, input_format="matrix").present.shape == size
    assert read(name, threshold=0.5, grid=size).present.shape == size


@pytest.mark.parametrize("rows", MATRICES.values(), ids=MATRICES)
@pytest.mark.parametrize("kind", ["csv", "npy"])
def test_an_ordinary_matrix_is_read(rows: list[list[float]], kind: str) -> None:
    name = written_as(kind, rows)
    assert read(name, threshold=0.5).present.shape == (len(rows), len(rows[0]))


@pytest.mark.parametrize("header", ["V1,V2,V3,V4", "X1,X2,X3,X4", "0,1,2,3"])
def test_columns_that_are_only_numbered_may_be_a_table(header: str) -> None:
    Path("t.csv").write_text(f"{header}\n0,0,0.9,1\n2,1,0.1,2\n")
    with pytest.raises(InputError, match="or a table of layers and heads whose columns have no names; "):
        read("t.csv", threshold=0.5)


@pytest.mark.parametrize("header", ["H0,H1,H2,H3", "head 0,head 1,head 2,head 3"])
def test_columns_that_are_named_heads_are_a_matrix(header: str) -> None:
    Path("t.csv").write_text(f"{header}\n0,0,0.9,1\n2,1,0.1,2\n")
    assert read("t.csv", threshold=0.5).present.shape == (2, 4)


LISTS: dict[str, tuple[str, dict[str, Any], set[tuple[int, int]]]] = {
    "scores": ("0,0,0.9\n1,1,0.1\n", {"threshold": 0.5}, {(0, 0)}),
    "tabs": ("0\t1\t0.25\n1\t1\t0.75\n", {"threshold": 0.5}, {(1, 1)}),
    "semicolons": ("0;1;3\n1;2;7\n", {"top": 1}, {(1, 2)}),
    "spaces": ("1 0 .1\n0 2 .8\n", {"threshold": 0.5}, {(0, 2)}),
    "pairs with commas": ("1,0\n0,2\n", {}, {(1, 0), (0, 2)}),
    "pairs with tabs": ("1\t0\n0\t2\n", {}, {(1, 0), (0, 2)}),
    "pairs with spaces": ("1 0\n0 2\n", {}, {(1, 0), (0, 2)}),
}


@pytest.mark.parametrize(("content", "how", "expected"), LISTS.values(), ids=LISTS)
def test_numeric_rows_are_read_as_a_list_of_heads(
    content: str, how: dict[str, Any], expected: set[tuple[int, int]]
) -> None:
    Path("t.txt").write_text(content)
    assert heads_of(read("t.txt", input_format="heads", grid="2x3", **how)) == {"t": expected}


OFFERS = {
    "0,0,0.9\n1,1,0.1\n": ("a list of heads with scores, ", f"{HEADS} or matrix", "layer,head,score"),
    "7\t3\t12\n7\t4\t10\n": ("a list of heads with scores, ", f"{HEADS} or matrix", "layer,head,score"),
    "7;3\n7;4\n": ("a list of heads, ", f"{HEADS} or matrix", "layer,head"),
}


@pytest.mark.parametrize(("content", "offer"), OFFERS.items())
def test_each_header_that_the_message_offers_works(content: str, offer: tuple[str, str, str]) -> None:
    readings, choice, header = offer
    Path("t.txt").write_text(content)
    with pytest.raises(InputError) as e:
        read("t.txt", top=1)
    assert e.value.lines() == [
        f"t.txt:1:1: could be a matrix, {readings}or a table without its header; "
        f"set {choice}, or add the header {header}"
    ]
    mark = next(mark for mark in ",\t;" if mark in content)
    Path("t.txt").write_text(header.replace(",", mark) + "\n" + content)
    if "score" in header:
        assert len(heads_of(read("t.txt", top=1))["t"]) == 1
    else:
        assert heads_of(read("t.txt")) == {"t": {(7, 3), (7, 4)}}


@pytest.mark.parametrize(
    "rows", [[[0, 0, 0.9], [1, 1, 0.1]], [[0, 1, 0.5], [0, 0, 2]], [[1, 0, -0.25], [0, 0, 1]]]
)
def test_an_array_of_indices_and_scores_is_refused_for_a_model_of_few_heads(rows: Any) -> None:
    np.save("t.npy", np.array(rows))
    with pytest.raises(InputError, match=r"could be a list of heads with rows of \[layer, head, score\]"):
        read("t.npy", threshold=0.5)
