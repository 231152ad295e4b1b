"""Measure how unevenly the heads of a category are spread along an axis, in bands of layers or heads."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..core.array_types import BoolArray, FloatArray, IntArray

PARTS = 5
"""The number of bands of an axis, which are the intervals between its ticks."""

MAX_BANDS = 3
"""The maximum number of bands, of five, that count as a part of an axis."""

SIGNIFICANT = 0.05
"""Patterns whose p-value, corrected for the number of tests, is below this are reported."""

MIN_HEADS = 5
"""The minimum number of heads in a category for a pattern to be reported."""


def edges(n: int) -> list[int]:
    """Return the first index of each band of n layers or heads, and n at the end.

    Bands are fifths of the axis, as its ticks mark them, or single layers if there are fewer than five.

    >>> edges(36), edges(41), edges(2)
    ([0, 7, 14, 21, 28, 36], [0, 8, 16, 24, 32, 41], [0, 1, 2])
    """
    parts = min(PARTS, n)
    return [i * n // parts for i in range(parts + 1)]


def band_sums(counts: IntArray | BoolArray, axis: int = -1) -> IntArray:
    """Return the sums over each band of an axis.

    Args:
        counts: The numbers, or booleans, to add up.
        axis: The axis of layers or heads, which becomes an axis of bands.

    Returns:
        int, of the shape of counts except for this axis.

    >>> band_sums(np.array([1, 1, 1, 1, 1, 1, 7])).tolist()
    [1, 1, 2, 1, 8]
    """
    starts = edges(counts.shape[axis])[:-1]
    sums: IntArray = np.add.reduceat(counts, starts, axis=axis, dtype=np.int64)
    return sums


def band_ranges(bands: int) -> Iterator[tuple[int, int]]:
    """Yield the start and end, as in slices, of every run of bands that may count as a part of an axis.

    Args:
        bands: The number of bands of the axis.
    """
    max_length = max(1, MAX_BANDS * bands // PARTS)
    for start in range(bands):
        last_end = min(bands, start + max_length)
        for end in range(start + 1, last_end + 1):
            yield start, end


def concentration(counts: IntArray, capacity: IntArray) -> FloatArray:
    """Return how far the heads are from an even spread over the bands: 1 - H / ln B.

    H is the entropy -sum(p ln p) of the densities of the B bands, scaled to a sum of 1 (Shannon, "A
    mathematical theory of communication", 1948, where 1 - H / ln B is called the redundancy).

    Args:
        counts: int (.., bands), the heads of a category in each band.
        capacity: int (bands,), the heads that the model has in each; bands without any are left out.

    Returns:
        float (..): 0 where all bands are equally dense, 1 where one band has all heads; NaN without heads,
        or with a single band.

    >>> concentration(np.array([[3, 3], [4, 0]]), np.array([9, 9])).tolist()
    [0.0, 1.0]
    """
    is_band = capacity > 0
    density = counts[..., is_band] / capacity[is_band]
    band_count = int(is_band.sum())
    # Without heads, p is 0 / 0; with a single band, ln B is 0. Both give NaN or infinity.
    with np.errstate(divide="ignore", invalid="ignore"):
        p = density / density.sum(axis=-1, keepdims=True)
        # p ln p tends to 0 with p, so empty bands add 0, which is written as 0 * p to keep a NaN.
        terms = np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0 * p)
        entropy = -np.sum(terms, axis=-1)
        value: FloatArray = 1 - entropy / np.log(band_count)
    # Because of rounding errors, the value can be slightly outside of 0 to 1.
    return np.where(np.isfinite(value), np.clip(value, 0, 1), np.nan)
