"""An index at the beginning of each row is left out, even if the header does not name it."""

from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.files.source import Source
from headmap_cli.readers import read
from headmap_cli.readers.tables.vectorized import read_vectorized
from tests.readers import Head, context_of, heads_of

pytestmark = pytest.mark.usefixtures("workdir")

TABLES: dict[str, tuple[str, dict[str, set[Head]]]] = {
    "long, commas": ("layer,head,category\n0,5,1,A\n1,3,2,B\n", {"A": {(5, 1)}, "B": {(3, 2)}}),
    "long, tabs": ("layer\thead\tlabel\n0\t5\t1\tA\n1\t3\t2\tB\n", {"A": {(5, 1)}, "B": {(3, 2)}}),
    "long, semicolons": ("Layer;Head;Class\n1;5;1;A\n2;3;2;B\n", {"A": {(5, 1)}, "B": {(3, 2)}}),
    "long, bars": ("layer|head|category\n1|5|1|A\n2|3|2|B\n", {"A": {(5, 1)}, "B": {(3, 2)}}),
    "long, bars around": (
        "| layer | head | category |\n|---|---|---|\n| 0 | 5 | 1 | A |\n| 1 | 3 | 2 | B |\n",
        {"A": {(5, 1)}, "B": {(3, 2)}},
    ),
    "long, quotes": (
        '"layer","head","category"\n"1",5,1,"A, x"\n"2",3,2,"B"\n',
        {"A, x": {(5, 1)}, "B": {(3, 2)}},
    ),
    "long, returns": ("layer,head,category\r\n0,5,1,A\r\n1,3,2,B\r\n", {"A": {(5, 1)}, "B": {(3, 2)}}),
    "long, returns alone": ("layer,head,category\r0,5,1,A\r1,3,2,B\r", {"A": {(5, 1)}, "B": {(3, 2)}}),
    "write.table": (
        '"layer" "head" "category"\n"1" 5 1 "A x"\n"2" 3 2 "B"\n',
        {"A x": {(5, 1)}, "B": {(3, 2)}},
    ),
    "write.table, a subset": (
        '"layer" "head" "category"\n"7" 5 1 "A"\n"4" 3 2 "B"\n',
        {"A": {(5, 1)}, "B": {(3, 2)}},
    ),
    "write.table, names of rows": (
        '"layer" "head" "category"\n"first" 5 1 "A"\n"second" 3 2 "B"\n',
        {"A": {(5, 1)}, "B": {(3, 2)}},
    ),
    "write.table, heads alone": ('"layer" "head"\n"1" 5 1\n"2" 3 0\n', {"h": {(5, 1), (3, 0)}}),
    "a printed DataFrame": (
        "   layer  head category\n0      5     1        A\n1      3     2        B\n",
        {"A": {(5, 1)}, "B": {(3, 2)}},
    ),
    "a printed DataFrame, filtered": (
        "    layer  head category\n17      5     1        A\n203     3     2        B\n",
        {"A": {(5, 1)}, "B": {(3, 2)}},
    ),
    "a printed DataFrame of one row": ("   layer  head category\n0      5     1        A\n", {"A": {(5, 1)}}),
    "other columns first": (
        "category,note,layer,head\n0,A,x,5,1\n1,B,y,3,2\n",
        {"A": {(5, 1)}, "B": {(3, 2)}},
    ),
    "names of heads": ("head,category\n0,L5H1,A\n1,L3H2,B\n", {"A": {(5, 1)}, "B": {(3, 2)}}),
    "wide, commas": ("layer,head,A,B\n0,5,1,1,0\n1,3,2,0,1\n", {"A": {(5, 1)}, "B": {(3, 2)}}),
    "wide, tabs and x": ("layer\thead\tA\tB\n1\t5\t1\tx\t\n2\t3\t2\t\tx\n", {"A": {(5, 1)}, "B": {(3, 2)}}),
    "wide, R": (
        '"layer" "head" "A" "B"\n"1" 5 1 TRUE NA\n"2" 3 2 FALSE TRUE\n',
        {"A": {(5, 1)}, "B": {(3, 2)}},
    ),
    "scores": ("layer,head,score\n0,5,1,0.9\n1,3,2,0.1\n", {"h": {(5, 1)}}),
    "long, scores": ("layer,head,category,score\n0,5,1,A,0.9\n1,3,2,A,0.1\n", {"A": {(5, 1)}}),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_the_index_of_a_table_is_left_out(name: str) -> None:
    text, expected = TABLES[name]
    Path("h.csv").write_text(text, newline="")
    how = {"threshold": 0.5} if "scores" in name else {}
    assert heads_of(read("h.csv", grid=(6, 3), **how)) == expected
    assert read_vectorized(context_of(Source("h.csv", None, text.encode()))) is None


MATRIX = {(0, 1), (1, 2), (2, 0)}
MATRICES = {
    "pandas, commas": "0,1,2,3\n0,.1,.9,.2,.3\n1,.1,.2,.7,.2\n2,.8,.2,.1,.2\n",
    "pandas, tabs": "0\t1\t2\t3\n0\t.1\t.9\t.2\t.3\n1\t.1\t.2\t.7\t.2\n2\t.8\t.2\t.1\t.2\n",
    "semicolons, from 1": "1;2;3;4\n1;.1;.9;.2;.3\n2;.1;.2;.7;.2\n3;.8;.2;.1;.2\n",
    "bars": "0|1|2|3\n0|.1|.9|.2|.3\n1|.1|.2|.7|.2\n2|.8|.2|.1|.2\n",
    "returns": "0,1,2,3\r\n0,.1,.9,.2,.3\r\n1,.1,.2,.7,.2\r\n2,.8,.2,.1,.2\r\n",
    "printed": "     0    1    2    3\n0  0.1  0.9  0.2  0.3\n1  0.1  0.2  0.7  0.2\n2  0.8  0.2  0.1  0.2\n",
    "R, three heads": '"V1" "V2" "V3"\n"1" .1 .9 .2\n"2" .1 .2 .7\n"3" .8 .2 .1\n',
    "R, without quotes": "V1 V2 V3 V4\n1 .1 .9 .2 .3\n2 .1 .2 .7 .2\n3 .8 .2 .1 .2\n",
    "R, csv": '"","V1","V2","V3"\n"1",.1,.9,.2\n"2",.1,.2,.7\n"3",.8,.2,.1\n',
    "R, names mended": "X0,X1,X2\n1,.1,.9,.2\n2,.1,.2,.7\n3,.8,.2,.1\n",
    "names of heads and layers": "head_0,head_1,head_2\nlayer0,.1,.9,.2\nlayer1,.1,.2,.7\nlayer2,.8,.2,.1\n",
    "short names": "H0 H1 H2\nL0 .1 .9 .2\nL1 .1 .2 .7\nL2 .8 .2 .1\n",
    "an index of floats": "0,1,2,3\n0.0,.1,.9,.2,.3\n1.0,.1,.2,.7,.2\n2.0,.8,.2,.1,.2\n",
    "an index of words": "V1 V2 V3\nlow .1 .9 .2\nmid .1 .2 .7\nhigh .8 .2 .1\n",
    "no index": "V1 V2 V3 V4\n.1 .9 .2 .3\n.1 .2 .7 .2\n.8 .2 .1 .2\n",
}


@pytest.mark.parametrize("text", MATRICES.values(), ids=MATRICES)
@pytest.mark.parametrize("how", [{}, {"input_format": "matrix"}], ids=["detected", "requested"])
def test_the_index_of_a_matrix_is_not_read_as_a_head(text: str, how: dict[str, Any]) -> None:
    Path("h.csv").write_text(text, newline="")
    classification = read("h.csv", threshold=0.5, **how)
    assert heads_of(classification) == {"h": MATRIX}
    last = 3 if ".3" in text else 2
    assert classification.membership.shape == (1, 3, last + 1)


def test_two_columns_of_whole_numbers_are_a_matrix_with_the_format_matrix() -> None:
    Path("h.csv").write_text("V1,V2\n1,5,1\n2,3,2\n")
    for how in ({"input_format": "matrix"}, {"grid": (2, 2)}):
        assert heads_of(read("h.csv", threshold=2.5, **how)) == {"h": {(0, 0), (1, 0)}}


def test_a_flat_column_beside_an_index_is_read() -> None:
    Path("h.csv").write_text("induction,copying\n0,.1,.9\n1,.8,.2\n")
    assert heads_of(read("h.csv", threshold=0.5, grid=(1, 2), column="copying")) == {"copying": {(0, 0)}}


FIRST_OR_LAST = "the first may be an index, or the last column has no name; make the header"
REFUSED: dict[str, tuple[str, list[str]]] = {
    "a flag or a head": (
        "layer,head\n0,5,1\n1,3,0\n",
        [
            f"2:1: row has 3 fields where the header has 2: {FIRST_OR_LAST} "
            "'index,layer,head' or 'layer,head,note'"
        ],
    ),
    "a filtered wide table": (
        "layer;head;A;B\n17;5;1;1;0\n20;3;2;0;1\n",
        [
            f"2:1: row has 5 fields where the header has 4: {FIRST_OR_LAST} "
            "'index;layer;head;A;B' or 'layer;head;A;B;note'"
        ],
    ),
    "numbers of categories": (
        "layer,head,category\n4,5,1,0\n2,3,2,1\n",
        [
            f"2:1: row has 4 fields where the header has 3: {FIRST_OR_LAST} "
            "'index,layer,head,category' or 'layer,head,category,note'"
        ],
    ),
    "a number of a category and a note, or an index, layer, head and category": (
        "layer,head,category\n5,1,3,x\n5,2,3,y\n",
        [
            f"2:1: row has 4 fields where the header has 3: {FIRST_OR_LAST} "
            "'index,layer,head,category' or 'layer,head,category,note'"
        ],
    ),
    "one row without the index": (
        "layer,head,category\n0,5,1,A\n3,2,B\n",
        ["2:1: row has 4 fields where the header has 3; quote a field that holds ','"],
    ),
    "a last column without a name": (
        "layer,head,category\n5,1,A,x\n3,2,B,y\n",
        [
            "2:1: row has 4 fields where the header has 3; quote a field that holds ','",
            "3:1: row has 4 fields where the header has 3; quote a field that holds ','",
        ],
    ),
    "a delimiter at the end": (
        "layer,head,A,B\n0,1,1,0,\n",
        ["2:1: row has 5 fields where the header has 4; quote a field that holds ','"],
    ),
    "two fields more": (
        "layer,head,category\n0,0,5,1,A\n",
        ["2:1: row has 5 fields where the header has 3; quote a field that holds ','"],
    ),
    "a wrong head beside an index": (
        "layer,head,category\n0,5,1,A\n1,3,x,B\n2,3,2,B\n",
        ["3:5: head 'x' is not a whole number; expected the head's index, from 0"],
    ),
    "an index that skips a layer": (
        "0,1,2,3\n0,.1,.9,.2,.3\n2,.1,.2,.7,.2\n",
        ["3:1: found the index '2' where 1 was expected; "
         "the rows of a matrix must be all its layers in order, from 0 or from 1"],
    ),
    "an index that begins late, with a blank name": (
        ",V1,V2\n5,.1,.9\n6,.1,.2\n",
        ["2:1: found the index '5' where 0 was expected; "
         "the rows of a matrix must be all its layers in order, from 0 or from 1"],
    ),
    "layers that are not in order": (
        "layer,0,1,2,3\nL1,.1,.9,.2,.3\nL0,.1,.2,.7,.2\n",
        ["3:1: found the index 'L0' where 2 was expected; "
         "the rows of a matrix must be all its layers in order, from 0 or from 1"],
    ),
    "layers, heads and scores, or three heads": (
        '"V1" "V2" "V3"\n"1" 5 1 .9\n"2" 3 2 .1\n',
        ["1:1: could be a matrix, or a table of layers and heads whose columns have no names; "
         "set --input-format matrix, or name the columns"],
    ),
    "a first column that counts": (
        "0,1,2,3\n0,.1,.9,.2\n1,.1,.2,.7\n",
        ["2:1: the first column counts the rows, so it could be an index or the first head; "
         "name it layer and number the others from 0, or remove the header"],
    ),
    "R's first column that counts": (
        "V1,V2,V3,V4\n1,3,1,2\n2,4,1,2\n3,1,1,1\n",
        ["2:1: the first column counts the rows, so it could be an index or the first head; "
         "name it layer and number the others from 0, or remove the header"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_table_with_two_readings_is_refused(name: str) -> None:
    text, lines = REFUSED[name]
    Path("h.csv").write_text(text)
    with pytest.raises(InputError) as e:
        read("h.csv", threshold=0.5)
    assert e.value.lines() == [f"h.csv:{line}" for line in lines]


def test_a_matrix_of_two_layers_of_flags_is_read() -> None:
    """The first column is 0, 1, like an index, but the flags of a head may be that too."""
    Path("h.csv").write_text("0,1,2,3\n0,1,0,1\n1,0,0,0\n")
    assert heads_of(read("h.csv")) == {"h": {(0, 1), (0, 3), (1, 0)}}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("layer,head\n0,5,1\n1,3,2\n", "WARNING"),
        ("layer,head,A,B\n1,5,1,1,0\n2,3,2,0,1\n", "WARNING"),
        ('"layer" "head"\n"1" 5 1\n"2" 3 2\n', "INFO"),
        ("layer,head,category\n0,5,1,A\n", "INFO"),
    ],
)
@pytest.mark.usefixtures("verbose_log")
def test_a_choice_between_two_readings_is_reported(
    text: str, level: str, caplog: pytest.LogCaptureFixture
) -> None:
    Path("h.csv").write_text(text)
    read("h.csv", grid=(6, 3))
    messages = [(record.levelname, record.getMessage()) for record in caplog.records]
    warning = "h.csv: takes the first field of each row, which the header does not name, as an index"
    assert (
        "INFO",
        "h.csv: its rows have one field more than the header; the first is taken as an index",
    ) in messages
    assert (("WARNING", warning) in messages) == (level == "WARNING")
