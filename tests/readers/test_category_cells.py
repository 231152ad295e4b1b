"""Cells that name several categories: list literals, and categories with commas between them."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headmap_cli.readers import read
from headmap_cli.readers.category_cells import splitter
from tests.parameters import slow_after_first
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")

LISTS: dict[str, list[str]] = {
    # Python, as str() of a list, tuple or set writes it
    "['Copy', 'Induction head']": ["Copy", "Induction head"],
    "['Copy']": ["Copy"],
    "[]": [],
    " [ ] ": [],
    "('Copy', 'Induction')": ["Copy", "Induction"],
    "('Copy',)": ["Copy"],
    "()": [],
    "{'Copy', 'Induction'}": ["Copy", "Induction"],
    "set()": [],
    "frozenset({'Copy'})": ["Copy"],
    "frozenset()": [],
    '["It\'s", "B"]': ["It's", "B"],
    r"['It\'s', 'B']": ["It's", "B"],
    "['a, b', 'c; d', 'e|f']": ["a, b", "c; d", "e|f"],
    "['Copy', None]": ["Copy", "None"],
    "[nan]": ["nan"],
    "[1, 2]": ["1", "2"],
    "[3]": ["3"],
    # numpy and pandas
    "['Copy' 'Induction']": ["Copy", "Induction"],
    "['Copy'\n 'Induction']": ["Copy", "Induction"],
    "array(['Copy', 'Induction'], dtype=object)": ["Copy", "Induction"],
    "Index(['Copy'], dtype='object')": ["Copy"],
    # JSON
    '["Copy", "Induction"]': ["Copy", "Induction"],
    '["caf\\u00e9", "a\\"b"]': ["caf\u00e9", 'a"b'],
    # Postgres, YAML and people
    "{Copy,Induction}": ["Copy", "Induction"],
    '{Copy,"Name mover"}': ["Copy", "Name mover"],
    "[Copy, Induction]": ["Copy", "Induction"],
    "{Copy; Induction}": ["Copy", "Induction"],
    "[Copy | Induction]": ["Copy", "Induction"],
}
NAMES = [
    "[BOS]", "{x}", "(A)", "(A, B)", "A (B, C)", "(0, 1]", "[0.0, 0.5]", "[[A], B", "f(x)", "list", "set",
    "'A'", "['A", "A']", "[A][B]", "['A'] or so", "a, b", "]", "[", "[(A, B)]",
]  # fmt: skip
"""Names that are no list: a single word in brackets, anything in parentheses, intervals, half a list."""


@pytest.mark.parametrize("cell", LISTS)
def test_a_list_in_a_cell_is_its_items(cell: str) -> None:
    assert splitter(",")(cell) == LISTS[cell]


@pytest.mark.parametrize("cell", NAMES)
def test_a_name_with_brackets_is_a_name(cell: str) -> None:
    assert splitter(",")(cell) == [cell]


@pytest.mark.slow
@given(st.lists(st.text(min_size=1).map(str.strip).filter(bool), max_size=4))
def test_lists_as_python_and_json_write_them_are_read_back(items: list[str]) -> None:
    split = splitter(",")
    printable = [item for item in items if item.isprintable()]
    assert split(str(printable)) == printable
    assert split(str(tuple(printable))) == printable
    assert split(json.dumps(items)) == items
    assert split(json.dumps(items, ensure_ascii=False)) == items


@given(st.text(alphabet="[](){}'\",;|\\ AB1.\n", max_size=14))
def test_no_text_is_too_odd(text: str) -> None:
    assert all(name == name.strip() != "" for name in splitter(",")(text))


def table(cells: list[str], mark: str) -> str:
    """A table of one layer with a head for each cell, quoted as csv does it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark)
    writer.writerows([["layer", "head", "category"], *([0, head, cell] for head, cell in enumerate(cells))])
    return out.getvalue()


LISTED = ["['A', 'B']", "['A']", "[]", '["B", "C"]', "C"]
HEADS = {"A": {(0, 0), (0, 1)}, "B": {(0, 0), (0, 3)}, "C": {(0, 3), (0, 4)}}


@pytest.mark.parametrize("mark", [",", "\t", ";", "|", " "])
def test_lists_in_cells_of_tables_are_read(mark: str) -> None:
    Path("h.csv").write_text(table(LISTED, mark))
    assert heads_of(read("h.csv")) == HEADS


def test_lists_written_as_text_in_json_are_read() -> None:
    Path("h.json").write_text(json.dumps({f"0-{head}": cell for head, cell in enumerate(LISTED)}))
    assert heads_of(read("h.json")) == HEADS
    records = [{"layer": 0, "head": head, "category": cell} for head, cell in enumerate(LISTED)]
    Path("r.json").write_text(json.dumps(records))
    assert heads_of(read("r.json")) == HEADS


COMMAS: dict[str, tuple[list[str], dict[str, set[int]], str]] = {
    "two": (["A, B", "A", "B"], {"A": {0, 1}, "B": {0, 2}}, "'A, B' as 'A' and 'B'"),
    "three": (
        ["C", "A,B ,C", "A", "B"],
        {"A": {1, 2}, "B": {1, 3}, "C": {0, 1}},
        "'A,B ,C' as 'A', 'B' and 'C'",
    ),
    "two texts": (
        ["A, B", "B, A", "A", "B"],
        {"A": {0, 1, 2}, "B": {0, 1, 3}},
        "'A, B' as 'A' and 'B', which are categories of their own (and 1 more like it)",
    ),
    "a missing part": (["A, NA", "A"], {"A": {0, 1}}, "'A, NA' as 'A'"),
    "a single word in brackets": (["[A]", "A", "[B]"], {"A": {0, 1}, "[B]": {2}}, "'[A]' as 'A'"),
    "a word in brackets beside another": (
        ["A, [B]", "A", "[B]", "B"],
        {"A": {0, 1}, "B": {0, 2, 3}},
        "'A, [B]' as 'A' and 'B', which are categories of their own (and 1 more like it)",
    ),
    "brackets in brackets": (["[[A]]", "[A]", "A"], {"A": {0, 1, 2}}, "'[[A]]' as 'A'"),
    "in parentheses": (["(A, B)", "A", "B"], {"A": {0, 1}, "B": {0, 2}}, "'(A, B)' as 'A' and 'B'"),
    "one occurs only there": (["A, B", "A"], {"A": {1}, "A, B": {0}}, ""),
    "none occurs": (["A, B", "C"], {"A, B": {0}, "C": {1}}, ""),
    "another case": (["A, b", "A", "B"], {"A": {1}, "A, b": {0}, "B": {2}}, ""),
    "a word in parentheses": (["(A)", "A"], {"(A)": {0}, "A": {1}}, ""),
    "an ampersand": (["A & B", "A", "B"], {"A": {1}, "A & B": {0}, "B": {2}}, ""),
}


@pytest.mark.parametrize("name", COMMAS)
@pytest.mark.parametrize("form", slow_after_first(["table", "tabs", "json"]))
def test_commas_split_where_each_part_is_a_category(
    name: str, form: str, caplog: pytest.LogCaptureFixture
) -> None:
    cells, heads, reading = COMMAS[name]
    text = table(cells, "\t" if form == "tabs" else ",")
    if form == "json":
        text = json.dumps({f"0-{head}": cell for head, cell in enumerate(cells)})
    Path("h").write_text(text)
    assert heads_of(read("h", grid=(1, 4))) == {
        label: {(0, head) for head in there} for label, there in heads.items()
    }
    assert len(caplog.messages) == bool(reading)
    assert all(message.startswith(f"h: reads {reading}") for message in caplog.messages)


@pytest.mark.slow
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet="[](){}',;AB ", min_size=1, max_size=7), min_size=1, max_size=6))
def test_any_mixture_of_texts_is_read(cells: list[str]) -> None:
    """Each head that names something keeps a category, however its text is split."""
    Path("h.csv").write_text(table([*cells, "A"], ","))
    found = read("h.csv")
    assert all(name == name.strip() != "" for name in found.categories)
    split = splitter(",")
    for head, cell in enumerate(cells):
        assert found.membership[:, 0, head].any() == bool(split(cell))


def test_a_style_keeps_a_name_with_a_comma() -> None:
    Path("h.csv").write_text(table(["A, B", "A", "B"], ","))
    kept = read("h.csv", categories={"Both": ["A, B"], "A": []})
    assert heads_of(kept) == {"Both": {(0, 0)}, "A": {(0, 1)}, "B": {(0, 2)}}


def test_the_names_of_columns_and_keys_are_not_split() -> None:
    Path("h.json").write_text('{"A": [[0, 0]], "B": [[0, 1]], "A, B": [[0, 2]]}')
    assert heads_of(read("h.json")) == {"A": {(0, 0)}, "B": {(0, 1)}, "A, B": {(0, 2)}}
    Path("h.csv").write_text('layer,head,A,B,"A, B"\n0,0,x,,\n0,1,,,x\n')
    assert heads_of(read("h.csv")) == {"A": {(0, 0)}, "B": set(), "A, B": {(0, 1)}}


def test_scores_of_a_text_with_a_comma_go_to_each_part() -> None:
    Path("h.csv").write_text('layer,head,category,score\n0,0,"A, B",0.9\n0,1,A,0.2\n0,2,B,0.8\n')
    assert heads_of(read("h.csv", threshold=0.5)) == {"A": {(0, 0)}, "B": {(0, 0), (0, 2)}}
