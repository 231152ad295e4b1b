"""Read what a finished PDF figure looks like: its size, fonts, type sizes and colours of areas."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..core.errors import HeadmapError, input_error
from ..core.logs import silence
from ..embed.containers import PDF_MAGIC
from ..files.source import MAX_BYTES, open_source
from .pdf_content import ContentReader, inner_dictionary


class Font(Struct, frozen=True):
    """A font of a PDF.

    Attributes:
        name: The name, without the letters that mark a subset.
        kind: The kind, such as TrueType, Type0 or Type3.
        embedded: Whether the file contains the font.
    """

    name: str
    kind: str
    embedded: bool


@dataclass
class PdfFacts:
    """What a PDF's first page holds.

    Attributes:
        pages: The number of pages of the file.
        width: The width of the page in points.
        height: The height of the page in points.
        fonts: The fonts by their full name.
        sizes: The sizes of all text, in points.
        fills: The colours of filled areas, ``#rrggbb``.
    """

    pages: int
    width: float
    height: float
    fonts: dict[str, Font] = field(default_factory=dict)
    sizes: set[float] = field(default_factory=set)
    fills: set[str] = field(default_factory=set)


def pdf_facts(path: str | Path, max_bytes: int = MAX_BYTES) -> PdfFacts:
    """Return the facts of a PDF's first page. This needs the package pypdf.

    Args:
        path: The file.
        max_bytes: The greatest number of bytes that a pipe may deliver, or a compressed file may unpack to.

    Raises:
        InputError: If the file is not a PDF, or cannot be read.
        HeadmapError: If pypdf is missing.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise HeadmapError("checking a PDF needs pypdf: pip install 'headmap[venue]'") from None
    source = open_source(path, max_bytes)
    # The specification allows other bytes before the header, as long as it is in the first 1024.
    if not source.start[:1024].lstrip().startswith(PDF_MAGIC):
        raise input_error(source.name, "is not a PDF; --venue checks finished PDF figures")
    try:
        with silence("pypdf"):
            return _facts(PdfReader(io.BytesIO(source.data)))
    except OSError as error:
        reason = str(error) if error.strerror is None else error.strerror
        raise input_error(source.name, f"cannot be read: {reason}") from None
    except (HeadmapError, MemoryError):
        raise
    except Exception as error:  # pypdf raises dozens of kinds, some of them only in filters
        problem = str(error) if str(error) else type(error).__name__
        raise input_error(source.name, f"is a PDF that cannot be read: {problem}") from None


def _facts(reader: Any) -> PdfFacts:
    """Return the facts of the first page of an open PDF."""
    page = reader.pages[0]
    unit = float(page.get("/UserUnit", 1))
    content = ContentReader(reader)
    content.read(page.get_contents(), page["/Resources"])
    return PdfFacts(
        pages=len(reader.pages),
        width=float(page.mediabox.width) * unit,
        height=float(page.mediabox.height) * unit,
        fonts={name: _font(dictionary, name) for name, dictionary in content.fonts.items()},
        sizes=content.sizes,
        fills=content.fills,
    )


def _font(dictionary: Any, full_name: str) -> Font:
    """Return a font from its dictionary (ISO 32000-1, 9.5 to 9.9)."""
    kind = str(dictionary["/Subtype"]).lstrip("/")
    # The descriptor of a composite font is that of its only descendant. A Type 3 font has no font file: it is
    # drawn by operators that the PDF contains.
    described = dictionary["/DescendantFonts"][0].get_object() if kind == "Type0" else dictionary
    descriptor = inner_dictionary(described, "/FontDescriptor")
    has_file = not descriptor.keys().isdisjoint(("/FontFile", "/FontFile2", "/FontFile3"))
    # A name such as "ABCDEF+Name" stands for a subset of the font.
    return Font(full_name.lstrip("/").split("+")[-1], kind, has_file or kind == "Type3")
