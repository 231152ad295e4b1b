"""Labels with known places: wrapping, line heights and boxes, from measured text extents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from ..scene.marks import Label

if TYPE_CHECKING:
    from ..text.measure import Measure

TALLEST = "lp|"
LEADING = 1.25
PIECES = r"[^\s_\-/,.]*[\s_\-/,.]?"
MATH_PIECES = r"(?:\$[^$]*\$|[^\s_\-/,.$]|\$)*[\s_\-/,.]?"


class Typesetter(Struct, frozen=True):
    """One kind of text of a figure: its size in points, colour and weight."""

    measure: Measure
    size: float
    color: str
    bold: bool = False
    math: bool = False

    def width(self, text: str) -> int:
        """Whole pixels that the text takes."""
        return ceil(self.measure(text, self.size, self.bold).width) if text else 0

    @property
    def line(self) -> int:
        """Pixels from one baseline to the next of usual letters."""
        usual = self.measure(TALLEST, self.size, self.bold)
        return max(self.ascent + self.descent + 1, round((usual.ascent + usual.descent) * LEADING))

    @property
    def ascent(self) -> int:
        """Pixels from the top of usual letters to the baseline."""
        return ceil(self.measure(TALLEST, self.size, self.bold).ascent)

    @property
    def descent(self) -> int:
        """Pixels from the baseline to the bottom of usual letters."""
        return ceil(self.measure(TALLEST, self.size, self.bold).descent)

    @property
    def digit(self) -> int:
        """Pixels that a digit is tall."""
        return ceil(self.measure("0", self.size, self.bold).ascent)

    @property
    def em(self) -> int:
        """Pixels that the letter m is wide, the unit for widths that follow the type size."""
        return self.width("m")

    def label(
        self,
        text: str,
        x: float,
        y: float,
        align: Literal["left", "center", "right"] = "left",
        angle: Literal[0, 90] = 0,
    ) -> Label:
        """The text with its anchor on the baseline at x, y; its box begins on a whole pixel."""
        extent = self.measure(text, self.size, self.bold)
        width, part = self.width(text), {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        up, down = ceil(extent.ascent), max(0, ceil(extent.descent))
        if angle:
            top = round(y - width * (1 - part))
            rect = (round(x) - up, top, up + down, width)
            return Label(
                text, round(x), top + width * (1 - part), rect, self.size, self.color, align, 90, self.bold
            )
        left = round(x - width * part)
        rect = (left, round(y) - up, width, up + down)
        return Label(text, left + width * part, round(y), rect, self.size, self.color, align, 0, self.bold)

    def column(
        self, lines: Sequence[str], x: float, y: float, align: Literal["left", "center", "right"] = "left"
    ) -> tuple[Label, ...]:
        """Lines below each other, the first with its baseline at y; further apart where letters are tall."""
        labels: list[Label] = []
        for text in lines:
            label = self.label(text, x, y, align)
            if labels:
                bottom = labels[-1].rect[1] + labels[-1].rect[3]
                y = max(y, label.y + bottom + 1 - label.rect[1])
                label = self.label(text, x, y, align)
            labels.append(label)
            y += self.line
        return tuple(labels)

    def wrap(self, text: str, limit: float) -> list[str]:
        """Lines of at most limit pixels: broken after spaces and ``_ - / , .``, else where they are full.

        A single character, or a piece with math, that is wider has a line of its own.
        """
        lines = [""]
        for piece in re.findall(MATH_PIECES if self.math else PIECES, text):
            whole = self.math and "$" in piece
            if self.width((lines[-1] + piece).rstrip()) <= limit:
                lines[-1] += piece
            else:
                first, *rest = [piece] if whole else self._broken(piece, limit)
                lines[-1:] = [lines[-1].rstrip(), first, *rest] if lines[-1] else [first, *rest]
        return [line.rstrip() for line in lines if line.strip()] or [text[:1]]

    def _broken(self, piece: str, limit: float) -> list[str]:
        parts = [""]
        for char in piece:
            fits = self.width((parts[-1] + char).rstrip()) <= limit or unicodedata.combining(char)
            if fits or not parts[-1]:
                parts[-1] += char
            else:
                parts.append(char)
        return parts
