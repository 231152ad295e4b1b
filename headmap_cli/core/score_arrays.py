"""Convert objects with numbers in rows and columns to numpy arrays, without importing their libraries."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .array_types import AnyArray
from .decimals import as_float64
from .errors import UsageError
from .grid import MAX_HEADS
from .score_frames import check_labels, frame_values, is_frame, place_by_labels
from .strings import first_line
from .vocabulary import python_value


def score_array(values: Any, name: str) -> AnyArray:
    """Return booleans or numbers as an array, NaN where a DataFrame or a masked array has no value.

    Args:
        values: An array, nested lists, a DataFrame (layers x heads), or a tensor on the CPU.
        name: The expression for the values in messages, such as ``scores[0]``.

    Returns:
        Booleans or numbers of the type and shape of the values.

    Raises:
        UsageError: The values are not numbers; for a tensor, the message says how to convert it.
    """
    if isinstance(values, str | os.PathLike):
        path = python_value(os.fspath(values))
        raise UsageError(f"{name} is the path {path}; headmap.read({path}, threshold=...) reads a file")
    _refuse_tensor(values, name)
    if is_frame(values):
        check_labels(values, name)
        return place_by_labels(values, _plain_array(frame_values(values), name), name)
    if isinstance(values, np.ma.MaskedArray):
        return _from_masked(values, name)
    if isinstance(values, Sequence):
        for i, part in enumerate(values):
            _refuse_tensor(part, f"{name}[{i}]")
        # np.asarray would ignore the labels of DataFrames, and widen float32 by their binary values.
        if any(_is_grid(part) for part in values):
            return stack_arrays({f"{name}[{i}]": part for i, part in enumerate(values)})
    return _plain_array(values, name)


def stack_arrays(parts: Mapping[str, Any]) -> AnyArray:
    """Return the scores of several categories as one array (categories, layers, heads).

    Args:
        parts: The scores (layers, heads) of each category, as score_array takes them, by their expressions in
            messages.

    Raises:
        UsageError: The parts are not numbers, or differ in shape or kind.
    """
    arrays = {name: score_array(part, name) for name, part in parts.items()}
    for name, array in arrays.items():
        if array.ndim != 2:
            raise UsageError(f"{name} has the shape {array.shape}; expected (layers, heads)")
    shapes = sorted({array.shape for array in arrays.values()})
    if len(shapes) > 1:
        raise UsageError(f"scores have different shapes: {', '.join(str(shape) for shape in shapes)}")
    is_boolean = [array.dtype == np.bool_ for array in arrays.values()]
    if all(is_boolean):
        return np.stack(list(arrays.values()))
    if any(is_boolean):
        raise UsageError("scores mix booleans and numbers; expected one or the other")
    # Each is converted by itself: np.stack would widen float32 next to float64 by their binary values.
    return np.stack([as_float64(array) for array in arrays.values()])


def _from_masked(values: np.ma.MaskedArray[Any, Any], name: str) -> AnyArray:
    """Return the values of a masked array, NaN where they are masked."""
    array = _plain_array(values.data, name)
    mask = np.ma.getmaskarray(values)
    if not mask.any():
        return array
    return np.where(mask, np.nan, as_float64(array))


def _plain_array(values: Any, name: str) -> AnyArray:
    """Return values as an array of booleans or numbers; raise UsageError if they are not, or are too many."""
    try:
        array = np.asarray(values)
    except (TypeError, ValueError, RuntimeError) as error:
        raise UsageError(f"{name}: expected an array of numbers; numpy says: {first_line(error)}") from None
    if array.dtype.kind not in "biuf":
        hint = ""
        if array.dtype == object:
            hint = "; pass nan where there is no score"
        # The types that JAX adds to numpy, such as bfloat16, have the kind V, that of raw bytes.
        elif "float" in array.dtype.name:
            hint = f'; pass {name}.astype("float32")'
        raise UsageError(f"{name}: found {array.dtype}; expected numbers or booleans{hint}")
    if array.ndim > 1 and array.shape[-1] * array.shape[-2] > MAX_HEADS:
        raise UsageError(f"{name} has the shape {array.shape}; expected at most {MAX_HEADS:,} heads")
    return array


def _is_grid(value: Any) -> bool:
    """Return whether a part of a list is an array or a DataFrame with rows and columns."""
    return is_frame(value) or (hasattr(value, "__array__") and len(np.shape(value)) == 2)


def _refuse_tensor(values: Any, name: str) -> None:
    """Raise UsageError for a PyTorch tensor that numpy cannot convert, with the calls that help."""
    device = getattr(getattr(values, "device", None), "type", None)
    dtype = str(getattr(values, "dtype", ""))
    if device is None or not dtype.startswith("torch."):
        return
    problems = []
    calls = ""
    if getattr(values, "requires_grad", False):
        problems.append("requires grad")
        calls += ".detach()"
    if device != "cpu":
        problems.append(f"is on {values.device}")
        calls += ".cpu()"
    if dtype == "torch.bfloat16" or "float8" in dtype:
        problems.append(f"is of type {dtype.removeprefix('torch.')}")
        calls += ".float()"
    if problems:
        raise UsageError(f"{name} {' and '.join(problems)}, which numpy cannot read; pass {name}{calls}")
