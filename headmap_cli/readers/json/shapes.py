"""Recognise what a value of a JSON document may be: the heads of a category, records of heads, or neither."""

from __future__ import annotations

from typing import Any

from ...core.head_names import parse_head_name
from ...core.head_rows import MAX_COLUMNS, may_be_indices
from ..tables.column_names import category_rank, is_bookkeeping, score_rank
from ..tables.header import CATEGORY, HEAD, LAYER, SCORE, normalize_name
from .nodes import names_nodes
from .records import is_record
from .values import find_key, is_container, is_layer_key, is_names, is_object, is_text

POSITION_KEYS = frozenset({*LAYER, *HEAD, "layers", "heads"})
"""Keys that say where a head is."""

RECORD_KEYS = ("heads", "top_heads", "select_heads", "head_rankings", "data", "records")
"""Keys that programs give to the part of a document that lists the heads."""


def is_head_or_layer(key: str) -> bool:
    """Return whether a key names a head, such as ``8-10``, or is the index of a layer."""
    return parse_head_name(key) is not None or is_layer_key(key)


def is_category(value: Any) -> bool:
    """Return whether a value holds the heads of one category: a list, or a mapping from heads or layers."""
    if isinstance(value, list):
        return all(map(_is_head_without_category, filter(is_object, value)))
    if not isinstance(value, dict) or not value or not all(map(_names_no_category, value.values())):
        return False
    return names_nodes(value) or all(map(is_layer_key, value))


def _is_head_without_category(record: dict[str, Any]) -> bool:
    if not is_record(record) or find_key(record, CATEGORY) is not None:
        return False
    score_key = find_key(record, SCORE)
    # An object in place of the score has scores by category.
    return score_key is None or not isinstance(record[score_key], dict)


def _names_no_category(value: Any) -> bool:
    """Return whether the value of a head or a layer names no category of its own."""
    if isinstance(value, dict):
        return all(map(_names_no_category, value.values()))
    if isinstance(value, list):
        return not any(map(is_text, value))
    return not is_text(value)


def names_categories(value: Any) -> bool:
    """Return whether a value is a list of records of which some name the category of their head."""
    if not isinstance(value, list):
        return False
    for item in value:
        if is_record(item) and any(is_category_name(key, cell) for key, cell in item.items()):
            return True
    return False


def is_wrapper(document: dict[str, Any]) -> bool:
    """Return whether an object has a single part, which lists heads and is not the name of their category.

    >>> is_wrapper({"top_heads": [[5, 1]]}), is_wrapper({"Knowledge": [[5, 1]]})
    (True, False)
    """
    if len(document) > 1:
        return False
    [(key, value)] = document.items()
    return key in RECORD_KEYS or names_categories(value)


def is_category_name(key: str, cell: Any) -> bool:
    """Return whether a value of a record names a category."""
    return category_rank(key) is not None and is_names(cell)


def may_hold_heads(value: Any) -> bool:
    """Return whether a value, or a part of it, can name heads or hold their scores.

    An empty list or object counts, since it may be a category without heads. Settings, lists of lengths and
    lists of other names do not.

    >>> may_hold_heads([[0.1, 0.9], [0.2, 0.3]]), may_hold_heads(["L5H1"]), may_hold_heads({"0": [1]})
    (True, True, True)
    >>> may_hold_heads([1024, 2048]), may_hold_heads(["Bert"]), may_hold_heads({"lr": 0.1})
    (False, False, False)
    """
    if isinstance(value, list):
        return not value or any(map(_may_be_item, value))
    if not isinstance(value, dict):
        return False
    if not value or is_record(value) or any(map(parse_head_name, value)):
        return True
    if all(map(is_layer_key, value)):
        # The keys of {"0": "NEGATIVE", "1": "POSITIVE"} number the classes of a model, not layers.
        return not all(map(_is_word, value.values()))
    return any(is_layer_key(key) or may_hold_heads(part) for key, part in value.items())


def _may_be_item(item: Any) -> bool:
    """Return whether an item of a list may be a head, a row of numbers, or an object that holds heads."""
    if isinstance(item, str):
        return not _is_word(item)
    if isinstance(item, list):
        return not item or not all(cell is None or _is_word(cell) for cell in item)
    if isinstance(item, dict):
        names_head = any(normalize_name(key) in POSITION_KEYS for key in item)
        return names_head or may_hold_heads(item)
    return False


def _is_word(value: Any) -> bool:
    """Return whether a value is a string without a digit; one with a digit may be meant as a head."""
    return isinstance(value, str) and not any(map(str.isdigit, value))


def is_head_record(value: Any) -> bool:
    """Return whether a value describes one head by a score, or by numbers about it.

    >>> is_head_record({"score": 0.9, "std": 0.1}), is_head_record({"Copying": 0.9, "Naming": 0.1})
    (True, False)
    >>> is_head_record({"delta": 0.9, "ci": [0.8, 1.0]})
    True
    """
    if not isinstance(value, dict) or not value:
        return False
    for key, item in value.items():
        # An interval, such as "ci": [0.8, 1.0], is bookkeeping; other lists may hold scores.
        if is_container(item) and not is_bookkeeping(key):
            return False
    if any(category_rank(key) is not None for key in value):
        return False  # a record that names its category is read elsewhere
    return any(is_bookkeeping(key) or score_rank(key) is not None for key in value)


def may_be_head_rows(rows: list[list[Any]]) -> bool:
    """Return whether rows of numbers are probably heads with several measurements each.

    Each row begins with the indices of a head, which are whole numbers, and no head occurs twice. Fractions
    occur only after the indices.

    >>> may_be_head_rows([[0, 0, 0.9, 1], [1, 1, 0.1, 2]]), may_be_head_rows([[0.0, 0.0, 0.9, 1.0]])
    (True, False)
    """
    lengths = {len(row) for row in rows}
    if len(lengths) != 1 or not 3 < lengths.pop() <= MAX_COLUMNS:
        return False
    has_fraction = False
    for row in rows:
        # In JSON, unlike in a table of text, the index 1 and the score 1.0 have different types.
        if not all(type(index) is int for index in row[:2]):
            return False
        has_fraction = has_fraction or any(isinstance(value, float) for value in row[2:])
    return has_fraction and may_be_indices(rows)
