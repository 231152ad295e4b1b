"""Read numpy arrays of flags or scores: (layers, heads) or (categories, layers, heads)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..core.decimals import as_float64
from ..core.errors import Location
from .array_choice import CATEGORY_NAMES, arrays_that_fit, choose_arrays, refuse_different_shapes
from .array_repeats import in_known_shape
from .collector import Collector, constant_location
from .context import ReadContext
from .entries import Entries
from .head_arrays import read_head_arrays, refuse_ambiguous
from .numpy_files import Array, load_arrays


class _Part(NamedTuple):
    """The array of one category, (layers, heads)."""

    category: str
    array: Array


def read_arrays(context: ReadContext) -> Entries:
    """Read an npy file, or an npz file with an array per category.

    An npz file may hold an array ``categories`` with the names of all categories, in the order of the arrays.
    With --input-format heads, the arrays are lists of heads.

    Raises:
        InputError: The arrays are neither flags nor numbers, have other shapes, or cannot be loaded.
    """
    return read_array_parts(load_arrays(context), context)


def read_array_parts(arrays: dict[str, Array], context: ReadContext) -> Entries:
    """Read arrays by their names, of which ``categories`` may hold the names of the categories.

    Raises:
        InputError: The arrays are neither flags nor numbers, or have other shapes.
    """
    arrays = choose_arrays(arrays, context)
    names = arrays.pop(CATEGORY_NAMES, None)
    if context.options.input_format == "heads":
        return read_head_arrays(arrays, names, context)
    arrays = arrays_that_fit(arrays, context)
    refuse_ambiguous(arrays, context)
    has_repeats = any(array.ndim != 2 for array in arrays.values())
    shaped = {}
    for name, array in arrays.items():
        label = f"array {name!r}" if name else "array"
        shaped[name] = in_known_shape(label, array, None if names is None else names.size, context)
    if not shaped:
        raise context.error("holds no array; expected one of (layers, heads) for each category")
    refuse_different_shapes(shaped, context)
    parts = []
    for name, array in shaped.items():
        parts += _split_categories(name, array)
    if names is not None:
        parts = _rename_parts(parts, names, context)
    entries = _read_parts(parts, context)
    entries.combined = has_repeats
    return entries


def _split_categories(name: str, array: Array) -> list[_Part]:
    """Return the (layers, heads) arrays that one array holds.

    Args:
        name: The name of the array in the file.
        array: The array, (layers, heads) or (categories, layers, heads).
    """
    if array.ndim == 2:
        return [_Part(name, array)]
    return [_Part(f"{name or 'category'} {i}", part) for i, part in enumerate(array)]


def _rename_parts(parts: list[_Part], names: Array, context: ReadContext) -> list[_Part]:
    """Return the parts with the names that the file gives to their categories."""
    if names.size != len(parts):
        expected = f"expected {len(parts)}, one for each (layers, heads) array"
        raise context.error(f"names {names.size} in 'categories'; {expected}")
    return [_Part(str(name), part.array) for name, part in zip(names.flat, parts, strict=True)]


def _read_parts(parts: list[_Part], context: ReadContext) -> Entries:
    """Read the arrays of all categories, which have one shape."""
    layers, heads = parts[0].array.shape
    context.check_grid(layers, heads, f"is an array of {layers} x {heads}")
    are_flags = all(_is_flags(part.array) for part in parts)
    shape = "array" if are_flags else "array of scores"
    collector = Collector(context, shape, ordered=True, listing=True, grid=(layers, heads), has_columns=False)
    collector.entries.scored = not are_flags
    layer, head = np.indices((layers, heads), dtype=np.int32).reshape(2, -1)
    for category, array in parts:
        number = collector.entries.number(category)
        if are_flags:
            label = np.where(array.ravel() != 0, number, -1)
            collector.entries.extend(layer, head, label)
        else:
            collector.entries.extend(layer, head, number, _read_scores(category, array, collector))
    return collector.finish()


def _is_flags(array: Array) -> bool:
    """Return whether an array holds only zeros and ones, or booleans."""
    return array.dtype == np.bool_ or bool(((array == 0) | (array == 1)).all())


def _read_scores(category: str, array: Array, collector: Collector) -> Array:
    """Return the scores of a category, float (layers * heads,), and report those that are not finite."""
    scores = array.ravel()
    if array.dtype != np.float64:
        scores = as_float64(scores)
    is_finite = np.isfinite(scores)
    if is_finite.all():
        return scores
    for i in np.flatnonzero(~is_finite).tolist():
        layer, head = divmod(i, array.shape[1])
        path = f"[{layer}, {head}]"
        if category:
            path += f" of {category}"
        collector.read_score(float(scores[i]), constant_location(Location(path=path)))
    # A score that is not finite is a problem, unless --missing takes it as no score.
    return np.where(is_finite, scores, np.nan)
