"""Read lists with an item for each layer, from the first to the last."""

from __future__ import annotations

from typing import Any

from ...core.errors import Location
from ...core.head_names import parse_head_in_layer, parse_head_name
from ...core.numbers import cell_number
from ..category_names import category_names
from ..collector import Collector, constant_location
from ..context import ReadContext
from ..entries import Entries
from .heads import add_heads_of_layer
from .values import split_names


def are_layers(items: list[Any], _context: ReadContext) -> bool:
    """Return whether a list has, for each layer, a mapping from its heads or a name for each of its heads."""
    return _are_mappings(items) or _are_rows_of_names(items)


def read_layer_list(items: list[Any], location: Location, context: ReadContext) -> Entries:
    """Read a list for which ``are_layers`` is true.

    Raises:
        InputError: There are problems in the layers.
    """
    base = context.options.index_base
    if _are_mappings(items):
        collector = Collector(context, "list of layers", listing=True)
        for i, item in enumerate(items):
            add_heads_of_layer(str(i + base), item, collector, location.child(i), "")
        return collector.finish()
    collector = Collector(context, "matrix of names", listing=True, grid=(len(items), len(items[0])))
    for i, row in enumerate(items):
        for j, name in enumerate(row):
            locate = constant_location(location.child(i).child(j))
            head = collector.read_head(i + base, j + base, locate)
            if head is not None:
                collector.add(
                    head, category_names(split_names(name or ""), collector.entries, context.options)
                )
    return collector.finish()


def _are_mappings(items: list[Any]) -> bool:
    """Return whether all items map the indices of heads to values."""
    if not any(items) or not all(isinstance(item, dict) for item in items):
        return False
    return all(parse_head_in_layer(key) is not None for item in items for key in item)


def _are_rows_of_names(items: list[Any]) -> bool:
    """Return whether the items are lists of one length, with the name of a category or null for each head."""
    if len(items) < 2 or not all(isinstance(item, list) and item for item in items):
        return False
    if len({len(row) for row in items}) > 1:
        return False
    cells = [cell for row in items for cell in row]
    return any(cells) and all(cell is None or _is_name(cell) for cell in cells)


def _is_name(cell: Any) -> bool:
    """Return whether a cell is a string that can be the name of a category."""
    return isinstance(cell, str) and parse_head_name(cell) is None and cell_number(cell) is None
