"""The INPUTs of a command: each opened once, for both its style and its data."""

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
    """One INPUT.

    label: the name in ``Name=FILE``, else empty. path: the file as it was written. source: its bytes.
    """

    def __init__(self, label: str, path: str, source: Source) -> None:
        self.label, self.path, self.source = label, path, source

    @cached_property
    def carried(self) -> Embedded:
        """What a figure carries; raises InputError for what is no figure, or carries nothing."""
        from ..embed.extract import extract_embedded

        return extract_embedded(self.source)

    @property
    def carried_style(self) -> dict[str, Any] | None:
        """The style that a figure carries, as plain data; None for what is no figure, or carries none."""
        if container_of(self.source.start) is None:
            return None
        try:
            return self.carried.style
        except InputError:  # reported when the data is read
            return None


def open_input(text: str, max_bytes: int = MAX_BYTES, content: bytes | None = None) -> Input:
    """Open one INPUT.

    content: what it gave, if it is a stream that has been read already.
    Raises InputError as open_source does, and when the input holds nothing.
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
    """Open INPUTs, in their order.

    Args:
        texts: each a path, ``-``, or ``Name=path``.
        max_bytes: the most that a pipe may give, or compressed data may unpack to.
        contents: what streams gave to whoever has read them already, by INPUT.

    Raises InputError for one that cannot be opened, UsageError when two name one stream.
    """
    texts = list(texts)
    contents = contents or {}
    refuse_repeated_streams(named_path(text)[1] for text in texts if text not in contents)
    return [open_input(text, max_bytes, contents.get(text)) for text in texts]
