"""YAML text -> Tree: plain data with places; no tags, no alias bombs, no duplicate keys."""

from __future__ import annotations

import re
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import yaml

from ..core.errors import InputError, Location, Problem, input_error
from ..core.numbers import DECIMAL, decimal
from ..core.strings import quote
from ..files.streams import display_name, read_at_most
from .sources import KeyPath, Place, SourcedData
from .yaml_comments import swallowed

MAX_DEPTH = 32
BYTES_PER_CHARACTER = 4
"""The most that UTF-8 takes."""


class Largest(NamedTuple):
    """How large a YAML document may be, what it is, and what its keys are."""

    what: str
    keys: str
    characters: int
    values: int


STYLE = Largest("a style", "style keys", 1 << 20, 20_000)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C one where it is built
    """PyYAML's safe loader with the booleans and decimal numbers of YAML 1.2.

    ``yes``, ``no``, ``on`` and ``off`` are text, and so are ``1_000``, ``0x10`` and the base-60 ``1:30``.
    """


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in found if tag.endswith(":null")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(rf"^(?:{DECIMAL.pattern}|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"),
    list("-+.0123456789"),
)
_Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: _float(node.value))


def _float(text: str) -> float:
    number = decimal(text)
    return float(text.replace(".", "", 1)) if number is None else number  # .inf and .nan


def read_style(style: str | FilePath | SourcedData) -> SourcedData:
    """Read a style file; a style that has been read already is returned as it is."""
    return style if isinstance(style, SourcedData) else read_yaml(style)


def read_yaml(path: str | FilePath, source: str = "", largest: Largest = STYLE) -> SourcedData:
    """The mapping that a YAML file, or standard input for ``-``, holds.

    source: what places name, the path where it is left out.
    Raises InputError as parse_yaml does, and where the file cannot be read.
    """
    source = source or display_name(str(path))
    most = BYTES_PER_CHARACTER * largest.characters
    try:
        data = read_at_most(str(path), most + 1)
    except OSError as e:
        raise input_error(source, f"cannot be read: {e.strerror or e}") from None
    if len(data) > most:
        raise _too_large(source, largest)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode()
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        raise input_error(source, "is not UTF-8 text", Location(line)) from None
    return parse_yaml(text, source, largest)


def parse_yaml(text: str, source: str, largest: Largest = STYLE) -> SourcedData:
    """The mapping that a YAML text holds.

    Raises InputError for broken YAML, for a document that is not a mapping, duplicate keys, tags, and text
    that is larger or deeper than any style.
    """
    if len(text) > largest.characters:
        raise _too_large(source, largest)
    try:
        _refuse_events(text, source)
        loader = _Loader(text)
        node = loader.get_single_node()
        walk = _Walk(source, loader, largest.values, text)
        if node is None:
            return walk.tree
        if not isinstance(node, yaml.MappingNode):
            raise _not_a_mapping(node, source, largest)
        walk.tree.data = walk.plain(node, ())
    except yaml.MarkedYAMLError as e:
        from .yaml_errors import diagnose

        found = diagnose(text, e, _Loader)
        raise input_error(source, found.message, Location(found.line, found.column)) from None
    except yaml.reader.ReaderError as e:
        before = text[: e.position]
        line, column = before.count("\n") + 1, e.position - before.rfind("\n")
        raise input_error(
            source, "holds a character that YAML does not allow", Location(line, column)
        ) from None
    if walk.problems:
        raise InputError(walk.problems)
    return walk.tree


def _too_large(source: str, largest: Largest) -> InputError:
    return input_error(source, f"is larger than {largest.what} may be ({largest.characters} characters)")


def _refuse_events(text: str, source: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        implicit = getattr(event, "implicit", True)
        if getattr(event, "tag", None) and not (any(implicit) if isinstance(implicit, tuple) else implicit):
            tag = str(getattr(event, "tag", "")).replace("tag:yaml.org,2002:", "!!")
            raise input_error(source, f"tag {quote(tag)} is not allowed; write the plain value", _at(event))
        if depth > MAX_DEPTH:
            raise input_error(source, f"is nested deeper than {MAX_DEPTH} levels", _at(event))


def _at(node: Any) -> Location:
    return Location(node.start_mark.line + 1, node.start_mark.column + 1)


def _not_a_mapping(node: yaml.Node, source: str, largest: Largest) -> InputError:
    """Return the error of a document that is a list or a single text."""
    if isinstance(node, yaml.SequenceNode):
        return input_error(source, f"expected a mapping of {largest.keys}, found a list", _at(node))
    message = f"expected a mapping of {largest.keys}, found the text {quote(node.value)}"
    if re.fullmatch(r"[A-Za-z_][\w.-]*:\S.*", node.value):
        message += "; put a space after ':'"
    return input_error(source, message, _at(node))


def plain_value(text: str) -> Any:
    """Return the value that a text has in YAML without quotes: a number, a boolean, null or the text."""
    loader = _Loader("")
    tag = loader.resolve(yaml.ScalarNode, text, (True, False))
    return loader.construct_object(yaml.ScalarNode(tag, text))


class _Walk:
    """Turns nodes into plain data and keeps their places."""

    def __init__(self, source: str, loader: Any, most: int, text: str) -> None:
        self.source, self.loader, self.most, self.left = source, loader, most, most
        self.tree = SourcedData()
        comments = swallowed(text, _Loader)
        self.comments = comments.values
        self.problems = [Problem(source, c.message, Location(c.line, c.column)) for c in comments.lost]

    def plain(self, node: yaml.Node, path: KeyPath) -> Any:
        self.left -= 1
        if self.left < 0:
            raise input_error(
                self.source, f"holds more than {self.most} values (aliases count each time)", _at(node)
            )
        if len(path) > MAX_DEPTH:
            raise input_error(self.source, "holds an alias of itself", _at(node))
        self.tree.values[path] = self.place(node)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*path, str(i))) for i, item in enumerate(node.value)]
        try:
            return self.loader.construct_object(node)
        except ValueError:  # a number of thousands of digits
            return node.value

    def place(self, node: yaml.Node) -> Place:
        if not isinstance(node, yaml.ScalarNode):
            return Place(self.source, _at(node))
        comment = self.comments.get(node.end_mark.index)
        return Place(self.source, _at(node), raw=node.value, quoted=node.style in ("'", '"'), comment=comment)

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            here = Place(self.source, _at(key_node))
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(here.problem("a key must be plain text"))
                continue
            key = key_node.value
            if key in out:
                first = self.tree.keys[(*path, key)].location.line
                self.problems.append(
                    here.problem(f"key {quote(key)} stands twice; the first is on line {first}")
                )
                continue
            self.tree.keys[(*path, key)] = here
            out[key] = self.plain(value_node, (*path, key))
        return out
