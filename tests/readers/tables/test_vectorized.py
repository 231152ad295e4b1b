"""The vectorised reader of long tables agrees with the row-by-row reader, whatever the size of its blocks."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.rule import Rule
from headmap_cli.files import source as sources
from headmap_cli.files.source import Source
from headmap_cli.readers.assemble import assemble
from headmap_cli.readers.entries import Entries
from headmap_cli.readers.options import Options
from headmap_cli.readers.tables import head_store
from headmap_cli.readers.tables.delimited import records
from headmap_cli.readers.tables.layouts import read_table
from headmap_cli.readers.tables.vectorized import read_vectorized
from tests.readers import classified, context_of, error_lines, heads_of

LABELS = [
    "A",
    "Knowledge",
    "a label of rather more than sixteen letters",
    "日本",
    "x" * 64,
    "A;B",
    "C|A",
    "",
    "Bé",
]


pytestmark = pytest.mark.usefixtures("workdir")


def row_by_row(text: str, options: Options) -> Entries:
    return read_table(records(text, "t.csv"), context_of(Source("t.csv", None), options))


def vectorized(text: str, options: Options) -> Entries | None:
    return read_vectorized(context_of(Source("t.csv", None, text.encode()), options))


def rows_of(entries: Entries) -> set[tuple[int, int, str, float]]:
    labels = [*entries.labels, ""]
    rows = entries.all_rows()
    scores = np.nan_to_num(rows.score, nan=-99).tolist()
    heads = zip(rows.layer.tolist(), rows.head.tolist(), rows.label.tolist(), scores, strict=True)
    return {(layer, head, labels[label], score) for layer, head, label, score in heads}


@st.composite
def tables(draw: st.DrawFn) -> str:
    mark, end = draw(st.sampled_from([",", "\t", ";"])), draw(st.sampled_from(["\n", "\r\n"]))
    scored, more = draw(st.booleans()), draw(st.booleans())
    labels = [label for label in LABELS if mark not in label]
    header = ["layer", "head", "category", *(["score"] * scored), *(["note"] * more)]
    order = draw(st.permutations(range(len(header))))
    quotes = draw(st.sampled_from([set(), set(header), {"category", "note"}, {"score", "head"}]))

    def write(row: list[str]) -> str:
        cells = [f'"{cell}"' if name in quotes else cell for name, cell in zip(header, row, strict=True)]
        return mark.join(cells[i] for i in order)

    lines = [write(header)]
    for _ in range(draw(st.integers(1, 40))):
        row = [str(draw(st.integers(0, 130))), str(draw(st.integers(0, 130))), draw(st.sampled_from(labels))]
        row += [f"{draw(st.floats(-5, 5)):.6g}"] * scored + ["n"] * more
        lines.append(write(row))
    return end.join(lines) + draw(st.sampled_from(["", end, end + end]))


@pytest.mark.slow
@settings(deadline=None, max_examples=250)
@given(tables(), st.sampled_from([7, 64, 1000, 1 << 18]))
def test_both_readers_agree(text: str, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "BLOCK", block)
        entries = vectorized(text, Options())
    expected = row_by_row(text, Options())
    assert entries is not None
    assert rows_of(entries) == rows_of(expected)
    assert list(entries.labels) == list(expected.labels)
    assert [entries.shape, entries.listing, entries.scored] == [
        expected.shape,
        expected.listing,
        expected.scored,
    ]
    options = Options(own_rule=Rule(0.0), grid=(131, 131))
    if expected.labels:
        assert assemble([entries], options) == assemble([expected], options)


def test_thousands_of_labels_and_repeated_rows() -> None:
    lines = [f"{i % 36},{i % 40},label {i % 900}" for i in range(20_000)]
    text = "layer,head,category\n" + "\n".join(lines) + "\n"
    entries = vectorized(text, Options())
    assert entries is not None
    assert rows_of(entries) == {(i % 36, i % 40, f"label {i % 900}", -99.0) for i in range(20_000)}


@pytest.mark.parametrize("columns", [(0, 1, 2), (2, 0, 1)])
@pytest.mark.parametrize("longest", range(1, 8))
def test_indices_of_up_to_seven_digits_are_read(longest: int, columns: tuple[int, ...]) -> None:
    """The longest indices have zeros in front, so that no grid is too large."""
    rows = [("0" * (longest - 1) + "7", str(head), "A") for head in (0, 9, 10, 987, 1234, 98765)]
    rows.append(("1", "5".zfill(longest), "B"))
    lines = [",".join(row[i] for i in columns) for row in [("layer", "head", "category"), *rows]]
    entries = vectorized("\n".join(lines), Options())
    assert entries is not None
    assert rows_of(entries) == {(int(layer), int(head), label, -99.0) for layer, head, label in rows}


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("# by hand\n\n# on paper\nlayer,head,category\n0,1,A\n", [(0, 1, "A")]),
        ("layer,head,category\n\n0,1,A\n", [(0, 1, "A")]),
        ("layer,head,category\n0,1,AX\n\n\n", [(0, 1, "AX")]),
        ("layer\thead\tcategory\n0\t1\t", [(0, 1, "")]),
        ("layer\thead\tcategory\n0\t1\t\n\n", [(0, 1, "")]),
        ("layer;head;category\n0;1;A|B,C\n", [(0, 1, "A"), (0, 1, "B,C")]),
        (f"layer,head,category\n0,1,{'y' * 64}\n0,2,\n", [(0, 1, "y" * 64), (0, 2, "")]),
    ],
)
def test_unusual_but_plain_lines_are_read(text: str, heads: list[tuple[int, int, str]]) -> None:
    entries = vectorized(text, Options())
    assert entries is not None
    assert rows_of(entries) == {(*head, -99.0) for head in heads}
    assert rows_of(row_by_row(text, Options())) == rows_of(entries)


@pytest.mark.parametrize("block", [26, 34, 1 << 18])
@pytest.mark.parametrize(
    "row",
    ["1,2", "1,2,A,B", '1,2,"A', '1,2,A"', '1,"2,A"', '1,2,"A,B"', '1,2,"A""B"', '1,2,"', '1,2,A"B"',
     '1,2,"A" ', '1," 2",A', '"1,2",A', "x,2,A", "-1,2,A", "1.0,2,A", " 1,2,A", "1,,A", "12345678,2,A",
     "1,2,A\x00", "1,2," + "y" * 65, "1,2\n", "1,2\n3,4,5,B", "1,2,A\rB", "1,2,\xff"],
)  # fmt: skip
def test_unusual_lines_are_left_to_the_row_by_row_reader(
    row: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "BLOCK", block)
    text = f"layer,head,category\n0,0,A\n{row}\n0,1,A\n"
    assert read_vectorized(context_of(Source("t.csv", None, text.encode("latin-1")))) is None


@pytest.mark.parametrize("score", ["nan", "inf", "x", ""])
@pytest.mark.parametrize("block", [26, 34, 1 << 18])
def test_a_score_that_is_not_a_number_is_left_to_the_row_by_row_reader(
    score: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "BLOCK", block)
    assert vectorized(f"layer,head,category,score\n0,0,A,1\n0,1,A,{score}\n0,2,A,1\n", Options()) is None


@pytest.mark.parametrize("text", ["", "\n", "layer,head,category\n", "layer,head,category,score\n"])
def test_a_table_without_rows_is_left_to_the_row_by_row_reader(text: str) -> None:
    assert vectorized(text, Options()) is None


def test_quotes_around_fields_do_not_belong_to_them() -> None:
    text = 'layer,"head","category"\n"0",1,"A"\n2,"3",B\n"4","5",""\n'
    entries = vectorized(text, Options())
    assert entries is not None
    assert rows_of(entries) == {(0, 1, "A", -99.0), (2, 3, "B", -99.0), (4, 5, "", -99.0)}
    assert rows_of(row_by_row(text, Options())) == rows_of(entries)


def test_a_column_of_scores_is_recognised_by_its_name_in_quotes() -> None:
    """Otherwise every head would be a member."""
    text = 'layer,head,category,"score"\n0,0,A,0.25\n0,1,A,0.75\n'
    assert vectorized(text, Options()) is not None
    assert heads_of(classified(Path("h.csv"), text, grid=(1, 2), threshold=0.5)) == {"A": {(0, 1)}}


NAMED_HEADS = [
    "L0H0",
    "L12H7",
    "l3.h4",
    "a5.h1",
    "8-10",
    "(5-1)",
    "L00H01",
    "x_L1H2",
    " L1H2",
    "L1 H3",
    "7.3",
]
UNUSUAL_HEADS = ["L5H1 L3H2", "layer 3 head 1", "H3", "5", "", "NA", "L5H", "é5H1", "9999999-1", "L5H3\x00"]


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from(NAMED_HEADS), st.sampled_from(LABELS[:3])), min_size=1), st.booleans()
)
def test_names_of_heads_mean_the_same_to_both_readers(rows: list[tuple[str, str]], scored: bool) -> None:
    lines = ["head,category" + ",score" * scored]
    lines += [f"{head},{label}" + ",0.5" * scored for head, label in rows]
    text = "\n".join(lines) + "\n"
    entries, expected = vectorized(text, Options()), row_by_row(text, Options())
    assert entries is not None
    assert rows_of(entries) == rows_of(expected)
    assert list(entries.labels) == list(expected.labels)
    assert [entries.shape, entries.scored] == [expected.shape, expected.scored]


@pytest.mark.parametrize("head", UNUSUAL_HEADS)
def test_other_cells_of_heads_are_left_to_the_row_by_row_reader(head: str) -> None:
    assert vectorized(f"head,category\nL0H1,A\n{head},A\n", Options()) is None


@pytest.mark.parametrize("note", ["note\rA", '"a""b"', '"a,b"', '"note', ' "note"'])
def test_an_unusual_header_is_left_to_the_row_by_row_reader(note: str) -> None:
    assert vectorized(f"layer,head,category,{note}\n0,0,A,n\n", Options()) is None


def test_two_spaces_are_not_a_blank_field() -> None:
    assert error_lines("layer head category score\n0 1  0.5\n", threshold=0) == [
        "h.csv:2:1: row has 3 fields where the header has 4"
    ]


@pytest.mark.parametrize("grid", [(6, 3), (5, 4)])
def test_a_head_outside_the_grid_is_left_to_the_row_by_row_reader(grid: tuple[int, int]) -> None:
    text = "layer,head,category\n5,3,A\n"
    assert vectorized(text, Options(grid=grid)) is None
    assert vectorized(text, Options(grid=(6, 4))) is not None


@pytest.mark.parametrize("block", [10, 1 << 18])
@pytest.mark.parametrize(("limit", "maximum"), [("MAX_HEADS", 3 * 5), ("MAX_SEEN", 2 * 3 * 5)])
def test_a_table_that_takes_too_much_memory_is_left_to_the_row_by_row_reader(
    limit: str, maximum: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2 categories of 3 layers of 5 heads."""
    monkeypatch.setattr(sources, "BLOCK", block)
    text = "layer,head,category\n2,0,A\n0,4,B\n0,0,A\n"
    monkeypatch.setattr(head_store, limit, maximum)
    assert vectorized(text, Options()) is not None
    monkeypatch.setattr(head_store, limit, maximum - 1)
    assert vectorized(text, Options()) is None


def test_the_layout_and_the_ignored_columns_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="headmap")
    classified(Path("h.csv"), "layer,head,note,category,by\n0,0,n,A,me\n", grid=(1, 1))
    classified(Path("s.csv"), "layer,head,category,score\n0,0,A,1\n0,1,A,0\n", grid=(1, 2), threshold=0)
    assert caplog.messages == [
        "ignored columns: note, by",
        "h.csv: read as long table",
        "s.csv: read as long table with scores",
    ]
