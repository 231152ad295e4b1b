"""What a finished PDF figure holds: its width, fonts, type sizes and the colours of its areas."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..core.errors import HeadmapError, input_error
from ..core.logs import silence
from ..files.source import MAX_BYTES, open_source

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEEPEST = 8
SHOWS_TEXT = {b"Tj", b"TJ", b"'", b'"'}
FILLS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}


@dataclass(frozen=True)
class Font:
    """A font of a PDF: its name, its kind such as TrueType or Type3, and whether the file holds it."""

    name: str
    kind: str
    embedded: bool


@dataclass
class PdfFacts:
    """width, height: of the page, in points. sizes: of all text, in points. fills: colours as ``#rrggbb``."""

    pages: int
    width: float
    height: float
    fonts: dict[str, Font] = field(default_factory=dict)
    sizes: set[float] = field(default_factory=set)
    fills: set[str] = field(default_factory=set)


def pdf_facts(path: str | Path, max_bytes: int = MAX_BYTES) -> PdfFacts:
    """The facts of a PDF's first page; needs pypdf.

    max_bytes: the most that a pipe may give, or a compressed file may unpack to.
    Raises HeadmapError where pypdf is missing, InputError where the file is no PDF.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise HeadmapError("looking into a PDF needs pypdf: pip install 'headmap[venue]'") from None
    opened = open_source(path, max_bytes)
    source = opened.name
    if not opened.start[:1024].lstrip().startswith(b"%PDF-"):
        raise input_error(source, "is no PDF; --venue looks at finished PDF figures")
    try:
        with silence("pypdf"):
            reader = PdfReader(io.BytesIO(opened.data))
            page = reader.pages[0]
            scale = float(page.get("/UserUnit", 1))
            facts = PdfFacts(
                len(reader.pages), float(page.mediabox.width) * scale, float(page.mediabox.height) * scale
            )
            _Walk(facts, reader).stream(page.get_contents(), page["/Resources"], IDENTITY)
    except OSError as e:
        raise input_error(source, f"cannot be read: {e.strerror or e}") from None
    except (HeadmapError, MemoryError):
        raise
    except Exception as e:  # pypdf has dozens, some of them for filters alone
        raise input_error(source, f"is a PDF that cannot be read: {str(e) or type(e).__name__}") from None
    return facts


class _Walk:
    """Goes through the drawing operators of a page and of the forms that it shows (ISO 32000-1, Annex A)."""

    def __init__(self, facts: PdfFacts, reader: Any) -> None:
        self.facts, self.reader = facts, reader

    def stream(self, contents: Any, resources: Any, ctm: Matrix, depth: int = 0) -> None:
        from pypdf.generic import ContentStream

        if contents is None or depth > DEEPEST:
            return
        resources = resources.get_object()
        fonts = {name: font.get_object() for name, font in _part(resources, "/Font").items()}
        for name, font in fonts.items():
            self.facts.fonts[str(font.get("/BaseFont", name))] = _font(font, name)
        state, saved = (ctm, "#000000", 0.0), list[tuple[Matrix, str, float]]()
        text: Matrix = IDENTITY
        for operands, operator in ContentStream(contents, self.reader).operations:
            (ctm, fill, size), values = state, operands
            match operator:
                case b"q":
                    saved.append(state)
                case b"Q" if saved:
                    state = saved.pop()
                case b"cm":
                    state = (_times(_matrix(values), ctm), fill, size)
                case b"g" | b"rg" | b"k":
                    state = (ctm, _hex([float(v) for v in values]), size)
                case b"Tf":
                    state = (ctm, fill, float(values[1]))
                case b"BT":
                    text = IDENTITY
                case b"Tm":
                    text = _matrix(values)
                case b"Do":
                    form = _part(resources, "/XObject")[values[0]].get_object()
                    if form.get("/Subtype") == "/Form":
                        inner = _times(_matrix(form.get("/Matrix", IDENTITY)), ctm)
                        self.stream(form, form.get("/Resources", resources), inner, depth + 1)
                case _ if operator in SHOWS_TEXT:
                    whole = _times(text, ctm)
                    self.facts.sizes.add(round(abs(size) * math.hypot(whole[2], whole[3]), 2))
                case _ if operator in FILLS:
                    self.facts.fills.add(fill)


def _part(resources: Any, name: str) -> Any:
    found = resources.get(name)
    return found.get_object() if found is not None else {}


def _font(font: Any, name: str) -> Font:
    kind = str(font["/Subtype"]).lstrip("/")
    inside = font["/DescendantFonts"][0].get_object() if kind == "Type0" else font
    descriptor = _part(inside, "/FontDescriptor")
    embedded = kind == "Type3" or any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))
    return Font(str(font.get("/BaseFont", name)).lstrip("/").split("+")[-1], kind, embedded)


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(v) for v in values)
    return (a, b, c, d, e, f)


def _times(one: Matrix, other: Matrix) -> Matrix:
    """First one, then the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _hex(values: list[float]) -> str:
    """``#rrggbb`` of a gray, of red, green and blue, or of cyan, magenta, yellow and black, each 0..1."""
    if len(values) == 4:
        *inks, black = values
        values = [(1 - ink) * (1 - black) for ink in inks]
    channels = values * 3 if len(values) == 1 else values
    return "#{:02x}{:02x}{:02x}".format(*(round(255 * min(1, max(0, v))) for v in channels))
