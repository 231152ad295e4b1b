"""Turn text into labels with known boxes: measure it, wrap it, and align and stack its lines.

The measures of one kind of text, in pixels::

    ascent    +  l p |   <- top of the usual letters
              |  l p |
    baseline  +  l p |---------  anchor of every label
    descent   +    p |
                         leading
    ascent    +  l p |
    baseline  +  l p |---------  one ``line_height`` below the baseline above it
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
from ..text.plain_text import SHARE_BEFORE_ANCHOR

Align: TypeAlias = Literal["left", "center", "right"]

EXTREMES = "lp|"
"""Characters that reach as high and as low as the usual letters of a text."""
LEADING = 1.25
"""The distance between two baselines, in heights of the usual letters."""
INSIDE_NUMBER = r"\d(?:\.|e-)(?=\d)"
"""A point or a minus sign inside a number, such as ``0.03`` or ``1e-5``, with the digit before it."""
PIECE = re.compile(rf"(?:{INSIDE_NUMBER}|[^\s_\-/,.])*[\s_\-/,.]?")
"""A piece of text that ends where a line may be broken: after a space or one of ``_ - / , .``"""
MATH_PIECE = re.compile(rf"(?:\$[^$]*\$|{INSIDE_NUMBER}|[^\s_\-/,.$]|\$)*[\s_\-/,.]?")
"""The same for text with formulas between two dollar signs, which must not be broken."""


class Typesetter(Struct, frozen=True):
    """Lays out one kind of text of a figure, such as the titles of panels.

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
    def line_height(self) -> int:
        """Return the distance from one baseline to the next in pixels."""
        usual = self.measure(EXTREMES, self.size, self.bold)
        leading = round((usual.ascent + usual.descent) * LEADING)
        return max(self.ascent + self.descent + 1, leading)

    @property
    def ascent(self) -> int:
        """Return the height of usual letters above the baseline in pixels."""
        return ceil(self.measure(EXTREMES, self.size, self.bold).ascent)

    @property
    def descent(self) -> int:
        """Return the depth of usual letters below the baseline in pixels."""
        return ceil(self.measure(EXTREMES, self.size, self.bold).descent)

    @property
    def digit_height(self) -> int:
        """Return the height of a digit in pixels."""
        return ceil(self.measure("0", self.size, self.bold).ascent)

    @property
    def em(self) -> int:
        """Return the width of the letter m in pixels, the unit of widths in proportion to the text."""
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
        share_before = SHARE_BEFORE_ANCHOR[align]
        ascent = ceil(extent.ascent)
        # A superscript alone ends above the baseline, but its box reaches down to the baseline all the same.
        descent = max(0, ceil(extent.descent))
        if angle:
            # Upright text begins at the bottom, so the part in front of the anchor lies below it.
            above_anchor = width * (1 - share_before)
            top = round(y - above_anchor)
            rect = (round(x) - ascent, top, ascent + descent, width)
            anchor_x: float = round(x)
            anchor_y = top + above_anchor
        else:
            before_anchor = width * share_before
            left = round(x - before_anchor)
            rect = (left, round(y) - ascent, width, ascent + descent)
            anchor_x = left + before_anchor
            anchor_y = round(y)
        return Label(text, anchor_x, anchor_y, rect, self.size, self.color, align, angle, self.bold)

    def stack(self, lines: Sequence[str], x: float, y: float, align: Align = "left") -> tuple[Label, ...]:
        """Return labels one below the other.

        Args:
            lines: The text of each label.
            x: The anchor of all labels along x, in pixels.
            y: The baseline of the first label along y, in pixels.
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
            y += self.line_height
        return tuple(labels)

    def wrap(self, text: str, limit: float) -> list[str]:
        """Return the lines of a text, each at most ``limit`` pixels wide.

        Lines are broken after spaces and ``_ - / , .``, but not inside a number. Only a piece between two
        such places that is wider than a line is broken elsewhere. A single character or formula may be wider
        than the limit.
        """
        pattern = MATH_PIECE if self.math else PIECE
        lines = [""]
        for piece in pattern.findall(text):
            if self._fits(lines[-1] + piece, limit):
                lines[-1] += piece
            elif self.math and "$" in piece:
                # A formula stays whole, even on a line that it is too wide for.
                lines.append(piece)
            else:
                lines += self._break_piece(piece, limit)
        stripped = [line.rstrip() for line in lines if line.strip()]
        if not stripped:
            # Blank text still takes a line, so that every title and every entry has at least one label.
            return [text[:1]]
        return stripped

    def _break_piece(self, piece: str, limit: float) -> list[str]:
        """Return the lines of a piece: the piece itself, or its parts if it is wider than a line."""
        parts = [""]
        for character in piece:
            # A combining mark belongs to the letter in front of it, even if both are wider than the limit.
            is_mark = unicodedata.combining(character) != 0
            if not parts[-1] or is_mark or self._fits(parts[-1] + character, limit):
                parts[-1] += character
            else:
                parts.append(character)
        return parts

    def _fits(self, line: str, limit: float) -> bool:
        """Return whether a line fits; spaces at its end take no room."""
        return self.width(line.rstrip()) <= limit
