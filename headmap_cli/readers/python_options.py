"""Turn the keywords of ``headmap.read`` into Options, after checking what Python callers write."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Mapping
from typing import Any

from ..core.errors import UsageError
from ..core.grid import grid_shape
from ..core.numbers import parse_number
from ..core.rule import Rule, parse_head_count, require_condition
from ..core.strings import did_you_mean
from ..core.vocabulary import python_value
from .options import Options, parse_repeats

INTERNAL = ("name", "absent", "own_rule", "facet_by", "facets", "has_own_grid", "facet")
"""Options that are not keywords of ``headmap.read``: other keywords, the command line or styles give them."""

RULE_KEYWORDS = ("threshold", "below", "top", "bottom", "abs")
"""Keywords that together give the rule of the caller."""

OF_STYLES = ("style_rule", "rules")
"""Keywords for the rules that a style sets; messages do not offer them to callers."""


def parse_options(keywords: Mapping[str, Any]) -> Options:
    """Return the options of a call; a keyword that is None counts as left out.

    Raises:
        UsageError: A keyword is unknown, or its value is invalid.
    """
    keyword_names = [name for name in Options.__struct_fields__ if name not in INTERNAL]
    # The grid comes first, then the rule.
    keyword_names[1:1] = RULE_KEYWORDS
    values = {}
    for name, value in keywords.items():
        if name not in keyword_names:
            offered = [keyword for keyword in keyword_names if keyword not in OF_STYLES]
            hint = did_you_mean(name, offered)
            raise UsageError(f"headmap.read has no keyword {name!r}{hint}; expected {', '.join(offered)}")
        if value is not None:
            values[name] = _parse(name, value)
    rule = {name: values.pop(name) for name in RULE_KEYWORDS if name in values}
    own_rule = require_condition(Rule(**rule))
    return Options(**values, own_rule=own_rule, has_own_grid="grid" in values)


def _parse(name: str, value: Any) -> Any:
    """Return the value of a keyword in the form that Options takes; raise UsageError if it is invalid."""
    try:
        parse: Callable[[Any], Any] = PARSERS.get(name, _text)
        return parse(value)
    except (TypeError, ValueError):
        expected = EXPECTED_VALUES.get(name, "text")
        raise UsageError(f"{name}= is {python_value(value)}; expected {expected}") from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole_number(value: Any) -> int:
    if not isinstance(value, numbers.Integral) or isinstance(value, bool):
        raise TypeError
    return int(value)


def _number(value: Any) -> float:
    if not isinstance(value, str | numbers.Real) or isinstance(value, bool):
        raise TypeError
    # float(value) would widen a float32; its text is the shortest decimal, as a file would hold it.
    return parse_number(str(value))


def _grid(value: Any) -> tuple[int, int]:
    if isinstance(value, str):
        return grid_shape(value)
    layers, heads = value
    return grid_shape(f"{_whole_number(layers)}x{_whole_number(heads)}")


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _head_count(value: Any) -> str:
    if isinstance(value, str):
        return parse_head_count(value)
    return parse_head_count(_whole_number(value))


def _index_base(value: Any) -> int:
    if _whole_number(value) not in (0, 1):
        raise ValueError
    return int(value)


def _missing(value: Any) -> str:
    if value not in ("", "unclassified", "absent"):
        raise ValueError
    return str(value)


def _repeats(value: Any) -> str:
    if isinstance(value, str):
        return parse_repeats(value)
    return parse_repeats(str(_whole_number(value)))


def _where(value: Any) -> tuple[tuple[str, str], ...]:
    pairs = value.items() if isinstance(value, Mapping) else value
    return tuple((_text(column), str(cell)) for column, cell in pairs)


def _max_bytes(value: Any) -> int:
    if _whole_number(value) < 1:
        raise ValueError
    return int(value)


def _rule(value: Any) -> Rule:
    if not isinstance(value, Rule):
        raise TypeError
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError
    return value


PARSERS: dict[str, Callable[[Any], Any]] = {
    "grid": _grid,
    "threshold": _number,
    "below": _number,
    "top": _head_count,
    "bottom": _head_count,
    "abs": _flag,
    "scores": _flag,
    "style_rule": _rule,
    "rules": _mapping,
    "categories": _mapping,
    "index_base": _index_base,
    "where": _where,
    "missing": _missing,
    "repeats": _repeats,
    "max_bytes": _max_bytes,
}
"""The parser of each keyword whose value is not just text; it raises TypeError or ValueError."""

EXPECTED_VALUES = {
    "grid": '(layers, heads), such as (36, 40) or "36x40", of at most 1,000,000 heads',
    "threshold": "a finite number",
    "below": "a finite number",
    "top": 'a count such as 20, or a share such as "5%"',
    "bottom": 'a count such as 20, or a share such as "5%"',
    "abs": "True or False",
    "scores": "True or False",
    "style_rule": "a Rule",
    "rules": "a dict {category: Rule}",
    "categories": "a dict {category: [raw labels]}",
    "index_base": "0 or 1",
    "where": "a dict {column: value}",
    "missing": '"unclassified" or "absent"',
    "repeats": '"mean", "max", "min", or the number of a repeat from 0',
    "max_bytes": "a whole number from 1",
}
