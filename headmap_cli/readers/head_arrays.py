"""Read numpy arrays that list heads, in rows of [layer, head] or [layer, head, score]."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy.typing as npt

from ..core.errors import Location
from ..core.head_rows import MAX_COLUMNS, may_be_table, may_list_heads
from ..core.strings import counted, quote
from ..core.vocabulary import option
from .collector import Collector, constant_location
from .context import ReadContext
from .entries import Entries

Array = npt.NDArray[Any]


def read_head_arrays(arrays: Mapping[str, Array], names: Array | None, context: ReadContext) -> Entries:
    """Read lists of heads, where each array is a category.

    Args:
        arrays: The arrays by their names in the file. The array of an npy file has an empty name, and its
            category is named after the file.
        names: The names of the categories in the order of the arrays; None if the file does not have them.
        context: The input.

    Raises:
        InputError: An array is not a list of heads, or there are problems in its rows.
    """
    categories = list(arrays)
    if names is not None:
        categories = list(map(str, names.flat))
    if not arrays or len(categories) != len(arrays):
        raise context.error(f"holds {len(categories)} names of categories for {len(arrays)} lists of heads")
    collector = Collector(context, "list of heads", ordered=True)
    for (name, array), category in zip(arrays.items(), categories, strict=True):
        if array.dtype.kind not in "iuf" or array.ndim != 2 or array.shape[1] not in (2, 3):
            label = f"{_label(name)} holds {array.dtype} of the shape {array.shape}"
            raise context.error(f"{label}; a list of heads has rows of [layer, head] or [layer, head, score]")
        collector.entries.number(category)
        for i, row in enumerate(array.tolist()):
            path = f"row {i} of {name}" if name else f"row {i}"
            _read_row(row, category, collector, Location(path=path))
    return collector.finish()


def _read_row(row: list[float], category: str, collector: Collector, location: Location) -> None:
    """Read one row: [layer, head] or [layer, head, score]."""
    locate = constant_location(location)
    head = collector.read_head(row[0], row[1], locate)
    if head is None:
        return
    score = None
    if len(row) == 3:
        score = collector.read_score(row[2], locate)
    collector.add(head, [category], score)


def refuse_ambiguous(arrays: Mapping[str, Array], context: ReadContext) -> None:
    """Refuse arrays of scores that may as well be lists of heads or tables, because they have few columns.

    They are accepted if the user gives --input-format matrix, or a grid of the array's shape.

    Raises:
        InputError: An array can be read in both ways.
    """
    if context.options.input_format == "matrix":
        return
    for name, array in arrays.items():
        if context.options.grid == array.shape:
            continue
        if _may_be_table(array):
            rows, columns = array.shape
            size = f"{rows} layers x {columns} heads"
            readings = f"could be a table with rows of [layer, head, ..], or scores of {size}"
            matrix = option("input-format", "matrix")
            hint = f"set {matrix}, or save the first three columns alone as a list of heads"
            raise context.error(f"{_label(name)} of {rows} x {columns} {readings}; {hint} with scores")
        if may_list_heads(array):
            rows, columns = array.shape
            choices = f"{option('input-format', 'heads')} or {option('input-format', 'matrix')}"
            row = "[layer, head]" if columns == 2 else "[layer, head, score]"
            size = f"{counted(rows, 'layer')} x {counted(columns, 'head')}"
            readings = f"could be a list of heads with rows of {row}, or scores of {size}"
            raise context.error(f"{_label(name)} of {rows} x {columns} {readings}; set {choices}")


def _may_be_table(array: Array) -> bool:
    """Return whether the rows of an array may be layers, heads and several measurements of them."""
    if array.dtype.kind != "f" or array.ndim != 2 or array.shape[1] > MAX_COLUMNS:
        return False
    return may_be_table(array.tolist())


def _label(name: str) -> str:
    return f"array {quote(name)}" if name else "an array"
