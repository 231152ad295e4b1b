"""Pack the scores of a figure into little text, and unpack them exactly.

A figure of 36 layers x 40 heads x 3 categories has 4,320 scores. As the list of a canonical document, they
take 50 KB after compression; packed, they take 16 or 33 KB.
"""

from __future__ import annotations

import base64
import zlib
from typing import Any

import numpy as np

from ..core.array_types import FloatArray
from ..core.decimals import as_float64

TYPES: dict[str, np.dtype[np.floating[Any]]] = {"float32": np.dtype("<f4"), "float64": np.dtype("<f8")}
"""The types in which scores are packed, by their names."""

LARGE = 1_000_000
"""From this many bytes on, scores are not compressed here, to save time: the payload as a whole is."""

SAMPLE = 1000
"""How many scores are tried first to find out whether all fit float32."""


def pack_scores(scores: FloatArray) -> dict[str, str]:
    """Return scores as plain data: the name of a type, and the compressed bytes in base64.

    The scores of a float32 array count as their shortest decimals, see decimals.as_float64, from which the
    same float32 can be found again. So such scores take half the space.

    Args:
        scores: float (categories, layers, heads), NaN where a head has no score.
    """
    kind = "float32" if _fit_float32(scores) else "float64"
    data = scores.astype(TYPES[kind]).tobytes()
    level = 9 if len(data) < LARGE else 0
    return {"type": kind, "zlib": base64.b64encode(zlib.compress(data, level)).decode()}


def _fit_float32(scores: FloatArray) -> bool:
    """Return whether all scores can be found again from the float32 nearest to each."""
    flat = scores.ravel()
    # Most float64 scores show among the first ones that they do not fit, so that the others are not tried.
    for part in (flat[:SAMPLE], flat[SAMPLE:]):
        with np.errstate(over="ignore"):  # a number that is too large for float32 becomes infinite
            narrow = part.astype(np.float32)
        if not np.array_equal(as_float64(narrow), part, equal_nan=True):
            return False
    return True


def unpack_scores(packed: Any, shape: tuple[int, int, int]) -> FloatArray:
    """Return the scores that ``pack_scores`` packed.

    Args:
        packed: Plain data from a file, which is not trusted.
        shape: (categories, layers, heads).

    Raises:
        ValueError: The data is broken, or holds another number of scores.
    """
    match packed:
        case {"type": str(kind), "zlib": str(text)} if kind in TYPES:
            dtype = TYPES[kind]
        case _:
            raise ValueError("the scores are not packed as headmap packs them")
    size = int(np.prod(shape)) * dtype.itemsize
    inflate = zlib.decompressobj()
    try:
        # One byte more than expected shows that there is too much, without decompressing all of it.
        data = inflate.decompress(base64.b64decode(text, validate=True), size + 1)
    except zlib.error as e:
        raise ValueError(str(e)) from None
    if len(data) != size or not inflate.eof:
        raise ValueError("the scores have another size than the grid")
    return as_float64(np.frombuffer(data, dtype)).reshape(shape)
