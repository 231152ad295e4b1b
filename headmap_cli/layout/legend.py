"""The legend: a swatch and a label for each colour, in columns or in lines, from 0, 0 on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..scene import Box, Group, Item, moved
from .letters import Letters

WIDEST_EMS = 14
NARROWEST_EMS = 4
FEWEST_ROWS = 6
SWATCH = 0.85
ENTRY_GAP = 0.35


@dataclass(frozen=True)
class Entry:
    """One colour of the figure and what it stands for; id is its group's."""

    id: str
    label: str
    color: str


@dataclass(frozen=True)
class Legend:
    """The legend's group, its top left corner at 0, 0, and the pixels it takes."""

    group: Group
    width: int
    height: int


def columns_legend(entries: Sequence[Entry], letters: Letters, most: int, widest: int) -> Legend:
    """Entries from top to bottom, then in further columns on the right.

    most: pixels that a column may be tall, as long as the columns are not wider than widest pixels.
    """
    drawn = [_entry(e, letters, widest) for e in entries]
    gap = round(letters.line * ENTRY_GAP)
    total = sum(height + gap for _, _, height in drawn)
    tall = max(most, FEWEST_ROWS * (letters.line + gap))
    while (legend := _in_columns(drawn, tall, gap, 2 * letters.em)).width > widest and tall < total:
        tall += letters.line + gap
    return legend


def _in_columns(drawn: Sequence[tuple[Group, int, int]], most: int, gap: int, apart: int) -> Legend:
    items: list[Item] = []
    x = y = widest = tallest = 0
    for group, width, height in drawn:
        if y and y + height > most:
            x, y, widest = x + widest + apart, 0, 0
        items.append(moved(group, x, y))
        widest, y, tallest = max(widest, width), y + height + gap, max(tallest, y + height)
    return Legend(Group("legend", tuple(items)), x + widest, tallest)


def lines_legend(entries: Sequence[Entry], letters: Letters, most: int) -> Legend:
    """Entries side by side, at most ``most`` pixels wide, then on a further line below."""
    drawn = [_entry(e, letters, most) for e in entries]
    items: list[Item] = []
    x = y = tallest = widest = 0
    for group, width, height in drawn:
        if x and x + width > most:
            x, y, tallest = 0, y + tallest + round(letters.line * ENTRY_GAP), 0
        items.append(moved(group, x, y))
        x, tallest, widest = x + width + 2 * letters.em, max(tallest, height), max(widest, x + width)
    return Legend(Group("legend", tuple(items)), widest, y + tallest)


def _entry(entry: Entry, letters: Letters, most: int | None = None) -> tuple[Group, int, int]:
    """One swatch with its label's lines beside it, and the pixels that it takes: at most ``most`` wide,
    but for labels of a few letters.
    """
    side = round(letters.line / 1.25 * SWATCH)
    left = side + round(letters.em * 0.7)
    limit = WIDEST_EMS * letters.em
    if most is not None:
        limit = min(limit, max(NARROWEST_EMS * letters.em, most - left))
    lines = letters.wrap(entry.label, limit)
    top = round((letters.line - side) / 2)
    base = top + round((side + letters.digit) / 2)
    labels = letters.column(lines, left, base)
    highest = int(min(0, *(label.rect[1] for label in labels)))
    lowest = int(max(label.rect[1] + label.rect[3] for label in labels))
    width = left + max(map(letters.width, lines))
    group = Group(entry.id, (Box((0, top, side, side), fill=entry.color), *labels))
    return moved(group, 0, -highest), width, max(letters.line * len(lines), lowest) - highest
