"""Where bytes come from: a file or standard input, unpacked if need be, with a name for error messages."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from ..errors import input_error
from ..vocabulary import option
from .options import MAX_BYTES

PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "lzma"}
PACKED_ENDINGS = (".gz", ".bz2", ".xz")
PNG = b"\x89PNG\r\n\x1a\n"
PDF = b"%PDF-"
FIGURES = {PNG[:4]: "PNG picture", PDF: "PDF document", b"<": "page of markup"}
BLOCK = 1 << 18
"""Bytes read at once: few enough that what is made of them stays in a processor's cache."""


@dataclass(frozen=True)
class Source:
    """One input: the name that messages use, and either a plain file's path or the bytes themselves."""

    name: str
    path: str | None
    held: bytes = b""
    max_bytes: int = MAX_BYTES

    @property
    def start(self) -> bytes:
        """The first bytes, enough to tell what the content is."""
        return next(self.blocks(), b"")

    @property
    def data(self) -> bytes:
        """All bytes."""
        return self.held if self.path is None else b"".join(self.blocks())

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self.held) if self.path is None else os.stat(self.path).st_size

    def opened(self) -> IO[bytes]:
        """The bytes as a stream from their start, for the caller to close."""
        return io.BytesIO(self.held) if self.path is None else open(self.path, "rb")

    def blocks(self) -> Iterator[bytes]:
        """The bytes in blocks, from the start on every call."""
        with self.opened() as stream:
            while block := stream.read(BLOCK):
                yield block


def kind_of_figure(start: bytes) -> str | None:
    """What kind of figure begins with these bytes; None for what is none."""
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((kind for magic, kind in FIGURES.items() if text.startswith(magic)), None)


def named_path(text: str) -> tuple[str, str]:
    """The name, or nothing, and the path of an INPUT: ``Name=path``, but for a file that is called so."""
    name, equals, path = text.partition("=")
    return (name, path) if equals and not os.path.exists(text) else ("", text)


def open_source(path: str | os.PathLike[str], max_bytes: int = MAX_BYTES) -> Source:
    """A file, or standard input for ``-``; gz, bz2 and xz are unpacked.

    Raises InputError when there is no such file, it cannot be read, it holds nothing, or it unpacks to more
    than max_bytes.
    """
    path = os.fspath(path)
    name = "<stdin>" if path == "-" else path
    if path == "-" and sys.stdin is None:
        raise input_error(name, "is closed; name a file")
    try:
        source = (
            Source(name, None, sys.stdin.buffer.read(), max_bytes)
            if path == "-"
            else _of_path(path, max_bytes)
        )
        start = source.start
    except FileNotFoundError:
        raise input_error(name, "no such file") from None
    except OSError as e:
        raise input_error(name, f"cannot be read: {e.strerror or e}") from None
    packing = next((module for magic, module in PACKED.items() if start.startswith(magic)), None)
    if packing:
        source = Source(name, None, _unpacked(source, packing, max_bytes), max_bytes)
        start = source.start
        if start.startswith(tuple(PACKED)):
            raise input_error(name, "is packed twice; unpack it once")
    if not start.strip():
        raise input_error(name, "is empty; expected a table or JSON of layers, heads and categories")
    return source


def _of_path(path: str, max_bytes: int) -> Source:
    """A plain file, read as often as need be, or what a pipe gives, which can be read once."""
    if os.path.isdir(path):
        raise input_error(path, "is a folder; expected a file")
    if os.path.isfile(path) or not os.path.exists(path):
        return Source(path, path, max_bytes=max_bytes)
    with open(path, "rb") as pipe:
        data = pipe.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise input_error(path, f"gives more than {max_bytes:,} bytes; {option('max-bytes')} allows more")
    return Source(path, None, data, max_bytes)


def _unpacked(source: Source, packing: str, most: int) -> bytes:
    """The content of a packed source, read no further than one byte past the most it may be."""
    from importlib import import_module

    try:
        with source.opened() as stream, import_module(packing).open(stream) as unpacked:
            data: bytes = unpacked.read(most + 1)
    except Exception as e:  # each of the three modules has its own
        raise input_error(source.name, f"is not whole {packing} data: {e}") from None
    if len(data) > most:
        allows = f"{option('max-bytes')} allows more"
        raise input_error(source.name, f"unpacks to more than {most:,} bytes; {allows}")
    return data


def decoded(source: Source) -> str:
    """The text of a source: UTF-8 with or without a byte order mark, or UTF-16 with one."""
    data = source.data
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    data = data.removeprefix(b"\xef\xbb\xbf")
    if encoding == "utf-8" and data[:400].count(0) * 3 > len(data[:400]):
        raise input_error(source.name, "looks like UTF-16 without a byte order mark; save the file as UTF-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        start = data.rfind(b"\n", 0, e.start) + 1
        line = data.count(b"\n", 0, e.start) + 1
        column = len(data[start : e.start].decode("utf-8", "replace")) + 1
        message = f"byte 0x{data[e.start]:02x} is not {encoding.upper()} text; save the file as UTF-8"
        raise input_error(source.name, message, line=line, column=column) from None
