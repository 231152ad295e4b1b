"""Read lists with an item for each layer, from the first to the last."""

from __future__ import annotations

from itertools import chain
from typing import Any

from ...core.errors import Location
from ...core.head_names import parse_head_in_layer, parse_head_name
from ...core.numbers import cell_number
from ...core.strings import counted
from ...core.vocabulary import option
from ..collector import Collector, constant_location
from ..context import ReadContext
from ..entries import Entries
from .head_values import add_head_value, is_name_with_numbers
from .heads import add_heads_of_layer


def are_layers(items: list[Any], _context: ReadContext) -> bool:
    """Return whether a list has, for each layer, a mapping from its heads or a name for each of its heads."""
    return _are_mappings(items) or _are_rows_of_names(items)


def read_layer_list(items: list[Any], location: Location, context: ReadContext) -> Entries:
    """Read a list for which ``are_layers`` is true.

    Raises:
        InputError: There are problems in the layers.
    """
    if _are_mappings(items):
        collector = Collector(context, "list of layers", listing=True)
        for i, item in enumerate(items):
            layer = str(i + context.options.index_base)
            add_heads_of_layer(layer, item, collector, location.child(i), "")
        return collector.finish()
    width = max(map(len, items))
    collector = Collector(context, "matrix of names", listing=True, grid=(len(items), width))
    absent = []
    for i, row in enumerate(items):
        _add_row_of_names(i, row, collector, location.child(i))
        if len(row) < width and not context.options.missing:
            hint = f"{option('missing', 'absent')} leaves the rest out"
            message = f"row has {counted(len(row), 'name')} where others have {width}; {hint}"
            collector.add_problem(message, location.child(i))
        absent += [(i, head) for head in range(len(row), width)]
    if context.options.missing == "absent":
        collector.entries.absent = absent
    return collector.finish()


def _add_row_of_names(layer: int, row: list[Any], collector: Collector, location: Location) -> None:
    """Add the heads of one layer, each by the name of its category, alone or before numbers."""
    base = collector.options.index_base
    for j, cell in enumerate(row):
        inside = location.child(j)
        head = collector.read_head(layer + base, j + base, constant_location(inside))
        if head is not None:
            add_head_value(head, cell, collector, inside, "")


def _are_mappings(items: list[Any]) -> bool:
    """Return whether all items map the indices of heads to values."""
    if not any(items) or not all(isinstance(item, dict) for item in items):
        return False
    return all(parse_head_in_layer(key) is not None for key in chain.from_iterable(items))


def _are_rows_of_names(items: list[Any]) -> bool:
    """Return whether the items are lists with the name of a category or null for each head.

    A name may also be the first item of a list, before numbers.
    """
    if len(items) < 2 or not all(isinstance(item, list) and item for item in items):
        return False
    cells = list(chain.from_iterable(items))
    return any(cells) and all(cell is None or _is_name(cell) or is_name_with_numbers(cell) for cell in cells)


def _is_name(cell: Any) -> bool:
    """Return whether a cell is a string that can be the name of a category."""
    return isinstance(cell, str) and parse_head_name(cell) is None and cell_number(cell) is None
