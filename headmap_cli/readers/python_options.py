"""Keywords of ``headmap.read`` -> Options: what Python callers write, checked and in one form."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from ..core.errors import UsageError
from ..core.grid import grid_shape
from ..core.numbers import parse_number
from ..core.rule import Rule, parse_top
from ..core.strings import did_you_mean
from ..core.vocabulary import python_value
from .options import Options

INTERNAL = ("name",)
"""Options that headmap itself fills in: Name=FILE says the name."""
OF_STYLES = ("style_rule", "rules")
"""Keywords for the rules that a style sets; messages do not offer them to callers."""


def options_of(keywords: Mapping[str, Any]) -> Options:
    """Return the options of a call; None and a keyword that is left out are the same.

    Raises:
        UsageError: for an unknown keyword or a value of another kind.
    """
    known = [field.name for field in fields(Options) if field.name not in INTERNAL]
    values = {}
    for name, value in keywords.items():
        if name not in known:
            offered = [each for each in known if each not in OF_STYLES]
            hint = did_you_mean(name, offered)
            raise UsageError(f"headmap.read has no keyword {name!r}{hint}; expected {', '.join(offered)}")
        if value is not None:
            values[name] = _checked(name, value)
    return Options(**values)


def _checked(name: str, value: Any) -> Any:
    """Return the value of a keyword in the form that Options has."""
    try:
        return PARSERS[name](value) if name in PARSERS else _text(value)
    except (TypeError, ValueError):
        raise UsageError(f"{name}= is {python_value(value)}; expected {EXPECTED.get(name, 'text')}") from None


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
    return parse_number(str(value))  # a float32 as its shortest decimal, as in a file


def _grid(value: Any) -> tuple[int, int]:
    if isinstance(value, str):
        return grid_shape(value)
    layers, heads = value
    return grid_shape(f"{_whole_number(layers)}x{_whole_number(heads)}")


def _top(value: Any) -> str:
    return parse_top(value if isinstance(value, str) else _whole_number(value))


def _index_base(value: Any) -> int:
    if _whole_number(value) not in (0, 1):
        raise ValueError
    return int(value)


def _missing(value: Any) -> str:
    if value not in ("", "unclassified", "absent"):
        raise ValueError
    return str(value)


def _where(value: Any) -> tuple[tuple[str, str], ...]:
    pairs = value.items() if isinstance(value, Mapping) else value
    return tuple((_text(column), str(wanted)) for column, wanted in pairs)


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
    "top": _top,
    "style_rule": _rule,
    "rules": _mapping,
    "categories": _mapping,
    "index_base": _index_base,
    "where": _where,
    "missing": _missing,
    "max_bytes": _max_bytes,
}
"""How the value of a keyword that is not text is read."""
EXPECTED = {
    "grid": '(layers, heads), such as (36, 40) or "36x40", of at most 1,000,000 heads',
    "threshold": "a finite number",
    "top": 'a count such as 20, or a share such as "5%"',
    "style_rule": "a Rule",
    "rules": "a dict {category: Rule}",
    "categories": "a dict {category: [raw labels]}",
    "index_base": "0 or 1",
    "where": "a dict {column: value}",
    "missing": '"unclassified" or "absent"',
    "max_bytes": "a whole number from 1",
}
