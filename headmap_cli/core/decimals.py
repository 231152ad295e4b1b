"""Numbers of any type as float64, by one rule: each counts as the shortest decimal that stands for it.

A float32 of 0.1 is 0.10000000149 exactly, but its owner wrote 0.1, and a CSV of the same array holds 0.1. So
narrow floats are converted through the shortest decimal that identifies them in their own type, and an array
gives the same figure as its CSV. A float64 is the double nearest to its own shortest decimal already.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FEWEST_DIGITS, MOST_DIGITS = 6, 9
"""Any decimal of 6 digits survives a float32; 9 digits identify every float32."""
SMALLEST, LARGEST = 1e-10, 1e10
"""Between these, a decimal of 9 digits is a whole number times or by an exact power of ten, at most 1e22."""
POWERS_OF_TEN = 10.0 ** np.arange(23)


def as_float64(array: npt.NDArray[Any]) -> Floats:
    """Convert booleans, integers or floats to float64; float16 and float32 through their shortest decimals.

    >>> as_float64(np.array([0.1, 0.7], dtype=np.float32)).tolist()
    [0.1, 0.7]
    """
    if array.dtype.kind == "f" and array.dtype.itemsize == 2:
        distinct, places = np.unique(array, return_inverse=True)
        return _through_text(distinct)[places].reshape(array.shape)
    if array.dtype.kind == "f" and array.dtype.itemsize == 4:
        return _from_float32(np.ascontiguousarray(array).ravel()).reshape(array.shape)
    with np.errstate(over="ignore"):  # a long double may be infinite as a double, which the caller refuses
        return array.astype(np.float64)


def _from_float32(narrow: npt.NDArray[np.float32]) -> Floats:
    """Convert a flat array of float32, with text only where the decimal is very small or very large."""
    with np.errstate(invalid="ignore"):  # a signalling NaN becomes a quiet one
        wide = narrow.astype(np.float64)
    out = wide.copy()
    size = np.abs(wide)
    usual = (size > SMALLEST) & (size < LARGEST)
    left = np.flatnonzero(usual)
    exponent = np.floor(np.log10(size[left])).astype(np.int64)
    for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1):
        shift = digits - 1 - exponent
        power = POWERS_OF_TEN[np.abs(shift)]
        value, original = wide[left], narrow[left]
        whole = np.rint(np.where(shift >= 0, value * power, value / power))
        decimal = np.where(shift >= 0, whole / power, whole * power)
        same = decimal.astype(np.float32) == original
        out[left[same]] = decimal[same]
        left, exponent = left[~same], exponent[~same]
    unusual = np.flatnonzero(~usual & np.isfinite(wide) & (size > 0))
    out[unusual] = _through_text(narrow[unusual])
    return out


def _through_text(narrow: npt.NDArray[Any]) -> Floats:
    """Convert numbers through the text that numpy prints for them."""
    with np.errstate(invalid="ignore"):
        return narrow.astype("U32").astype(np.float64)
