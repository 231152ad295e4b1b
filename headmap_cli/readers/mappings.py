"""JSON mappings -> Entries: category -> heads, head -> what it is, layer -> heads.

Each function adds to a Collector; path is the place of its value in the document.
"""

from __future__ import annotations

import math
import re
from typing import Any

from ..errors import quote
from .entries import Collector, fixed
from .names import named, pair_of

LAYER_KEY = re.compile(r"\s*(?:l|layer|layers)?[ _.]*(\d{1,9})\s*", re.IGNORECASE)


def step(path: str, key: object) -> str:
    """The path of a key's or an index's value.

    >>> step("$", "Knowledge"), step("$.heads", 3), step("$", "8-10")
    ('$.Knowledge', '$.heads[3]', "$['8-10']")
    """
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if str(key).isidentifier() else f"{path}[{quote(key)}]"


def is_number(value: Any) -> bool:
    """Whether a JSON value is a number; true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def add_categories(categories: dict[str, Any], collect: Collector, path: str) -> None:
    """Category -> a list of heads, or a mapping of heads or layers."""
    for name, value in categories.items():
        collect.entries.number(name)
        add_category(name, value, collect, step(path, name))


def add_category(name: str, value: list[Any] | dict[str, Any], collect: Collector, path: str) -> None:
    """The heads of one category: a list of them, or a mapping whose keys are all heads or all layers."""
    if isinstance(value, list):
        add_list(name, value, collect, path)
    elif all(map(named, value)):
        add_heads(value, collect, path, name)
    else:
        add_layers(value, collect, path, name)


def add_list(name: str, heads: list[Any], collect: Collector, path: str) -> None:
    """A list of heads, or of ``[layer, head, score]``; without a name also of ``[layer, head, category]``."""
    for i, value in enumerate(heads):
        here = step(path, i)
        score = None
        if isinstance(value, list) and len(value) == 3 and is_number(value[2]):
            *value, score = value
        elif not name and isinstance(value, list) and len(value) == 3 and _names(value[2]):
            if found := collect.head(value[0], value[1], fixed(here)):
                add_value(found, value[2], collect, step(here, 2), "")
            continue
        pair = pair_of(value)
        if isinstance(pair, str):
            collect.problem(pair, here)
        elif found := collect.head(*pair, fixed(here)):
            collect.add(found, [name], None if score is None else collect.score(score, fixed(here)))


def _names(value: Any) -> bool:
    """Whether a value is the name of a category, or a list of names."""
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))


def add_heads(heads: dict[str, Any], collect: Collector, path: str, name: str = "") -> None:
    """Head -> category, categories, score, scores, or a mapping of category -> flag or score."""
    for key, value in heads.items():
        here = step(path, key)
        layer, head = named(key) or ("", "")
        if found := collect.head(layer, head, fixed(here)):
            add_value(found, value, collect, here, name)


def add_layers(layers: dict[str, Any], collect: Collector, path: str, name: str = "") -> None:
    """Layer -> its heads in the category, a mapping of them, or a flag or score for each head."""
    for key, value in layers.items():
        here = step(path, key)
        digits = LAYER_KEY.fullmatch(key)
        layer = digits[1] if digits else key
        if isinstance(value, dict):
            for head, inner in value.items():
                inside = step(here, head)
                digits = re.fullmatch(r"\s*(?:h|head)?[ _.]*(\d{1,9})\s*", head, re.IGNORECASE)
                found = collect.head(layer, digits[1] if digits else head, fixed(inside))
                if found:
                    add_value(found, inner, collect, inside, name)
        elif isinstance(value, list):
            _add_layer(layer, value, collect, here, name)
        else:
            collect.problem(f"expected a list or mapping of the layer's heads, found {kind_of(value)}", here)


def _add_layer(layer: str, values: list[Any], collect: Collector, path: str, name: str) -> None:
    """Heads of one layer, or a value for each of its heads where they cannot be indices."""
    numbers = [v for v in values if is_number(v)]
    per_head = any(isinstance(v, bool) or (isinstance(v, float) and not v.is_integer()) for v in values)
    per_head |= len(set(numbers)) < len(numbers)
    collect.entries.listing |= per_head
    for i, value in enumerate(values):
        here = step(path, i)
        head = i + collect.options.index_base if per_head else value
        found = collect.head(layer, head, fixed(here))
        if found and per_head:
            add_value(found, value, collect, here, name)
        elif found:
            collect.add(found, [name])


def add_value(head: tuple[int, int], value: Any, collect: Collector, path: str, name: str) -> None:
    """What one head is: a category's name or names, a flag, a score, or several, whose mean counts."""

    here = fixed(path)
    if value is None or value == []:
        collect.add(head, [])
    elif isinstance(value, bool):
        collect.entries.number(name)
        collect.add(head, [name] if value else [])
    elif is_number(value):
        collect.add(head, [name], collect.score(value, here))
    elif isinstance(value, str):
        collect.add(head, [part.strip() for part in value.replace("|", ";").split(";") if part.strip()])
    elif isinstance(value, list) and all(isinstance(v, str) for v in value):
        collect.add(head, [v.strip() for v in value if v.strip()])
    elif isinstance(value, list) and all(map(is_number, value)):
        collect.add(head, [name], collect.score(math.fsum(value) / len(value), here))
    elif isinstance(value, dict) and value:
        for category, inner in value.items():
            add_value(head, inner, collect, step(path, category), category)
    else:
        collect.problem(
            f"expected a category, a list of them, a score or scores, found {kind_of(value)}", path
        )


def kind_of(value: Any) -> str:
    """A JSON value as an error names it."""
    if isinstance(value, dict):
        keys = ", ".join(quote(k) for k in list(value)[:6]) + (", .." if len(value) > 6 else "")
        return f"an object with the keys {keys}" if keys else "an empty object"
    if isinstance(value, list):
        return f"a list that begins with {quote(value[0])}" if value else "an empty list"
    return "null" if value is None else quote(value)
