"""Choose the arrays of a file that hold heads, and leave out those that describe them."""

from __future__ import annotations

import logging

from ..core.strings import did_you_mean, quote, truncated_list
from ..core.vocabulary import option
from .context import ReadContext
from .numpy_files import Array

log = logging.getLogger("headmap")

CATEGORY_NAMES = "categories"
"""The name of the array that holds the names of the categories."""


def choose_arrays(arrays: dict[str, Array], context: ReadContext) -> dict[str, Array]:
    """Return the array that --at names, or all that may hold heads, with the names of the categories.

    Raises:
        InputError: No array has the name that --at gives.
    """
    if context.options.at:
        return {context.options.at: _named_array(arrays, context)}
    sized = [name for name, array in arrays.items() if array.ndim > 1 and array.dtype.kind in "biuf"]
    left_out = [name for name in arrays if name not in (*sized, CATEGORY_NAMES)]
    if not sized or not left_out:
        return arrays
    log.warning(
        "%s: leaves out %s, which are no arrays of layers and heads; %s reads one of them",
        context.name,
        truncated_list(list(map(quote, left_out))),
        option("at", left_out[0]),
    )
    return {name: array for name, array in arrays.items() if name not in left_out}


def _named_array(arrays: dict[str, Array], context: ReadContext) -> Array:
    """Return the array that --at names."""
    name = context.options.at
    if name in arrays:
        return arrays[name]
    names = truncated_list(list(map(quote, arrays)))
    raise context.error(f"has no array {quote(name)}{did_you_mean(name, arrays)}; there are {names}")
