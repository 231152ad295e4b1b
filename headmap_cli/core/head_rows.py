"""Recognise rows of numbers that may be layer, head and measurements, instead of the scores of a matrix."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from .array_types import AnyArray

MAX_COLUMNS = 6
"""A wider table is taken as a matrix: few tables measure more, and few models have fewer heads."""


def may_be_indices(rows: Iterable[Sequence[float | None]]) -> bool:
    """Return whether each row begins with a layer and a head, and no such pair occurs twice.

    >>> may_be_indices([[0, 1, 0.5], [1, 0, 0.5]]), may_be_indices([[0, 1], [0, 1]])
    (True, False)
    >>> may_be_indices([[0.5, 1], [0, 0]]), may_be_indices([[None, 1], [0, 0]])
    (False, False)
    """
    pairs = set()
    for row in rows:
        if len(row) < 2:
            return False
        layer, head = row[:2]
        if not _is_index(layer) or not _is_index(head):
            return False
        if (layer, head) in pairs:
            return False
        pairs.add((layer, head))
    return True


def may_be_table(rows: Sequence[Sequence[float | None]]) -> bool:
    """Return whether rows of numbers may be a table without its header, such as layer, head, score, rank.

    Its first two columns can be indices, and the others are of two kinds: some hold fractions, some whole
    numbers. In a matrix, all columns hold the same measurement.

    Args:
        rows: The numbers, with None for a missing value.

    >>> may_be_table([[0, 0, 0.9, 1], [1, 1, 0.1, 2]]), may_be_table([[0.5, 0, 0.9, 1], [1, 1, 0.1, 2]])
    (True, False)
    >>> may_be_table([[0, 0, 0.9, 0.5], [1, 1, 0.1, 0.2]]), may_be_table([[0, 0, 1, 1], [1, 1, 0, 1]])
    (False, False)
    """
    widths = {len(row) for row in rows}
    if len(rows) < 2 or len(widths) != 1:
        return False
    # One column of measurements is not enough to tell two kinds of columns.
    if not 3 < widths.pop() <= MAX_COLUMNS:
        return False
    if not may_be_indices(rows):
        return False
    measurements = list(zip(*rows, strict=True))[2:]
    has_fractions = [any(map(_is_fraction, column)) for column in measurements]
    return any(has_fractions) and not all(has_fractions)


def _is_index(number: float | None) -> bool:
    """Return whether a number can be an index: whole, finite and not negative."""
    return number is not None and math.isfinite(number) and number >= 0 and number == math.floor(number)


def _is_fraction(number: float | None) -> bool:
    """Return whether a number is finite and not whole."""
    return number is not None and math.isfinite(number) and number != math.floor(number)


def may_list_heads(array: AnyArray) -> bool:
    """Return whether the first two of two or three columns are whole numbers that could be indices.

    Zeros and ones alone are flags; next to scores, they are indices if no pair occurs twice.

    Args:
        array: Numbers of any shape and type.

    >>> may_list_heads(np.array([[5, 1], [6, 9]])), may_list_heads(np.array([[0, 1], [1, 1]]))
    (True, False)
    >>> may_list_heads(np.array([[5, 1, 0.3]])), may_list_heads(np.array([[0.5, 1], [0.25, 7]]))
    (True, False)
    >>> may_list_heads(np.array([[0, 0, 0.9], [1, 1, 0.1]]))
    True
    """
    if array.dtype.kind not in "iuf" or array.ndim != 2 or array.shape[1] not in (2, 3) or not array.size:
        return False
    indices = array[:, :2]
    are_indices = np.isfinite(indices) & (indices >= 0) & (indices == np.floor(indices))
    if not are_indices.all():
        return False
    if float(indices.max()) > 1:
        return True
    has_fractions = bool((array[:, 2:] != np.floor(array[:, 2:])).any())
    return len(array) > 1 and has_fractions and may_be_indices(indices.tolist())
