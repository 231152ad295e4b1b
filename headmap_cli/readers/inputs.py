"""Open the inputs of a command, each only once, since both its data and its style may be read from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..core.errors import InputError, UsageError, input_error
from ..embed.containers import container_of
from ..files.source import MAX_BYTES, Source, named_path, open_source
from ..files.streams import refuse_repeated_streams

if TYPE_CHECKING:
    from ..embed.extract import Embedded


class Input:
    """One input of a command, which has been opened.

    Attributes:
        label: The name in ``Name=FILE``; empty if there is none.
        path: The path as it was written.
        source: The bytes of the file or the stream.
        facet: The label of the facet that the input belongs to; empty if it was not given as one.
        member: The name of the file in an archive that --at chose; empty for any other input.
    """

    def __init__(self, label: str, path: str, source: Source, facet: str = "", member: str = "") -> None:
        self.label = label
        self.path = path
        self.source = source
        self.facet = facet
        self.member = member

    @cached_property
    def carried(self) -> Embedded:
        """Return the data and the style that are embedded in a figure.

        Raises:
            InputError: The input is not a figure, or nothing is embedded in it.
        """
        from ..embed.extract import extract_embedded

        return extract_embedded(self.source)

    @property
    def carried_style(self) -> dict[str, Any] | None:
        """Return the style that is embedded in a figure, as plain data; None if there is none."""
        if container_of(self.source.start) is None:
            return None
        try:
            return self.carried.style
        except InputError:  # the reader of the data raises it again
            return None


def open_input(text: str, max_bytes: int = MAX_BYTES, content: bytes | None = None) -> Input:
    """Open one input.

    Args:
        text: A path, ``-``, or ``Name=path``.
        max_bytes: The maximum size of a stream, and of compressed data after decompression.
        content: The bytes of a stream that has been read already.

    Raises:
        InputError: The input cannot be opened, or holds nothing.
        UsageError: The path is empty.
    """
    label, path = named_path(text)
    if not path:
        raise UsageError("an INPUT is empty; expected a file name")
    source = open_source(path, max_bytes, content)
    if not source.start.strip():
        raise input_error(source.name, "is empty; expected a table or JSON of layers, heads and categories")
    return Input(label, path, source)


def open_inputs(
    texts: Iterable[str], max_bytes: int = MAX_BYTES, contents: Mapping[str, bytes] | None = None
) -> list[Input]:
    """Open inputs in their order.

    Args:
        texts: Paths, ``-``, or ``Name=path``.
        max_bytes: The maximum size of a stream, and of compressed data after decompression.
        contents: The bytes of streams that have been read already, by the text that names the input.

    Raises:
        InputError: An input cannot be opened.
        UsageError: Two of them name one stream.
    """
    texts = list(texts)
    contents = contents or {}
    refuse_repeated_streams(named_path(text)[1] for text in texts if text not in contents)
    return [open_input(text, max_bytes, contents.get(text)) for text in texts]
