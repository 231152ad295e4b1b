"""Define the PyYAML loader that all YAML of headmap is read with."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ...core.numbers import DECIMAL, decimal

TAG = "tag:yaml.org,2002:"


# The loader on top of libyaml is about ten times as fast, but some builds of PyYAML lack it.
class Yaml12Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's safe loader with the booleans and decimal numbers of YAML 1.2.

    ``yes``, ``no``, ``on`` and ``off`` are text, and so are ``1_000``, ``0x10`` and the base-60 ``1:30``.
    """


def plain_value(text: str) -> Any:
    """Return the value that a text has in YAML without quotes: a number, a boolean, null or the text."""
    loader = Yaml12Loader("")
    tag = loader.resolve(yaml.ScalarNode, text, (True, False))
    return loader.construct_object(yaml.ScalarNode(tag, text))


def _resolve_as_yaml_1_2(loader: Any) -> None:
    """Replace the patterns by which a loader tells numbers and booleans from text."""
    # Of PyYAML's patterns, which are those of YAML 1.1, only the one for null stays.
    null_resolvers = {}
    for first_character, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items():
        null_resolvers[first_character] = [(tag, regexp) for tag, regexp in resolvers if tag == f"{TAG}null"]
    # The table is replaced and not changed, because all users of PyYAML in this process share it.
    loader.yaml_implicit_resolvers = null_resolvers
    boolean = re.compile("^(?:true|True|TRUE|false|False|FALSE)$")
    integer = re.compile("^[-+]?[0-9]+$")
    number = re.compile(rf"^(?:{DECIMAL.pattern}|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$")
    loader.add_implicit_resolver(f"{TAG}bool", boolean, list("tTfF"))
    loader.add_implicit_resolver(f"{TAG}int", integer, list("-+0123456789"))
    loader.add_implicit_resolver(f"{TAG}float", number, list("-+.0123456789"))
    loader.add_constructor(f"{TAG}int", _construct_int)
    loader.add_constructor(f"{TAG}float", _construct_float)


def _construct_int(_loader: Any, node: yaml.ScalarNode) -> int:
    """Return the whole number of a scalar."""
    # PyYAML's own constructor would take 010 for the octal number 8.
    return int(node.value)


def _construct_float(_loader: Any, node: yaml.ScalarNode) -> float:
    """Return the decimal number of a scalar."""
    number = decimal(node.value)
    if number is None:
        # Only .inf and .nan are left, which Python writes without the point.
        return float(node.value.replace(".", "", 1))
    return number


_resolve_as_yaml_1_2(Yaml12Loader)
