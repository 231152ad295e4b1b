"""Merge cells of one colour into rectangles, so that no viewer shows a seam between neighbours.

Cells that touch within a row become one run. Runs that have the same ends and touch from row to row become
one rectangle::

    mask       runs       rectangles
    # # .      [---] .    +---+ .
    # # .      [---] .    +---+ .
    . . #      .   . []   .   . []
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt


def rectangles(
    mask: npt.NDArray[np.bool_], x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return rectangles that cover exactly the True entries of a mask, each entry once.

    Args:
        mask: bool (rows, columns).
        x: int (columns, 2): the first pixel of each column and the one after its last, ascending.
        y: int (rows, 2): the same for each row.

    Returns:
        int (rectangles, 4): x, y, width and height in pixels.

    >>> tens = np.array([[0, 10], [10, 20], [20, 30]])
    >>> rectangles(np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]], dtype=bool), tens, tens).tolist()
    [[0, 0, 20, 20], [20, 20, 10, 10]]
    """
    # As numbers, True is the value 0 and False is none.
    return value_rectangles(mask.astype(np.int64) - 1, x, y).get(0, np.zeros((0, 4), dtype=np.int64))


def value_rectangles(
    values: npt.NDArray[np.int64], x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]
) -> dict[int, npt.NDArray[np.int64]]:
    """Return rectangles that cover the entries of each value, in the order of the values.

    Args:
        values: int (rows, columns); entries below 0 are left out.
        x: int (columns, 2): the first pixel of each column and the one after its last, ascending.
        y: int (rows, 2): the same for each row.

    Returns:
        int (rectangles, 4) for each value that occurs: x, y, width and height in pixels.
    """
    row, start, stop = _find_runs(values, x)
    if len(row) == 0:
        return {}
    # Sorted by value, start, stop and row, the runs of one rectangle follow each other from top to bottom.
    # They come by row, which a stable sort keeps. One number holds the other three, so that they are sorted
    # and compared at once.
    columns = values.shape[1] + 1
    key = (values[row, start] * columns + start) * columns + stop
    order = np.argsort(key, kind="stable")
    row, start, stop, key = row[order], start[order], stop[order], key[order]
    touches = (row[1:] == row[:-1] + 1) & (y[row[1:], 0] == y[row[:-1], 1])
    begins = _starts_of_groups((key[1:] != key[:-1]) | ~touches)

    last = np.append(begins[1:], len(row)) - 1
    left = x[start[begins], 0]
    upper = y[row[begins], 0]
    width = x[stop[begins] - 1, 1] - left
    height = y[row[last], 1] - upper
    rects = np.stack([left, upper, width, height], axis=1).astype(np.int64)
    value = key[begins] // columns**2
    of_each_value = _starts_of_groups(value[1:] != value[:-1])
    ends = [*of_each_value.tolist(), len(value)]
    return {int(value[begin]): rects[begin:end] for begin, end in pairwise(ends)}


def _find_runs(
    values: npt.NDArray[np.int64], x: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the row, the first column and the column after the last of each run of equal, touching cells."""
    changes = values[:, 1:] != values[:, :-1]
    # Every run breaks between two columns that do not touch: there may be a line between them, or the values
    # may be of parts of cells that do not reach the next cell.
    changes[:, x[1:, 0] != x[:-1, 1]] = True
    edge = np.ones((len(values), 1), dtype=bool)
    is_shown = values >= 0
    row, start = np.nonzero(np.concatenate([edge, changes], axis=1) & is_shown)
    # Each run of a row ends before the next one begins, so that the ends come in the order of the beginnings.
    stop = np.nonzero(np.concatenate([changes, edge], axis=1) & is_shown)[1] + 1
    return row, start, stop


def _starts_of_groups(is_different: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """Return the indices at which groups of equal items begin.

    Args:
        is_different: bool (items - 1,): whether each item but the first differs from the one before it.
    """
    return np.flatnonzero(np.concatenate([[True], is_different]))
