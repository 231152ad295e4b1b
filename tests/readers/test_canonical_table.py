"""The long table below a headmap line, as people edit it, and what a document declares of its grid."""

import json
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.canonical import guarded, unguarded
from headmap_cli.readers import read
from tests.readers import error_lines, heads_of, not_whole, outside

FIRST = '# headmap: {"headmap": 1, "grid": {"layers": 2, "heads": 2}, "categories": ["A", "=B", "none"]}'
HEADER = "layer,head,category"
NAMES = "expected the categories' names in the headmap line"
ROW = "expected a layer, a head and one of the categories in line 1"
GRID = 'expected {"layers": .., "heads": ..} of at most 1,000,000 heads'


pytestmark = pytest.mark.usefixtures("workdir")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_canonical_table_written_by_hand_is_read(end: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "headmap")
    Path("h.csv").write_bytes(end.join([FIRST, HEADER, "0,1,A", "", "1,0,'=B", "1,1,A", ""]).encode())
    found = read("h.csv")
    assert heads_of(found) == {"A": {(0, 1), (1, 1)}, "=B": {(1, 0)}, "none": set()}
    assert found.model == ""
    assert caplog.messages == ["h.csv: read as canonical long table"]


@pytest.mark.parametrize("label", ["A\r\nA", "A\nA", "A\rA", " A", '"A"'])
def test_a_label_keeps_its_line_ends_spaces_and_quotes(label: str) -> None:
    first = json.dumps({"headmap": 1, "categories": [label]})
    cell = '"' + label.replace('"', '""') + '"'
    Path("h.csv").write_bytes(f"# headmap: {first}\n{HEADER}\n0,1,{cell}\n".encode())
    assert heads_of(read("h.csv", grid=(2, 2))) == {label: {(0, 1)}}


TABLES: dict[str, tuple[list[str], list[str]]] = {
    "no JSON": (
        ["# headmap: {headmap: 1}"],
        [':1:2: is not JSON: expected a key in double quotes, as in "headmap"'],
    ),
    "no names": (['# headmap: {"headmap": 1}'], [f":1: {NAMES}"]),
    "a number": (["# headmap: 1"], [f":1: {NAMES}"]),
    "names of numbers": (['# headmap: {"headmap": 1, "categories": ["A", 2]}'], [f":1: {NAMES}"]),
    "names and heads": (['# headmap: {"headmap": 1, "categories": {"A": []}}'], [f":1: {NAMES}"]),
    "no header": ([FIRST, "0,1,A"], [":2:1: expected the header layer,head,category"]),
    "a cell too few": ([FIRST, HEADER, "0,1,A", "0,A"], [f":4:1: {ROW}; found '0,A'"]),
    "a cell too many": ([FIRST, HEADER, "0,1,x,A"], [f":3:1: {ROW}; found '0,1,x,A'"]),
    "another category": ([FIRST, HEADER, "0,1,C"], [f":3:1: {ROW}; found '0,1,C'"]),
    "bad indices": (
        [FIRST, HEADER, "x,1,A", "0,1,A", "1,2,A"],
        [":3:1: " + not_whole("layer", "'x'"), ":5:1: " + outside("head 2", "2 layers x 2 heads")],
    ),
    "a quote left open": ([FIRST, HEADER, '0,1,"A'], [":3: is not delimited text: unexpected end of data"]),
    "text after a quote": (
        [FIRST, HEADER, "0,1,A", '0,1,"A"x'],
        [":4: is not delimited text: ',' expected after '\"'"],
    ),
}


@pytest.mark.parametrize(("lines", "message"), TABLES.values(), ids=TABLES)
def test_a_problem_in_the_canonical_table_is_reported_with_its_line(
    lines: list[str], message: list[str]
) -> None:
    assert error_lines("".join(f"{line}\n" for line in lines)) == [f"h.csv{line}" for line in message]


GRIDS: dict[str, tuple[Any, str]] = {
    "a million layers": ({"layers": 1_000_000, "heads": 1}, ""),
    "a million heads": ({"layers": 2, "heads": 500_000}, ""),
    "more heads": ({"layers": 2, "heads": 500_001}, "$.grid: "),
    "more layers": ({"layers": 1_000_001, "heads": 1}, "$.grid: "),
    "more layers than memory": ({"layers": 10**15, "heads": 1}, "$.grid: "),
    "one head": ({"layers": 1, "heads": 1}, ""),
    "no heads": ({"layers": 1, "heads": 0}, "$.grid: "),
    "no layers": ({"layers": 0, "heads": []}, "$.grid: "),
    "negative": ({"layers": 2, "heads": [1, -1]}, "$.grid: "),
    "a count too few": ({"layers": 2, "heads": [1]}, "$.grid: "),
    "fractions": ({"layers": 2, "heads": 1.0}, "$.grid: "),
    "true": ({"layers": True, "heads": 1}, "$.grid: "),
}


@pytest.mark.slow
@pytest.mark.parametrize(("grid", "place"), GRIDS.values(), ids=GRIDS)
def test_the_size_of_a_grid_is_limited(grid: Any, place: str) -> None:
    message = error_lines(json.dumps({"headmap": 1, "grid": grid, "categories": {"A": [[0, 0]]}}), "h.json")
    expected = f"h.json: {place}{GRID}, found an object with the keys 'layers', 'heads'"
    assert message == ([expected] if place else [])


def test_absent_heads_are_those_of_shorter_layers_and_those_that_are_listed() -> None:
    grid = {"layers": 2, "heads": [3, 1], "absent": [[0, 1], "0-0"]}
    Path("h.json").write_text(json.dumps({"headmap": 1, "grid": grid, "categories": {"A": ["1-0"]}}))
    assert read("h.json").present.tolist() == [[False, False, True], [True, False, False]]


@pytest.mark.parametrize(
    ("version", "message"),
    [
        (1, []),
        (True, ["version true is not known; expected 1"]),
        (1.5, ["version '1.5' is not known; expected 1"]),
        (2, ["version '2' is newer than this headmap; update it"]),
        (0, ["version '0' is not known; expected 1"]),
    ],
)
def test_the_version_of_a_part_is_checked(version: Any, message: list[str]) -> None:
    content = json.dumps({"x": {"headmap": version, "categories": {"A": [[0, 0]]}}})
    assert error_lines(content, "h.json", grid=(1, 1)) == [f"h.json: $.x.headmap: {line}" for line in message]


def test_heads_outside_a_grid_do_not_hint_at_other_ways_to_count_where_heads_are_absent() -> None:
    document = {"headmap": 1, "grid": {"layers": 2, "heads": 2, "absent": [[0, 0]]}}
    for heads, hint in (
        ([[1, 1], [2, 2]], "; no index is 0, so the file may count from 1: --index-base 1"),
        ([[0, 1], [2, 2]], ""),
    ):
        message = error_lines(json.dumps({**document, "categories": {"A": heads}}), "h.json")
        assert message == ["h.json: $.categories.A[1]: " + outside("layer 2", "2 layers x 2 heads") + hint]


# What a spreadsheet would run, and what it would not.
LABELS = {
    "=x": "'=x", "+1": "'+1", "-1": "'-1", "@a": "'@a", "\tx": "'\tx", "\rx": "'\rx", "'=x": "''=x",
    "A": "A", "'A": "'A", "A=": "A=", "A'": "A'", "": "", "'": "'", " =x": "' =x", "X=": "X=", "X-1": "X-1",
    "'X=": "'X=", "a;=1": "a;'=1", "a|'@b": "a|''@b", "a\n+1": "a\n'+1", "a; -1": "a;' -1", "\t=1": "'\t'=1",
    "a;b": "a;b",
    "＝1": "'＝1", "－1": "'－1", "a,=1": "a,=1", "'a;=1": "'a;'=1",
}  # fmt: skip


@pytest.mark.parametrize(("label", "cell"), LABELS.items())
def test_an_apostrophe_guards_a_label_that_a_spreadsheet_would_run(label: str, cell: str) -> None:
    assert guarded(label) == cell
    assert unguarded(cell) == label


def test_a_cell_without_its_apostrophe_is_still_read_as_the_label() -> None:
    assert unguarded("=x") == "=x"
