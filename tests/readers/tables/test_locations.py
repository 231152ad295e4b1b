"""Problems in delimited text are located despite quotes, spaces, line ends and headers of several lines."""

from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from headmap_cli.readers.tables.records import TextRecord
from tests.readers import classified, error_lines, heads_of, not_whole

BAD_HEAD = not_whole("head", "'y'")


pytestmark = pytest.mark.usefixtures("workdir")


PLACES = {
    "columns of spaces": ("layer   head   category\n0       y      A\n", "2:9"),
    "columns of spaces that begin and end with some": ("layer head category\n  0   y  A  \n", "2:7"),
    "a quote within a field": ('note,layer,head,category\n5" x,0,y,A\n', "2:8"),
    "two quotes within quotes": ('note,layer,head,category\n"5"" x",0,y,A\n', "2:11"),
    "a delimiter within quotes": ('note,layer,head,category\n"5,,x",0,y,A\n', "2:10"),
    "lines within quotes": ('note,layer,head,category\n"a\nb\nc",0,y,A\n', "4:6"),
    "lines of old Macs within quotes": ('note,layer,head,category\r"a\rb",0,y,A\r', "3:6"),
    "lines of Windows within quotes": ('note,layer,head,category\r\n"a\r\nb",0,y,A\r\n', "3:6"),
    "a header of two lines after a comment": ('# x\n\nlayer;head;"a\nb";label\n0;y;A;B\n', "5:3"),
    "a header with a quote in it": ('layer,head,category,5" x\n0,0,A,5\n0,y,A,5\n', "3:3"),
    "a header with a line separator in it": ('layer,head,category,a\u2028b\n0,0,A,"5"\n0,y,A,5\n', "3:3"),
    "a header of three lines": ('"a\nb\nc";"layer";head;category\n;0;y;A,,,,,,,,\n', "4:4"),
    "a name in quotes, and commas below": ('"layer";head;category\n0;y;A,,,,,,,,\n', "2:3"),
    "a tab that stands at the end": ("layer\thead\tcategory\n0\ty\t\n", "2:3"),
}


@pytest.mark.parametrize(("content", "place"), PLACES.values(), ids=PLACES)
def test_a_field_is_located_where_it_begins(content: str, place: str) -> None:
    assert error_lines(content) == [f"h.csv:{place}: {BAD_HEAD}"]


def test_a_space_after_a_comma_does_not_belong_to_the_field() -> None:
    assert error_lines("layer,head,category\n0, y,A\n") == ["h.csv:2:4: " + not_whole("head", "'y'")]


def test_an_open_quote_in_the_header_is_reported() -> None:
    assert error_lines('layer,head,"category\n0,1,A\n') == [
        "h.csv:1: a quote is opened here and never closed"
    ]


@pytest.mark.parametrize(
    "content",
    [
        '"layer" "head" "category"\n0 1 "X"\n2 0 "B C"\n',
        'layer  head  category\n    0     1  X\n    2     0  "B C"\n',
        'layer head category \n0 1 X \n2 0 "B C" \n',
        'layer;head;category;"a,b,c,d,e"\n0;1;X;\n2;0;B C;\n',
    ],
    ids=["names in quotes, as R writes them", "aligned", "a space at the end", "commas in quotes"],
)
def test_the_delimiter_is_detected_in_the_header(content: str, tmp_path: Path) -> None:
    assert heads_of(classified(tmp_path / "h.txt", content)) == {"B C": {(2, 0)}, "X": {(0, 1)}}


def test_a_thousand_problems_are_kept_and_all_are_counted() -> None:
    Path("h.csv").write_text("layer,head,category\n" + "-1,0,A\n" * 1002)
    with pytest.raises(InputError) as e:
        read("h.csv")
    assert (len(e.value.problems), e.value.total) == (1000, 1002)
    assert e.value.lines()[-1] == "... and 982 more"


# --- numbers without names of columns ---

CELL = "cell 'x' is not a finite number"
NUMBERS: dict[str, tuple[str, dict[str, Any], str]] = {
    "a row of numbers": ("0,.1,.2,1\n.3,.4,x,1\n", {}, f"2:7: {CELL}"),
    "below a header that counts": ("0,1,2\n.1,x,.3\n", {}, f"2:4: {CELL}"),
    "beside an index": (",0,1\n0,.1,x\n", {}, f"2:6: {CELL}"),
    "a flat column": (".1\nx\n.3\n.4\n", {"grid": (2, 2)}, f"2:1: {CELL}"),
    "a flat column in its last layer": (".1\n.2\n.3\nx\n", {"grid": (2, 2)}, f"4:1: {CELL}"),
    "a flat column beside an index": (
        ",0\n0,.1\n1,x\n",
        {"grid": (2, 1), "input_format": "flat"},
        f"3:3: {CELL}",
    ),
    "a flat column of several": (
        ".1\n.1,.2\n",
        {"grid": (2, 1), "input_format": "flat"},
        "2:1: row has 2 numbers where a flat column has one",
    ),
    "an index without numbers in one row": (
        ",0,1\n0\n1,.1,.2\n",
        {},
        "2:2: row has 0 numbers where others have 2; --missing absent leaves the rest out",
    ),
    "a line of a list that is no head": (
        "L0H1\nfoo\n",
        {},
        "2:1: head 'foo' names no layer; without a layer column it must name both, "
        'such as "(5, 1)", "5-1" or "L5H1"',
    ),
    "two columns that count": (
        "0,1\n.5,.2\n",
        {},
        "1:1: could be a matrix, a list of heads, or a table without its header; "
        "set --input-format heads or matrix, or add the header layer,head",
    ),
}


@pytest.mark.parametrize(("content", "how", "message"), NUMBERS.values(), ids=NUMBERS)
def test_a_bad_cell_among_numbers_is_reported_with_its_location(
    content: str, how: dict[str, Any], message: str
) -> None:
    Path("h.csv").write_text(content)
    with pytest.raises(InputError) as e:
        read("h.csv", threshold=0.5, **how)
    assert e.value.lines() == [f"h.csv:{message}"]


def test_every_short_row_of_a_matrix_is_reported() -> None:
    more = "numbers where others have 4; --missing absent leaves the rest out"
    assert error_lines("1 0 1 0\n1 0\n1 0 1 0\n1\n") == [
        f"h.csv:2:1: row has 2 {more}",
        f"h.csv:4:1: row has 1 {more}",
    ]


@pytest.mark.parametrize(
    ("content", "missing_part"), [("0,1,2\n", "rows"), (",0,1\n", "rows"), (",0,1\n0\n1\n", "numbers")]
)
def test_a_header_of_numbers_without_rows_is_refused(content: str, missing_part: str) -> None:
    assert error_lines(content) == [f"h.csv: has a header but no {missing_part}"]


def test_a_table_with_input_format_matrix_is_read_as_numbers() -> None:
    Path("h.csv").write_text("layer,head,category\n0,1,A\n")
    with pytest.raises(InputError) as e:
        read("h.csv", input_format="matrix")
    assert [line.partition(" is not")[0] for line in e.value.lines()] == [
        "h.csv:1:1: cell 'layer'",
        "h.csv:1:7: cell 'head'",
        "h.csv:1:12: cell 'category'",
        "h.csv:2:5: cell 'A'",
    ]


def test_a_first_row_that_counts_is_a_layer_if_the_grid_needs_it(tmp_path: Path) -> None:
    classification = classified(tmp_path / "h.csv", "1,0,1\n0,0,1\n1,1,0\n", grid=(3, 3))
    assert classification.membership[0].astype(int).tolist() == [[1, 0, 1], [0, 0, 1], [1, 1, 0]]


def test_a_byte_that_is_not_text_is_located_after_an_empty_line() -> None:
    assert error_lines(b"\n\xe9,head\n") == ["h.csv:2:1: byte 0xe9 is not UTF-8 text; save the file as UTF-8"]


def test_a_missing_field_is_located_where_the_row_ends() -> None:
    row = TextRecord(["0", "1"], 7, "0,1\n", ",")
    assert [row.locate(field).column for field in (0, 1, 2, 9)] == [1, 3, 4, 4]
    assert row.locate(9).line == 7
