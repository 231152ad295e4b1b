"""Choose the arrays of a file that hold heads, and leave out those that describe them."""

from __future__ import annotations

import logging

from ..core.strings import did_you_mean, quote, truncated_list
from ..core.vocabulary import option
from .array_repeats import without_single_axes
from .context import ReadContext
from .numpy_files import Array

log = logging.getLogger("headmap")

CATEGORY_NAMES = "categories"
"""The name of the array that holds the names of the categories."""

MAX_LAYERS_OR_HEADS = 512
"""The longest axis of an array that may be scores beside arrays of other shapes; a vocabulary is longer."""


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
    hint = ""
    numbers = [name for name in left_out if arrays[name].dtype.kind in "biuf"]
    if numbers:
        hint = f"; {option('at', numbers[0])} reads one of them"
    log.warning(
        "%s: leaves out %s, which are not arrays of layers and heads%s",
        context.name,
        truncated_list(list(map(quote, left_out))),
        hint,
    )
    return {name: array for name, array in arrays.items() if name not in left_out}


def arrays_that_fit(arrays: dict[str, Array], context: ReadContext) -> dict[str, Array]:
    """Return the arrays whose shapes fit the grid, or those that may be scores if no grid is given.

    If none fits, all arrays are returned, so that the error names their shapes.
    """
    fitting = {name: array for name, array in arrays.items() if _fits(array, context)}
    if not fitting or len(fitting) == len(arrays):
        return arrays
    left_out = [f"{quote(name)} {array.shape}" for name, array in arrays.items() if name not in fitting]
    log.info(
        "%s: reads %s; ignored arrays of other shapes: %s",
        context.name,
        truncated_list(list(map(quote, fitting))),
        truncated_list(left_out),
    )
    return fitting


def _fits(array: Array, context: ReadContext) -> bool:
    """Return whether the shape of an array can be that of the scores of each head."""
    shape = without_single_axes(array, context).shape
    # Only --repeats combines the repeats that an axis beside that of the categories may hold.
    max_axes = 4 if context.options.repeats else 3
    if 0 in shape or not 2 <= len(shape) <= max_axes:
        return False
    layers, heads = shape[-2:]
    if context.options.grid is not None:
        return context.options.grid == (layers, heads)
    longest: int = max(layers, heads)
    return longest <= MAX_LAYERS_OR_HEADS


def refuse_different_shapes(arrays: dict[str, Array], context: ReadContext) -> None:
    """Raise InputError if arrays have grids of different sizes, with the options that choose one of them.

    Args:
        arrays: The arrays by their names, as (layers, heads) or (categories, layers, heads).
        context: The input and how it is to be read.
    """
    first_names: dict[tuple[int, ...], str] = {}
    for name, array in arrays.items():
        first_names.setdefault(array.shape[-2:], name)
    if len(first_names) < 2:
        return
    described = [f"{quote(name)} {arrays[name].shape}" for name in first_names.values()]
    message = f"holds arrays of different shapes: {truncated_list(described)}"
    if context.options.grid is not None:
        layers, heads = context.options.grid
        raise context.error(f"{message}; none has the grid's {layers} layers x {heads} heads")
    choices = [option("at", name) for name in first_names.values()]
    raise context.error(f"{message}; choose one: {truncated_list(choices)}")


def _named_array(arrays: dict[str, Array], context: ReadContext) -> Array:
    """Return the array that --at names."""
    name = context.options.at
    if name in arrays:
        return arrays[name]
    names = truncated_list(list(map(quote, arrays)))
    raise context.error(f"has no array {quote(name)}{did_you_mean(name, arrays)}; there are {names}")
