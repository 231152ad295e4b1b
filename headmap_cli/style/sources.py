"""Hold the plain data of a style with the origin of every key and value, and merge several sources.

Other modules call a SourcedData a tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from ..core.errors import WHOLE_SOURCE, Location, Problem
from ..core.strings import quote
from ..core.vocabulary import python_value

if TYPE_CHECKING:
    from .yaml.comments import SwallowedText

KeyPath: TypeAlias = tuple[str, ...]
"""The keys that lead to a value, such as ``("layout", "width")``; an item of a list counts as its index."""


class SourceKind(Enum):
    """What kind of source a value comes from, which decides how messages show it."""

    FILE = "file"
    PYTHON = "Python"
    COMMAND_LINE = "command line"


class CommandLineProblem(Problem):
    """A problem with a value of the command line, which makes it a usage error."""

    __slots__ = ()


class Origin(Struct, frozen=True):
    """Where a key or a value comes from, and how it was written there.

    Attributes:
        source: The name of the source, such as a path or ``--set title=A``.
        location: The line and column within the source, if it has lines.
        literal: The scalar as it was written, such as ``007`` for the number 7; None for other values.
        is_quoted: Whether the scalar is in quotes.
        comment: The comment after the value that was probably meant as a part of it.
        kind: The kind of the source.
    """

    source: str
    location: Location = WHOLE_SOURCE
    literal: str | None = None
    is_quoted: bool = False
    comment: SwallowedText | None = None
    kind: SourceKind = SourceKind.FILE

    @property
    def is_python(self) -> bool:
        """Return whether the value comes from a call of the library."""
        return self.kind is SourceKind.PYTHON

    def show(self, value: object) -> str:
        """Return a value of this origin as messages show it: as Python or YAML writes it."""
        if self.is_python:
            return python_value(value)
        return quote(value)

    def problem(self, message: str) -> Problem:
        """Return a problem with the value of this origin."""
        if self.kind is SourceKind.COMMAND_LINE:
            return CommandLineProblem(self.source, message, self.location)
        return Problem(self.source, message, self.location)


UNKNOWN_ORIGIN = Origin("style")


class SourcedData(Struct):
    """Plain data, and the origin of each of its keys and values.

    Attributes:
        data: The data, as YAML gives it: dicts, lists and scalars.
        keys: The origin of each key, by its path.
        values: The origin of each value, by its path.
        reorders: Whether the keys come first when the data is merged into other data. The order of keys is
            that of the categories in the figure, which a file sets and a single setting does not.
        problems: What is wrong with the source itself, reported together with the problems of its values.
    """

    data: dict[str, Any] = field(default_factory=dict)
    keys: dict[KeyPath, Origin] = field(default_factory=dict)
    values: dict[KeyPath, Origin] = field(default_factory=dict)
    reorders: bool = True
    problems: list[Problem] = field(default_factory=list)

    def origin_of_key(self, path: KeyPath) -> Origin:
        """Return the origin of the key at a path."""
        return self.keys.get(path, UNKNOWN_ORIGIN)

    def origin_of_value(self, path: KeyPath) -> Origin:
        """Return the origin of the value at a path."""
        return self.values.get(path, UNKNOWN_ORIGIN)


def with_source(data: dict[str, Any], source: str, kind: SourceKind = SourceKind.FILE) -> SourcedData:
    """Return plain data with one origin for all its keys and values: a source without lines.

    Args:
        data: The data, as YAML would give it.
        source: The name of the source.
        kind: The kind of the source.
    """
    tree = SourcedData(data)
    origin = Origin(source, kind=kind)

    def add_origins(value: object, path: KeyPath) -> None:
        tree.keys[path] = origin
        tree.values[path] = origin
        if isinstance(value, dict):
            for key, item in value.items():
                add_origins(item, (*path, str(key)))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                add_origins(item, (*path, str(index)))

    add_origins(data, ())
    return tree


VALUE_KEY = "value"
"""The key under which at_path takes the value of a setting."""


def at_path(path: KeyPath, wrapped: SourcedData, source: str) -> SourcedData:
    """Return the data of one setting of the command line, which leaves the order of keys as it is.

    The setting ``layout.cell=6`` becomes ``{"layout": {"cell": 6}}``.

    Args:
        path: The key path that the setting sets.
        wrapped: The value, under the only key VALUE_KEY, and the origins of what is in it.
        source: The setting as it was typed; it becomes the source of all origins.
    """
    tree = SourcedData(reorders=False)
    for depth in range(1, len(path) + 1):
        origin = Origin(source, kind=SourceKind.COMMAND_LINE)
        tree.keys[path[:depth]] = origin
        tree.values[path[:depth]] = origin
    tree.keys |= _moved_origins(wrapped.keys, path, source)
    tree.values |= _moved_origins(wrapped.values, path, source)
    value = wrapped.data[VALUE_KEY]
    for key in reversed(path):
        value = {key: value}
    tree.data = value
    return tree


def _moved_origins(origins: Mapping[KeyPath, Origin], path: KeyPath, source: str) -> dict[KeyPath, Origin]:
    """Return the origins of what is below VALUE_KEY, moved to another path and with another source."""
    moved = {}
    for old_path, origin in origins.items():
        if old_path[:1] == (VALUE_KEY,):
            # A line within a setting would only confuse: the setting is a single line.
            moved[*path, *old_path[1:]] = replace(
                origin, source=source, location=WHOLE_SOURCE, kind=SourceKind.COMMAND_LINE
            )
    return moved


def merge_sources(trees: Iterable[SourcedData]) -> SourcedData:
    """Merge sources: later values win, and mappings are joined, with the keys of the later source first."""
    merged = SourcedData()
    for tree in trees:
        merged.data = _merge_mappings(merged.data, tree.data, tree.reorders)
        merged.keys |= tree.keys
        merged.values |= tree.values
        merged.problems += tree.problems
    return merged


def _merge_mappings(lower: dict[str, Any], upper: Mapping[str, Any], reorders: bool) -> dict[str, Any]:
    """Merge two mappings, of which the upper one wins; ``reorders`` says whether its keys come first."""
    merged = {}
    for key, value in upper.items():
        below = lower.get(key)
        if isinstance(below, dict) and value is None:
            # A key without keys under it, as in "layout:", changes nothing.
            merged[key] = below
        elif isinstance(below, dict) and isinstance(value, dict):
            merged[key] = _merge_mappings(below, value, reorders)
        else:
            merged[key] = value
    if not reorders:
        return lower | merged
    for key, value in lower.items():
        merged.setdefault(key, value)
    return merged
