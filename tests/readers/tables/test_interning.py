"""Cells of text get one number each, however they meet in the table of cells, and however it has to grow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.readers.tables import interning as distinct
from headmap_cli.readers.tables.interning import LONGEST_CELL, Distinct


def numbered(table: Distinct, cells: list[bytes]) -> list[int] | None:
    """The number of each cell of a block, one cell a line."""
    block = b"".join(cell + b"\n" for cell in cells)
    padded = block + bytes(LONGEST_CELL)
    words = [int.from_bytes(padded[at : at + 8], "little") for at in range(len(padded) - 7)]
    length = np.array([len(cell) for cell in cells])
    stop = np.cumsum(length + 1) - 1
    found = table.numbers(block, np.array(words, dtype=np.uint64), stop - length, length)
    return None if found is None else found.tolist()


# the first 8, 16, .. bytes are the same in many, and a cell may end where another one goes on
beginnings = st.sampled_from([b"", b"A", b"a label", b"x" * 7, b"x" * 8, b"x" * 16, b"x" * 55, b"x" * 56])
cells = st.builds(bytes.__add__, beginnings, st.binary(max_size=8).map(lambda b: b.replace(b"\n", b"")))
blocks_of_cells = st.lists(st.lists(cells, min_size=1, max_size=30), min_size=1, max_size=4)


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(blocks_of_cells, st.sampled_from([(1, 2, 20), (12, 16, 20)]))
def test_each_cell_has_the_number_of_its_first_appearance(
    blocks: list[list[bytes]], bits: tuple[int, ...]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distinct, "BITS", bits)
        table = Distinct()
    order = list(dict.fromkeys(cell for block in blocks for cell in block))
    for block in blocks:
        found = numbered(table, block)
        if found is None:  # two cells meet even in the largest table
            return
        assert found == [order.index(cell) for cell in block]
    assert table.found == order


def test_cells_with_one_hash_are_told_apart_until_they_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash is of the length alone: cells of different lengths never meet, of one length always do."""
    real = distinct._mixed
    monkeypatch.setattr(distinct, "_mixed", lambda key: real(key[:1]))
    table = Distinct()
    assert numbered(table, [b"", b"a", b"bb"]) == [0, 1, 2]
    assert numbered(table, [b"c" * 27, b"bb", b""]) == [3, 2, 0]
    assert numbered(table, [b"a", b"bb", b"no"]) is None


def test_a_table_that_grows_keeps_what_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of cells in four slots at first: each table is full in its turn, whatever the hash."""
    monkeypatch.setattr(distinct, "BITS", (2, 5, 8, 20))
    table = Distinct()
    many = [b"%d " % i * 12 for i in range(300)]
    for some in (many[:3], many[:20], many[::-1], many):
        found = numbered(table, [cell[:LONGEST_CELL] for cell in some])
        assert found is not None
        assert [table.found[number] for number in found] == [cell[:LONGEST_CELL] for cell in some]
    assert len(table.found) == len(set(table.found)) == 300
    assert table.bits == [20]


def test_it_gives_up_at_a_cell_too_long_and_at_one_cell_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct, "MOST_CELLS", 3)
    table = Distinct()
    longest = b"l" * LONGEST_CELL
    assert numbered(table, [b"a", longest, b"a", b"c"]) == [0, 1, 0, 2]
    assert numbered(table, [longest, b"c"]) == [1, 2]
    assert numbered(table, [b"a", b"d"]) is None
    assert numbered(table, [longest + b"l"]) is None
