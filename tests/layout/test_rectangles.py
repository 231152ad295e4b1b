"""Rectangles of merged cells against a brute-force cover."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.rectangles import rectangles
from tests.helpers import Mask
from tests.layout.cases import scales

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


def squares(mask: Mask, cell: int) -> npt.NDArray[np.int64]:
    """The rectangles of a mask whose entries are cells without lines between them."""
    rows, columns = mask.shape
    return rectangles(mask, BandScale(columns, cell).bands(), BandScale(rows, cell).bands())


def mask_of(*rows: str) -> Mask:
    return np.array([[char == "#" for char in row] for row in rows])


@settings(deadline=None)
@given(masks, st.integers(1, 30))
def test_each_true_entry_is_covered_once_and_no_other(mask: Mask, cell: int) -> None:
    assert covered(squares(mask, cell).tolist(), mask.shape, cell) == mask.astype(int).tolist()


@settings(deadline=None)
@given(masks)
def test_no_two_rectangles_could_be_one(mask: Mask) -> None:
    """None continues another to the right, and none has one of its own width right below it."""
    rects = squares(mask, 1).tolist()
    rows = {(x, row, width) for x, y, width, height in rects for row in range(y, y + height)}
    assert not any((x + width, row) == (x2, row2) for x, row, width in rows for x2, row2, _ in rows)
    starts = {(x, y, width) for x, y, width, _ in rects}
    assert not any((x, y + height, width) in starts for x, y, width, height in rects)


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
def test_small_masks_give_the_expected_rectangles(mask: Mask, expected: list[list[int]]) -> None:
    assert sorted(squares(mask, 1).tolist()) == expected


def test_lengths_are_whole_cells_in_pixels() -> None:
    assert squares(mask_of("....", ".##.", ".##."), 7).tolist() == [[7, 7, 14, 14]]


def test_a_checkerboard_has_a_rectangle_for_each_entry() -> None:
    board = np.indices((126, 128)).sum(axis=0) % 2 == 0
    rects = squares(board, 3)
    assert len(rects) == 126 * 128 // 2
    assert (rects[:, 2:] == 3).all()


@pytest.mark.slow
@settings(deadline=None)
@given(scales, scales, st.data())
def test_cells_between_lines_are_covered_pixel_by_pixel(
    x: BandScale, y: BandScale, data: st.DataObject
) -> None:
    """Against a picture that is filled cell by cell; lines stay free, whatever is merged."""
    mask = data.draw(arrays(bool, (y.n, x.n)))
    times, expected = np.zeros((2, y.size, x.size), dtype=int)
    for left, top, width, height in rectangles(mask, x.bands(), y.bands()).tolist():
        assert min(width, height) > 0
        times[top : top + height, left : left + width] += 1
    for row, column in np.argwhere(mask):
        (left, right), (top, bottom) = x.bands()[column], y.bands()[row]
        expected[top:bottom, left:right] = 1
    np.testing.assert_array_equal(times, expected)
