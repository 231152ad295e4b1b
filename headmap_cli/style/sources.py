"""Plain data of a style and the place of every value: how sources are laid over each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..core.errors import WHOLE_SOURCE, Location, Problem
from ..core.strings import quote
from ..core.vocabulary import python_value

if TYPE_CHECKING:
    from .yaml_comments import Swallowed

KeyPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands; raw is a scalar as it was written.

    quoted: whether the scalar is in quotes. comment: what follows it and was probably meant as part of it.
    python: whether it came from a call of the library, so that messages show it as Python does.
    """

    source: str
    location: Location = WHOLE_SOURCE
    raw: str | None = None
    quoted: bool = False
    comment: Swallowed | None = None
    python: bool = False

    def shown(self, value: object) -> str:
        """A value at this place as messages show it."""
        return python_value(value) if self.python else quote(value)

    def problem(self, message: str) -> Problem:
        """A problem at this place."""
        return Problem(self.source, message, self.location)


@dataclass
class SourcedData:
    """Plain data and, by path, where each key and each value stands.

    reorders: whether its keys come before those of what it is laid over.
    problems: what is wrong with the source itself, reported together with what its values turn out to be.
    """

    data: dict[str, Any] = field(default_factory=dict)
    keys: dict[KeyPath, Place] = field(default_factory=dict)
    values: dict[KeyPath, Place] = field(default_factory=dict)
    reorders: bool = True
    problems: list[Problem] = field(default_factory=list)


def with_source(data: dict[str, Any], source: str, python: bool = False) -> SourcedData:
    """The tree of plain data that is all of one source; python: as Place has it."""
    tree = SourcedData(data)

    def visit(value: object, path: KeyPath) -> None:
        tree.keys[path] = tree.values[path] = Place(source, python=python)
        inner = enumerate(value) if isinstance(value, list) else ()
        for key, item in value.items() if isinstance(value, dict) else inner:
            visit(item, (*path, str(key)))

    visit(data, ())
    return tree


def merged(trees: list[SourcedData]) -> SourcedData:
    """Trees laid over each other: later values win; mappings are joined, the later one's keys first."""
    out = SourcedData()
    for tree in trees:
        out.data = _over(out.data, tree.data, tree.reorders)
        out.keys |= tree.keys
        out.values |= tree.values
        out.problems += tree.problems
    return out


def at_path(path: KeyPath, wrapped: SourcedData, source: str) -> SourcedData:
    """The tree of one setting: what a tree holds under ``value``, at a path, all of it placed at source.

    It leaves the order of keys as it is.
    """
    tree = SourcedData(reorders=False)
    for depth in range(1, len(path) + 1):
        tree.keys[path[:depth]] = tree.values[path[:depth]] = Place(source)
    for places, own in ((wrapped.keys, tree.keys), (wrapped.values, tree.values)):
        own |= {
            (*path, *at[1:]): replace(place, source=source, location=WHOLE_SOURCE)
            for at, place in places.items()
            if at[:1] == ("value",)
        }
    value = wrapped.data["value"]
    for key in reversed(path):
        value = {key: value}
    tree.data = value
    return tree


def _over(low: dict[str, Any], high: Mapping[str, Any], reorders: bool) -> dict[str, Any]:
    joined = {
        key: _over(low[key], high[key] or {}, reorders)
        if isinstance(low.get(key), dict) and isinstance(high[key], dict | None)
        else high[key]
        for key in high
    }
    return joined | {key: low[key] for key in low if key not in high} if reorders else {**low, **joined}
