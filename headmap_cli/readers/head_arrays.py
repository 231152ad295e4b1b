"""Arrays that list heads -> Entries: rows of [layer, head] or [layer, head, score]."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy.typing as npt

from ..core.errors import Location, input_error
from ..core.head_rows import MAX_COLUMNS, may_be_table, may_list_heads
from ..core.strings import counted, quote
from ..core.vocabulary import option
from .entries import Collector, Entries, constant_location
from .options import Options

Array = npt.NDArray[Any]


def read_head_arrays(
    arrays: Mapping[str, Array], names: Array | None, source: str, options: Options
) -> Entries:
    """Read lists of heads: one category for each array, or that of the file if there is one array.

    Args:
        arrays: The arrays by their names in the file; the name is empty for an npy file.
        names: The categories' names in the order of the arrays, where a npz file has them.
        source: The name of the file, for messages.
        options: How to read.

    Raises:
        InputError: An array is not a list of heads, or there are problems in its rows.
    """
    categories = [str(name) for name in names.flat] if names is not None else list(arrays)
    if not arrays or len(categories) != len(arrays):
        raise input_error(
            source, f"holds {len(categories)} names of categories for {len(arrays)} lists of heads"
        )
    collect = Collector(source, "list of heads", options, ordered=True)
    for (name, array), category in zip(arrays.items(), categories, strict=True):
        if array.dtype.kind not in "iuf" or array.ndim != 2 or array.shape[1] not in (2, 3):
            found = f"{_label(name)} holds {array.dtype} of the shape {array.shape}"
            raise input_error(
                source, f"{found}; a list of heads has rows of [layer, head] or [layer, head, score]"
            )
        collect.entries.number(category)
        for i, row in enumerate(array.tolist()):
            place = constant_location(Location(path=f"row {i}" + (f" of {name}" if name else "")))
            head = collect.head(row[0], row[1], place)
            if head is None:
                continue
            if len(row) == 2:
                collect.add(head, [category])
            else:
                collect.add(head, [category], collect.score(row[2], place))
    return collect.done()


def refuse_ambiguous(arrays: Mapping[str, Array], source: str, options: Options) -> None:
    """Refuse arrays that may be lists of heads, or tables of them, or scores of a model with few heads.

    A grid of the array's shape, or --input-format matrix, says that they are scores.

    Raises:
        InputError: Both readings are possible.
    """
    if options.input_format == "matrix":
        return
    for name, array in arrays.items():
        if options.grid == array.shape:
            continue
        if _may_be_table(array):
            rows, columns = array.shape
            size = f"{rows} layers x {columns} heads"
            readings = f"could be a table with rows of [layer, head, ..], or scores of {size}"
            matrix = option("input-format", "matrix")
            hint = f"set {matrix}, or save the first three columns alone as a list of heads"
            raise input_error(source, f"{_label(name)} of {rows} x {columns} {readings}; {hint} with scores")
        if not may_list_heads(array):
            continue
        rows, columns = array.shape
        choices = f"{option('input-format', 'heads')} or {option('input-format', 'matrix')}"
        row = "[layer, head]" if columns == 2 else "[layer, head, score]"
        raise input_error(
            source,
            f"{_label(name)} of {rows} x {columns} could be a list of heads with rows of {row}, or scores of "
            f"{counted(rows, 'layer')} x {counted(columns, 'head')}; set {choices}",
        )


def _may_be_table(array: Array) -> bool:
    """Return whether the rows of an array may be layers, heads and several measurements of them."""
    if array.dtype.kind != "f" or array.ndim != 2 or array.shape[1] > MAX_COLUMNS:
        return False
    return may_be_table(array.tolist())


def _label(name: str) -> str:
    return f"array {quote(name)}" if name else "an array"
