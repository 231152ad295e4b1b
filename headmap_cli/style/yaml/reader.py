"""Read a YAML mapping as plain data with origins; refuse tags, and documents that are too large."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from msgspec import Struct

from ...core.errors import InputError, Location, input_error
from ...core.strings import quote
from ...files.streams import display_name, read_at_most
from ..sources import SourcedData
from .errors import diagnose
from .loader import TAG, Yaml12Loader
from .nodes import MAX_DEPTH, convert_document, start_of

MAX_BYTES_PER_CHARACTER = 4
"""The longest encoding of a character in UTF-8."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
KEY_WITHOUT_SPACE = re.compile(r"[A-Za-z_][\w.-]*:\S.*")


class DocumentKind(Struct, frozen=True):
    """A kind of YAML document, as messages name it, and how large it may be.

    Attributes:
        name: The kind with its article, such as ``a style``.
        keys: The keys that it holds, such as ``style keys``.
        max_characters: The length of the longest document, in characters.
        max_values: The number of values that it may hold; an alias counts each time that it is used.
        may_be_list: Whether it may be a list instead of a mapping.
    """

    name: str
    keys: str
    max_characters: int
    max_values: int
    may_be_list: bool = False


STYLE_FILE = DocumentKind("a style", "style keys", 1 << 20, 20_000)


def read_style(style: str | Path | SourcedData) -> SourcedData:
    """Read a style file; return a style that has been read already as it is."""
    if isinstance(style, SourcedData):
        return style
    return read_yaml(style)


def read_yaml(path: str | Path, source: str = "", kind: DocumentKind = STYLE_FILE) -> SourcedData:
    """Read the mapping that a YAML file holds.

    Args:
        path: The file, or ``-`` for standard input.
        source: The name of the file in messages; empty for its path.
        kind: What the document is, and how large it may be.

    Raises:
        InputError: The file cannot be read, is too large or not UTF-8, or parse_yaml refuses its text.
    """
    source = source or display_name(str(path))
    max_bytes = MAX_BYTES_PER_CHARACTER * kind.max_characters
    try:
        data = read_at_most(str(path), max_bytes + 1)
    except OSError as e:
        raise input_error(source, f"cannot be read: {e.strerror or e}") from None
    if len(data) > max_bytes:
        raise _too_large(source, kind)
    data = data.removeprefix(BYTE_ORDER_MARK)
    try:
        text = data.decode()
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        raise input_error(source, "is not UTF-8 text", Location(line)) from None
    return parse_yaml(text, source, kind)


def parse_yaml(text: str, source: str, kind: DocumentKind = STYLE_FILE) -> SourcedData:
    """Parse the mapping, or the list if its kind may be one, that a YAML text holds.

    An empty text is an empty mapping.

    Args:
        text: The text.
        source: The name of its file in messages.
        kind: What the document is, and how large it may be.

    Raises:
        InputError: The text is not YAML or not a mapping, has duplicate keys or tags, is larger than its
            kind may be, is nested deeper than MAX_DEPTH, or holds values that YAML takes as comments.
    """
    if len(text) > kind.max_characters:
        raise _too_large(source, kind)
    try:
        # The events are checked before any node is built, because building nodes recurses.
        _refuse_tags_and_depth(text, source)
        loader = Yaml12Loader(text)
        node = loader.get_single_node()
        if node is None:
            return SourcedData()
        is_list = isinstance(node, yaml.SequenceNode) and kind.may_be_list
        if not isinstance(node, yaml.MappingNode) and not is_list:
            raise _not_a_mapping(node, source, kind)
        return convert_document(node, loader, text, source, kind.max_values)
    except yaml.MarkedYAMLError as e:
        diagnosis = diagnose(text, e)
        raise input_error(source, diagnosis.message, diagnosis.location) from None
    except yaml.reader.ReaderError as e:
        before = text[: e.position]
        location = Location(before.count("\n") + 1, e.position - before.rfind("\n"))
        raise input_error(source, "holds a character that YAML does not allow", location) from None


def _too_large(source: str, kind: DocumentKind) -> InputError:
    """Return the error of a document that is longer than its kind may be."""
    return input_error(source, f"is larger than {kind.name} may be ({kind.max_characters} characters)")


def _refuse_tags_and_depth(text: str, source: str) -> None:
    """Raise InputError for an explicit tag such as ``!!python/name``, and for values nested too deeply."""
    depth = 0
    for event in yaml.parse(text, Loader=Yaml12Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        tag = _explicit_tag(event)
        if tag:
            raise input_error(
                source, f"tag {quote(tag)} is not allowed; write the plain value", start_of(event)
            )
        if depth > MAX_DEPTH:
            raise input_error(source, f"is nested deeper than {MAX_DEPTH} levels", start_of(event))


def _explicit_tag(event: yaml.Event) -> str:
    """Return the tag that the author of the text gave a value; empty for a tag that PyYAML added itself."""
    if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) or not event.tag:
        return ""
    implicit = event.implicit
    if isinstance(implicit, tuple):
        # A scalar has two: whether its tag can be left out without quotes, and whether with them.
        implicit = any(implicit)
    if implicit:
        return ""
    return event.tag.replace(TAG, "!!")


def _not_a_mapping(node: yaml.Node, source: str, kind: DocumentKind) -> InputError:
    """Return the error of a document that is a list or a single text."""
    if isinstance(node, yaml.SequenceNode):
        return input_error(source, f"expected a mapping of {kind.keys}, found a list", start_of(node))
    message = f"expected a mapping of {kind.keys}, found the text {quote(node.value)}"
    if KEY_WITHOUT_SPACE.fullmatch(node.value):
        message += "; put a space after ':'"
    return input_error(source, message, start_of(node))
