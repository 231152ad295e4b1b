"""Find the payload, which is the data and style that a figure carries, in a PNG, a PDF or markup.

Markup is an SVG, alone or in an HTML page. Files are recognised by their content, since a name can be wrong.
"""

from __future__ import annotations

import binascii
import io
import re
import zlib
from collections.abc import Callable, Iterator

from msgspec import Struct

from ..core.logs import silence
from .fingerprint import PDF_KEY, PNG_KEY, SVG_KEY

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_CHUNK_OVERHEAD = 12
"""The number of bytes that a chunk has besides its data::

    | size: 4 | kind: 4 | data: size | checksum: 4 |
"""
PDF_MAGIC = b"%PDF-"
BLANKS = b"\xef\xbb\xbf \t\r\n"
"""What may come before the first byte of markup: a byte order mark and white space."""


class Container(Struct, frozen=True):
    """A kind of file that figures can be read back from.

    Attributes:
        description: What messages call the kind, without an article.
        magic: The first bytes of such a file.
        mark: The bytes before a fingerprint. A file that has them was made by headmap, with data or without.
        payloads: A function that yields what may be a payload in the bytes of a file, the most likely one
            first, each compressed with zlib.
    """

    description: str
    magic: bytes
    mark: bytes
    payloads: Callable[[bytes], Iterator[bytes]]


def container_of(start: bytes) -> Container | None:
    """Return the kind of container that a file with these first bytes is; None if it is none of them."""
    text = start.lstrip(BLANKS)
    for container in CONTAINERS:
        if text.startswith(container.magic):
            return container
    return None


def _png_payloads(data: bytes) -> Iterator[bytes]:
    """Yield the compressed text of each iTXt chunk under our key (PNG specification, 11.3.4.5)."""
    start = len(PNG_SIGNATURE)
    while start + PNG_CHUNK_OVERHEAD <= len(data):
        size = int.from_bytes(data[start : start + 4])
        kind = data[start + 4 : start + 8]
        chunk = data[start + 8 : start + 8 + size]
        if kind == b"iTXt" and chunk.startswith(b"headmap\0\1"):
            # keyword \0 flag method language \0 translated keyword \0 compressed text
            # The flag is 1 (compressed). The method is 0 (zlib), and so ends a field like the other zeros.
            fields = chunk.split(b"\0", 4)
            if len(fields) == 5:
                yield fields[-1]
        start += size + PNG_CHUNK_OVERHEAD


def _pdf_payloads(data: bytes) -> Iterator[bytes]:
    """Yield the compressed attachments of a PDF: those that headmap wrote, then those that pypdf finds."""
    for match in re.finditer(rb"/Type /EmbeddedFile\b.{0,400}?>>\s*stream\r?\n", data, re.DOTALL):
        if b"/FlateDecode" in match[0]:
            yield data[match.end() :]
    # Another program may have rewritten the file with its objects packed, so that only a parser finds them.
    try:
        from pypdf import PdfReader

        with silence("pypdf"):
            files = PdfReader(io.BytesIO(data)).attachments
            # pypdf decompresses attachments, but the caller decompresses every payload.
            yield zlib.compress(files["headmap.json"][0])
    except Exception:  # pypdf is missing, or raised one of its many errors: there is no data to be had
        return


def _markup_payloads(data: bytes) -> Iterator[bytes]:
    """Yield the compressed text in the metadata of an SVG, alone or within a page."""
    for match in re.finditer(rb"<headmap:data\b[^<>]*>([A-Za-z0-9+/=\s]*)</headmap:data>", data):
        yield binascii.a2b_base64(match[1])


# Four bytes are enough, and survive a transfer as text, which changes the line breaks in the signature.
PNG = Container("PNG picture", PNG_SIGNATURE[:4], b"tEXt" + PNG_KEY.encode() + b"\0", _png_payloads)
PDF = Container("PDF document", PDF_MAGIC, b"/" + PDF_KEY.encode() + b" (", _pdf_payloads)
MARKUP = Container("page of markup", b"<", b"<" + SVG_KEY.encode() + b" ", _markup_payloads)
CONTAINERS = (PNG, PDF, MARKUP)
"""All kinds of files that figures can be read back from."""
