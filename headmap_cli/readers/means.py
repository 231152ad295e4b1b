"""Compute means of repeated scores from exact sums, so that the order of the rows does not matter.

For example, the mean of ten scores of 0.1 is 0.1, although the floats add up to slightly less than 1.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HUGE, SMALLER = 2.0**900, 2.0**-100
"""Scores above HUGE are multiplied by SMALLER before they are added, since their sum may be infinite."""

SPLITTER = 2.0**27 + 1
"""The factor that splits a float into two halves of at most 27 bits each (Dekker, 1971)."""


def group_means(values: Floats, group: Ints, sizes: Ints) -> Floats:
    """Return the mean of each group's values, correctly rounded unless they span 30 orders of magnitude.

    Args:
        values: Finite numbers, float (values,).
        group: The group of each value, from 0, int (values,).
        sizes: How many values each group has, at least one, int (groups,).
    """
    if len(values) == len(sizes):  # the usual table, which has one score for each head
        single = np.empty(len(values))
        single[group] = values
        return single
    ordered = values[np.argsort(group, kind="stable")]
    starts = np.cumsum(sizes) - sizes
    largest = np.maximum.reduceat(np.abs(ordered), starts)
    scale = np.where(largest > HUGE, SMALLER, 1.0)
    ordered *= np.repeat(scale, sizes)
    total = ordered[starts]
    remainder = np.zeros(len(sizes))
    for i in np.flatnonzero(sizes > 1).tolist():
        members = ordered[starts[i] : starts[i] + sizes[i]].tolist()
        total[i] = math.fsum(members)
        remainder[i] = math.fsum([*members, -total[i]])
    mean: Floats = _quotient(total, remainder, sizes.astype(np.float64)) / scale
    return mean


def _quotient(total: Floats, remainder: Floats, count: Floats) -> Floats:
    """Divide the exact sum ``total + remainder`` by count, with a single rounding.

    The quotient is corrected by what is left over, ``total + remainder - quotient * count``, over count.
    The product is computed exactly, by the splitting of Dekker, "A floating-point technique for extending the
    available precision", 1971.
    """
    quotient = total / count
    product = quotient * count
    high = quotient * SPLITTER
    high -= high - quotient
    low = quotient - high
    # high * count and low * count are exact: each half has 27 bits, and a count has far fewer than 26.
    rounding_error = (high * count - product) + low * count
    return quotient + (((total - product) - rounding_error) + remainder) / count
