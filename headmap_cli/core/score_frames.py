"""Read DataFrames of scores (layers x heads) by their labels, without importing their libraries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from .array_types import AnyArray
from .decimals import as_float64
from .errors import UsageError
from .grid import MAX_HEADS
from .vocabulary import python_value

INDEX_LABEL = re.compile(r"(?:layer|head|l|h)?[ _-]?([0-9]{1,7})", re.IGNORECASE)
"""A label of a DataFrame that is an index: ``7``, ``L7``, ``head_7``."""


def is_frame(value: Any) -> bool:
    """Return whether a value is a DataFrame of pandas or of a similar library."""
    return hasattr(value, "columns") and hasattr(value, "to_numpy")


def check_labels(frame: Any, name: str) -> None:
    """Raise UsageError for a DataFrame with a row for each head instead of one for each layer.

    Args:
        frame: The DataFrame.
        name: The expression for the DataFrame in messages, such as ``scores['Naming']``.
    """
    columns = {str(label).lower() for label in frame.columns}
    if {"layer", "head"} <= columns:
        raise UsageError(
            f"{name} is a DataFrame with a row for each head; expected layers x heads: pivot it "
            '(df.pivot(index="layer", columns="head", values=...)), '
            'or df.to_csv("heads.csv", index=False) and headmap.read("heads.csv")'
        )


def frame_values(frame: Any) -> Any:
    """Return the values of a DataFrame, with NaN for the missing values of nullable columns."""
    values = frame.to_numpy()
    kind = getattr(getattr(values, "dtype", None), "kind", "O")
    if kind != "O":
        return values
    # The missing value of pandas, <NA>, is neither a number nor NaN, so columns with it become objects.
    try:
        return frame.to_numpy(dtype="float64", na_value=np.nan)
    except (TypeError, ValueError):
        return values


def place_by_labels(frame: Any, values: AnyArray, name: str) -> AnyArray:
    """Return the values of a DataFrame, each at the layer and head that its labels name.

    Args:
        frame: The DataFrame, whose labels are indices such as 7, L7 or head_7.
        values: Its values as booleans or numbers (rows, columns).
        name: The expression for the DataFrame in messages.

    Returns:
        (layers, heads): the values themselves if they are in place already. Otherwise a new array, which is
        NaN for heads without a label, or has booleans if there are booleans for all heads.

    Raises:
        UsageError: The labels are not indices, occur twice, count from 1, or make too large a grid.
    """
    # DataFrames of polars have no index; their rows are layers in order.
    layers = _label_indices(getattr(frame, "index", range(len(values))), f"the rows of {name}")
    heads = _label_indices(frame.columns, f"the columns of {name}")
    if layers == list(range(values.shape[0])) and heads == list(range(values.shape[1])):
        return values
    shape = (max(layers) + 1, max(heads) + 1)
    if shape[0] * shape[1] > MAX_HEADS:
        raise UsageError(
            f"{name} needs a grid of {shape[0]} x {shape[1]}, which has more than {MAX_HEADS:,} heads"
        )
    grid: AnyArray = np.full(shape, np.nan)
    if values.dtype != np.bool_:
        values = as_float64(values)
    elif values.shape == shape:
        # Booleans stay booleans only if every head has one: no boolean stands for a missing value.
        grid = np.zeros(shape, dtype=bool)
    grid[np.ix_(layers, heads)] = values
    return grid


def _label_indices(labels: Iterable[Any], subject: str) -> list[int]:
    """Return the index, from 0, in each label of the rows or columns; subject names these in messages."""
    indices = []
    for label in labels:
        match = INDEX_LABEL.fullmatch(str(label))
        if match is None:
            raise UsageError(
                f"{subject} are labelled {python_value(str(label))}; expected indices such as 0, 1, 2"
            )
        indices.append(int(match[1]))
    if len(set(indices)) < len(indices):
        raise UsageError(f"{subject} have a label twice; expected each index once")
    if indices and sorted(indices) == list(range(1, len(indices) + 1)):
        raise UsageError(f"{subject} count from 1; number them from 0")
    return indices
