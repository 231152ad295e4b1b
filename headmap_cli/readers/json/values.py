"""Recognise the types of JSON values, and describe values in messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...core.head_names import parse_layer_name
from ...core.numbers import cell_number
from ...core.strings import quote
from ..category_cells import splitter
from ..tables.header import find_column, normalize_name

MAX_KEYS_DESCRIBED = 6
"""How many keys of an object a message lists."""

split_names = splitter("")
"""Splits a string at ``;`` and ``|`` into names; a list of strings holds one name in each."""


def is_object(value: Any) -> bool:
    """Return whether a value is a JSON object."""
    return isinstance(value, dict)


def is_text(value: Any) -> bool:
    """Return whether a value is a string."""
    return isinstance(value, str)


def is_container(value: Any) -> bool:
    """Return whether a value is a list or an object."""
    return isinstance(value, list | dict)


def is_number(value: Any) -> bool:
    """Return whether a value is a number or a percentage in a string; ``true`` and ``false`` are not.

    >>> is_number(0.5), is_number("50.8%"), is_number(True), is_number("0.5")
    (True, True, False, False)
    """
    if isinstance(value, str):
        return value.rstrip().endswith("%") and cell_number(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_names(value: Any) -> bool:
    """Return whether a value is the name of a category, or a list of names."""
    if isinstance(value, list):
        return all(map(is_text, value))
    return is_text(value)


def is_score(value: Any) -> bool:
    """Return whether a value is a number, or a list that holds at least one."""
    if isinstance(value, list):
        return any(map(is_number, value))
    return is_number(value)


def is_layer_key(key: str) -> bool:
    """Return whether a key is the index of a layer, such as ``3``, ``L3`` or ``layer_3``."""
    return parse_layer_name(key) is not None


def find_key(value: dict[str, Any], synonyms: Sequence[str]) -> str | None:
    """Return the key of an object that is one of several synonyms, ignoring case; None if none is.

    >>> find_key({"Layer": 0, "Head": 1}, ("head", "h"))
    'Head'
    """
    keys = list(value)
    column = find_column([normalize_name(key) for key in keys], synonyms)
    return None if column is None else keys[column]


def describe_value(value: Any) -> str:
    """Describe a value for an error.

    >>> describe_value({"a": 1}), describe_value([]), describe_value(None)
    ("an object with the keys 'a'", 'an empty list', 'null')
    """
    if isinstance(value, dict):
        if not value:
            return "an empty object"
        keys = list(map(quote, value))
        if len(keys) > MAX_KEYS_DESCRIBED:
            keys = [*keys[:MAX_KEYS_DESCRIBED], ".."]
        return f"an object with the keys {', '.join(keys)}"
    if isinstance(value, list):
        if not value:
            return "an empty list"
        return f"a list that begins with {quote(value[0])}"
    return quote(value)
