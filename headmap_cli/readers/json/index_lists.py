"""Read lists that hold, for each layer from the first to the last, the indices of its heads."""

from __future__ import annotations

from itertools import chain
from typing import Any

from ...core.errors import Location
from ...core.vocabulary import option
from ..collector import Collector
from ..context import ReadContext
from ..entries import Entries
from .heads import add_indices
from .shapes import is_head_or_layer, is_wrapper

PAIR_LENGTHS = (2, 3)
"""The lengths of rows that may be [layer, head] or [layer, head, score] as well as the heads of a layer."""


def are_index_lists(items: list[Any], context: ReadContext) -> bool:
    """Return whether a list has the indices of the heads of each layer, see ``_may_be_index_lists``."""
    return _may_be_index_lists([items], context)


def read_index_lists(items: list[Any], location: Location, context: ReadContext) -> Entries:
    """Read a list for which ``are_index_lists`` is true.

    Raises:
        InputError: The list could be a matrix as well, or there are problems in the indices.
    """
    _check_shape([items], location, context)
    collector = Collector(context, "heads of each layer")
    _add_layers(items, collector, location, "")
    return collector.finish()


def map_to_index_lists(document: dict[str, Any], context: ReadContext) -> bool:
    """Return whether an object maps categories to lists of the heads of each layer."""
    if any(map(is_head_or_layer, document)) or is_wrapper(document):
        return False
    return _may_be_index_lists(list(document.values()), context)


def read_mapped_index_lists(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read an object for which ``map_to_index_lists`` is true.

    Raises:
        InputError: The lists could be matrices as well, or there are problems in the indices.
    """
    _check_shape(list(document.values()), location, context)
    collector = Collector(context, "category -> heads of each layer", ordered=True)
    for name, items in document.items():
        collector.entries.number(name)
        _add_layers(items, collector, location.child(name), name)
    return collector.finish()


def _may_be_index_lists(categories: list[Any], context: ReadContext) -> bool:
    """Return whether the lists of all categories may have the indices of the heads of each layer.

    They have an item for each layer, and these items have different lengths, unlike the rows of a matrix. At
    most half of the items may be pairs of a layer and a head.
    """
    if context.options.missing or context.options.input_format == "matrix":
        return False
    if not all(isinstance(items, list) and len(items) > 1 for items in categories):
        return False
    layers = list(chain.from_iterable(categories))
    if len(set(map(len, categories))) > 1 or not all(map(_may_be_indices, layers)):
        return False
    lengths = list(map(len, layers))
    pairs = sum(length in PAIR_LENGTHS for length in lengths)
    has_other_lengths = 2 * pairs <= len(lengths) or max(lengths) > max(PAIR_LENGTHS)
    # Zeros and ones alone may be flags.
    largest = max(chain.from_iterable(layers), default=0)
    return len(set(lengths)) > 1 and has_other_lengths and largest > 1


def _may_be_indices(layer: Any) -> bool:
    """Return whether an item is a list of whole numbers, all different and none of them negative."""
    if not isinstance(layer, list) or not all(type(index) is int and index >= 0 for index in layer):
        return False
    return len(set(layer)) == len(layer)


def _check_shape(categories: list[Any], location: Location, context: ReadContext) -> None:
    """Raise InputError if the grid has other layers, or if the lists may be matrices with short rows."""
    grid = context.options.grid
    lists = len(categories[0])
    if grid is not None and lists != grid[0]:
        raise context.error(f"has {lists} lists of heads where the grid has {grid[0]} layers", location)
    layers = list(chain.from_iterable(categories))
    lacks_heads = grid is not None and max(map(len, layers)) < grid[1]
    if context.options.input_format == "heads" or lacks_heads or not all(layers):
        return
    choices = (
        f"{option('input-format', 'heads')} for the former or {option('missing', 'absent')} for the latter"
    )
    readings = "could be the heads of each layer, or a matrix with rows of different lengths"
    raise context.error(f"{readings}; set {choices}", location)


def _add_layers(layers: list[Any], collector: Collector, location: Location, category: str) -> None:
    """Add the heads of a category, whose indices are given for each layer."""
    base = collector.options.index_base
    for i, indices in enumerate(layers):
        add_indices(i + base, indices, collector, location.child(i), category)
