"""Rectangles of merged cells against a brute-force cover."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from headmap_cli.layout.cells import rectangles
from tests.helpers import Mask

masks = arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=9))


def covered(rects: list[list[int]], shape: tuple[int, ...], cell: int) -> list[list[int]]:
    """How many rectangles lie on each entry."""
    times = [[0] * shape[1] for _ in range(shape[0])]
    for x, y, width, height in rects:
        assert not any(v % cell for v in (x, y, width, height))
        for row in range(y // cell, (y + height) // cell):
            for column in range(x // cell, (x + width) // cell):
                times[row][column] += 1
    return times


def mask_of(*rows: str) -> Mask:
    return np.array([[char == "#" for char in row] for row in rows])


@settings(deadline=None)
@given(masks, st.integers(1, 30))
def test_each_true_entry_is_covered_once_and_no_other(mask: Mask, cell: int) -> None:
    assert covered(rectangles(mask, cell).tolist(), mask.shape, cell) == mask.astype(int).tolist()


@settings(deadline=None)
@given(masks)
def test_no_two_rectangles_could_be_one(mask: Mask) -> None:
    """None continues another to the right, and none has one of its own width right below it."""
    found = rectangles(mask, 1).tolist()
    rows = {(x, row, width) for x, y, width, height in found for row in range(y, y + height)}
    assert not any((x + width, row) == (x2, row2) for x, row, width in rows for x2, row2, _ in rows)
    starts = {(x, y, width) for x, y, width, _ in found}
    assert not any((x, y + height, width) in starts for x, y, width, height in found)


@pytest.mark.parametrize(
    ("mask", "expected"),
    [
        (mask_of("#"), [[0, 0, 1, 1]]),
        (mask_of("###", "###"), [[0, 0, 3, 2]]),
        (mask_of("#.#"), [[0, 0, 1, 1], [2, 0, 1, 1]]),
        (mask_of("#", ".", "#"), [[0, 0, 1, 1], [0, 2, 1, 1]]),
        (mask_of("##.", ".##"), [[0, 0, 2, 1], [1, 1, 2, 1]]),
        (mask_of("..#", "#.."), [[0, 1, 1, 1], [2, 0, 1, 1]]),
        (mask_of(".#.", "###", ".#."), [[0, 1, 3, 1], [1, 0, 1, 1], [1, 2, 1, 1]]),
        (mask_of("..", ".."), []),
    ],
)
def test_worked_cases(mask: Mask, expected: list[list[int]]) -> None:
    assert sorted(rectangles(mask, 1).tolist()) == expected


def test_lengths_are_whole_cells_in_pixels() -> None:
    assert rectangles(mask_of("....", ".##.", ".##."), 7).tolist() == [[7, 7, 14, 14]]


def test_a_checkerboard_has_a_rectangle_for_each_entry() -> None:
    board = np.indices((126, 128)).sum(axis=0) % 2 == 0
    found = rectangles(board, 3)
    assert len(found) == 126 * 128 // 2
    assert (found[:, 2:] == 3).all()
