"""Follow the drawing operators of a PDF page to find out what it paints (ISO 32000-1, Annex A)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

MAX_DEPTH = 8
"""The depth to which forms within forms are followed. A form that contains itself would never end."""
TEXT_OPERATORS = {b"Tj", b"TJ", b"'", b'"'}
FILL_OPERATORS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
COLOR_OPERATORS = {b"g", b"rg", b"k"}


class Matrix(Struct, frozen=True):
    """A linear map of the page, which takes (x, y) to (a x + c y + e, b x + d y + f)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, other: Matrix) -> Matrix:
        """Return the map that applies this one first, then the other."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )


IDENTITY = Matrix(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class GraphicsState(Struct, frozen=True):
    """The state that operators change, and that ``q`` saves and ``Q`` restores.

    Attributes:
        to_page: The map from the current units to points of the page.
        fill: The colour of areas, ``#rrggbb``.
        size: The size of text in the units of the text's own matrix.
    """

    to_page: Matrix = IDENTITY
    fill: str = "#000000"
    size: float = 0.0


class ContentReader:
    """Follows the operators of a page and of the forms in it.

    Attributes:
        fonts: The dictionaries of all fonts that a page or a form may use, by name.
        sizes: The sizes of all text, in points.
        fills: The colours of filled areas, ``#rrggbb``.
    """

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.fonts: dict[str, Any] = {}
        self.sizes: set[float] = set()
        self.fills: set[str] = set()

    def read(self, contents: Any, resources: Any, to_page: Matrix = IDENTITY, depth: int = 0) -> None:
        """Follow the operators of a page or a form.

        Args:
            contents: The stream of operators; None for an empty page.
            resources: The fonts and forms that the operators name.
            to_page: The map from the units of the stream to points of the page.
            depth: The number of forms that the stream is nested in.
        """
        from pypdf.generic import ContentStream

        if contents is None or depth > MAX_DEPTH:
            return
        resources = resources.get_object()
        for name, font in inner_dictionary(resources, "/Font").items():
            dictionary = font.get_object()
            self.fonts[str(dictionary.get("/BaseFont", name))] = dictionary
        state = GraphicsState(to_page)
        saved: list[GraphicsState] = []
        text_matrix = IDENTITY
        for operands, operator in ContentStream(contents, self._reader).operations:
            if operator == b"q":
                saved.append(state)
            elif operator == b"Q" and saved:
                state = saved.pop()
            elif operator == b"BT":
                text_matrix = IDENTITY
            elif operator == b"Tm":
                text_matrix = _matrix(operands)
            elif operator == b"Do":
                form = inner_dictionary(resources, "/XObject")[operands[0]].get_object()
                self._read_form(form, resources, state.to_page, depth + 1)
            else:
                state = _changed_state(state, operator, operands)
                self._record_paint(state, operator, text_matrix)

    def _read_form(self, form: Any, resources: Any, to_page: Matrix, depth: int) -> None:
        """Follow the operators of a form; a form without resources uses those of the page."""
        if form.get("/Subtype") == "/Form":
            inner = _matrix(form.get("/Matrix", IDENTITY)).then(to_page)
            self.read(form, form.get("/Resources", resources), inner, depth)

    def _record_paint(self, state: GraphicsState, operator: bytes, text_matrix: Matrix) -> None:
        """Add the size of a text or the colour of an area that an operator paints."""
        if operator in TEXT_OPERATORS:
            matrix = text_matrix.then(state.to_page)
            # Text of size 1 is as high as the image of the vector (0, 1), which is (c, d).
            self.sizes.add(round(abs(state.size) * math.hypot(matrix.c, matrix.d), 2))
        elif operator in FILL_OPERATORS:
            self.fills.add(state.fill)


def _changed_state(state: GraphicsState, operator: bytes, operands: Sequence[Any]) -> GraphicsState:
    """Return the state after an operator."""
    if operator == b"cm":
        return replace(state, to_page=_matrix(operands).then(state.to_page))
    if operator in COLOR_OPERATORS:
        return replace(state, fill=_hex_color([float(value) for value in operands]))
    if operator == b"Tf":
        return replace(state, size=float(operands[1]))
    return state


def inner_dictionary(dictionary: Any, key: str) -> Any:
    """Return a dictionary inside another, even if it is only referred to; empty if there is none."""
    inner = dictionary.get(key)
    return {} if inner is None else inner.get_object()


def _matrix(values: Sequence[Any]) -> Matrix:
    """Return a matrix from its six numbers."""
    a, b, c, d, e, f = (float(value) for value in values)
    return Matrix(a, b, c, d, e, f)


def _hex_color(values: list[float]) -> str:
    """Return a colour of one channel (gray), three (RGB) or four (CMYK), each from 0 to 1, as ``#rrggbb``."""
    if len(values) == 4:
        *inks, black = values
        # ISO 32000-1, 10.3.5, adds ink and black; multiplied, no channel falls below 0.
        values = [(1 - ink) * (1 - black) for ink in inks]
    elif len(values) == 1:
        values = values * 3
    channels = [round(255 * min(1, max(0, value))) for value in values]
    return "#{:02x}{:02x}{:02x}".format(*channels)
