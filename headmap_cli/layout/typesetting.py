"""Turn text into labels whose boxes are known: wrapped, stacked and aligned, from measured text extents.

The measures of one kind of text, in pixels::

    ascent    +  l p |   <- top of the usual letters
              |  l p |
    baseline  +  l p |---------  anchor of every label
    descent   +    p |
                         leading
    ascent    +  l p |
    baseline  +  l p |---------  one ``line`` below the baseline above it
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from ..scene.marks import Label

if TYPE_CHECKING:
    from ..text.measure import Measure

Align: TypeAlias = Literal["left", "center", "right"]

EXTREMES = "lp|"
"""Letters that reach as high and as low as the letters of usual text do."""
LEADING = 1.25
"""The distance between two baselines, in heights of the usual letters."""
SHARE_BEFORE_ANCHOR = {"left": 0.0, "center": 0.5, "right": 1.0}
"""The share of a text's width that lies in front of its anchor, by its alignment."""
PIECES = re.compile(r"[^\s_\-/,.]*[\s_\-/,.]?")
"""A piece of text that ends where a line may be broken: after a space or one of ``_ - / , .``"""
MATH_PIECES = re.compile(r"(?:\$[^$]*\$|[^\s_\-/,.$]|\$)*[\s_\-/,.]?")
"""The same, where text between two dollar signs is a formula, which must not be broken."""


class Typesetter(Struct, frozen=True):
    """One kind of text of a figure.

    Attributes:
        measure: Measures text in pixels.
        size: The type size in points.
        color: The colour as ``#rrggbb``.
        bold: Whether the text is bold.
        math: Whether text between dollar signs is a formula.
    """

    measure: Measure
    size: float
    color: str
    bold: bool = False
    math: bool = False

    def width(self, text: str) -> int:
        """Return the number of whole pixels that a text is wide."""
        if not text:
            return 0
        return ceil(self.measure(text, self.size, self.bold).width)

    @property
    def line(self) -> int:
        """Return the pixels from one baseline to the next."""
        usual = self.measure(EXTREMES, self.size, self.bold)
        leading = round((usual.ascent + usual.descent) * LEADING)
        return max(self.ascent + self.descent + 1, leading)

    @property
    def ascent(self) -> int:
        """Return the pixels from the top of usual letters to the baseline."""
        return ceil(self.measure(EXTREMES, self.size, self.bold).ascent)

    @property
    def descent(self) -> int:
        """Return the pixels from the baseline to the bottom of usual letters."""
        return ceil(self.measure(EXTREMES, self.size, self.bold).descent)

    @property
    def digit(self) -> int:
        """Return the height of a digit in pixels."""
        return ceil(self.measure("0", self.size, self.bold).ascent)

    @property
    def em(self) -> int:
        """Return the width of the letter m in pixels, the unit of widths that follow the type size."""
        return self.width("m")

    def label(self, text: str, x: float, y: float, align: Align = "left", angle: Literal[0, 90] = 0) -> Label:
        """Return a label whose anchor lies on the baseline at x, y and whose box begins on a whole pixel.

        Args:
            text: One line of text.
            x: The anchor along x, in pixels.
            y: The anchor along y, in pixels.
            align: Which end of the text, or its middle, is at the anchor.
            angle: 90 for text that runs upwards.
        """
        extent = self.measure(text, self.size, self.bold)
        width = self.width(text)
        before = SHARE_BEFORE_ANCHOR[align]
        up = ceil(extent.ascent)
        # Text of superscripts alone ends above its baseline; its box reaches down to the baseline all the
        # same.
        down = max(0, ceil(extent.descent))
        if angle:
            # Upright text begins at the bottom, so what comes before the anchor lies below it.
            top = round(y - width * (1 - before))
            rect = (round(x) - up, top, up + down, width)
            anchor_x: float = round(x)
            anchor_y = top + width * (1 - before)
        else:
            left = round(x - width * before)
            rect = (left, round(y) - up, width, up + down)
            anchor_x = left + width * before
            anchor_y = round(y)
        return Label(text, anchor_x, anchor_y, rect, self.size, self.color, align, angle, self.bold)

    def stack(self, lines: Sequence[str], x: float, y: float, align: Align = "left") -> tuple[Label, ...]:
        """Return labels below each other.

        Args:
            lines: The text of each label.
            x: The anchor of all labels along x, in pixels.
            y: The baseline of the first label.
            align: Which end of each text, or its middle, is at the anchor.
        """
        labels: list[Label] = []
        for text in lines:
            label = self.label(text, x, y, align)
            if labels:
                # Formulas and some scripts are taller than usual letters, and would touch the line above.
                _, above_top, _, above_height = labels[-1].rect
                first_free = above_top + above_height + 1
                y = max(y, label.y + first_free - label.rect[1])
                label = self.label(text, x, y, align)
            labels.append(label)
            y += self.line
        return tuple(labels)

    def wrap(self, text: str, limit: float) -> list[str]:
        """Return the lines of a text, each at most ``limit`` pixels wide.

        Lines are broken after spaces and ``_ - / , .``, and elsewhere only in pieces that are wider than a
        line. A single character or formula that is wider has a line of its own.
        """
        pieces = PIECES
        if self.math:
            pieces = MATH_PIECES
        lines = [""]
        for piece in pieces.findall(text):
            if self._fits(lines[-1] + piece, limit):
                lines[-1] += piece
            elif self.math and "$" in piece:
                lines.append(piece)
            else:
                lines += self.split_long(piece, limit)
        stripped = [line.rstrip() for line in lines if line.strip()]
        if not stripped:
            # Blank text still takes a line, so that every title and every entry has at least one label.
            return [text[:1]]
        return stripped

    def split_long(self, piece: str, limit: float) -> list[str]:
        """Return the parts of a text without places for a break, each at most ``limit`` pixels wide."""
        parts = [""]
        for char in piece:
            # A combining mark belongs to the letter in front of it, even if both are wider than the limit.
            is_mark = unicodedata.combining(char) != 0
            if not parts[-1] or is_mark or self._fits(parts[-1] + char, limit):
                parts[-1] += char
            else:
                parts.append(char)
        return parts

    def _fits(self, line: str, limit: float) -> bool:
        """Return whether a line fits; the space at which it is broken takes no room."""
        return self.width(line.rstrip()) <= limit
