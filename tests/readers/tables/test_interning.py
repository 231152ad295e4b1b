"""Each distinct cell gets one number, whichever cells meet in one slot and however the table has to grow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.readers.tables import interning
from headmap_cli.readers.tables.interning import CellTable
from headmap_cli.readers.tables.machine_words import MAX_CELL_BYTES


def numbered(table: CellTable, cells: list[bytes]) -> list[int] | None:
    """Return the number of each cell of a block with one cell per line."""
    block = b"".join(cell + b"\n" for cell in cells)
    padded = block + bytes(MAX_CELL_BYTES)
    words = [int.from_bytes(padded[i : i + 8], "little") for i in range(len(padded) - 7)]
    length = np.array([len(cell) for cell in cells])
    stop = np.cumsum(length + 1) - 1
    numbers = table.numbers(block, np.array(words, dtype=np.uint64), stop - length, length)
    return None if numbers is None else numbers.tolist()


# The first 8, 16, .. bytes are the same in many cells, and a cell may end where another one goes on.
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
        patch.setattr(interning, "TABLE_BITS", bits)
        table = CellTable()
    order = list(dict.fromkeys(cell for block in blocks for cell in block))
    for block in blocks:
        numbers = numbered(table, block)
        if numbers is None:  # two cells meet even in the largest table
            return
        assert numbers == [order.index(cell) for cell in block]
    assert table.cells == order


def test_cells_that_meet_in_every_table_are_not_numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash the length alone: cells of different lengths never meet, and cells of one length always do."""
    multipliers = interning.MULTIPLIERS.copy()
    multipliers[1:] = 0
    monkeypatch.setattr(interning, "MULTIPLIERS", multipliers)
    table = CellTable()
    assert numbered(table, [b"", b"a", b"bb"]) == [0, 1, 2]
    assert numbered(table, [b"c" * 27, b"bb", b""]) == [3, 2, 0]
    assert numbered(table, [b"a", b"bb", b"no"]) is None


def test_a_table_that_grows_keeps_its_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of cells in four slots at first: each table is full in its turn, whatever the hash."""
    monkeypatch.setattr(interning, "TABLE_BITS", (2, 5, 8, 20))
    table = CellTable()
    labels = [(b"%d " % i * 12)[:MAX_CELL_BYTES] for i in range(300)]
    for block in (labels[:3], labels[:20], labels[::-1], labels):
        numbers = numbered(table, block)
        assert numbers is not None
        assert [table.cells[number] for number in numbers] == block
    assert len(table.cells) == len(set(table.cells)) == 300
    assert table.bits == [20]


def test_a_cell_too_long_and_one_cell_too_many_are_not_numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interning, "MAX_CELLS", 3)
    table = CellTable()
    longest = b"l" * MAX_CELL_BYTES
    assert numbered(table, [b"a", longest, b"a", b"c"]) == [0, 1, 0, 2]
    assert numbered(table, [longest, b"c"]) == [1, 2]
    assert numbered(table, [b"a", b"d"]) is None
    assert numbered(table, [longest + b"l"]) is None
