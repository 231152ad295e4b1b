"""Extract the data and the style that a figure carries. Nothing in the file is trusted."""

from __future__ import annotations

import binascii
import zlib
from dataclasses import dataclass
from typing import Any

from ..core.errors import InputError, Problem, input_error
from ..core.vocabulary import more_bytes_than
from ..files.foreign import is_svg, markup_kind
from ..files.source import Source
from ..files.strict_json import parse_json, refuse_many_values
from .containers import CONTAINERS, MARKUP, Container, container_of


class NothingEmbeddedError(InputError):
    """A figure carries no data."""


@dataclass(frozen=True)
class Embedded:
    """What a figure carries.

    Attributes:
        data: A canonical document.
        style: A style as plain data, not validated.
        version: The version of headmap that made the figure.
    """

    data: dict[str, Any]
    style: dict[str, Any]
    version: str


def extract_embedded(source: Source) -> Embedded:
    """Return what a figure carries.

    Raises:
        NothingEmbeddedError: The file carries nothing, or is not a figure.
        InputError: What it carries is broken or too large.
    """
    container = container_of(source.start)
    if container is None:
        # No payload will be found in the file, and the error for markup says what the file is instead.
        container = MARKUP
    broken = f"is a {container.description} whose headmap data is broken"
    try:
        compressed = _first_payload(source.data, container)
        if compressed is None:
            raise _nothing_embedded(source, container)
        text = _decompress(compressed, source).decode()
    except (zlib.error, binascii.Error, ValueError, OverflowError):
        raise input_error(source.name, broken) from None
    name = f"{source.name} (the data that it carries)"
    refuse_many_values(text, name, source.max_bytes)
    content = parse_json(text, name)
    match content:
        case {"data": dict(document), "style": dict(style), "version": str(version)} if "headmap" in document:
            return Embedded(document, style, version)
    raise input_error(source.name, broken)


def _first_payload(data: bytes, container: Container) -> bytes | None:
    """Return the first payload that is not empty, still compressed."""
    for compressed in container.payloads(data):
        if compressed:
            return compressed
    return None


def _nothing_embedded(source: Source, container: Container) -> NothingEmbeddedError:
    """Return the error of a file that carries no data, which says what it is and whether headmap made it."""
    data = source.data
    is_markup = container is MARKUP
    kind = f"a {container.description}"
    if is_markup and is_svg(data):
        kind = "an SVG picture"
        is_markup = False
    # A file may hold the mark of another container, such as a page with the text of an SVG.
    if any(container.mark in data for container in CONTAINERS):
        message = f"is {kind} made with --no-data, so it holds no data to read; give the data itself"
    elif is_markup:
        message = markup_kind(data)
    else:
        message = (
            f"is {kind} that was not made by headmap, or lost its data when another program saved it; "
            "expected a table, JSON or an array"
        )
    return NothingEmbeddedError([Problem(source.name, message)])


def _decompress(compressed: bytes, source: Source) -> bytes:
    """Return a payload decompressed, no longer than the limit for compressed inputs.

    Raises:
        InputError: It is longer than that.
        ValueError: It is cut off.
    """
    inflate = zlib.decompressobj()
    max_bytes = source.max_bytes
    # One byte more than is allowed shows that there is too much, without decompressing all of it.
    text = inflate.decompress(compressed, max_bytes + 1)
    if len(text) > max_bytes:
        raise input_error(source.name, f"carries data that unpacks to {more_bytes_than(max_bytes)}")
    if not inflate.eof:
        raise ValueError("the payload is cut off")
    return text
