"""Entries give back the rows that were added, one by one and many at once, in their order."""

import math
from copy import copy
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headmap_cli.readers import entries as entries_module
from headmap_cli.readers.entries import Entries, RowBlock

ROWS = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.integers(0, 9),
        st.integers(-1, 3),
        st.sampled_from([0.5, -1.0, math.nan]),
    ),
    max_size=6,
)
PARTS = st.lists(st.tuples(st.booleans(), ROWS), max_size=6)
"""Rows, each with whether they are added at once."""


def fill(parts: list[Any]) -> Entries:
    entries = Entries("t.csv", "test")
    for at_once, rows in parts:
        if at_once:
            columns = np.array(rows, dtype=float).reshape(-1, 4).T
            layer, head, label = columns[:3].astype(np.int64)
            entries.extend(layer, head, label, columns[3])
        else:
            for row in rows:
                entries.add(*row)
    return entries


def texts(block: RowBlock) -> list[str]:
    columns = [column.tolist() for column in block]
    return [str((int(a), int(b), int(c), float(d))) for a, b, c, d in zip(*columns, strict=True)]


@pytest.mark.parametrize("small_block", [0, 3, 1 << 10])
@pytest.mark.parametrize("max_block", [1, 2, 1 << 18])
@given(PARTS)
def test_rows_keep_their_order(small_block: int, max_block: int, parts: list[Any]) -> None:
    expected = [str(row) for _, rows in parts for row in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entries_module, "SMALL_BLOCK", small_block)
        patch.setattr(entries_module, "MAX_BLOCK", max_block)
        entries = fill(parts)
        assert entries.row_count == len(expected)
        assert texts(entries.all_rows()) == expected
        blocks = list(entries.blocks())
    assert [text for block in blocks for text in texts(block)] == expected
    assert all(len(block.layer) <= max_block for block in blocks)


@given(PARTS)
def test_extent_is_that_of_the_largest_indices(parts: list[Any]) -> None:
    rows = [row for _, rows in parts for row in rows]
    layers = max((row[0] + 1 for row in rows), default=0)
    heads = max((row[1] + 1 for row in rows), default=0)
    assert fill(parts).extent() == (layers, heads)


@given(PARTS)
def test_a_copy_keeps_the_rows_that_the_original_gives_away(parts: list[Any]) -> None:
    entries = fill(parts)
    entries.all_rows()
    other = copy(entries)
    taken = texts(entries.take_rows())
    entries.extend(np.array([7]), np.array([8]), 2)
    assert texts(other.all_rows()) == taken
    assert texts(entries.all_rows()) == ["(7, 8, 2, nan)"]
