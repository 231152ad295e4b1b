"""Plain data of a style and the place of every value: how sources are laid over each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import Problem

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: line and column count from 1; raw is a scalar as it was written."""

    source: str
    line: int = 0
    column: int = 0
    raw: str | None = None

    def problem(self, message: str) -> Problem:
        """A problem at this place."""
        return Problem(self.source, message, self.line, self.column)


@dataclass
class Tree:
    """Plain data and, by path, where each key and each value stands."""

    data: dict[str, Any] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)


def merged(trees: list[Tree]) -> Tree:
    """Trees laid over each other: later values win; mappings are joined, the later one's keys first."""
    out = Tree()
    for tree in trees:
        out.data = _over(out.data, tree.data)
        out.keys |= tree.keys
        out.values |= tree.values
    return out


def nested(path: Path, value: Any, place: Place) -> Tree:
    """A tree with one value: what a command line's ``--set`` or flag says."""
    tree = Tree()
    for depth in range(1, len(path) + 1):
        tree.keys[path[:depth]] = tree.values[path[:depth]] = place
    for key in reversed(path):
        value = {key: value}
    tree.data = value
    return tree


def _over(low: dict[str, Any], high: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(high)
    for key, value in low.items():
        if key not in high:
            out[key] = value
        elif isinstance(value, dict) and isinstance(high[key], dict | None):
            out[key] = _over(value, high[key] or {})
    return out
