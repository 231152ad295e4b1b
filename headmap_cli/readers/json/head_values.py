"""Read what a JSON document says about one head: its categories, a flag, or its scores."""

from __future__ import annotations

import math
from typing import Any

from msgspec import Struct

from ...core.errors import Location
from ...core.head_names import parse_head_name
from ...core.strings import counted
from ..category_names import category_names
from ..collector import Collector, constant_location
from ..missing import is_missing
from ..repeats import combine_scores
from ..tables.column_names import is_surely_score
from ..tables.roles_by_name import probable_roles
from .values import describe_value, is_names, is_number, is_score, split_names

Head = tuple[int, int]


class _HeadRecord(Struct, frozen=True):
    """An object that describes one head by its category or categories and perhaps by a score.

    Attributes:
        names: The name of a category, or a list of names.
        score_key: The key of the score; None if there is no score.
    """

    names: Any
    score_key: str | None


def add_head_value(
    head: Head, value: Any, collector: Collector, location: Location, category: str, scored: bool = False
) -> None:
    """Add a head by its value in a mapping.

    Args:
        head: The layer and the index of the head, from 0.
        value: One of these: names of categories, a name before one or several numbers, a flag, a score,
            several scores (their mean counts), or an object that maps categories to such values.
        collector: Where the head is added, or a problem with its value.
        location: Where the value is in the document.
        category: The category of a flag or a score; empty if the document names none.
        scored: Whether the values of other heads are scores, so that null or a string such as "NA" is a
            missing score.
    """
    if is_number(value) or (scored and is_missing(value)):
        collector.add(head, [category], collector.read_score(value, constant_location(location)))
    elif value is None or value == []:
        collector.add(head, [])
    elif isinstance(value, bool):
        collector.entries.number(category)
        collector.add(head, [category] if value else [])
    elif is_names(value):
        collector.add(head, category_names(split_names(value), collector.entries, collector.options))
    elif is_name_with_numbers(value):
        _add_name_with_numbers(head, value, collector, location)
    elif isinstance(value, list) and _are_scores(value):
        collector.add(head, [category], _mean_score(value, collector, location))
    elif isinstance(value, dict) and value:
        _add_object(head, value, collector, location)
    else:
        expected = "expected a category, a list of them, a score or scores"
        collector.add_problem(f"{expected}, found {describe_value(value)}", location)


def is_name_with_numbers(value: Any) -> bool:
    """Return whether a value is a list of the name of a category and numbers, in this order.

    >>> is_name_with_numbers(["vertical", 1000, 0.99]), is_name_with_numbers(["L5H1", 0.9])
    (True, False)
    """
    if not isinstance(value, list) or len(value) < 2 or not isinstance(value[0], str):
        return False
    is_name = parse_head_name(value[0]) is None and not is_number(value[0])
    return is_name and all(map(is_number, value[1:]))


def _add_name_with_numbers(head: Head, value: list[Any], collector: Collector, location: Location) -> None:
    """Add a head by a category and numbers, of which the last is its score.

    Where there are several, those before it are settings of the category, as MInference writes them.
    """
    last = len(value) - 1
    labels = category_names(split_names(value[0]), collector.entries, collector.options)
    score = collector.read_score(value[last], constant_location(location.child(last)))
    collector.entries.categorised = True
    collector.add(head, labels, score if labels else None)


def _are_scores(values: list[Any]) -> bool:
    """Return whether all values are scores, of which some may be missing."""
    return is_score(values) and all(is_missing(value) or is_number(value) for value in values)


def _mean_score(values: list[Any], collector: Collector, location: Location) -> float:
    """Return the mean of the scores of one head, or what --repeats takes of them."""
    how = collector.options.repeats
    collector.entries.combined = True
    if how.isdigit() and int(how) >= len(values):
        scores_text = counted(len(values), "score")
        collector.add_problem(f"has {scores_text}, counted from 0, and no score {how}", location)
        return math.nan
    scores = []
    for i, value in enumerate(values):
        scores.append(collector.read_score(value, constant_location(location.child(i))))
    if how.isdigit():
        return scores[int(how)]
    if any(map(math.isnan, scores)) and not how:
        return math.nan
    return combine_scores(scores, how)


def _add_object(head: Head, value: dict[str, Any], collector: Collector, location: Location) -> None:
    """Add a head by an object: a record with its category, or a mapping from categories to values."""
    record = _head_record(value)
    if record is None:
        scored = any(map(is_score, value.values()))
        for category, item in value.items():
            add_head_value(head, item, collector, location.child(category), category, scored)
        return
    labels = category_names(split_names(record.names), collector.entries, collector.options)
    score = None
    if record.score_key is not None and labels:
        score = collector.read_score(
            value[record.score_key], constant_location(location.child(record.score_key))
        )
        collector.entries.categorised = True
    collector.add(head, labels, score)


def _head_record(value: dict[str, Any]) -> _HeadRecord | None:
    """Return an object as a record; None if none of its keys is known to hold categories."""
    # The rules for the columns of a table choose among the keys, which are numbered as columns would be.
    name_keys = {}
    score_keys = {}
    for i, (key, item) in enumerate(value.items()):
        if is_names(item):
            name_keys[i] = key
        if is_surely_score(key) or not isinstance(item, str | list | dict):
            score_keys[i] = key
    category_column = probable_roles(name_keys).category
    if category_column is None:
        return None
    score_column = probable_roles(score_keys).score
    score_key = None if score_column is None else score_keys[score_column]
    return _HeadRecord(value[name_keys[category_column]], score_key)
