"""The bytes of one input: opened once, decompressed if need be, with a name for error messages."""

from __future__ import annotations

import io
import os
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from ..core.errors import Location, input_error
from ..core.vocabulary import option
from .streams import display_name, is_stream, read_stream, unreadable

MAX_BYTES = 1 << 30

PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "lzma"}
PACKED_ENDINGS = (".gz", ".bz2", ".xz")
DATA_ENDINGS = (".csv", ".tsv", ".json", ".jsonl", ".npy", ".npz", ".parquet", ".txt", *PACKED_ENDINGS)
"""How the names of files end that are offered in place of their folder."""
BLOCK = 1 << 18
"""Bytes read at once: few enough that what is made of them stays in a processor's cache."""


@dataclass(frozen=True)
class Source:
    """One input, which has been opened and is not opened again.

    A small file, a stream and decompressed data are held in memory. A large file stays open until the Source
    is garbage-collected, and is read again from its start by each call of blocks.

    name: what messages call the input. path: of a plain file that is not compressed, else None.
    held: all bytes, or the first block where there is a file. file: a large file, open for reading.
    """

    name: str
    path: str | None
    held: bytes = b""
    max_bytes: int = MAX_BYTES
    file: IO[bytes] | None = field(default=None, repr=False, compare=False)

    @property
    def start(self) -> bytes:
        """The first bytes, enough to tell what the content is."""
        return self.held[:BLOCK]

    @property
    def data(self) -> bytes:
        """All bytes."""
        return self.held if self.file is None else b"".join(self.blocks())

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self.held) if self.file is None else os.fstat(self.file.fileno()).st_size

    def blocks(self) -> Iterator[bytes]:
        """The bytes in blocks, from the start on every call.

        Raises InputError when the file can no longer be read.
        """
        for start in range(0, len(self.held), BLOCK):
            yield self.held[start : start + BLOCK]
        position = len(self.held)
        while self.file is not None:
            try:
                self.file.seek(position)
                block = self.file.read(BLOCK)
            except OSError as e:
                raise unreadable(self.name, e) from None
            if not block:
                return
            position += len(block)
            yield block


def open_source(
    path: str | os.PathLike[str], max_bytes: int = MAX_BYTES, content: bytes | None = None
) -> Source:
    """Open a file, a pipe, or standard input for ``-``; gz, bz2 and xz are decompressed.

    Args:
        path: what to open.
        max_bytes: the most that a pipe may give, or compressed data may unpack to.
        content: what a stream gave to whoever has read it already.

    Raises InputError when there is no such file, it cannot be read, or there is too much.
    """
    path = os.fspath(path)
    if content is not None or is_stream(path):
        content = read_stream(path, max_bytes) if content is None else content
        source = Source(display_name(path), None, content, max_bytes)
    else:
        source = _open_file(path, max_bytes)
    packing = next((module for magic, module in PACKED.items() if source.start.startswith(magic)), None)
    if packing:
        source = Source(source.name, None, _unpacked(source, packing), max_bytes)
        if source.start.startswith(tuple(PACKED)):
            raise input_error(source.name, "is packed twice; unpack it once")
    return source


def _open_file(path: str, max_bytes: int) -> Source:
    """Open a plain file; one that a single block holds is closed at once."""
    if os.path.isdir(path):
        raise input_error(path, f"is a folder; expected a file{_file_within(path)}")
    try:
        file = open(path, "rb")  # noqa: SIM115 - a large file outlives this function
        try:
            held = file.read(BLOCK)
        except OSError:
            file.close()
            raise
    except OSError as e:
        raise unreadable(path, e) from None
    if len(held) < BLOCK:
        file.close()
        return Source(path, path, held, max_bytes)
    source = Source(path, path, held, max_bytes, file)
    weakref.finalize(source, file.close)
    return source


def _file_within(folder: str) -> str:
    """The words that offer a file of a folder, if it has any that may be data."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_file())
    except OSError:
        return ""
    name = next((name for name in names if name.endswith(DATA_ENDINGS)), None)
    return f", such as {os.path.join(folder, name)!r}" if name else ""


def _unpacked(source: Source, packing: str) -> bytes:
    """The content of a compressed source, read no further than one byte past the most it may be."""
    from importlib import import_module

    most = source.max_bytes
    stream = io.BytesIO(source.held) if source.file is None else source.file
    try:
        stream.seek(0)
        with import_module(packing).open(stream) as unpacked:
            data: bytes = unpacked.read(most + 1)
    except Exception as e:  # each of the three modules has its own
        if isinstance(e, OSError) and e.errno:
            raise unreadable(source.name, e) from None
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
        raise input_error(source.name, message, Location(line, column)) from None


def named_path(text: str) -> tuple[str, str]:
    """The name, or nothing, and the path of an INPUT: ``Name=path``, but for a file that is called so."""
    name, equals, path = text.partition("=")
    return (name, path) if equals and not os.path.exists(text) else ("", text)
