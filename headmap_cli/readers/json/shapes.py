"""Tell what a value of a JSON document may be: the heads of a category, or records of heads."""

from __future__ import annotations

from typing import Any

from ..head_names import named
from ..tables.column_names import category_rank
from ..tables.header import CATEGORY, HEAD, LAYER, normalize_name
from ..tables.matrix import is_matrix
from .mappings import LAYER_KEY, is_names
from .records import is_record

PLACES = frozenset({*LAYER, *HEAD, "layers", "heads"})
"""Keys that say where a head is."""


def are_parts(values: list[Any]) -> bool:
    """Tell whether each value of a mapping may hold the heads or the scores of a category."""
    return all(is_matrix(value) or is_category(value) for value in values)


def is_category(value: Any) -> bool:
    """Tell whether a value holds the heads of one category."""
    if isinstance(value, list):
        records = [item for item in value if isinstance(item, dict)]
        return all(is_record(item) and not {*CATEGORY} & set(map(normalize_name, item)) for item in records)
    if not isinstance(value, dict) or not value or not all(map(_names_no_category, value.values())):
        return False
    return all(map(named, value)) or all(map(LAYER_KEY.fullmatch, value))


def name_roles(value: Any) -> bool:
    """Tell whether a value is a list of records that each name the category of their head."""
    records = [item for item in value if is_record(item)] if isinstance(value, list) else []
    return any(is_role(key, cell) for item in records for key, cell in item.items())


def is_role(key: str, cell: Any) -> bool:
    """Tell whether a value of a record names a category."""
    return category_rank(key) is not None and is_names(cell)


def _names_no_category(value: Any) -> bool:
    """Tell whether what a head or layer maps to names no category of its own."""
    if isinstance(value, dict):
        return all(map(_names_no_category, value.values()))
    return not isinstance(value, str) and not (
        isinstance(value, list) and any(isinstance(v, str) for v in value)
    )


def may_hold_heads(value: Any) -> bool:
    """Tell whether a value, or a part of it, can name heads or hold their scores.

    An empty list or object may be a category without heads. Settings, lists of lengths and lists of names of
    other things hold none.

    >>> may_hold_heads([[0.1, 0.9], [0.2, 0.3]]), may_hold_heads(["L5H1"]), may_hold_heads({"0": [1]})
    (True, True, True)
    >>> may_hold_heads([1024, 2048]), may_hold_heads(["Bert"]), may_hold_heads({"lr": 0.1})
    (False, False, False)
    """
    if isinstance(value, list):
        return not value or any(map(_may_be_item, value))
    if not isinstance(value, dict):
        return False
    if not value or is_record(value) or any(map(named, value)):
        return True
    if all(map(LAYER_KEY.fullmatch, value)):
        return not all(map(_is_word, value.values()))  # {"0": "NEGATIVE"} names classes, not heads
    return any(LAYER_KEY.fullmatch(key) or may_hold_heads(part) for key, part in value.items())


def _may_be_item(item: Any) -> bool:
    """Tell whether an item of a list may be a head, a row of numbers, or an object that holds heads."""
    if isinstance(item, str):
        return not _is_word(item)
    if isinstance(item, list):
        return not item or not all(cell is None or _is_word(cell) for cell in item)
    if isinstance(item, dict):
        names_head = any(normalize_name(key) in PLACES for key in item)
        return names_head or may_hold_heads(item)
    return False


def _is_word(value: Any) -> bool:
    """Tell whether a value is a text without a digit; one with a digit may be meant as a head."""
    return isinstance(value, str) and not any(map(str.isdigit, value))
