"""Read objects that each hold the name of a category and a list of its heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...core.errors import Location
from ...core.head_names import split_head_names
from ..collector import Collector
from ..context import ReadContext
from ..entries import Entries
from ..tables.header import CATEGORY, LAYER
from .heads import add_category
from .shapes import is_head_or_layer
from .values import find_key

HEADS = ("heads", "members", "top_heads", "head_list", "attention_heads")
NAME = (*CATEGORY, "name", "circuit", "title", "display_name", "id")


def are_named_lists(items: Sequence[Any]) -> bool:
    """Return whether all items are objects with the name of a category and its heads.

    >>> are_named_lists([{"name": "A", "heads": [[5, 1]]}]), are_named_lists([{"layer": 5, "heads": [1, 2]}])
    (True, False)
    """
    return bool(items) and all(_heads_key(item) is not None and _has_name(item) for item in items)


def read_named_lists(items: Sequence[tuple[Any, Location]], context: ReadContext) -> Entries:
    """Read objects for which ``are_named_lists`` is true, each with its location.

    Raises:
        InputError: There are problems in the lists of heads.
    """
    collector = Collector(context, "categories with their heads", ordered=True)
    for item, location in items:
        name_key = find_key(item, NAME)
        assert name_key is not None
        _add_list(item[name_key], item, collector, location)
    return collector.finish()


def maps_to_heads(document: dict[str, Any], _context: ReadContext) -> bool:
    """Return whether an object maps the names of several categories to objects that hold their heads."""
    return len(document) > 1 and all(_heads_key(value) is not None for value in document.values())


def split_strings(document: dict[str, Any]) -> dict[str, Any]:
    """Return an object whose values are all strings of heads, such as ``"5.1, 6.9"``, with lists instead.

    Any other object is returned unchanged, and so is one whose strings may be numbers, such as versions.

    >>> split_strings({"A": "5.1, 6.9", "B": "L1H1"}), split_strings({"torch": "2.1", "numpy": "1.26"})
    ({'A': ['5.1', '6.9'], 'B': ['L1H1']}, {'torch': '2.1', 'numpy': '1.26'})
    """
    if any(map(is_head_or_layer, document)) or not all(isinstance(text, str) for text in document.values()):
        return document
    lists = {name: split_head_names(text) for name, text in document.items()}
    names_several = any(len(names) > 1 for names in lists.values())
    if not all(lists.values()) or not names_several:
        return document
    return lists


def read_mapped_heads(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read an object for which ``maps_to_heads`` is true.

    Raises:
        InputError: There are problems in the lists of heads.
    """
    collector = Collector(context, "categories with their heads", ordered=True)
    for name, value in document.items():
        _add_list(name, value, collector, location.child(name))
    return collector.finish()


def _add_list(name: str, item: dict[str, Any], collector: Collector, location: Location) -> None:
    """Add the heads of one object to a category."""
    key = _heads_key(item)
    assert key is not None
    collector.entries.number(name)
    add_category(name, item[key], collector, location.child(key))


def _heads_key(item: Any) -> str | None:
    """Return the key of the heads in an object; None for anything else, and for an object with a layer."""
    if not isinstance(item, dict) or find_key(item, LAYER) is not None:
        return None
    key = find_key(item, HEADS)
    if key is None or not isinstance(item[key], list | dict):
        return None
    return key


def _has_name(item: dict[str, Any]) -> bool:
    """Return whether an object has the name of a category."""
    key = find_key(item, NAME)
    return key is not None and isinstance(item[key], str)
