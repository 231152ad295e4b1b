"""The legend: a swatch and a label for each colour, in columns or in lines, from 0, 0 on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from ..scene.marks import Box, Dots, Group, Item, moved
from .hatches import hatching
from .plan_types import LegendEntry
from .typesetting import Typesetter

WIDEST_EMS = 14
NARROWEST_EMS = 4
FEWEST_ROWS = 6
SWATCH = 0.85
ENTRY_GAP = 0.35
DOT = 0.6
"""A dot's part of a swatch."""


class SizedEntry(Struct, frozen=True):
    """An entry's swatch and label from 0, 0 on, and the pixels that they take."""

    group: Group
    width: int
    height: int


class Legend(Struct, frozen=True):
    """Entries, each with its place from 0, 0 on, and the pixels that all of them take."""

    entries: tuple[tuple[SizedEntry, int, int], ...]
    width: int
    height: int

    @property
    def group(self) -> Group:
        """What is painted, its top left corner at 0, 0."""
        return Group("legend", tuple(moved(entry.group, x, y) for entry, x, y in self.entries))


def drawn_entries(
    entries: Sequence[LegendEntry], letters: Typesetter, dpi: float, most: int
) -> list[SizedEntry]:
    """Swatch and label of each entry, at most ``most`` pixels wide but for labels of a few letters."""
    return [_entry(entry, letters, dpi, most) for entry in entries]


def columns_legend(drawn: Sequence[SizedEntry], letters: Typesetter, most: int, widest: int) -> Legend:
    """Entries from top to bottom, then in further columns on the right.

    most: pixels that a column may be tall, as long as the columns are not wider than widest pixels.
    """
    gap = round(letters.line * ENTRY_GAP)
    total = sum(entry.height + gap for entry in drawn)
    tall = max(most, FEWEST_ROWS * (letters.line + gap))
    while (legend := _in_columns(drawn, tall, gap, 2 * letters.em)).width > widest and tall < total:
        tall += letters.line + gap
    return legend


def _in_columns(drawn: Sequence[SizedEntry], most: int, gap: int, apart: int) -> Legend:
    placed = []
    x = y = widest = tallest = 0
    for entry in drawn:
        if y and y + entry.height > most:
            x, y, widest = x + widest + apart, 0, 0
        placed.append((entry, x, y))
        tallest = max(tallest, y + entry.height)
        widest, y = max(widest, entry.width), y + entry.height + gap
    return Legend(tuple(placed), x + widest, tallest)


def lines_legend(drawn: Sequence[SizedEntry], letters: Typesetter, most: int) -> Legend:
    """Entries side by side, at most ``most`` pixels wide, then on a further line below."""
    placed = []
    x = y = tallest = widest = 0
    for entry in drawn:
        if x and x + entry.width > most:
            x, y, tallest = 0, y + tallest + round(letters.line * ENTRY_GAP), 0
        placed.append((entry, x, y))
        tallest, widest = max(tallest, entry.height), max(widest, x + entry.width)
        x += entry.width + 2 * letters.em
    return Legend(tuple(placed), widest, y + tallest)


def _entry(entry: LegendEntry, letters: Typesetter, dpi: float, most: int) -> SizedEntry:
    side = round(letters.line / 1.25 * SWATCH)
    left = side + round(letters.em * 0.7)
    limit = min(WIDEST_EMS * letters.em, max(NARROWEST_EMS * letters.em, most - left))
    lines = letters.wrap(entry.label, limit)
    top = round((letters.line - side) / 2)
    base = top + round((side + letters.digit) / 2)
    labels = letters.column(lines, left, base)
    highest = int(min(0, *(label.rect[1] for label in labels)))
    lowest = int(max(label.rect[1] + label.rect[3] for label in labels))
    width = left + max(map(letters.width, lines))
    group = Group(entry.id, (*_swatch(entry, top, side, dpi), *labels))
    return SizedEntry(moved(group, 0, -highest), width, max(letters.line * len(lines), lowest) - highest)


def _swatch(entry: LegendEntry, top: int, side: int, dpi: float) -> list[Item]:
    rect = np.array([[0, top, side, side]])
    if entry.dot:
        inset = round(side * (1 - DOT) / 2)
        return [
            Dots(f"{entry.id}--dot", entry.color, rect + np.array([inset, inset, -2 * inset, -2 * inset]))
        ]
    hatch = hatching(side, dpi)(f"{entry.id}--hatch", entry.hatch, entry.color, rect, (0, top))
    return [Box((0, top, side, side), fill=entry.color), *hatch]
