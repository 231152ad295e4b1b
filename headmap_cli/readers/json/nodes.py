"""Recognise the nodes of a circuit: heads, and others such as ``m3`` and ``logits``."""

from __future__ import annotations

from typing import Any

from ...core.head_names import is_other_node, parse_head_name


def is_node(name: str) -> bool:
    """Return whether a text names a head or another node of a circuit."""
    return parse_head_name(name) is not None or is_other_node(name)


def names_nodes(document: Any) -> bool:
    """Return whether the keys of an object are nodes, of which at least one is a head.

    >>> names_nodes({"a5.h1": 0.3, "m3": 0.1}), names_nodes({"m3": 0.1}), names_nodes({"A": 0.1, "5-1": 0.2})
    (True, False, False)
    """
    return isinstance(document, dict) and any(map(parse_head_name, document)) and all(map(is_node, document))
