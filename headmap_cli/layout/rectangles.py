"""Heads of one colour -> rectangles: neighbours merged, so that no seam can show between them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def rectangles(
    mask: npt.NDArray[np.bool_], x: npt.NDArray[np.int64], y: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Rectangles that cover exactly the True entries of mask, each entry once.

    mask: bool (rows, columns). x, y: first pixel and the one after the last of each column and of each row,
    int (columns, 2) and (rows, 2), ascending. Returns int (n, 4): x, y, width, height in pixels.
    Entries that touch side by side become one run; equal runs of rows that touch become one rectangle.

    >>> tens = np.array([[0, 10], [10, 20], [20, 30]])
    >>> rectangles(np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]], dtype=bool), tens, tens).tolist()
    [[0, 0, 20, 20], [20, 20, 10, 10]]
    """
    steps = np.diff(mask.astype(np.int8), axis=1, prepend=0, append=0)
    apart = np.flatnonzero(x[1:, 0] != x[:-1, 1]) + 1
    begins, ends = steps == 1, steps == -1
    begins[:, apart] = mask[:, apart]
    ends[:, apart] = mask[:, apart - 1]
    row, start = np.nonzero(begins)
    stop = np.nonzero(ends)[1]
    order = np.lexsort((row, stop, start))
    row, start, stop = row[order], start[order], stop[order]
    follows = (np.diff(row, prepend=-2) == 1) & (y[row, 0] == y[row - 1, 1])
    first = _changes(start) | _changes(stop) | ~follows
    top, left, right = row[first], start[first], stop[first] - 1
    bottom = top + np.diff(np.flatnonzero(first), append=len(row)) - 1
    at = x[left, 0], y[top, 0]
    return np.stack([*at, x[right, 1] - at[0], y[bottom, 1] - at[1]], axis=1).astype(np.int64)


def _changes(values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    changes: npt.NDArray[np.bool_] = np.diff(values, prepend=-1) != 0
    return changes
