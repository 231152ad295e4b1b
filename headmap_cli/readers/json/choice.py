"""Choose the parts of a JSON mapping that are categories: bookkeeping beside scores is none.

``{"mean": [[..], ..], "std": [[..], ..]}`` holds the scores of one category, whose deviation is another part.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from ...core.errors import Location, input_error
from ...core.head_rows import MAX_COLUMNS, may_be_indices
from ...core.strings import quote, truncated_list
from ...core.vocabulary import option
from ..head_names import named
from ..options import Options
from ..tables.column_names import (
    category_rank,
    is_bookkeeping,
    is_remark,
    is_statistic,
    means_no_category,
    normalize,
    score_rank,
)
from ..tables.header import HEAD, LAYER, normalize_name
from ..tables.matrix import is_matrix, may_be_heads
from .mappings import LAYER_KEY, is_names, json_path
from .shapes import may_hold_heads

log = logging.getLogger("headmap")

DESCRIPTIONS = frozenset({"model", "version", "architecture", "dataset", "checkpoint", "revision", "device"})
"""Names, without their plural, of lists of texts that say where the data is from."""
ORDINALS = frozenset({"rank", "ranks", "ranking", "index", "seed", "step"})


def choose_parts(parts: dict[str, Any], path: str, source: str, options: Options) -> dict[str, Any]:
    """Return the parts of a mapping from names to heads or scores that become categories.

    Args:
        parts: The mapping.
        path: Its place in the document.
        source: The name of the input.
        options: --column names the only part to read; the categories of a style are always read.

    Raises:
        InputError: There is no part of the name that --column gives.
    """
    if options.column:
        return _asked(parts, path, source, options.column)
    left_out = []
    for name, value in parts.items():
        if _is_about_scores(name) and not options.styles_name(name) and _holds_scores(value):
            left_out.append(name)
    if not left_out or len(left_out) == len(parts):
        return parts
    chosen = {name: value for name, value in parts.items() if name not in left_out}
    log.warning(
        "%s: reads %s and leaves out %s; %s reads it instead",
        source,
        truncated_list(list(chosen)),
        truncated_list(left_out),
        option("column", left_out[0]),
    )
    return chosen


def drop_settings(document: dict[str, Any], path: str, source: str) -> dict[str, Any]:
    """Return a mapping without the parts that cannot hold heads, such as settings and lists of lengths.

    A part that is left out is reported: a list in a warning, since it may be meant as a category. The columns
    of a table are returned as they are.
    """
    if any(_is_column(key, value) for key, value in document.items()):
        return document
    places = [key for key in document if named(key) or LAYER_KEY.fullmatch(key)]
    holders = places or [key for key, value in document.items() if value and may_hold_heads(value)]
    others = []
    for key, value in document.items():
        if key not in places and (not may_hold_heads(value) or _describes(key, value)):
            others.append(key)
    if places:
        # A key with a digit may be a misspelt head or layer. So may one with a single value, since the heads
        # beside it have single values too.
        others = [
            key for key in others if isinstance(document[key], list | dict) and not any(map(str.isdigit, key))
        ]
    if not others or all(key in others for key in holders):
        return document
    lists = [key for key in others if isinstance(document[key], list)]
    if lists:
        paths = truncated_list([json_path(path, key) for key in lists])
        log.warning("%s: ignores %s, which lists no heads", source, paths)
    settings = [key for key in others if key not in lists]
    if settings:
        log.info("%s: ignored %s", source, truncated_list(settings))
    return {key: value for key, value in document.items() if key not in others}


def _asked(parts: dict[str, Any], path: str, source: str, column: str) -> dict[str, Any]:
    for name, value in parts.items():
        if normalize_name(name) == normalize_name(column):
            return {name: value}
    known = truncated_list([quote(name) for name in parts])
    raise input_error(source, f"has no part {quote(column)}; there are {known}", Location(path=path))


def _is_column(key: str, value: Any) -> bool:
    """Tell whether a part may be a column of layers or heads; a list of lists or objects is none."""
    is_nested = isinstance(value, list) and value and all(isinstance(item, list | dict) for item in value)
    return normalize_name(key) in (*LAYER, *HEAD) and not is_nested


def _describes(key: str, value: Any) -> bool:
    """Tell whether a part is a list of texts about the data by its name, such as ``models``."""
    is_list_of_texts = isinstance(value, list) and bool(value) and is_names(value)
    if not is_list_of_texts or any(map(named, value)):
        return False
    name = normalize(key)
    known = name.removesuffix("s") in DESCRIPTIONS or is_remark(key)
    return known or is_bookkeeping(key) or is_bookkeeping(name.removesuffix("s"))


def _is_about_scores(name: str) -> bool:
    """Tell whether the name of a part says that it describes scores, as ``std`` and ``rank`` do."""
    return not means_no_category(name) and (is_statistic(name) or normalize(name) in ORDINALS)


def _holds_scores(value: Any) -> bool:
    """Tell whether a part holds numbers of heads: a matrix, or a mapping of heads or layers to numbers."""
    if isinstance(value, Mapping):
        return bool(value) and all(map(_holds_scores, value.values()))
    if isinstance(value, int | float):
        return not isinstance(value, bool)
    return is_matrix(value) and not may_be_heads(value)


def is_head_record(value: Any) -> bool:
    """Tell whether a value describes one head by a score, or by numbers about it.

    >>> is_head_record({"score": 0.9, "std": 0.1}), is_head_record({"Copying": 0.9, "Naming": 0.1})
    (True, False)
    """
    if not isinstance(value, Mapping) or not value:
        return False
    if any(isinstance(cell, Mapping | list) for cell in value.values()):
        return False
    if any(category_rank(key) is not None for key in value):
        return False  # a record that names its category is read elsewhere
    return any(is_bookkeeping(key) or score_rank(key) is not None for key in value)


def may_be_head_rows(rows: list[list[Any]]) -> bool:
    """Tell whether rows of numbers are probably heads: whole indices, all different, before fractions.

    >>> may_be_head_rows([[0, 0, 0.9, 1], [1, 1, 0.1, 2]]), may_be_head_rows([[0.0, 0.0, 0.9, 1.0]])
    (True, False)
    """
    lengths = {len(row) for row in rows}
    if len(lengths) != 1 or not 3 < lengths.pop() <= MAX_COLUMNS:
        return False
    # Unlike text, JSON tells an index from a score of 1.0.
    are_whole = all(type(index) is int for row in rows for index in row[:2])
    has_fraction = any(isinstance(value, float) for row in rows for value in row[2:])
    return are_whole and has_fraction and may_be_indices(rows)
