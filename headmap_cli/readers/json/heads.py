"""Read lists of heads, and mappings whose keys are categories, heads or layers.

Each function adds the heads of one value to a Collector. Its ``location`` is where the value is in the
document.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ...core.errors import Location
from ...core.head_names import (
    is_other_node,
    parse_head,
    parse_head_in_layer,
    parse_head_name,
    parse_layer_name,
)
from ..collector import Collector, constant_location
from ..indices import parse_index
from ..missing import is_missing
from ..tables.header import HEAD, LAYER, SCORE
from .head_values import add_head_value
from .nodes import names_nodes
from .values import (
    describe_value,
    find_key,
    is_names,
    is_number,
    is_score,
)


class HeadItem(NamedTuple):
    """An item of a list of heads.

    Attributes:
        head: The part that names the head, such as ``[8, 10]`` or ``"L8H10"``, not yet checked.
        key: The key or index of the value beside the head; None if the head is alone.
        value: The value beside the head: a score, or names of categories.
    """

    head: Any
    key: int | str | None = None
    value: Any = None


def add_categories(categories: dict[str, Any], collector: Collector, location: Location) -> None:
    """Add a mapping from categories to their heads."""
    for name, heads in categories.items():
        collector.entries.number(name)
        add_category(name, heads, collector, location.child(name))


def add_category(
    name: str, heads: list[Any] | dict[str, Any], collector: Collector, location: Location
) -> None:
    """Add the heads of one category: a list of them, or a mapping whose keys are all heads or all layers."""
    if isinstance(heads, list):
        add_head_list(heads, collector, location, name)
    elif names_nodes(heads):
        add_heads(heads, collector, location, name)
    else:
        add_layers(heads, collector, location, name)


def add_head_list(items: list[Any], collector: Collector, location: Location, category: str = "") -> None:
    """Add a list of heads, each alone, with its score, or with its categories if the list has none."""
    scored = bool(category) or any(is_number(split_head_value(item).value) for item in items)
    for i, item in enumerate(items):
        if isinstance(item, str) and is_other_node(item):
            collector.other_nodes[item] = None
            continue
        _add_head_item(item, collector, location.child(i), category, scored)


def _add_head_item(item: Any, collector: Collector, location: Location, category: str, scored: bool) -> None:
    """Add one item of a list of heads.

    Args:
        item: The item.
        collector: Where the head is added.
        location: Where the item is in the document.
        category: The category of the list; empty if it has none.
        scored: Whether the heads of the list have scores, so that null is a missing score.
    """
    head, key, value = split_head_value(item)
    has_score = isinstance(key, str) or is_number(value) or (scored and is_missing(value))
    if key is not None and not has_score:
        # A head may come with its categories only if the list is not already that of one category.
        has_names = value is None or is_names(value)
        if category or not has_names:
            head = item  # the whole item names no head, so it is reported
    pair = parse_head(head)
    if isinstance(pair, str):
        collector.add_problem(pair, location, head)
        return
    position = collector.read_head(*pair, constant_location(location))
    if position is None:
        return
    if key is None:
        collector.add(position, [category])
    elif has_score:
        score = collector.read_score(value, constant_location(location.child(key)))
        collector.add(position, [category], score)
    else:
        add_head_value(position, value, collector, location.child(key), "")


def split_head_value(item: Any) -> HeadItem:
    """Split an item of a list into the head that it names and the value beside it.

    >>> tuple(split_head_value([8, 10, 0.5])), tuple(split_head_value(["L8H10", "A"]))
    (([8, 10], 2, 0.5), ('L8H10', 1, 'A'))
    >>> tuple(split_head_value({"head": "8-10", "score": 0.5})), tuple(split_head_value([8, 10]))
    (('8-10', 'score', 0.5), ([8, 10], None, None))
    """
    if isinstance(item, list) and len(item) == 3:
        return HeadItem(item[:2], 2, item[2])
    if isinstance(item, list) and len(item) == 2 and _names_layer_and_head(item[0]):
        return HeadItem(item[0], 1, item[1])
    if not isinstance(item, dict):
        return HeadItem(item)
    head_key = find_key(item, HEAD)
    if head_key is None:
        return HeadItem(item)
    head = item[head_key]
    layer_key = find_key(item, LAYER)
    if layer_key is not None:
        head = [item[layer_key], head]
    score_key = find_key(item, SCORE)
    if score_key is None:
        return HeadItem(head)
    return HeadItem(head, score_key, item[score_key])


def _names_layer_and_head(value: Any) -> bool:
    """Return whether a value names a layer and a head; ``"8.0"`` is an index alone."""
    if isinstance(value, str):
        return parse_head_name(value) is not None and isinstance(parse_index(value, "layer"), str)
    return isinstance(value, list) and len(value) == 2


def add_heads(heads: dict[str, Any], collector: Collector, location: Location, category: str = "") -> None:
    """Add a mapping from heads to their categories, scores, or flags or scores by category."""
    scored = any(map(is_score, heads.values()))
    for key, value in heads.items():
        if is_other_node(key):
            collector.other_nodes[key] = None
            continue
        pair = parse_head_name(key)
        if pair is None:
            pair = (key, key)  # read_head reports it as an invalid layer and head
        position = collector.read_head(*pair, constant_location(location.child(key)))
        if position is not None:
            add_head_value(position, value, collector, location.child(key), category, scored)


def add_layers(layers: dict[str, Any], collector: Collector, location: Location, category: str = "") -> None:
    """Add a mapping from layers to their heads in the category, or to a flag or score for each head."""
    per_head = any(isinstance(value, list) and is_per_head(value) for value in layers.values())
    if per_head:
        collector.entries.listing = True
    for key, value in layers.items():
        inside = location.child(key)
        layer = parse_layer_name(key) or key
        if isinstance(value, dict):
            add_heads_of_layer(layer, value, collector, inside, category)
        elif isinstance(value, list) and per_head:
            add_value_per_head(layer, value, collector, inside, category)
        elif isinstance(value, list):
            add_indices(layer, value, collector, inside, category)
        else:
            description = describe_value(value)
            collector.add_problem(
                f"expected a list or mapping of the layer's heads, found {description}", inside
            )


def is_per_head(values: list[Any]) -> bool:
    """Return whether the list of a layer has a value for each of its heads: the values cannot be indices."""
    for value in values:
        if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
            return True
    numbers = [value for value in values if is_number(value)]
    return len(set(numbers)) < len(numbers)


def add_heads_of_layer(
    layer: str, heads: dict[str, Any], collector: Collector, location: Location, category: str
) -> None:
    """Add a mapping from the heads of one layer to their values."""
    scored = any(map(is_score, heads.values()))
    for key, value in heads.items():
        inside = location.child(key)
        position = collector.read_head(layer, parse_head_in_layer(key) or key, constant_location(inside))
        if position is not None:
            add_head_value(position, value, collector, inside, category, scored)


def add_value_per_head(
    layer: str, values: list[Any], collector: Collector, location: Location, category: str
) -> None:
    """Add the values of all heads of one layer, in the order of the heads."""
    scored = any(map(is_score, values))
    for i, value in enumerate(values):
        inside = location.child(i)
        position = collector.read_head(layer, i + collector.options.index_base, constant_location(inside))
        if position is not None:
            add_head_value(position, value, collector, inside, category, scored)


def add_indices(
    layer: int | str, indices: list[Any], collector: Collector, location: Location, category: str
) -> None:
    """Add the heads of one layer that a list of their indices names."""
    for i, index in enumerate(indices):
        position = collector.read_head(layer, index, constant_location(location.child(i)))
        if position is not None:
            collector.add(position, [category])
