"""The fast reader of long tables says what the careful one says, whatever the table and the blocks."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.readers import source as sources
from headmap_cli.readers.assemble import assemble
from headmap_cli.readers.entries import Entries
from headmap_cli.readers.fast import read_fast
from headmap_cli.readers.options import Options
from headmap_cli.readers.records import records
from headmap_cli.readers.source import Source
from headmap_cli.readers.tables import read_table

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


def careful(text: str, options: Options) -> Entries:
    return read_table(records(text, "t.csv"), "t.csv", options)


def fast(text: str, options: Options) -> Entries | None:
    return read_fast(Source("t.csv", None, text.encode()), options)


def rows_of(entries: Entries) -> set[tuple[int, int, str, float]]:
    labels = [*entries.labels, ""]
    scores = np.nan_to_num(np.array(entries.score), nan=-99).tolist()
    return {
        (layer, head, labels[label], score)
        for layer, head, label, score in zip(entries.layer, entries.head, entries.label, scores, strict=True)
    }


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, bool]:
    mark, end = draw(st.sampled_from([",", "\t", ";"])), draw(st.sampled_from(["\n", "\r\n"]))
    scored, more = draw(st.booleans()), draw(st.booleans())
    labels = [label for label in LABELS if mark not in label]
    header = ["layer", "head", "category", *(["score"] * scored), *(["note"] * more)]
    order = draw(st.permutations(range(len(header))))
    lines = [mark.join(header[i] for i in order)]
    for _ in range(draw(st.integers(1, 40))):
        label = draw(st.sampled_from(labels[:-1] if scored else labels))
        row = [str(draw(st.integers(0, 130))), str(draw(st.integers(0, 130))), label]
        row += [f"{draw(st.floats(-5, 5)):.6g}"] * scored + ["n"] * more
        lines.append(mark.join(row[i] for i in order))
    return end.join(lines) + draw(st.sampled_from(["", end, end + end])), scored


@settings(deadline=None, max_examples=250)
@given(tables(), st.sampled_from([7, 64, 1000, 1 << 18]))
def test_fast_and_careful_agree(table: tuple[str, bool], block: int) -> None:
    text, scored = table
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "BLOCK", block)
        found = fast(text, Options())
    expected = careful(text, Options())
    if found is None:
        assert scored  # a blank category beside a score is for the careful reader
        return
    assert rows_of(found) == rows_of(expected)
    options = Options(threshold=0.0, grid=(131, 131))
    if expected.labels:
        assert assemble([found], options) == assemble([expected], options)


def test_thousands_of_labels_and_repeated_rows() -> None:
    lines = [f"{i % 36},{i % 40},label {i % 900}" for i in range(20_000)]
    text = "layer,head,category\n" + "\n".join(lines) + "\n"
    found = fast(text, Options())
    assert found is not None
    assert rows_of(found) == {(i % 36, i % 40, f"label {i % 900}", -99.0) for i in range(20_000)}


@pytest.mark.parametrize(
    "row",
    ["1,2", "1,2,A,B", '1,2,"A"', "x,2,A", "-1,2,A", "1.0,2,A", " 1,2,A", "1,,A", "12345678,2,A", "1,2,A\x00",
     "1,2," + "y" * 65],
)  # fmt: skip
def test_anything_out_of_the_ordinary_is_left_to_the_careful_reader(row: str) -> None:
    assert fast(f"layer,head,category\n0,0,A\n{row}\n", Options()) is None


def test_a_head_outside_the_grid_is_left_to_the_careful_reader() -> None:
    text = "layer,head,category\n5,0,A\n"
    assert fast(text, Options(grid=(5, 5))) is None
    assert fast(text, Options(grid=(6, 5))) is not None
