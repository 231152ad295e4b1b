"""Whether two PNG files show the same picture and say the same about it.

A PNG that another program has compressed anew has other bytes and the same pixels. Nothing else may differ:
chunks that headmap does not write could change what a viewer shows, whatever the pixels are.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..embed.fingerprint import PNG_KEY
from ..embed.metadata import ID

if TYPE_CHECKING:
    from PIL.Image import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PICTURE_CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
HEADER_BYTES = 13
MAX_BIT_DEPTH = 8
MAX_CHUNKS = 100_000
"""libpng writes one for each 8 kB of pixels; empty ones would take ten times their size in memory."""
ROWS_AT_ONCE = 256
"""So many rows of two pictures are compared at once, which bounds the memory that their colours take."""


class Chunk(NamedTuple):
    """One chunk of a PNG file (PNG specification, 5.3)."""

    kind: bytes
    data: bytes


def same_png(theirs: bytes, ours: bytes) -> bool:
    """Return whether a PNG file shows what one that headmap has just drawn shows, and says nothing else.

    theirs: any bytes. A PNG may lack the text and the resolution of ours; the content key and the data that
    it carries may be others, since the caller judges them. Its size is compared before it is decompressed.
    """
    if theirs == ours:
        return True
    expected = split_png(ours)
    try:
        found = split_png(theirs)
    except ValueError:
        return False
    return _says_nothing_else(found, expected) and _same_pixels(found, expected)


def split_png(data: bytes) -> list[Chunk]:
    """Split a PNG file into its chunks.

    Raises ValueError unless it is one whole file with nothing behind it, in which every checksum is right and
    header, palette, pixels and end come once and in this order.
    """
    if not data.startswith(SIGNATURE):
        raise ValueError("no PNG signature")
    chunks = []
    start = len(SIGNATURE)
    while start < len(data):
        end = start + 8 + int.from_bytes(data[start : start + 4])
        content, checksum = data[start + 4 : end], data[end : end + 4]
        if len(checksum) != 4 or zlib.crc32(content) != int.from_bytes(checksum):
            raise ValueError("a chunk is cut off or damaged")
        chunks.append(Chunk(content[:4], content[4:]))
        start = end + 4
        if len(chunks) > MAX_CHUNKS:
            raise ValueError("too many chunks")
    _check_order([chunk.kind for chunk in chunks])
    return chunks


def _check_order(kinds: Sequence[bytes]) -> None:
    """Raise ValueError unless the chunks that make the picture are there, once and in their order."""
    runs = [kind for i, kind in enumerate(kinds) if kind != b"IDAT" or kinds[i - 1] != b"IDAT"]
    picture = [kind for kind in runs if kind in PICTURE_CHUNKS]
    orders = ([b"IHDR", b"IDAT", b"IEND"], [b"IHDR", b"PLTE", b"IDAT", b"IEND"])
    if picture not in orders or runs[0] != b"IHDR" or runs[-1] != b"IEND":
        raise ValueError("chunks are missing, repeated or out of order")


def _says_nothing_else(found: Sequence[Chunk], expected: Sequence[Chunk]) -> bool:
    """Return whether the chunks beside the picture are among the expected ones, each at most once."""
    allowed = [_comparable(chunk) for chunk in expected]
    for chunk in found:
        if chunk.kind in PICTURE_CHUNKS:
            continue
        if _comparable(chunk) not in allowed:
            return False
        allowed.remove(_comparable(chunk))
    return True


def _comparable(chunk: Chunk) -> Chunk:
    """Return a chunk without the content that the caller judges: the key and the carried data."""
    key = PNG_KEY.encode() + b"\0"
    if chunk.kind == b"tEXt" and re.fullmatch(re.escape(key) + rb"[0-9a-f]{64}", chunk.data):
        return Chunk(chunk.kind, key)
    carried = ID.encode() + b"\0\1\0\0\0"  # compressed, without a language
    if chunk.kind == b"iTXt" and chunk.data.startswith(carried):
        return Chunk(chunk.kind, carried)
    return chunk


def _same_pixels(found: Sequence[Chunk], expected: Sequence[Chunk]) -> bool:
    """Return whether two pictures have the same size and the same colour and opacity at every pixel."""
    theirs = [chunk for chunk in found if chunk.kind in PICTURE_CHUNKS]
    ours = [chunk for chunk in expected if chunk.kind in PICTURE_CHUNKS]
    if theirs == ours:
        return True
    header = theirs[0].data
    if len(header) != HEADER_BYTES or header[:8] != ours[0].data[:8] or header[8] > MAX_BIT_DEPTH:
        return False
    try:
        one, other = _picture(theirs), _picture(ours)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError):  # of Pillow, for broken data
        return False
    return _within_palette(one, theirs) and _equal(one, other)


def _picture(chunks: Sequence[Chunk]) -> Image:
    """Decode the chunks of a picture, by Pillow's code for PNG alone.

    PngImageFile, unlike Image.open, does not try other formats and does not refuse large pictures: the caller
    knows that the size is the expected one.
    """
    from PIL.PngImagePlugin import PngImageFile

    data = [SIGNATURE]
    for chunk in chunks:
        content = chunk.kind + chunk.data
        data += [len(chunk.data).to_bytes(4), content, zlib.crc32(content).to_bytes(4)]
    picture = PngImageFile(io.BytesIO(b"".join(data)))
    picture.load()
    return picture


def _within_palette(picture: Image, chunks: Sequence[Chunk]) -> bool:
    """Return whether every pixel has a colour; viewers differ in what they show for one without."""
    if picture.mode != "P":
        return True
    colors = next(len(chunk.data) // 3 for chunk in chunks if chunk.kind == b"PLTE")
    return int(np.asarray(picture).max()) < colors


def _equal(one: Image, other: Image) -> bool:
    """Return whether two pictures of one size are the same, opacity included."""
    for top in range(0, one.height, ROWS_AT_ONCE):
        strip = (0, top, one.width, min(top + ROWS_AT_ONCE, one.height))
        if one.crop(strip).convert("RGBA").tobytes() != other.crop(strip).convert("RGBA").tobytes():
            return False
    return True
