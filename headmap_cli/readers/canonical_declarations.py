"""Read what a canonical document or table says before its heads: version, model, grid and absent heads."""

from __future__ import annotations

from typing import Any

import msgspec

from ..core.canonical import VERSION
from ..core.errors import Location
from ..core.grid import MAX_HEADS
from ..core.head_names import parse_head
from ..core.rule import Rule
from ..core.strings import quote
from .collector import Collector, constant_location
from .context import ReadContext
from .json.values import describe_value


def read_declarations(document: dict[str, Any], location: Location, context: ReadContext) -> Collector:
    """Return a collector with the model and the grid of a document.

    Raises:
        InputError: This version of headmap does not know the version of the format.
    """
    collector = Collector(context, "headmap document", ordered=True, exact=True)
    _check_version(document.get("headmap"), location.child("headmap"), context)
    model = document.get("model", "")
    if isinstance(model, str):
        collector.entries.model = model
    else:
        collector.add_problem(f"expected text, found {describe_value(model)}", location.child("model"))
    if "grid" in document:
        _read_grid(document["grid"], collector, location.child("grid"))
    if "rules" in document:
        _read_rules(document["rules"], collector, location.child("rules"))
    return collector


def _check_version(version: Any, location: Location, context: ReadContext) -> None:
    """Raise InputError if the version is not the one that this headmap reads."""
    if type(version) is int and version > VERSION:
        raise context.error(f"version {quote(version)} is newer than this headmap; update it", location)
    # True == 1 in Python, so a bool is refused by its type.
    if version != VERSION or isinstance(version, bool):
        raise context.error(f"version {quote(version)} is not known; expected {VERSION}", location)


def _read_rules(rules: Any, collector: Collector, location: Location) -> None:
    """Read the rules that selected the heads of categories by their scores."""
    try:
        collector.entries.rules = msgspec.convert(rules, dict[str, Rule])
    except msgspec.ValidationError as error:
        collector.add_problem(f"expected the rule of each category: {error}", location)


def _read_grid(grid: Any, collector: Collector, location: Location) -> None:
    """Read the grid, and the heads of it that the model does not have."""
    heads_per_layer = _heads_per_layer(grid)
    max_heads = max(heads_per_layer, default=0)
    if not 0 < len(heads_per_layer) * max_heads <= MAX_HEADS:
        expected = f'expected {{"layers": .., "heads": ..}} of at most {MAX_HEADS:,} heads'
        collector.add_problem(f"{expected}, found {describe_value(grid)}", location)
        return
    collector.entries.grid = (len(heads_per_layer), max_heads)
    for layer, heads in enumerate(heads_per_layer):
        for head in range(heads, max_heads):
            collector.entries.absent.append((layer, head))
    absent = grid.get("absent", [])
    inside = location.child("absent")
    if not isinstance(absent, list):
        collector.add_problem(f"expected [[layer, head], ..], found {describe_value(absent)}", inside)
        return
    for i, item in enumerate(absent):
        _read_absent_head(item, collector, inside.child(i))
    # Whether a file counts from 0 or 1 is guessed from the heads that it lists, not from the absent ones.
    collector.min_index = [MAX_HEADS, MAX_HEADS]


def _heads_per_layer(grid: Any) -> list[int]:
    """Return the number of heads in each layer; an empty list if the grid is invalid.

    The grid gives either one number for all layers or a list with one for each.
    """
    if not isinstance(grid, dict):
        return []
    layers = grid.get("layers")
    heads = grid.get("heads")
    # The exact type, because isinstance(True, int) is true.
    if type(layers) is not int or not 0 < layers <= MAX_HEADS:
        return []
    counts: list[Any] = heads if isinstance(heads, list) else [heads] * layers
    if len(counts) != layers or not all(type(count) is int and count >= 0 for count in counts):
        return []
    return counts


def _read_absent_head(item: Any, collector: Collector, location: Location) -> None:
    """Read one head that the model does not have."""
    pair = parse_head(item)
    if isinstance(pair, str):
        collector.add_problem(pair, location)
        return
    head = collector.read_head(*pair, constant_location(location))
    if head is not None:
        collector.entries.absent.append(head)
