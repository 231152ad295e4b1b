"""Spread the objects inside records over columns: ``{"layer": 5, "head": 1, "scores": {"a": 0.9}}``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..missing import is_missing
from ..tables.column_names import category_rank, is_bookkeeping, is_remark, score_rank
from ..tables.header import HEAD, LAYER, MODEL, normalize_name
from .values import is_number


def nested_column(records: Sequence[dict[str, Any]], names: Iterable[str]) -> str | None:
    """Return the key of the objects that hold the scores or flags of the records; None if there is none.

    Its name means scores or categories, as no other does, or it is the only column that may hold either.

    Args:
        records: The records.
        names: All keys of the records.

    >>> nested_column([{"layer": 5, "head": 1, "scores": {"a": 0.9}}], ["layer", "head", "scores"])
    'scores'
    >>> nested_column([{"head": "L5H1", "score": 0.9, "details": {"a": 1}}], ["head", "score", "details"])
    """
    data_names = list(filter(_may_hold_data, names))
    nested = [name for name in data_names if _holds_objects(name, records)]
    if len(nested) != 1:
        return None
    others = [name for name in data_names if name != nested[0]]
    if others and not _is_only_of_its_role(nested[0], others):
        return None
    if _hides_column(nested[0], names, records):
        return None
    return nested[0]


def _is_only_of_its_role(nested: str, others: Sequence[str]) -> bool:
    """Return whether the name of a column means scores or categories, and none of the others the same."""
    if score_rank(nested) is not None:
        return all(score_rank(name) is None for name in others)
    return category_rank(nested) is not None and all(category_rank(name) is None for name in others)


def spread(record: dict[str, Any], nested: str) -> dict[str, Any]:
    """Return a record with the values of an object in it beside its own."""
    flat = {key: value for key, value in record.items() if key != nested}
    return flat | (record.get(nested) or {})


def _may_hold_data(key: str) -> bool:
    """Return whether a column may hold categories or scores by its name."""
    if normalize_name(key) in (*LAYER, *HEAD, *MODEL):
        return False
    return not is_bookkeeping(key) and not is_remark(key)


def _holds_objects(name: str, records: Sequence[dict[str, Any]]) -> bool:
    """Return whether the values of a key are objects of numbers or flags, at least one of them not empty."""
    has_cells = False
    for record in records:
        value = record.get(name)
        if value is None:
            continue
        if not isinstance(value, dict) or not all(map(_is_cell, value.values())):
            return False
        has_cells = has_cells or bool(value)
    return has_cells


def _is_cell(value: Any) -> bool:
    """Return whether a value is a score or a flag, or says that one is missing."""
    return isinstance(value, bool) or is_number(value) or is_missing(value)


def _hides_column(nested: str, names: Iterable[str], records: Sequence[dict[str, Any]]) -> bool:
    """Return whether the objects of a key have a key that the records have too."""
    outer = set(map(normalize_name, names)) - {normalize_name(nested)}
    inner_keys: set[str] = set()
    for record in records:
        inner_keys.update(record.get(nested) or {})
    return any(normalize_name(key) in outer for key in inner_keys)
