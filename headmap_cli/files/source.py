"""Open an input once, decompress it if necessary, and hold its bytes with a name for error messages."""

from __future__ import annotations

import io
import os
import weakref
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from ..core.errors import Location, input_error
from .compression import compression_module, decompress
from .streams import display_name, is_stream, read_stream, unreadable

MAX_BYTES = 1 << 26
"""The default for the maximum size of a stream, and of compressed data after decompression: 64 MiB."""

PACKED_ENDINGS = (".gz", ".bz2", ".xz")
DATA_ENDINGS = (".csv", ".tsv", ".json", ".jsonl", ".npy", ".npz", ".parquet", ".txt", *PACKED_ENDINGS)
"""The extensions of files that an error suggests instead of their folder."""
BLOCK = 1 << 18
"""How many bytes are read at once: few enough that arrays made from them fit into a processor's cache."""
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF8_MARK = b"\xef\xbb\xbf"


class Source:
    """One input, which has been opened and is not opened again.

    A small file, a stream and decompressed data are held in memory. A large file stays open until it is
    closed, or the Source is garbage-collected, and each call of blocks reads it again from its start.

    Attributes:
        name: The name of the input in messages.
        path: The path of a plain file that is not compressed; None for other inputs.
        buffer: All bytes, or the first block of a large file.
        max_bytes: The maximum size of a stream, and of compressed data after decompression.
        file: A large file, open for reading; None where the buffer holds all bytes.
    """

    # A plain class: weak references to it are possible, and creating a dataclass would delay every start.
    def __init__(
        self,
        name: str,
        path: str | None,
        buffer: bytes = b"",
        max_bytes: int = MAX_BYTES,
        file: IO[bytes] | None = None,
    ) -> None:
        self.name = name
        self.path = path
        self.buffer = buffer
        self.max_bytes = max_bytes
        self.file = file

    @property
    def start(self) -> bytes:
        """Return the first bytes, which are enough to recognise the format."""
        return self.buffer[:BLOCK]

    @property
    def data(self) -> bytes:
        """Return all bytes.

        Raises:
            InputError: The file can no longer be read.
        """
        if self.file is None:
            return self.buffer
        try:
            self.file.seek(0)
            return self.file.read()
        except OSError as e:
            raise unreadable(self.name, e) from None

    @property
    def size(self) -> int:
        """Return the number of bytes."""
        return len(self.buffer) if self.file is None else os.fstat(self.file.fileno()).st_size

    def blocks(self) -> Iterator[bytes]:
        """Yield the bytes in blocks, from the start on every call.

        Raises:
            InputError: The file can no longer be read.
        """
        for start in range(0, len(self.buffer), BLOCK):
            yield self.buffer[start : start + BLOCK]
        position = len(self.buffer)
        while self.file is not None:
            try:
                # Another iterator over the same file may have moved the position since the last block.
                self.file.seek(position)
                block = self.file.read(BLOCK)
            except OSError as e:
                raise unreadable(self.name, e) from None
            if not block:
                return
            position += len(block)
            yield block

    def close(self) -> None:
        """Close a large file, from which nothing can be read any more."""
        if self.file is not None:
            _close_read_file(self.file)


def open_source(
    path: str | os.PathLike[str], max_bytes: int = MAX_BYTES, content: bytes | None = None
) -> Source:
    """Open a file, a pipe, or standard input for ``-``, and decompress gz, bz2 and xz.

    Args:
        path: The file.
        max_bytes: The maximum size of a stream, and of compressed data after decompression.
        content: The bytes of a stream that has been read already, since it can be read only once.

    Raises:
        InputError: The file does not exist, cannot be read, or is too large.
    """
    path = os.fspath(path)
    if content is None and is_stream(path):
        content = read_stream(path, max_bytes)
    if content is None:
        source = _open_file(path, max_bytes)
    else:
        source = Source(display_name(path), None, content, max_bytes)
    module = compression_module(source.start)
    if module is None:
        return source
    return _decompress(source, module)


def _open_file(path: str, max_bytes: int) -> Source:
    """Open a plain file, and close it at once if it fits into a single block."""
    if os.path.isdir(path):
        raise input_error(path, f"is a folder; expected a file{_suggest_file(path)}")
    try:
        file = open(path, "rb")  # noqa: SIM115 - a large file outlives this function
    except OSError as e:
        raise unreadable(path, e) from None
    try:
        buffer = file.read(BLOCK)
    except OSError as e:
        _close_read_file(file)
        raise unreadable(path, e) from None
    if len(buffer) < BLOCK:
        _close_read_file(file)
        return Source(path, path, buffer, max_bytes)
    source = Source(path, path, buffer, max_bytes, file)
    # An error may leave it open, and Python warns about files that the garbage collector has to close.
    weakref.finalize(source, _close_read_file, file)
    return source


def _close_read_file(file: IO[bytes]) -> None:
    """Close a file that has been read, which loses nothing if the system reports an error."""
    with suppress(OSError):
        file.close()


def _suggest_file(folder: str) -> str:
    """Return words that suggest the first data file in a folder; an empty string if there is none."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_file())
    except OSError:
        return ""
    for name in names:
        if name.endswith(DATA_ENDINGS):
            return f", such as {os.path.join(folder, name)!r}"
    return ""


def _decompress(source: Source, module: str) -> Source:
    """Return the decompressed content of a source."""
    file = io.BytesIO(source.buffer) if source.file is None else source.file
    data = decompress(file, source.name, module, source.max_bytes)
    if compression_module(data) is not None:
        raise input_error(source.name, "is compressed twice; decompress it once")
    return Source(source.name, None, data, source.max_bytes)


def decode_text(source: Source) -> str:
    """Return the text of a source: UTF-8 with or without a byte order mark, or UTF-16 with one.

    Raises:
        InputError: The bytes are not text in one of these encodings.
    """
    data = source.data
    if data.startswith(UTF16_MARKS):
        return _decode(source.name, data, "utf-16")
    data = data.removeprefix(UTF8_MARK)
    # In UTF-16, every second byte of English text is zero; in UTF-8, none is.
    beginning = data[:400]
    if beginning.count(0) > len(beginning) / 3:
        raise input_error(source.name, "looks like UTF-16 without a byte order mark; save the file as UTF-8")
    return _decode(source.name, data, "utf-8")


def _decode(name: str, data: bytes, encoding: str) -> str:
    """Decode bytes; raise InputError with the line and column of the first byte that is not text."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        line_start = data.rfind(b"\n", 0, e.start) + 1
        line = data.count(b"\n", 0, e.start) + 1
        # Columns are counted in characters, so the part of the line that is text is decoded.
        column = len(data[line_start : e.start].decode("utf-8", "replace")) + 1
        message = f"byte 0x{data[e.start]:02x} is not {encoding.upper()} text; save the file as UTF-8"
        raise input_error(name, message, Location(line, column)) from None


def named_path(text: str) -> tuple[str, str]:
    """Split an input of the form ``Name=path`` into the name and the path.

    Returns:
        The name and the path. The name is empty if there is none, or if there is a file ``Name=path``.
    """
    name, equals, path = text.partition("=")
    if equals and not os.path.exists(text):
        return name, path
    return "", text
