"""Each bad input gets its one line: the place, what was found, what was expected. Worked out by hand."""

import re
from pathlib import Path

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import blank, error_lines, error_lines_of_file, missing, not_whole, outside

HEADER = "layer,head,category\n"
COLUMNS = "expected layer, head and category, or layer, head and a column per category"


pytestmark = pytest.mark.usefixtures("workdir")


# --- files ---


def test_a_missing_file_is_refused() -> None:
    assert error_lines_of_file("no.csv") == ["no.csv: no such file"]


def test_a_folder_is_refused() -> None:
    Path("data.csv").mkdir()
    assert error_lines_of_file("data.csv") == ["data.csv: is a folder; expected a file"]


@pytest.mark.parametrize("content", ["", "\n \r\n\t"], ids=["no byte", "space alone"])
def test_an_empty_file_is_refused(content: str) -> None:
    assert error_lines(content) == [
        "h.csv: is empty; expected a table or JSON of layers, heads and categories"
    ]


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf", b"\xff\xfe", b"# only a comment\n\n", b"\xef\xbb\xbf \n"]
)
def test_a_file_without_a_header_row_is_the_users_error(content: bytes) -> None:
    [line] = error_lines(content)
    assert line.startswith("h.csv")
    assert "expected" in line


def test_a_table_of_a_header_alone_is_refused() -> None:
    [line] = error_lines(HEADER)
    assert line.startswith("h.csv")
    assert "no rows" in line


# --- header ---

HEADERS = {
    "no header": ("14,3,Knowledge\n", f"1:1: has no header row; {COLUMNS}; found '14', '3', 'Knowledge'"),
    "no head": ("\n# x\nlayer,hed\n", f"3:1: has no column for the head; {COLUMNS}; found 'layer', 'hed'"),
    "a name behind a category": ("Copy L5H1\n", f"1:1: has no header row; {COLUMNS}; found 'Copy', 'L5H1'"),
    "no header over names": ("L5H1;A\n", f"1:1: has no header row; {COLUMNS}; found 'L5H1', 'A'"),
    "twice": ("layer,head,category,Category\n0,1,A,B\n", "1:21: duplicate column 'Category'"),
    "twice in quotes": ('layer;head;"a\nb";"layer"\n', "2:4: duplicate column 'layer'"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "message"), HEADERS.values(), ids=HEADERS)
def test_a_bad_header_is_reported_with_its_place(content: str, message: str) -> None:
    assert error_lines(content) == [f"h.csv:{message}"]


def test_wrong_column_names_are_reported_with_those_expected() -> None:
    [line] = error_lines("a,b,c\n0,1,A\n")
    assert re.match(r"h\.csv:1:1: has no column for the (layer|head); ", line)
    assert f"; {COLUMNS}; found 'a', 'b', 'c'" in line


# --- rows, in a grid of 36 x 40 ---

ROWS = {
    "text": ("0,0,A\none,3,A", "3:1: " + not_whole("layer", "'one'")),
    "text in the second column": ("0,x,A", "2:3: " + not_whole("head", "'x'")),
    "after quoted delimiters": ('0,0,"A,\n,"\n"0","x",A', "4:5: " + not_whole("head", "'x'")),
    "after blank lines": ("\n\n0,0,A\n\n0,x,A", "6:3: " + not_whole("head", "'x'")),
    "negative": ("-1,0,A", "2:1: layer '-1' is negative; expected a whole number from 0"),
    "fraction": ("0,1.5,A", "2:3: " + not_whole("head", "'1.5'")),
    "not a number": ("nan,1,A", "2:1: " + missing("layer", "'nan'")),
    "blank": ("0,,A", "2:3: " + blank("head")),
    "space": (" ,3,A", "2:1: " + blank("layer")),
    "outside": ("12,41,A", "2:4: " + outside("head 41")),
    "the first outside": ("36,39,A\n0,0,A", "2:1: " + outside("layer 36")),
    "huge": ("0,1000000,A", "2:3: head 1000000 needs a grid of more than 1,000,000 heads"),
    "too few fields": ("0,1", "2:1: row has 2 fields where the header has 3"),
    "too many": ("0,1,A,B", "2:1: row has 4 fields where the header has 3; quote a field that holds ','"),
    "open quote": ('0,0,A\n0,1,"B\n0,2,C\n', "3: a quote is opened here and never closed"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "message"), ROWS.values(), ids=ROWS)
def test_a_bad_row_is_reported_with_its_place(rows: str, message: str) -> None:
    assert error_lines(HEADER + rows, grid=(36, 40)) == [f"h.csv:{message}"]


@pytest.mark.parametrize("digits", [10, 5000, 100_000])
def test_an_index_of_many_digits_is_shown_in_short(digits: int) -> None:
    [line] = error_lines(f"{HEADER}0,{'9' * digits},A\n")
    assert line.startswith("h.csv:2:3: head ")
    assert len(line) < 200


def test_text_after_a_closed_quote_is_reported() -> None:
    [line] = error_lines(HEADER + '0,1,A\n0,2,"A"x\n')
    assert line.startswith("h.csv:3: ")
    assert 'a quote inside a quoted field is written ""' in line


def test_every_problem_is_reported_in_the_order_of_the_file() -> None:
    assert error_lines(HEADER + "x,y,A\n0,0,A\n0,40,A\n0\n", grid=(36, 40)) == [
        "h.csv:2:1: " + not_whole("layer", "'x'"),
        "h.csv:2:3: " + not_whole("head", "'y'"),
        "h.csv:4:3: " + outside("head 40"),
        "h.csv:5:1: row has 1 field where the header has 3",
    ]


@pytest.mark.parametrize(("bad", "more"), [(20, []), (21, ["... and 1 more"]), (332, ["... and 312 more"])])
def test_twenty_problems_are_reported_and_the_others_counted(bad: int, more: list[str]) -> None:
    lines = error_lines(HEADER + "-1,0,A\n" * bad)
    assert lines[:20] == [
        f"h.csv:{line}:1: layer '-1' is negative; expected a whole number from 0" for line in range(2, 22)
    ]
    assert lines[20:] == more


def test_a_table_whose_largest_indices_make_too_large_a_grid_is_refused() -> None:
    assert error_lines(HEADER + "1999,0,A\n0,500,A\n") == [
        "h.csv: needs a grid of 2000 x 501, which has more than 1,000,000 heads"
    ]


# --- scores ---

SCORED = "layer,head,category,score\n"
SCORES = {
    "text": ("0,0,A,high", "'high'"),
    "blank": ("0,0,A,", "''"),
    "nan": ("0,0,A,nan", "'nan'"),
    "inf": ("0,0,A,-inf", "'-inf'"),
    "too large": ("0,0,A,1e999", "'1e999'"),
    "decimal comma": ('0,0,A,"0,5"', "'0,5'"),
}


@pytest.mark.parametrize(("row", "found"), SCORES.values(), ids=SCORES)
def test_scores_that_are_no_numbers(row: str, found: str) -> None:
    [line] = error_lines(SCORED + row + "\n", threshold=0.5)
    assert line.startswith(f"h.csv:2:7: score {found} is not a finite number")


def test_scores_without_a_threshold_name_the_range_of_each_category() -> None:
    """A lists all heads of the grid."""
    [line] = error_lines(SCORED + "0,0,B,2\n0,1,A,0.25\n0,0,A,-1\n", grid=None)
    assert line.startswith("h.csv: holds scores; choose a --threshold")
    assert re.search(r"smallest\W+(and )?median\W+(and )?(\.\. )?largest", line)
    assert re.search(r"\bA -1\b.+-0\.375\b.+\b0\.25; B 2\b.+\b2\b.+\b2$", line)


def test_scores_of_many_categories_are_still_one_short_line() -> None:
    [line] = error_lines(SCORED + "".join(f"0,0,c{i:02},{i}\n" for i in range(30)))
    assert "; c01 1" in line
    assert line.endswith(" and 25 more")


def test_a_category_with_a_line_end_in_it_stays_on_one_line() -> None:
    [line] = error_lines(SCORED + '0,0,"A\nB",0.5\n')
    assert "\n" not in line


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("0,0,0.5,1\n0,1,0.5,maybe", "3:9"),
        ("0,0,1,perhaps", "2:7"),
        ("0,0,nan,0.5\n0,1,0.7,0.5", "2:5"),
    ],
)
def test_a_bad_cell_of_a_wide_table_is_reported_with_its_place(row: str, message: str) -> None:
    [line] = error_lines("layer,head,A,B\n" + row, threshold=0.1)
    assert line.startswith(f"h.csv:{message}: ")


# --- encoding ---


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEADER.encode() + b"0,1,caf\xe9\n", "2:8: byte 0xe9 is not UTF-8 text"),
        (HEADER.encode() + "0,1,é,".encode() + b"\xff\n", "2:7: byte 0xff is not UTF-8 text"),
        (b"\xef\xbb\xbf" + HEADER.encode() + b"0,1,caf\xe9\n", "2:8: byte 0xe9 is not UTF-8 text"),
        (b"\xe9" + HEADER.encode(), "1:1: byte 0xe9 is not UTF-8 text"),
    ],
    ids=["in a row", "after other letters", "after a byte order mark", "the first byte"],
)
def test_text_that_is_not_utf8(content: bytes, message: str) -> None:
    [line] = error_lines(content)
    assert line.replace("'", "").split(";")[0] == f"h.csv:{message}"


def test_half_a_character_of_utf16_is_refused() -> None:
    [line] = error_lines(b"\xff\xfe" + HEADER.encode("utf-16-le") + b"\x00")
    assert line.startswith("h.csv")
    assert "is not UTF-16 text" in line


def test_problems_are_data_for_callers() -> None:
    Path("h.csv").write_text(HEADER + "0,x,A\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read("h.csv")
    [problem] = caught.value.problems
    assert (problem.source, problem.location) == ("h.csv", (2, 3, ""))
    assert caught.value.exit_status == 1
