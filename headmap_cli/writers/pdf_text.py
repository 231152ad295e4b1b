"""Write labels as text of a PDF (ISO 32000-1), or as outlines under invisible text where PDF cannot set it.

PDF shows glyphs one after the other. It does not set math, and does not choose the glyphs of letters that
depend on their neighbours, as in Arabic. Such text is drawn by its outlines. The invisible text over them can
be selected, searched and copied like any other.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..scene.marks import Label, Scene
from ..text.bundled_fonts import LAST_RESORT
from ..text.installed_fonts import font_file
from ..text.measure import as_math
from ..text.plain_text import POINTS_PER_INCH, Line, lay_out
from ..text.shaping import is_set_letter_by_letter, visual_order
from ..text.truetype import open_truetype
from .numbers import number
from .pdf_fonts import EmbeddedFont
from .pdf_objects import PdfFile, Reference
from .pdf_shapes import outline_path

INVISIBLE = 3
"""The mode of text that is neither filled nor outlined (9.3.6)."""


class TextWriter:
    """Turns the labels of a page into operators, and collects the fonts that they need."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._fonts: dict[str, EmbeddedFont] = {}

    def label(self, label: Label) -> Iterator[str]:
        """Yield the operators of a label; the colour is set already."""
        text, is_math = as_math(label.text, self._scene.math)
        line = lay_out(text, self._scene.family, label.size, label.bold, self._scene.dpi)
        is_text = not is_math and is_set_letter_by_letter(text)
        if is_text and all(open_truetype(str(piece.font.path)) for piece in line.pieces):
            yield "BT"
            yield from self._pieces(label, line)
            yield "ET"
            return
        yield from self._outline(label, text, is_math)
        yield f"BT {INVISIBLE} Tr"
        yield from self._pieces(label, line, stretch=_length(label) / max(line.advance, 1))
        yield "0 Tr ET"

    def embed_fonts(self, file: PdfFile) -> dict[str, Reference]:
        """Write the fonts into the file and return references to them by their names."""
        return {font.name: font.embed(file) for font in self._fonts.values()}

    def _pieces(self, label: Label, line: Line, stretch: float = 1.0) -> Iterator[str]:
        """Yield the operators of the pieces of a line, each of which has a font of its own; all in pixels.

        Args:
            label: Where the text is on the page.
            line: The text.
            stretch: The factor by which the text is made wider than it is laid out, so that invisible text
                covers its outlines.
        """
        start_x, start_y = _start(label, line)
        cosine, sine = _direction(label)
        size = label.size * self._scene.dpi / POINTS_PER_INCH
        for piece in line.pieces:
            font = self._font(str(piece.font.path))
            distance = piece.start / line.scale * stretch
            width = piece.width / line.scale
            # Pillow kerns and rounds advances; PDF viewers do not. The difference is spread evenly over the
            # characters.
            spacing = (width - font.width(piece.text) * size) / max(len(piece.text), 1)
            x, y = start_x + distance * cosine, start_y - distance * sine
            matrix = (stretch * cosine, -stretch * sine, -sine, -cosine, x, y)
            yield f"/{font.name} {number(size)} Tf"
            yield f"{number(spacing)} Tc"
            yield f"{' '.join(map(number, matrix))} Tm"
            # PDF viewers expect letters in visual order, and reverse those that run leftwards for copying.
            yield f"<{font.encode(visual_order(piece.text))}> Tj"

    def _font(self, path: str) -> EmbeddedFont:
        """Return the font to embed for a file: DejaVu Sans, for invisible text, if it is not TrueType."""
        if path not in self._fonts:
            font = open_truetype(path)
            if font is None:
                return self._font(str(font_file(LAST_RESORT)))
            self._fonts[path] = EmbeddedFont(f"F{len(self._fonts) + 1}", font)
        return self._fonts[path]

    def _outline(self, label: Label, text: str, is_math: bool) -> Iterator[str]:
        """Yield the operators of the outlines of a text."""
        # Only a few labels need matplotlib, and importing it takes longer than writing the whole PDF.
        from ..text.outlines import text_outline

        scale = self._scene.dpi / POINTS_PER_INCH
        cosine, sine = _direction(label)
        matrix = (scale * cosine, -scale * sine, scale * sine, scale * cosine, label.x, label.y)
        yield "q"
        yield f"{' '.join(map(number, matrix))} cm"
        yield from outline_path(
            text_outline(text, self._scene.family, label.size, label.bold, label.align, is_math)
        )
        yield "f"
        yield "Q"


def _direction(label: Label) -> tuple[int, int]:
    """Return the cosine and the sine of the angle by which a label is turned."""
    return (0, 1) if label.angle else (1, 0)


def _start(label: Label, line: Line) -> tuple[float, float]:
    """Return where the first letter of a label starts on its baseline.

    The box of a label begins with its ink, which may lie left of the start, as that of a j does.
    """
    x, y, _, height = label.rect
    overhang = -line.left / line.scale
    if label.angle:
        return label.x, y + height - overhang
    return x + overhang, label.y


def _length(label: Label) -> float:
    """Return how long a label is in its own direction, in pixels."""
    _, _, width, height = label.rect
    return height if label.angle else width
