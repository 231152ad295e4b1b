"""Labels with known places: wrapping, line heights and boxes, from measured text extents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..scene import Label
from ..text import Measure

TALLEST = "lp|"
LEADING = 1.25
CONTROL_PICTURES = 0x2400


def printable(text: str) -> str:
    """The text with every character visible: control characters as their Unicode pictures.

    >>> printable("a\\x00b")
    'a␀b'
    """

    def shown(char: str) -> str:
        if char < " ":
            return chr(CONTROL_PICTURES + ord(char))
        if char == "\x7f":
            return "␡"
        return "\ufffd" if unicodedata.category(char) in ("Cc", "Cs") else char

    return "".join(map(shown, text))


@dataclass(frozen=True)
class Letters:
    """One kind of text of a figure: its size in points, colour and weight."""

    measure: Measure
    size: float
    color: str
    bold: bool = False

    def width(self, text: str) -> int:
        """Whole pixels that the text takes."""
        return -int(-self.measure(text, self.size, self.bold).width // 1) if text else 0

    @property
    def line(self) -> int:
        """Pixels from one baseline to the next."""
        usual = self.measure(TALLEST, self.size, self.bold)
        return round((usual.ascent + usual.descent) * LEADING)

    @property
    def ascent(self) -> int:
        """Pixels from the top of usual letters to the baseline."""
        return round(self.measure(TALLEST, self.size, self.bold).ascent)

    @property
    def digit(self) -> int:
        """Pixels that a digit is tall."""
        return round(self.measure("0", self.size, self.bold).ascent)

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
        up, down = -int(-extent.ascent // 1), max(0, -int(-extent.descent // 1))
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
        """Lines below each other, the first with its baseline at y; empty ones leave a gap."""
        return tuple(self.label(text, x, y + i * self.line, align) for i, text in enumerate(lines) if text)

    def wrap(self, text: str, limit: float) -> list[str]:
        """Lines of at most limit pixels: broken after spaces and ``_ - / , .``, else where they are full."""
        lines = [""]
        for piece in re.findall(r"[^\s_\-/,.]*[\s_\-/,.]?", text):
            if self.width((lines[-1] + piece).rstrip()) <= limit:
                lines[-1] += piece
            else:
                first, *rest = self._broken(piece, limit)
                lines[-1:] = [lines[-1].rstrip(), first, *rest] if lines[-1] else [first, *rest]
        return [line.rstrip() for line in lines]

    def _broken(self, piece: str, limit: float) -> list[str]:
        parts = [""]
        for char in piece:
            fits = self.width((parts[-1] + char).rstrip()) <= limit or unicodedata.combining(char)
            if fits or not parts[-1]:
                parts[-1] += char
            else:
                parts.append(char)
        return parts
