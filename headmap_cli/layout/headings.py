"""Lay out the title above a figure and the caption below it."""

from __future__ import annotations

from msgspec import Struct

from ..core.strings import printable
from ..scene.marks import Group, moved
from ..style.schema import Style
from ..text.measure import Measure
from .typesetting import Align, Typesetter

CAPTION_GAP = 0.8
"""The gap above the caption, in gaps between panels."""


class TextBlock(Struct, frozen=True):
    """A title or a caption whose top is at 0.

    Attributes:
        groups: The group of the labels; empty if there is no text.
        height: The height in pixels, including the gap to the panels.
    """

    groups: tuple[Group, ...]
    height: int

    def moved_down(self, y: int) -> tuple[Group, ...]:
        """Return the groups with their top at y, in pixels from the top of the page."""
        return tuple(moved(group, 0, y) for group in self.groups)


class Headings:
    """The title and the caption of one figure, which can be laid out for pages of any width."""

    def __init__(self, style: Style, measure: Measure, margin: int, gap: int) -> None:
        size = style.text.size
        color = style.text.color
        math = style.text.math
        self._style = style
        self._margin = margin
        self._gap = gap
        self._title_typesetter = Typesetter(measure, size.title, color, bold=True, math=math)
        self._caption_typesetter = Typesetter(measure, size.caption, color, math=math)

    def title(self, page_width: int) -> TextBlock:
        """Return the centred title of a page, with the gap below it."""
        if not self._style.title:
            return TextBlock((), 0)
        lines = self._wrap(self._style.title, self._title_typesetter, page_width)
        group, height = _stack_lines("title", lines, self._title_typesetter, page_width / 2, "center")
        return TextBlock((group,), height + self._gap // 2)

    def caption(self, page_width: int) -> TextBlock:
        """Return the caption of a page, with the gap above it."""
        if not self._style.caption:
            return TextBlock((), 0)
        typesetter = self._caption_typesetter
        lines = self._wrap(self._style.caption, typesetter, page_width)
        if len(lines) == 1:
            group, height = _stack_lines("caption", lines, typesetter, page_width / 2, "center")
        else:
            # Several lines are a paragraph, which is easier to read with an even left edge.
            group, height = _stack_lines("caption", lines, typesetter, self._margin, "left")
        gap = round(CAPTION_GAP * self._gap)
        return TextBlock((moved(group, 0, gap),), gap + height)

    def _wrap(self, text: str, typesetter: Typesetter, page_width: int) -> list[str]:
        """Return the lines of a text between the margins of a page."""
        limit = page_width - 2 * self._margin
        lines = []
        for paragraph in text.splitlines():
            lines += typesetter.wrap(printable(paragraph), limit)
        return lines


def _stack_lines(
    id: str, lines: list[str], typesetter: Typesetter, x: float, align: Align
) -> tuple[Group, int]:
    """Return a group of lines, one below the other, whose top is at 0, and its height in pixels."""
    labels = typesetter.stack(lines, x, 0, align)
    top = min(int(label.rect[1]) for label in labels)
    bottom = max(int(label.rect[1] + label.rect[3]) for label in labels)
    return moved(Group(id, labels), 0, -top), bottom - top
