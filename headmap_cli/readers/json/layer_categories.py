"""Read mappings from layers to categories with the heads of each: ``{"0": {"raw": [..], "norm": [..]}}``."""

from __future__ import annotations

from typing import Any

from ...core.errors import Location
from ...core.head_names import parse_head_in_layer, parse_head_name, parse_layer_name
from ..collector import Collector
from ..context import ReadContext
from ..entries import Entries
from ..missing import is_missing
from .heads import add_heads_of_layer, add_indices, add_value_per_head, is_per_head
from .parts import choose_parts
from .values import is_layer_key, is_number


def maps_layers_to_categories(document: dict[str, Any], _context: ReadContext) -> bool:
    """Return whether an object maps layers to objects that map categories to the layer's heads."""
    if not all(map(is_layer_key, document)):
        return False
    return all(map(_maps_categories, document.values()))


def read_layer_categories(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read an object for which ``maps_layers_to_categories`` is true.

    Raises:
        InputError: There are problems in the heads, or no category has the name that --column gives.
    """
    lists: list[Any] = []
    for categories in document.values():
        lists += categories.values()
    per_head = any(isinstance(value, list) and is_per_head(value) for value in lists)
    collector = Collector(context, "layer -> category -> heads", ordered=True)
    collector.entries.listing = per_head or any(isinstance(value, dict) for value in lists)
    chosen = choose_parts(_by_category(document, per_head), location, context)
    for name in chosen:
        collector.entries.number(name)
    for key, categories in document.items():
        layer = parse_layer_name(key) or key
        for name, value in categories.items():
            inside = location.child(key).child(name)
            if name not in chosen:
                continue
            if isinstance(value, dict):
                add_heads_of_layer(layer, value, collector, inside, name)
            elif per_head:
                add_value_per_head(layer, value, collector, inside, name)
            else:
                add_indices(layer, value, collector, inside, name)
    return collector.finish()


def _by_category(document: dict[str, Any], per_head: bool) -> dict[str, dict[str, Any]]:
    """Return the values of each category by their layers, as choose_parts takes them."""
    by_category: dict[str, dict[str, Any]] = {}
    for layer, categories in document.items():
        for name, value in categories.items():
            heads = dict(enumerate(value)) if per_head and isinstance(value, list) else value
            by_category.setdefault(name, {})[layer] = heads
    return by_category


def _maps_categories(value: Any) -> bool:
    """Return whether a value maps names that are no heads to the heads of a layer."""
    if not isinstance(value, dict) or not value:
        return False
    for name, heads in value.items():
        if parse_head_in_layer(name) is not None or parse_head_name(name) is not None:
            return False
        if isinstance(heads, dict) and heads and all(map(parse_head_in_layer, heads)):
            continue
        if not isinstance(heads, list) or not all(map(_is_cell, heads)):
            return False
    return True


def _is_cell(value: Any) -> bool:
    """Return whether a value can be a score, a flag or the index of a head."""
    return isinstance(value, bool) or is_number(value) or is_missing(value)
