"""Heads of one colour -> rectangles: neighbours merged, so that no seam can show between them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def rectangles(mask: npt.NDArray[np.bool_], cell: int) -> npt.NDArray[np.int64]:
    """Rectangles that cover exactly the True entries of mask, each entry once.

    mask: bool (rows, columns). cell: pixels per entry. Returns int (n, 4): x, y, width, height in pixels.
    Entries side by side become one run; equal runs of neighbouring rows become one rectangle.

    >>> rectangles(np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]], dtype=bool), 10).tolist()
    [[0, 0, 20, 20], [20, 20, 10, 10]]
    """
    steps = np.diff(mask.astype(np.int8), axis=1, prepend=0, append=0)
    row, start = np.nonzero(steps == 1)
    stop = np.nonzero(steps == -1)[1]
    order = np.lexsort((row, stop, start))
    row, start, stop = row[order], start[order], stop[order]
    first = _changes(start) | _changes(stop) | (np.diff(row, prepend=-2) != 1)
    tall = np.diff(np.flatnonzero(first), append=len(row))
    x, y, wide = start[first], row[first], (stop - start)[first]
    return np.stack([x, y, wide, tall], axis=1).astype(np.int64) * cell


def _changes(values: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    changes: npt.NDArray[np.bool_] = np.diff(values, prepend=-1) != 0
    return changes
