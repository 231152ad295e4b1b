"""Extract the data and the style that a figure carries. Nothing in the file is trusted."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..core.errors import InputError, Problem, input_error
from ..core.logs import silence
from ..core.vocabulary import option
from ..files.foreign import is_svg, markup_kind
from ..files.source import FIGURES, PDF, PNG, Source, kind_of_figure
from ..files.strict_json import parse_json

KEY = b"headmap"
MADE_BY_HEADMAP = re.compile(rb"tEXtheadmap-key\0|<headmap:key |/HeadmapKey \(")
"""What a figure of headmap contains, with or without its data: its content key, see key.py."""


class NothingEmbeddedError(InputError):
    """A figure carries no data."""


@dataclass(frozen=True)
class Embedded:
    """What a figure carries: canonical document, style as plain data, and the version that made it."""

    data: dict[str, Any]
    style: dict[str, Any]
    version: str


def extract_embedded(source: Source) -> Embedded:
    """What a figure carries; raises InputError where there is nothing, or where it is broken or too large."""
    data, kind = source.data, kind_of_figure(source.start)
    try:
        packed = next(filter(None, _finder(data)(data)), None)
        if packed is None and kind == FIGURES[PDF]:
            packed = _attached(data)
        if packed is None:
            raise _carries_nothing(source, data, kind)
        text = _unpacked(packed, source).decode()
    except (zlib.error, binascii.Error, ValueError, OverflowError):
        raise input_error(source.name, f"is a {kind} whose headmap data is broken") from None
    found = parse_json(text, f"{source.name} (the data that it carries)")
    parts = [found.get(key) for key in ("data", "style", "version")] if isinstance(found, dict) else []
    match parts:
        case [dict(document), dict(style), str(version)] if "headmap" in document:
            return Embedded(document, style, version)
    raise input_error(source.name, f"is a {kind} whose headmap data is broken")


def _carries_nothing(source: Source, data: bytes, kind: str | None) -> NothingEmbeddedError:
    """Return the error of a figure that carries no data: its kind, and whether headmap made it."""
    svg = kind == FIGURES[b"<"] and is_svg(data)
    what = "an SVG picture" if svg else f"a {kind}"
    if MADE_BY_HEADMAP.search(data):
        message = f"is {what} made with --no-data, so it holds no data to read; give the data itself"
    elif kind == FIGURES[b"<"] and not svg:
        message = markup_kind(data)
    else:
        message = (
            f"is {what} that was not made by headmap, or lost its data when another program saved it; "
            "expected a table, JSON or an array"
        )
    return NothingEmbeddedError([Problem(source.name, message)])


def format_of_content(start: bytes) -> str | None:
    """The format of a figure of ours by its first bytes; None for what begins as none of them does."""
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    beginnings = {PNG: "png", PDF: "pdf", b"<!doctype html": "html", b"<": "svg", b"{": "vl.json"}
    return next((format for begin, format in beginnings.items() if text.startswith(begin)), None)


def _finder(data: bytes) -> Callable[[bytes], Iterator[bytes]]:
    return _in_png if data.startswith(PNG) else _in_pdf if data.startswith(PDF) else _in_markup


def _in_png(data: bytes) -> Iterator[bytes]:
    """The packed text of each iTXt chunk under our key (PNG specification 11.3.4.5)."""
    at = len(PNG)
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + size]
        if kind == b"iTXt" and chunk.startswith(KEY + b"\0\1"):
            yield chunk.split(b"\0", 4)[-1] if chunk.count(b"\0") >= 4 else b""
        at += size + 12


def _in_pdf(data: bytes) -> Iterator[bytes]:
    """The packed text of our attachment, in a file that is as headmap wrote it."""
    for found in re.finditer(rb"/Type /EmbeddedFile\b.{0,400}?>>\s*stream\r?\n", data, re.DOTALL):
        if b"/FlateDecode" in found[0]:
            yield data[found.end() :]


def _in_markup(data: bytes) -> Iterator[bytes]:
    """The packed text in the metadata of an SVG, alone or within a page."""
    for found in re.finditer(rb"<headmap:data\b[^>]*>([A-Za-z0-9+/=\s]*)</headmap:data>", data):
        yield base64.b64decode(found[1])


def _attached(data: bytes) -> bytes | None:
    """The packed text of our attachment in a PDF that another tool wrote anew, where pypdf can read it."""
    try:
        import io

        from pypdf import PdfReader

        with silence("pypdf"):
            files = PdfReader(io.BytesIO(data)).attachments
            return zlib.compress(next(iter(files["headmap.json"])))
    except Exception:  # missing, or one of many errors of pypdf: then there is no data to be had
        return None


def _unpacked(packed: bytes, source: Source) -> bytes:
    """The text again, no longer than the most that compressed inputs may unpack to."""
    inflate, most = zlib.decompressobj(), source.max_bytes
    text = inflate.decompress(packed, most + 1)
    if len(text) > most:
        message = f"carries data that unpacks to more than {most:,} bytes; {option('max-bytes')} allows more"
        raise input_error(source.name, message)
    if not inflate.eof:
        raise ValueError  # cut off
    return text
