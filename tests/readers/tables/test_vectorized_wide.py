"""The vectorised reader of wide tables agrees with the row-by-row reader, whatever the size of its blocks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.errors import InputError
from headmap_cli.readers.options import Options
from headmap_cli.readers.tables.row_by_row import read_row_by_row
from headmap_cli.readers.tables.vectorized import read_vectorized
from tests.readers.tables.agreement import assert_readers_agree, context, logged, members, wide_tables

pytestmark = pytest.mark.usefixtures("workdir")

NAMES = ["A", "Previous token", "is_induction", "B;C", "0", "H1", "rank", "total", "note", "score"]
FLAGS = ["0", "1", "1.0", "yes", "No", "x", "", "TRUE", "-", "NA", " 1"]
OTHERS = ["2", "0.5", "maybe", "not applicable"]


def cells_of(available: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(available), min_size=1, max_size=3)


@pytest.mark.slow
@settings(deadline=None, max_examples=250)
@given(
    wide_tables(NAMES, cells_of(FLAGS)) | wide_tables(NAMES, cells_of([*FLAGS, *OTHERS])),
    st.sampled_from([7, 64, 1 << 18]),
    st.sampled_from([None, (13, 13), (9, 9)]),
)
def test_both_readers_agree(text: str, block: int, grid: tuple[int, int] | None) -> None:
    assert_readers_agree(text, block, Options(grid=grid))


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_tables_of_flags_are_read_by_columns(data: st.DataObject) -> None:
    names = [f"Category {i}" for i in range(data.draw(st.integers(2, 4)))]
    rows = data.draw(st.lists(st.tuples(*[st.sampled_from("01")] * len(names)), min_size=2, max_size=20))
    rows += [("0",) * len(names), ("1",) * len(names)]
    lines = [",".join(["layer", "head", *names])]
    lines += [",".join([str(i // 4), str(i % 4), *row]) for i, row in enumerate(rows)]
    entries = read_vectorized(context("\n".join(lines), Options()))
    assert entries is not None
    expected = set()
    for i, row in enumerate(rows):
        expected |= {(name, i // 4, i % 4) for name, flag in zip(names, row, strict=True) if flag == "1"}
    assert members(entries) == expected


@pytest.mark.parametrize(
    "text",
    [
        "layer,head,A,B\n0,0,1,0\n0,1,0,0.5\n",  # scores
        "layer,head,A,B\n0,0,1,0\n0,1,0,✓\n",
        "layer,head,A,B,note\n0,0,1,0,checked\n0,1,0,1,\n",
        "layer,head,A,B\n0,0,1,0\nx,1,0,1\n",
        "layer,head,A,B\n0,0,1,0\n0,1,0\n",
        "layer,head,A,B\n0,0,1,0\n0,-1,0,1\n",
        "layer,head,A,B\n0,0,1,0\n0,9999999,0,1\n",
        "layer,head,A,B\n",
        "layer,0,1\n0,1,0\n1,0,1\n",  # a matrix
        "layer,head,A,A\n0,0,1,0\n",
        "layer,head,score\n0,0,1\n0,1,0\n",
    ],
)
def test_other_tables_are_left_to_the_row_by_row_reader(text: str) -> None:
    with logged() as messages:
        assert read_vectorized(context(text, Options())) is None
    assert messages == []


@pytest.mark.parametrize("grid", [(5, 9), (9, 3)])
def test_a_head_outside_the_grid_is_reported_by_the_row_by_row_reader(grid: tuple[int, int]) -> None:
    text = "layer,head,A,B\n0,0,1,0\n5,3,0,1\n"
    assert read_vectorized(context(text, Options(grid=grid))) is None
    assert read_vectorized(context(text, Options(grid=(6, 4)))) is not None
    with pytest.raises(InputError, match="outside the grid"):
        read_row_by_row(context(text, Options(grid=grid)))
