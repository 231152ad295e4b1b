"""Compare two PNG files: do they show the same picture and hold the same text about it?

A PNG file that another program has compressed has other bytes but the same pixels. Nothing else may differ,
since chunks that headmap does not write could change what a viewer shows, whatever the pixels are.
"""

from __future__ import annotations

import io
import re
import sys
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..embed.containers import PNG_SIGNATURE
from ..embed.fingerprint import PNG_KEY
from ..embed.metadata import PAYLOAD_NAME

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURE_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
CHUNK_ORDERS = (
    [b"IHDR", b"IDAT", b"IEND"],
    [b"IHDR", b"PLTE", b"IDAT", b"IEND"],
    [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"],
)
"""The orders of chunks that make a picture: without a palette, with one, and with its opacities."""
HEADER_BYTES = 13
MAX_BIT_DEPTH = 8
"""The bits of a channel up to which Pillow keeps the values of pixels."""
MAX_CHUNKS = 100_000
"""More than a file needs: libpng writes a chunk for every 8 kB of pixels.

Millions of empty chunks would take ten times their size in memory.
"""
VERSION = re.compile(rb'^\{"version":"[0-9A-Za-z.+-]{1,40}"')
"""The version of headmap that the carried text begins with; another one may draw the same picture."""
VERSION_LENGTH = 40
ROWS_AT_ONCE = 256
"""The number of rows that are compared at once, which bounds the memory that their colours take."""


class Chunk(NamedTuple):
    """One chunk of a PNG file (PNG specification, 5.3)."""

    kind: bytes
    data: bytes


def same_png(figure: bytes, expected: bytes) -> bool:
    """Return whether a PNG file shows the same picture as an expected one, and contains nothing else.

    A file may lack the text and the resolution of the expected one. Its seal may differ, and so may the
    version in the text that it carries. A picture of another size is never decompressed.

    Args:
        figure: The bytes of the file, which need not be a PNG file.
        expected: A PNG file that headmap has just made.
    """
    if figure == expected:
        return True
    expected_chunks = split_png(expected)
    try:
        chunks = split_png(figure)
    except ValueError:
        return False
    return _has_no_other_text(chunks, expected_chunks) and _has_same_pixels(chunks, expected_chunks)


def split_png(data: bytes) -> list[Chunk]:
    """Split a PNG file into its chunks.

    Raises:
        ValueError: Unless it is one complete file with nothing behind it, in which every checksum is right
            and header, palette, pixels and end come once and in this order.
    """
    if not data.startswith(PNG_SIGNATURE):
        raise ValueError("no PNG signature")
    chunks = []
    start = len(PNG_SIGNATURE)
    while start < len(data):
        # A chunk is a length of 4 bytes, 4 bytes that name its kind, its data, and a checksum of 4 bytes.
        end = start + 8 + int.from_bytes(data[start : start + 4])
        content = data[start + 4 : end]
        checksum = data[end : end + 4]
        if len(checksum) != 4 or zlib.crc32(content) != int.from_bytes(checksum):
            raise ValueError("a chunk is cut off or damaged")
        chunks.append(Chunk(content[:4], content[4:]))
        start = end + 4
        if len(chunks) > MAX_CHUNKS:
            raise ValueError("too many chunks")
    _check_order([chunk.kind for chunk in chunks])
    return chunks


def _check_order(kinds: Sequence[bytes]) -> None:
    """Raise ValueError unless the chunks that make the picture are complete, once each and in order."""
    # Pixels may be split into several chunks if these are consecutive, so a run of them counts as one.
    runs = [kind for i, kind in enumerate(kinds) if kind != b"IDAT" or kinds[i - 1] != b"IDAT"]
    picture = [kind for kind in runs if kind in PICTURE_CHUNKS]
    if picture not in CHUNK_ORDERS or runs[0] != b"IHDR" or runs[-1] != b"IEND":
        raise ValueError("chunks are missing, repeated or out of order")


def _has_no_other_text(chunks: Sequence[Chunk], expected: Sequence[Chunk]) -> bool:
    """Return whether all chunks besides the picture are expected ones, each at most once.

    Opacities are only a part of the picture if the expected one has some.
    """
    allowed = [_comparable(chunk) for chunk in expected]
    longest = max(len(chunk.data) for chunk in allowed) + VERSION_LENGTH
    has_opacity = any(chunk.kind == b"tRNS" for chunk in expected)
    for chunk in chunks:
        if chunk.kind in PICTURE_CHUNKS and (has_opacity or chunk.kind != b"tRNS"):
            continue
        comparable = _comparable(chunk, longest)
        if comparable not in allowed:
            return False
        allowed.remove(comparable)
    return True


def _comparable(chunk: Chunk, longest: int = sys.maxsize) -> Chunk:
    """Return a chunk without what may differ: the seal, the compression of what it carries, and the version.

    Args:
        chunk: The chunk.
        longest: The number of bytes after which no more of what it carries is decompressed.
    """
    key = PNG_KEY.encode() + b"\0"
    if chunk.kind == b"tEXt" and re.fullmatch(re.escape(key) + rb"[0-9a-f]{64}", chunk.data):
        return Chunk(chunk.kind, key)
    # The bytes after the keyword: compressed, by method 0, no language and no translated keyword.
    header = PAYLOAD_NAME.encode() + b"\0\1\0\0\0"
    if chunk.kind == b"iTXt" and chunk.data.startswith(header):
        text = _decompressed(chunk.data.removeprefix(header), longest)
        if text is not None:
            return Chunk(chunk.kind, header + VERSION.sub(b'{"version":""', text, count=1))
    return chunk


def _decompressed(data: bytes, longest: int) -> bytes | None:
    """Return the content of a stream of zlib; None if it is not complete, too long, or followed by more."""
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(data, longest)
    except zlib.error:
        return None
    return content if stream.eof and not stream.unused_data else None


def _has_same_pixels(chunks: Sequence[Chunk], expected: Sequence[Chunk]) -> bool:
    """Return whether two pictures have the same size and the same colour and opacity at every pixel."""
    figure_chunks = [chunk for chunk in chunks if chunk.kind in PICTURE_CHUNKS]
    expected_chunks = [chunk for chunk in expected if chunk.kind in PICTURE_CHUNKS]
    if figure_chunks == expected_chunks:
        return True
    header = figure_chunks[0].data
    expected_header = expected_chunks[0].data
    if len(header) != HEADER_BYTES:
        return False
    # The header begins with width and height, 4 bytes each, and the bit depth. A picture of another size need
    # not be decoded, and a huge one must not be.
    if header[:8] != expected_header[:8] or header[8] > MAX_BIT_DEPTH:
        return False
    try:
        picture = _decode(figure_chunks)
        expected_picture = _decode(expected_chunks)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError):  # Pillow raises these for broken data
        return False
    return _is_within_palette(picture, figure_chunks) and _are_equal(picture, expected_picture)


def _decode(chunks: Sequence[Chunk]) -> Image:
    """Return the picture that some chunks make.

    Unlike Image.open, PngImageFile tries no other formats and does not refuse large pictures. The caller has
    checked that the size is the expected one.
    """
    from PIL.PngImagePlugin import PngImageFile

    data = [PNG_SIGNATURE]
    for chunk in chunks:
        content = chunk.kind + chunk.data
        data += [len(chunk.data).to_bytes(4), content, zlib.crc32(content).to_bytes(4)]
    picture = PngImageFile(io.BytesIO(b"".join(data)))
    picture.load()
    return picture


def _is_within_palette(picture: Image, chunks: Sequence[Chunk]) -> bool:
    """Return whether every pixel has a colour; viewers differ in what they show for one without."""
    if picture.mode != "P":
        return True
    # Pillow also opens a picture whose header announces a palette that does not come.
    colors = sum(len(chunk.data) // 3 for chunk in chunks if chunk.kind == b"PLTE")
    return int(np.asarray(picture).max()) < colors


def _are_equal(picture: Image, expected: Image) -> bool:
    """Return whether two pictures of one size are the same, opacity included."""
    for top in range(0, picture.height, ROWS_AT_ONCE):
        strip = (0, top, picture.width, min(top + ROWS_AT_ONCE, picture.height))
        if picture.crop(strip).convert("RGBA").tobytes() != expected.crop(strip).convert("RGBA").tobytes():
            return False
    return True
