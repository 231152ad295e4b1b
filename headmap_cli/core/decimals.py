"""Convert numbers of any type to float64 by one rule: each counts as the shortest decimal that identifies it.

The float32 nearest to 0.1 is 0.10000000149, but a CSV file of the same array holds 0.1. So float16 and
float32 are converted through the shortest decimal that identifies them in their own type, and an array gives
the same figure as its CSV file. A float64 already is the double nearest to its shortest decimal.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .array_types import AnyArray, FloatArray, IntArray

MIN_DIGITS = 6
"""Every decimal of this many digits survives a conversion to float32 and back."""

MAX_DIGITS = 9
"""This many digits are enough to identify any float32."""

SMALLEST, LARGEST = 1e-10, 1e10
"""Between these, a decimal of 9 digits is an integer times or divided by a power of ten of at most 1e22.

Such a power is an exact float64.
"""

POWERS_OF_TEN = 10.0 ** np.arange(23)


def as_float64(array: AnyArray) -> FloatArray:
    """Convert booleans, integers or floats to float64; float16 and float32 through their shortest decimals.

    Args:
        array: Numbers of any shape. A long double that is too large for float64 becomes infinite.

    Returns:
        float64, a copy of the same shape.

    >>> as_float64(np.array([0.1, 0.7], dtype=np.float32)).tolist()
    [0.1, 0.7]
    """
    if array.dtype.kind == "f" and array.dtype.itemsize == 2:
        # There are only 65,536 different float16 values, so few texts have to be parsed.
        values, positions = np.unique(array, return_inverse=True)
        return _through_text(values)[positions].reshape(array.shape)
    if array.dtype.kind == "f" and array.dtype.itemsize == 4:
        return _from_float32(np.ascontiguousarray(array).ravel()).reshape(array.shape)
    with np.errstate(over="ignore"):  # the caller refuses infinity
        return array.astype(np.float64)


def _from_float32(narrow: npt.NDArray[np.float32]) -> FloatArray:
    """Convert a flat array of float32, through text only where the numbers are very small or very large."""
    with np.errstate(invalid="ignore"):  # a signalling NaN becomes a quiet one
        doubles = narrow.astype(np.float64)
    result = doubles.copy()
    magnitude = np.abs(doubles)
    is_usual = (magnitude > SMALLEST) & (magnitude < LARGEST)
    # Printing and parsing each number would be slow. Instead, all are rounded to more and more digits, until
    # the decimal gives the same float32; it is then the shortest. The first round also finds decimals of
    # fewer than MIN_DIGITS digits, which end with zeros.
    remaining = np.flatnonzero(is_usual)
    exponents = np.floor(np.log10(magnitude[remaining])).astype(np.int64)
    for digits in range(MIN_DIGITS, MAX_DIGITS + 1):
        decimals = _round_to_digits(doubles[remaining], exponents, digits)
        is_exact = decimals.astype(np.float32) == narrow[remaining]
        result[remaining[is_exact]] = decimals[is_exact]
        remaining = remaining[~is_exact]
        exponents = exponents[~is_exact]
    unusual = np.flatnonzero(~is_usual & np.isfinite(doubles) & (magnitude > 0))
    result[unusual] = _through_text(narrow[unusual])
    return result


def _round_to_digits(values: FloatArray, exponents: IntArray, digits: int) -> FloatArray:
    """Round numbers to a number of significant digits; exponents are floor(log10(abs(values)))."""
    shift = digits - 1 - exponents
    power = POWERS_OF_TEN[np.abs(shift)]
    # Dividing by an exact power of ten rounds once. Multiplying by 1e-n, which is inexact, would round twice,
    # and could miss the double nearest to the decimal.
    integers = np.rint(np.where(shift >= 0, values * power, values / power))
    rounded: FloatArray = np.where(shift >= 0, integers / power, integers * power)
    return rounded


def _through_text(narrow: AnyArray) -> FloatArray:
    """Convert numbers through the text that numpy prints for them."""
    with np.errstate(invalid="ignore"):
        return narrow.astype("U32").astype(np.float64)
