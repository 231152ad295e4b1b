"""JSON mappings -> Entries: category -> heads, head -> what it is, layer -> heads.

Each function adds to a Collector; path is the place of its value in the document.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from ...core.errors import Location
from ...core.strings import quote
from ..category_cells import splitter
from ..category_names import category_names
from ..entries import Collector, constant_location, index_of
from ..head_names import named, pair_of
from ..missing import is_missing
from ..tables.column_names import is_surely_score
from ..tables.header import HEAD, LAYER, SCORE, find_column, normalize_name
from ..tables.roles_by_name import probable_roles

LAYER_KEY = re.compile(r"\s*(?:l|layer|layers)?[ _.]*([0-9]{1,9})\s*", re.IGNORECASE)
HEAD_KEY = re.compile(r"\s*(?:h|head)?[ _.]*([0-9]{1,9})\s*", re.IGNORECASE)
names_in = splitter("")
"""The names in a text, which `;` and `|` part, or in a list of texts."""


def json_path(path: str, key: object) -> str:
    """The path of a key's or an index's value.

    >>> json_path("$", "Knowledge"), json_path("$.heads", 3), json_path("$", "8-10")
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
        add_category(name, value, collect, json_path(path, name))


def add_category(name: str, value: list[Any] | dict[str, Any], collect: Collector, path: str) -> None:
    """The heads of one category: a list of them, or a mapping whose keys are all heads or all layers."""
    if isinstance(value, list):
        add_list(name, value, collect, path)
    elif all(map(named, value)):
        add_heads(value, collect, path, name)
    else:
        add_layers(value, collect, path, name)


def add_list(name: str, heads: list[Any], collect: Collector, path: str) -> None:
    """A list of heads, alone or each with its score; without a name also with its category or categories."""
    scored = bool(name) or any(is_number(split_head_value(value)[2]) for value in heads)
    for i, value in enumerate(heads):
        here = json_path(path, i)
        head, key, beside = split_head_value(value)
        score = isinstance(key, str) or is_number(beside) or (is_missing(beside) and scored)
        if key is not None and not score and (name or not (beside is None or is_names(beside))):
            head = value
        pair = pair_of(head)
        if isinstance(pair, str):
            collect.problem(pair, Location(path=here))
        elif found := collect.head(*pair, constant_location(Location(path=here))):
            if key is None:
                collect.add(found, [name])
            elif score:
                collect.add(
                    found,
                    [name],
                    collect.score(beside, constant_location(Location(path=json_path(here, key)))),
                )
            else:
                add_value(found, beside, collect, json_path(here, key), "")


def split_head_value(value: Any) -> tuple[Any, int | str | None, Any]:
    """The head that an item of a list names, and the key and the value of what stands beside it, if any.

    >>> split_head_value([8, 10, 0.5]), split_head_value(["L8H10", "A"])
    (([8, 10], 2, 0.5), ('L8H10', 1, 'A'))
    >>> split_head_value({"head": "8-10", "score": 0.5}), split_head_value([8, 10])
    (('8-10', 'score', 0.5), ([8, 10], None, None))
    """
    if isinstance(value, list) and len(value) == 3:
        return value[:2], 2, value[2]
    if isinstance(value, list) and len(value) == 2 and _names_both(value[0]):
        return value[0], 1, value[1]
    if not isinstance(value, dict):
        return value, None, None
    layer, head, score = _keys(value, LAYER, HEAD, SCORE)
    if head is None:
        return value, None, None
    pair = value[head] if layer is None else [value[layer], value[head]]
    return pair, score, None if score is None else value[score]


def _keys(value: dict[str, Any], *kinds: Sequence[str]) -> list[str | None]:
    """For each kind of synonyms the key of an object that is one of them, or None."""
    keys = list(value)
    plains = list(map(normalize_name, keys))
    return [None if (at := find_column(plains, words)) is None else keys[at] for words in kinds]


def _names_both(value: Any) -> bool:
    """Whether a value names a layer and a head; ``"8.0"`` is an index."""
    if isinstance(value, str):
        return bool(named(value)) and isinstance(index_of(value, "layer"), str)
    return isinstance(value, list) and len(value) == 2


def is_names(value: Any) -> bool:
    """Whether a value is the name of a category, or a list of names."""
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))


def add_heads(heads: dict[str, Any], collect: Collector, path: str, name: str = "") -> None:
    """Head -> category, categories, score, scores, or a mapping of category -> flag or score."""
    scored = any(map(_is_scored, heads.values()))
    for key, value in heads.items():
        here = json_path(path, key)
        if found := collect.head(*(named(key) or (key, key)), constant_location(Location(path=here))):
            add_value(found, value, collect, here, name, scored)


def add_layers(layers: dict[str, Any], collect: Collector, path: str, name: str = "") -> None:
    """Layer -> its heads in the category, a mapping of them, or a flag or score for each head."""
    per_head = any(isinstance(value, list) and _is_per_head(value) for value in layers.values())
    collect.entries.listing |= per_head
    for key, value in layers.items():
        here = json_path(path, key)
        layer = _digits(LAYER_KEY, key)
        if isinstance(value, dict):
            scored = any(map(_is_scored, value.values()))
            for head, inner in value.items():
                inside = json_path(here, head)
                if found := collect.head(
                    layer, _digits(HEAD_KEY, head), constant_location(Location(path=inside))
                ):
                    add_value(found, inner, collect, inside, name, scored)
        elif isinstance(value, list):
            _add_layer(layer, value, per_head, collect, here, name)
        else:
            collect.problem(
                f"expected a list or mapping of the layer's heads, found {kind_of(value)}",
                Location(path=here),
            )


def _digits(pattern: re.Pattern[str], key: str) -> str:
    """The index in a key such as ``layer_3``, or the key, which is none."""
    found = pattern.fullmatch(key)
    return found[1] if found else key


def _is_per_head(values: list[Any]) -> bool:
    """Whether a layer's list has a value for each of its heads, as they cannot be indices."""
    numbers = [v for v in values if is_number(v)]
    fractions = any(isinstance(v, bool) or (isinstance(v, float) and not v.is_integer()) for v in values)
    return fractions or len(set(numbers)) < len(numbers)


def _add_layer(
    layer: str, values: list[Any], per_head: bool, collect: Collector, path: str, name: str
) -> None:
    """Heads of one layer, or a value for each of its heads."""
    scored = any(map(_is_scored, values))
    for i, value in enumerate(values):
        here = json_path(path, i)
        head = i + collect.options.index_base if per_head else value
        found = collect.head(layer, head, constant_location(Location(path=here)))
        if found and per_head:
            add_value(found, value, collect, here, name, scored)
        elif found:
            collect.add(found, [name])


def _is_scored(value: Any) -> bool:
    """Whether a value is a score, or scores; null beside it is then a score that is not there."""
    return is_number(value) or (isinstance(value, list) and any(map(is_number, value)))


def add_value(
    head: tuple[int, int], value: Any, collect: Collector, path: str, name: str, scored: bool = False
) -> None:
    """What one head is: a category's name or names, a flag, a score, or several, whose mean counts.

    scored: whether null, or a text such as "NA", is a score that is not there.
    """
    if is_number(value) or (scored and is_missing(value)):
        collect.add(head, [name], collect.score(value, constant_location(Location(path=path))))
    elif value is None or value == []:
        collect.add(head, [])
    elif isinstance(value, bool):
        collect.entries.number(name)
        collect.add(head, [name] if value else [])
    elif is_names(value):
        collect.add(head, category_names(names_in(value), collect.entries, collect.options))
    elif isinstance(value, list) and _is_scored(value) and all(is_missing(v) or is_number(v) for v in value):
        scores = [
            collect.score(v, constant_location(Location(path=json_path(path, i))))
            for i, v in enumerate(value)
        ]
        collect.add(head, [name], _mean(scores))
    elif isinstance(value, dict) and (record := _record(value)):
        names, score = record
        labels = category_names(names_in(names), collect.entries, collect.options)
        known = (
            None
            if score is None or not labels
            else collect.score(value[score], constant_location(Location(path=json_path(path, score))))
        )
        collect.entries.categorised |= known is not None
        collect.add(head, labels, known)
    elif isinstance(value, dict) and value:
        beside = any(map(_is_scored, value.values()))
        for category, inner in value.items():
            add_value(head, inner, collect, json_path(path, category), category, beside)
    else:
        expected = "expected a category, a list of them, a score or scores"
        collect.problem(f"{expected}, found {kind_of(value)}", Location(path=path))


def _record(value: dict[str, Any]) -> tuple[Any, str | None] | None:
    """The category or categories that a head's own record has, and its key of a score, if any."""
    names = {i: key for i, key in enumerate(value) if is_names(value[key])}
    category = probable_roles(names).category
    if category is None:
        return None
    others = {
        i: key
        for i, key in enumerate(value)
        if is_surely_score(key) or not isinstance(value[key], str | list | dict)
    }
    score = probable_roles(others).score
    return value[names[category]], None if score is None else others[score]


def _mean(scores: list[float]) -> float:
    try:
        return math.fsum(scores) / len(scores)
    except OverflowError:  # scores near the largest number that there is
        return math.fsum(score / len(scores) for score in scores)


def kind_of(value: Any) -> str:
    """A JSON value as an error names it."""
    if isinstance(value, dict):
        keys = ", ".join(quote(k) for k in list(value)[:6]) + (", .." if len(value) > 6 else "")
        return f"an object with the keys {keys}" if keys else "an empty object"
    if isinstance(value, list):
        return f"a list that begins with {quote(value[0])}" if value else "an empty list"
    return quote(value)
