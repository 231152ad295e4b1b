"""Convert the nodes of a YAML document to plain data, and record the origin of each key and value."""

from __future__ import annotations

from typing import Any

import yaml

from ...core.errors import InputError, Location, Problem, input_error
from ...core.strings import quote
from ..sources import KeyPath, Origin, SourcedData
from .comments import find_swallowed

MAX_DEPTH = 32
"""How deeply the values of a document may be nested."""


def convert_document(node: yaml.Node, loader: Any, text: str, source: str, max_values: int) -> SourcedData:
    """Convert the top node of a document.

    Args:
        node: The top node.
        loader: The loader that made it, which turns scalars into values.
        text: The text of the document, which is searched for comments that were meant as values.
        source: The name of the document in messages.
        max_values: The number of values that the document may hold.

    Raises:
        InputError: A key is duplicate or not plain text, a value inside brackets is lost in a comment, or
            the document holds too many values or an alias of itself.
    """
    converter = _Converter(loader, text, source, max_values)
    converter.tree.data = converter.convert(node, ())
    if converter.problems:
        raise InputError(converter.problems)
    return converter.tree


def start_of(node: yaml.Node | yaml.Event) -> Location:
    """Return where a node or an event of PyYAML begins."""
    mark: Any = node.start_mark  # types-PyYAML allows None, which no parser of PyYAML gives
    return Location(mark.line + 1, mark.column + 1)


class _Converter:
    """Converts the nodes of one document.

    Attributes:
        tree: The data and origins so far.
        problems: What is wrong so far.
    """

    def __init__(self, loader: Any, text: str, source: str, max_values: int) -> None:
        self.loader = loader
        self.source = source
        self.max_values = max_values
        self.value_count = 0
        self.tree = SourcedData()
        comments = find_swallowed(text)
        self.comments = comments.after_values
        self.problems = [Problem(source, lost.message, lost.location) for lost in comments.inside_brackets]

    def convert(self, node: yaml.Node, path: KeyPath) -> Any:
        """Convert a node and all nodes in it."""
        # Aliases are counted at each use, so that a few lines cannot expand to millions of values.
        self.value_count += 1
        if self.value_count > self.max_values:
            message = f"holds more than {self.max_values} values (aliases count each time)"
            raise input_error(self.source, message, start_of(node))
        # The events have been checked for depth, so only an alias inside its own anchor gets here.
        if len(path) > MAX_DEPTH:
            raise input_error(self.source, "holds an alias of itself", start_of(node))
        self.tree.values[path] = self._origin(node)
        if isinstance(node, yaml.MappingNode):
            return self._convert_mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, (*path, str(i))) for i, item in enumerate(node.value)]
        try:
            return self.loader.construct_object(node)
        except ValueError:
            # Python refuses to convert numbers of thousands of digits; as text it fails validation.
            return node.value

    def _convert_mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        """Convert a mapping, whose keys must be scalars; each is taken as text."""
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            origin = Origin(self.source, start_of(key_node))
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(origin.problem("a key must be plain text"))
                continue
            key = key_node.value
            key_path = (*path, key)
            if key in mapping:
                first_line = self.tree.keys[key_path].location.line
                message = f"duplicate key {quote(key)}; the first is on line {first_line}"
                self.problems.append(origin.problem(message))
                continue
            self.tree.keys[key_path] = origin
            mapping[key] = self.convert(value_node, key_path)
        return mapping

    def _origin(self, node: yaml.Node) -> Origin:
        """Return the origin of the value that a node holds."""
        location = start_of(node)
        if not isinstance(node, yaml.ScalarNode):
            return Origin(self.source, location)
        return Origin(
            self.source,
            location,
            literal=node.value,
            is_quoted=node.style in ("'", '"'),
            comment=self.comments.get(node.end_mark.index),
        )
