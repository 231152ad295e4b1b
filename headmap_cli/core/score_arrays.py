"""Objects with numbers in rows and columns -> numpy arrays; imports none of the libraries they come from."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .decimals import as_float64
from .errors import UsageError
from .grid import MAX_HEADS
from .vocabulary import python_value

INDEX_LABEL = re.compile(r"(?:layer|head|l|h)?[ _-]?([0-9]{1,7})", re.IGNORECASE)
"""A label of a DataFrame that is an index: ``7``, ``L7``, ``head_7``."""


def score_array(values: Any, name: str) -> npt.NDArray[Any]:
    """Return booleans or numbers as an array, nan where a DataFrame or a masked array has no value.

    Args:
        values: an array, nested lists, a DataFrame (layers x heads), or a tensor on the CPU.
        name: how messages call the values.

    Raises:
        UsageError: if they are not numbers, with the call that converts a tensor.
    """
    if isinstance(values, str | os.PathLike):
        path = python_value(os.fspath(values))
        raise UsageError(f"{name} is the path {path}; headmap.read({path}, threshold=...) reads a file")
    _refuse_tensor(values, name)
    if _is_frame(values):
        return _from_frame(values, name)
    if isinstance(values, np.ma.MaskedArray):
        masked = np.ma.getmaskarray(values)
        plain = _checked(values.data, name)
        return np.where(masked, np.nan, as_float64(plain)) if masked.any() else plain
    if isinstance(values, Sequence):
        for i, part in enumerate(values):
            _refuse_tensor(part, f"{name}[{i}]")
        if any(map(_is_table, values)):
            return stacked({f"{name}[{i}]": part for i, part in enumerate(values)})
    return _checked(values, name)


def stacked(parts: Mapping[str, Any]) -> npt.NDArray[Any]:
    """Return the (layers, heads) arrays of several categories as one array (categories, layers, heads).

    Args:
        parts: what score_array takes, for each category, by how messages call it.
    """
    arrays = {name: score_array(part, name) for name, part in parts.items()}
    for name, array in arrays.items():
        if array.ndim != 2:
            raise UsageError(f"{name} has the shape {array.shape}; expected (layers, heads)")
    shapes = sorted({array.shape for array in arrays.values()})
    if len(shapes) > 1:
        raise UsageError(f"scores have different shapes: {', '.join(map(str, shapes))}")
    booleans = [array.dtype == np.bool_ for array in arrays.values()]
    if any(booleans) and not all(booleans):
        raise UsageError("scores mix booleans and numbers; expected one or the other")
    if all(booleans):
        return np.stack(list(arrays.values()))
    # Each is converted by itself: one array of all types would widen a float32 as it is.
    return np.stack([as_float64(array) for array in arrays.values()])


def _checked(values: Any, name: str) -> npt.NDArray[Any]:
    """Convert to an array of booleans or numbers, of a grid that is not too large."""
    try:
        array = np.asarray(values)
    except (TypeError, ValueError, RuntimeError) as e:
        raise UsageError(
            f"{name}: expected an array of numbers; numpy says: {str(e).splitlines()[0]}"
        ) from None
    if array.dtype.kind not in "biuf":
        hint = "; pass nan where there is no score" if array.dtype == object else ""
        if "float" in array.dtype.name:  # bfloat16 and its like, which JAX brings with it
            hint = f'; pass {name}.astype("float32")'
        raise UsageError(f"{name}: found {array.dtype}; expected numbers or booleans{hint}")
    if array.ndim > 1 and array.shape[-1] * array.shape[-2] > MAX_HEADS:
        raise UsageError(f"{name} has the shape {array.shape}; expected at most {MAX_HEADS:,} heads")
    return array


def _is_frame(value: Any) -> bool:
    return hasattr(value, "columns") and hasattr(value, "to_numpy")


def _is_table(value: Any) -> bool:
    """Whether a part of a list is an array of rows and columns by itself."""
    return _is_frame(value) or (hasattr(value, "__array__") and len(np.shape(value)) == 2)


def _refuse_tensor(values: Any, name: str) -> None:
    """Raise UsageError for a tensor of PyTorch that numpy cannot take, with the calls that help."""
    device = getattr(getattr(values, "device", None), "type", None)
    kind = str(getattr(values, "dtype", ""))
    if device is None or not kind.startswith("torch."):
        return
    problems, calls = [], ""
    if getattr(values, "requires_grad", False):
        problems.append("requires grad")
        calls += ".detach()"
    if device != "cpu":
        problems.append(f"is on {values.device}")
        calls += ".cpu()"
    if kind == "torch.bfloat16" or "float8" in kind:
        problems.append(f"is of type {kind.removeprefix('torch.')}")
        calls += ".float()"
    if problems:
        raise UsageError(f"{name} {' and '.join(problems)}, which numpy cannot read; pass {name}{calls}")


def _from_frame(frame: Any, name: str) -> npt.NDArray[Any]:
    """Return the values of a DataFrame (layers x heads), each at the layer and head that its labels name."""
    columns = [str(label) for label in frame.columns]
    if {"layer", "head"} <= {label.lower() for label in columns}:
        raise UsageError(
            f"{name} is a DataFrame with a row for each head; expected layers x heads: pivot it "
            '(df.pivot(index="layer", columns="head", values=...)), '
            'or df.to_csv("heads.csv", index=False) and headmap.read("heads.csv")'
        )
    values = _checked(_frame_values(frame), name)
    layers = _places(getattr(frame, "index", range(len(values))), f"the rows of {name}")
    heads = _places(columns, f"the columns of {name}")
    if layers == list(range(values.shape[0])) and heads == list(range(values.shape[1])):
        return values
    shape = (max(layers) + 1, max(heads) + 1)
    if shape[0] * shape[1] > MAX_HEADS:
        raise UsageError(f"{name} makes a grid of {shape[0]} x {shape[1]}, more than {MAX_HEADS:,} heads")
    if values.dtype == np.bool_ and values.shape == shape:
        placed = np.zeros(shape, dtype=bool)
    else:
        placed = np.full(shape, np.nan)
    placed[np.ix_(layers, heads)] = values if values.dtype == np.bool_ else as_float64(values)
    return placed


def _frame_values(frame: Any) -> Any:
    """Return the values of a DataFrame, with nan for the missing value of its nullable columns."""
    values = frame.to_numpy()
    if getattr(getattr(values, "dtype", None), "kind", "O") != "O":
        return values
    try:
        return frame.to_numpy(dtype="float64", na_value=np.nan)
    except (TypeError, ValueError):
        return values


def _places(labels: Any, what: str) -> list[int]:
    """Return the index from 0 that each label of rows or columns names."""
    texts = [str(label) for label in labels]
    found = [INDEX_LABEL.fullmatch(text) for text in texts]
    places = [int(match[1]) for match in found if match]
    if len(places) < len(texts):
        wrong = next(text for text, match in zip(texts, found, strict=True) if not match)
        raise UsageError(f"{what} are labelled {python_value(wrong)}; expected indices such as 0, 1, 2")
    if len(set(places)) < len(places):
        raise UsageError(f"{what} have a label twice; expected each index once")
    if places and sorted(places) == list(range(1, len(places) + 1)):
        raise UsageError(f"{what} count from 1; number them from 0")
    return places
