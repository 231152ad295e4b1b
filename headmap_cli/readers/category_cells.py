"""Split a cell of a table, or a string of a JSON document, into the names of categories in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..core.natural_order import NUMBER
from .missing import is_missing

Split = Callable[[Any], list[str]]

# The patterns are compiled when one is first used, since most tables have no lists.
WRAPPER = r"(?s)(?:frozenset|set|list|tuple|array|Index)\((.*?)(?:,\s*dtype=[\w<>']+)?\)"
"""A list as Python, numpy or pandas shows it, such as ``frozenset({'A', 'B'})``."""

BRACKETS = r"(?s)\[(.*)\]|\((.*)\)|\{(.*)\}"

ITEM = r"""(?sx)
    \s*(?:'(?P<single>(?:[^'\\]|\\.)*)'     # quoted, as Python writes it
            |(?P<double>"(?:[^"\\]|\\.)*")      # quoted, as JSON writes it
            |(?P<plain>[^'",;|\[\](){}]+))      # not quoted
        \s*(?:[,;|]|(?=['"])|\Z)                # numpy puts only a space between quoted items
"""
"""One item of a list, with the separator after it."""

ESCAPE = r"(?s)\\(.)"


def splitter(delimiter: str) -> Split:
    """Return the function that splits a cell into the names in it.

    A cell is a list literal, or names that are separated by ``;`` or ``|``. Blank names are left out.

    Args:
        delimiter: The character that separates the columns, which separates no names; empty in JSON.
    """
    separators = "".join({";", "|"} - {delimiter})
    cut = re.compile(f"[{re.escape(separators)}]")

    def split(cell: Any) -> list[str]:
        if cell is None:
            return []
        if isinstance(cell, list):
            parts = cell
        else:
            text = str(cell)
            items = list_items(text)
            parts = cut.split(text) if items is None else items
        names = [str(part).strip() for part in parts]
        return [name for name in names if name]

    return split


def list_items(text: str) -> list[str] | None:
    """Return the items of a list literal, or None for any other text.

    A list is in square brackets, parentheses or braces, as Python, JSON and Postgres write lists, tuples and
    sets. Without quotes, a single item in brackets is taken for a name, as is anything in parentheses.

    >>> list_items("['A', 'B']"), list_items('["A, B"]'), list_items("{'A', nan}"), list_items("[]")
    (['A', 'B'], ['A, B'], ['A', 'nan'], [])
    >>> list_items("{A, B}"), list_items("['A' 'B']"), list_items("[BOS]"), list_items("(a, b)")
    (['A', 'B'], ['A', 'B'], None, None)
    """
    text = text.strip()
    if not text.endswith(("]", ")", "}")):
        return None
    wrapper = re.fullmatch(WRAPPER, text)
    if wrapper:
        text = wrapper[1].strip()
    brackets = re.fullmatch(BRACKETS, text)
    if brackets is None:
        return [] if wrapper and not text else None
    inside = brackets[brackets.lastindex or 0].strip()
    pattern = re.compile(ITEM)
    items = []
    quoted = False
    position = 0
    while position < len(inside):
        item = pattern.match(inside, position)
        if item is None:
            return None
        quoted = quoted or item["plain"] is None
        items.append(_item_text(item))
        position = item.end()
    if items and not quoted and (text[0] == "(" or not _is_plain_list(items)):
        return None
    return items


def _item_text(item: re.Match[str]) -> str:
    """Return the text of an item, without its quotes and escapes."""
    if item["plain"] is not None:
        return item["plain"].strip()
    if item["single"] is not None:
        return re.sub(ESCAPE, r"\1", item["single"])
    import json  # only here, since most tables have no lists

    try:
        return str(json.loads(item["double"]))
    except ValueError:
        return re.sub(ESCAPE, r"\1", item["double"][1:-1])


def _is_plain_list(items: list[str]) -> bool:
    """Return whether items without quotes are a list, rather than a name or an interval in brackets."""
    if len(items) == 1:
        return items[0].isdecimal() or is_missing(items[0])
    return not all(NUMBER.fullmatch(item) for item in items) or all(map(str.isdecimal, items))
