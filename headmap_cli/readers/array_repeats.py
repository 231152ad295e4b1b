"""Bring arrays into the shape (layers, heads) or (categories, layers, heads), and combine their repeats."""

from __future__ import annotations

import logging

import numpy as np

from ..core.decimals import as_float64
from ..core.grid import MAX_HEADS
from ..core.vocabulary import option
from .context import ReadContext
from .numpy_files import Array
from .repeats import check_repeat, combine_scores
from .tables.flat import flat_mismatch

log = logging.getLogger("headmap")


def in_known_shape(label: str, array: Array, categories: int | None, context: ReadContext) -> Array:
    """Return an array as (layers, heads) or (categories, layers, heads).

    A flat array is laid out on the grid, and axes of length 1 are left out where only this fits.

    Args:
        label: The name of the array in messages.
        array: The array.
        categories: The number of names of categories in the file; None if it has none.
        context: The input and how it is to be read.

    Raises:
        InputError: The array has another shape.
    """
    if array.dtype.kind not in "biuf":
        raise context.error(f"{label} holds {array.dtype}; expected bool or numbers")
    shape = array.shape
    if array.ndim == 1 and array.size:
        array = _on_grid(label, array, context)
    array = without_single_axes(array, context)
    if context.options.repeats:
        array = _combine(label, array, categories, context)
    elif array.ndim == 4:
        mean = option("repeats", "mean")
        raise context.error(
            f"{label} has the shape {shape}; if one axis holds repeats, {mean} takes their mean"
        )
    if array.ndim not in (2, 3) or 0 in array.shape or array.shape[-1] * array.shape[-2] > MAX_HEADS:
        expected = f"(layers, heads) or (categories, layers, heads) of at most {MAX_HEADS:,} heads"
        raise context.error(f"{label} has the shape {shape}; expected {expected}")
    if array.shape != shape:
        log.info("%s: %s of the shape %s is read as %s", context.name, label, shape, array.shape)
    return array


def _on_grid(label: str, array: Array, context: ReadContext) -> Array:
    """Return a flat array as (layers, heads), or as (repeats, layers, heads) with --repeats."""
    if context.options.grid is None:
        grid = option("grid", "LAYERSxHEADS")
        raise context.error(f"{label} has the shape {array.shape}; it is a flat array, which needs {grid}")
    layers, heads = context.options.grid
    if context.options.repeats and array.size % (layers * heads) == 0:
        return array.reshape(-1, layers, heads)
    if array.size != layers * heads:
        raise context.error(flat_mismatch(array.size, layers, heads))
    return array.reshape(layers, heads)


def without_single_axes(array: Array, context: ReadContext) -> Array:
    """Return an array without axes of length 1 that are neither layers, heads nor categories."""
    grid = context.options.grid
    while array.ndim > 2 and array.shape[-1] == 1 and array.shape[-2] > 1 and array.shape[-2:] != grid:
        array = array[..., 0]
    while array.ndim > 3 and 1 in array.shape[:-2]:
        array = array.squeeze(axis=array.shape.index(1))
    return array


def _combine(label: str, array: Array, categories: int | None, context: ReadContext) -> Array:
    """Return an array whose repeats are combined as --repeats says."""
    axis = 0
    if array.ndim not in (3, 4):
        return array
    if array.ndim == 4:
        # The names of the categories show their axis; without names, the repeats come first.
        if array.shape[0] == categories != array.shape[1]:
            axis = 1
        log.warning(
            "%s: takes axis %d of %s, of length %d, as repeats and axis %d as categories",
            context.name,
            axis,
            label,
            array.shape[axis],
            1 - axis,
        )
    how = context.options.repeats
    if how.isdigit():
        one_repeat: Array = np.take(array, check_repeat(int(how), array.shape[axis], context), axis=axis)
        return one_repeat
    repeats = np.moveaxis(array, axis, 0)
    scores = as_float64(repeats.reshape(len(repeats), -1)).T.tolist()
    combined = [combine_scores(of_head, how) for of_head in scores]
    result: Array = np.array(combined).reshape(repeats.shape[1:])
    return result
