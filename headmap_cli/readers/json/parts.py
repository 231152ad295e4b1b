"""Choose the parts of a JSON object that hold categories, and leave out bookkeeping.

For example, ``mean`` in ``{"mean": [[..], ..], "std": [[..], ..]}`` holds the scores of a category, whereas
``std`` only holds their standard deviations.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from ...core.errors import Location
from ...core.head_names import parse_head_name
from ...core.strings import quote, truncated_list
from ...core.vocabulary import option
from ..context import ReadContext
from ..tables.column_names import is_bookkeeping, is_remark, is_statistic, means_no_category, normalize
from ..tables.header import HEAD, LAYER, normalize_name
from ..tables.matrix import is_matrix, may_be_heads
from .shapes import is_head_or_layer, may_hold_heads
from .values import is_container, is_names, is_number

log = logging.getLogger("headmap")

DESCRIPTIONS = frozenset({"model", "version", "architecture", "dataset", "checkpoint", "revision", "device"})
"""Names, in the singular, of lists of strings that say where the data is from."""

ORDINALS = frozenset({"rank", "ranks", "ranking", "index", "seed", "step"})


def choose_parts(parts: dict[str, Any], location: Location, context: ReadContext) -> dict[str, Any]:
    """Return the parts of a mapping from names to heads or scores that become categories.

    Args:
        parts: The mapping.
        location: Where it is in the document.
        context: The input. Its --column names the only part to read; without it, the parts that the style
            names as categories are always read.

    Raises:
        InputError: No part has the name that --column gives.
    """
    if context.options.column:
        return _named_part(parts, location, context)
    left_out = []
    for name, value in parts.items():
        # The values are looked at first, which is faster than to look at the names.
        is_scored = _holds_scores(value)
        if is_scored and _is_about_scores(name) and not context.options.styles_name(name):
            left_out.append(name)
    if not left_out or len(left_out) == len(parts):
        return parts
    chosen = {name: value for name, value in parts.items() if name not in left_out}
    log.warning(
        "%s: reads %s and leaves out %s; %s reads it instead",
        context.name,
        truncated_list(list(chosen)),
        truncated_list(left_out),
        option("column", left_out[0]),
    )
    return chosen


def drop_settings(document: dict[str, Any], location: Location, context: ReadContext) -> dict[str, Any]:
    """Return a mapping without the parts that cannot hold heads, such as settings and lists of lengths.

    A part that is left out is reported: a list in a warning, since it may be meant as a category. The columns
    of a table are returned as they are.
    """
    if any(_is_column(key, value) for key, value in document.items()):
        return document
    dropped = _parts_without_heads(document)
    if not dropped:
        return document
    lists = [key for key in dropped if isinstance(document[key], list)]
    if lists:
        paths = truncated_list([location.child(key).path for key in lists])
        log.warning("%s: ignores %s, which lists no heads", context.name, paths)
    settings = [key for key in dropped if key not in lists]
    if settings:
        log.info("%s: ignored %s", context.name, truncated_list(settings))
    return {key: value for key, value in document.items() if key not in dropped}


def _parts_without_heads(document: dict[str, Any]) -> list[str]:
    """Return the keys of the parts that hold no heads; none if that would leave nothing to read."""
    position_keys = list(filter(is_head_or_layer, document))
    without_heads = []
    for key, value in document.items():
        if key in position_keys:
            continue
        if may_hold_heads(value) and not _describes_data(key, value):
            continue
        # Next to heads or layers, a key with a digit may be a misspelt head or layer. So may a key with a
        # single value, since the heads have single values too.
        may_be_misspelt = not is_container(value) or any(map(str.isdigit, key))
        if position_keys and may_be_misspelt:
            continue
        without_heads.append(key)
    with_heads = position_keys or [key for key, value in document.items() if value and may_hold_heads(value)]
    if all(key in without_heads for key in with_heads):
        return []
    return without_heads


def _named_part(parts: dict[str, Any], location: Location, context: ReadContext) -> dict[str, Any]:
    """Return the part that --column names."""
    column = context.options.column
    for name, value in parts.items():
        if normalize_name(name) == normalize_name(column):
            return {name: value}
    names = truncated_list(list(map(quote, parts)))
    raise context.error(f"has no part {quote(column)}; there are {names}", location)


def _is_column(key: str, value: Any) -> bool:
    """Return whether a part may be a column of layers or heads, which is not a list of lists or objects."""
    is_nested = isinstance(value, list) and value and all(map(is_container, value))
    return normalize_name(key) in (*LAYER, *HEAD) and not is_nested


def _describes_data(key: str, value: Any) -> bool:
    """Return whether a part is a list of strings whose name says that they describe the data: ``models``."""
    is_list_of_strings = isinstance(value, list) and bool(value) and is_names(value)
    if not is_list_of_strings or any(map(parse_head_name, value)):
        return False
    singular = normalize(key).removesuffix("s")
    is_known = singular in DESCRIPTIONS or is_remark(key)
    return is_known or is_bookkeeping(key) or is_bookkeeping(singular)


def _is_about_scores(name: str) -> bool:
    """Return whether the name of a part says that it only describes scores, as ``std`` and ``rank`` do."""
    return not means_no_category(name) and (is_statistic(name) or normalize(name) in ORDINALS)


def _holds_scores(value: Any) -> bool:
    """Return whether a part has a number for each head: a matrix, or a mapping from heads or layers."""
    if isinstance(value, Mapping):
        return bool(value) and all(map(_holds_scores, value.values()))
    if isinstance(value, list):
        return is_matrix(value) and not may_be_heads(value)
    return is_number(value)
