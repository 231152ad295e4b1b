"""Lay out the colour bar of the legend, upright or level, with the colours of the cells in whole pixels.

::

    score                       score
      ^                        <|==========|>
    +---+                       |     |     |
    |   |- 0.6                  0    0.3   0.6
    |   |                       clipped; highest 0.88
   -|   |- 0.3 (a cutoff)
    |   |
    +---+- 0
    clipped;
    highest 0.88
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from ..core.number_text import short_number
from ..scene.marks import Box, Cells, Group, Item, Label, Line, moved
from .axes import AxisLook
from .panels.bounds import bounds
from .plan_types import ColorBar
from .score_ticks import score_ticks
from .ticks import Tick, thin_ticks
from .typesetting import Typesetter

THICKNESS_EMS = 1.0
"""The thickness of a bar in ems of the legend."""
MIN_LENGTH_EMS = 6
MAX_LENGTH_EMS = 30
"""The least and the greatest length of a bar in ems of the legend."""
NOTE_EMS = 7
"""The width at which the label and the notes of an upright bar are wrapped."""


class SizedBar:
    """A colour bar with its top left corner at 0, 0.

    Attributes:
        width: The width in pixels.
        height: The height in pixels.
    """

    def __init__(
        self, bar: ColorBar, text: Typesetter, look: AxisLook, length: int, is_upright: bool
    ) -> None:
        """Lay out a bar.

        Args:
            bar: The bar.
            text: Sets the label and the notes.
            look: How ticks and frames look.
            length: The number of pixels from the first colour to the last.
            is_upright: Whether the highest scores are at the top; if not, they are on the right.
        """
        self._bar = bar
        self._look = look
        self._length = length
        self._is_upright = is_upright
        self._thickness = max(2, round(THICKNESS_EMS * text.em))
        self._text = text
        self._items = self._surroundings()
        left, top, right, bottom = bounds(self._items)
        self._offset = (-left, -top)
        self.width = right - left
        self.height = bottom - top

    @property
    def group(self) -> Group:
        """Return the colours and everything around them, for the scene."""
        # Most bars are laid out to be measured only, and never need their colours.
        return moved(Group(self._bar.id, (*self._colors(), *self._items)), *self._offset)

    def _colors(self) -> list[Item]:
        """Return a box for each level that has a pixel."""
        count = len(self._bar.scale.colors)
        items: list[Item] = []
        for level, color in enumerate(self._bar.scale.colors):
            start, end = round(level * self._length / count), round((level + 1) * self._length / count)
            if end > start:
                items.append(Box(self._area(start, end), fill=color))
        return items

    def _area(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Return the rectangle of a part of the bar, between two distances from the lowest score."""
        if self._is_upright:
            return (0, self._length - end, self._thickness, end - start)
        return (start, 0, end - start, self._thickness)

    def _surroundings(self) -> list[Item]:
        """Return the frame, the ticks, the triangles, the label and the notes."""
        look = self._look
        items: list[Item] = [Box(self._area(0, self._length), frame=look.color, line=look.line_width)]
        items += self._triangles()
        cutoffs = [self._tick(score, short_number(score, 6)) for score in self._shown_cutoffs()]
        bold = replace(look.tick_text, bold=True)
        ticks = []
        for score, text in score_ticks(self._bar.scale.axis):
            tick = self._tick(score, text)
            if all(self._are_clear(tick, cutoff) for cutoff in cutoffs):
                ticks.append(tick)
        ticks = thin_ticks(ticks, self._space)
        for tick in ticks:
            items += self._draw_tick(tick, look.tick_text)
        labelled = thin_ticks(cutoffs, self._space)
        for tick in cutoffs:
            # If the labels of two cutoffs would touch, the bar marks both without them.
            items += self._draw_tick(tick, bold)[: 2 if len(labelled) == len(cutoffs) else 1]
            items.append(self._opposite_stroke(tick))
        return [*items, *self._texts(items)]

    def _shown_cutoffs(self) -> list[float]:
        """Return the cutoffs that are on the bar, in ascending order."""
        axis = self._bar.scale.axis
        return [score for score in self._bar.cutoffs if axis.lowest <= score <= axis.highest]

    def _tick(self, score: float, text: str) -> Tick:
        """Return the tick at a score."""
        place = float(self._bar.scale.axis.position(score)) * self._length
        if self._is_upright:
            place = self._length - place
        start = round(place - self._look.line_width / 2)
        return Tick(start, place, text)

    def _space(self, text: str) -> float:
        """Return the pixels that the label of a tick needs along the bar."""
        if self._is_upright:
            return self._look.space_along_y(text)
        return self._look.space_along_x(text)

    def _are_clear(self, tick: Tick, cutoff: Tick) -> bool:
        """Return whether the label of a tick does not touch that of a cutoff, which is bold and so wider."""
        space = (self._space(tick.text) + 1.2 * self._space(cutoff.text)) / 2
        return abs(tick.middle - cutoff.middle) >= space

    def _draw_tick(self, tick: Tick, text: Typesetter) -> list[Item]:
        """Return the stroke of a tick and its label, on the right of the bar or below it."""
        look = self._look
        outer = self._thickness + look.line_width
        if self._is_upright:
            stroke = Line((outer, tick.start, look.tick_length, look.line_width), look.color)
            x = outer + look.tick_length + look.pad
            return [stroke, text.label(tick.text, x, tick.middle + text.digit_height / 2)]
        stroke = Line((tick.start, outer, look.line_width, look.tick_length), look.color)
        baseline = outer + look.tick_length + look.pad + text.digit_height
        return [stroke, text.label(tick.text, tick.middle, baseline, "center")]

    def _opposite_stroke(self, tick: Tick) -> Line:
        """Return the second stroke of a cutoff, on the left of the bar or above it."""
        look = self._look
        start = -look.line_width - look.tick_length
        if self._is_upright:
            return Line((start, tick.start, look.tick_length, look.line_width), look.color)
        return Line((tick.start, start, look.line_width, look.tick_length), look.color)

    def _triangles(self) -> list[Item]:
        """Return a triangle at each end beyond which scores are clipped, pointing outwards."""
        scale = self._bar.scale
        items: list[Item] = []
        for name, is_clipped, is_at_start in (
            ("low", scale.clips_low, not self._is_upright),
            ("high", scale.clips_high, self._is_upright),
        ):
            if is_clipped:
                rects = self._triangle(is_at_start)
                items.append(Cells(f"{self._bar.id}--clipped-{name}", self._look.color, rects))
        return items

    def _triangle(self, is_at_start: bool) -> np.typing.NDArray[np.int64]:
        """Return the rows of pixels of a triangle at the top or left end of the bar, or at the other one."""
        steps = np.arange((self._thickness + 1) // 2)
        distance = self._look.line_width + 1 + steps
        along = -distance - 1 if is_at_start else self._length + distance
        ones = np.ones_like(steps)
        widths = self._thickness - 2 * steps
        if self._is_upright:
            return np.stack([steps, along, widths, ones], axis=1)
        return np.stack([along, steps, ones, widths], axis=1)

    def _texts(self, items: Sequence[Item]) -> list[Label]:
        """Return the label above the bar and the notes below it, clear of its other items."""
        text = self._text
        left, top, right, bottom = bounds(items)
        limit = max(NOTE_EMS * text.em, right - left)
        labels: list[Label] = []
        # The label is in line with the frame, as the titles of panels are with theirs.
        start = -self._look.line_width
        if self._bar.label:
            lines = text.stack(text.wrap(self._bar.label, limit), start, 0)
            lowest = max(line.rect[1] + line.rect[3] for line in lines)
            labels += [moved(line, 0, int(top - self._look.pad - lowest)) for line in lines]
        note = self._note()
        if note:
            lines = text.stack(text.wrap(note, limit), start, 0)
            highest = min(line.rect[1] for line in lines)
            labels += [moved(line, 0, int(bottom + self._look.pad + 1 - highest)) for line in lines]
        return labels

    def _note(self) -> str:
        """Return the extremes of clipped scores in words; empty if none are clipped."""
        scale = self._bar.scale
        parts = []
        if scale.clips_low:
            parts.append(f"lowest {short_number(scale.lowest_score)}")
        if scale.clips_high:
            parts.append(f"highest {short_number(scale.highest_score)}")
        return f"clipped; {', '.join(parts)}" if parts else ""


def upright_bar(bar: ColorBar, text: Typesetter, look: AxisLook, height: int) -> SizedBar:
    """Return a bar of about a height in pixels, with its label and notes, within the limits of its length."""
    min_length = MIN_LENGTH_EMS * text.em
    max_length = MAX_LENGTH_EMS * text.em
    length = max(min_length, min(height, max_length))
    sized = SizedBar(bar, text, look, length, is_upright=True)
    excess = sized.height - min(height, max_length)
    if excess > 0 and length > min_length:
        sized = SizedBar(bar, text, look, max(min_length, length - excess), is_upright=True)
    return sized


def level_bar(bar: ColorBar, text: Typesetter, look: AxisLook, width: int) -> SizedBar:
    """Return a bar of at most a width in pixels, within the limits of its length."""
    min_length = MIN_LENGTH_EMS * text.em
    max_length = MAX_LENGTH_EMS * text.em
    length = max(min_length, min(width, max_length))
    sized = SizedBar(bar, text, look, length, is_upright=False)
    excess = sized.width - width
    if excess > 0 and length > min_length:
        sized = SizedBar(bar, text, look, max(min_length, length - excess), is_upright=False)
    return sized
