"""Arrange the entries of a legend in columns, from top to bottom, or in a table, from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct

from ..core.numbers import ceil_div
from ..scene.marks import Group, moved
from .legend_entry import SizedEntry
from .typesetting import Typesetter

if TYPE_CHECKING:
    from .color_bar import SizedBar

ENTRY_GAP = 0.35
"""The gap between two entries, one above the other, as a share of the line height."""
COLUMN_GAP_EMS = 2
"""The gap between two columns."""


LegendPart: TypeAlias = "SizedEntry | SizedBar"
"""What a legend consists of."""


class PlacedEntry(NamedTuple):
    """An entry or a colour bar, and where its top left corner lies in the legend."""

    entry: LegendPart
    x: int
    y: int


class Legend(Struct, frozen=True):
    """A legend with its top left corner at 0, 0.

    Attributes:
        entries: The entries and their places.
        width: The width in pixels.
        height: The height in pixels.
    """

    entries: tuple[PlacedEntry, ...]
    width: int
    height: int

    @property
    def group(self) -> Group:
        """Return the group of all entries for the scene."""
        return Group("legend", tuple(moved(entry.group, x, y) for entry, x, y in self.entries))


def legend_in_columns(
    entries: Sequence[LegendPart], typesetter: Typesetter, max_height: int, max_width: int
) -> Legend:
    """Place entries from top to bottom, then in further columns on the right.

    Args:
        entries: The entries in order.
        typesetter: Sets the labels.
        max_height: The greatest height of a column in pixels, unless the legend would then be too wide.
        max_width: The greatest width of the legend in pixels, which only a single column may exceed.
    """
    if not entries:
        return Legend((), 0, 0)
    gap = round(typesetter.line_height * ENTRY_GAP)
    total_height = sum(entry.height + gap for entry in entries)
    row = typesetter.line_height + gap
    height = max_height
    legend = fill_columns(entries, height, gap, COLUMN_GAP_EMS * typesetter.em)
    while legend.width > max_width and height < total_height:
        height += row
        legend = fill_columns(entries, height, gap, COLUMN_GAP_EMS * typesetter.em)
    return _balanced(legend, entries, gap, COLUMN_GAP_EMS * typesetter.em)


def _balanced(legend: Legend, entries: Sequence[LegendPart], gap: int, column_gap: int) -> Legend:
    """Return a legend with the same number of columns, all about equally long, if it is not higher."""
    columns = len({entry.x for entry in legend.entries})
    length = ceil_div(len(entries), columns)
    column_height = 0
    for first in range(0, len(entries), length):
        column = entries[first : first + length]
        column_height = max(column_height, sum(entry.height + gap for entry in column) - gap)
    if column_height > legend.height:
        return legend
    balanced = fill_columns(entries, column_height, gap, column_gap)
    return balanced if balanced.width <= legend.width else legend


def fill_columns(entries: Sequence[LegendPart], max_height: int, gap: int, column_gap: int) -> Legend:
    """Place entries in columns of at most a height in pixels, with at least one entry in each."""
    placed = []
    x = 0
    y = 0
    column_width = 0
    height = 0
    for entry in entries:
        if y > 0 and y + entry.height > max_height:
            x += column_width + column_gap
            y = 0
            column_width = 0
        placed.append(PlacedEntry(entry, x, y))
        height = max(height, y + entry.height)
        column_width = max(column_width, entry.width)
        y += entry.height + gap
    return Legend(tuple(placed), x + column_width, height)


def table_columns(entries: Sequence[LegendPart], typesetter: Typesetter, max_width: int) -> int:
    """Return the greatest number of columns of a table of entries that is not too wide.

    Args:
        entries: The entries in order.
        typesetter: Sets the labels.
        max_width: The greatest width of the table in pixels, which only a single column may exceed.
    """
    gap = COLUMN_GAP_EMS * typesetter.em
    columns = len(entries)
    while columns > 1 and sum(_column_widths(entries, columns)) + (columns - 1) * gap > max_width:
        # The same number of lines may do with fewer columns, which fill the lines evenly.
        columns = ceil_div(len(entries), ceil_div(len(entries), columns - 1))
    return columns


def legend_in_table(entries: Sequence[LegendPart], typesetter: Typesetter, columns: int) -> Legend:
    """Place entries from left to right in lines, with swatches one below the other.

    Args:
        entries: The entries in order.
        typesetter: Sets the labels.
        columns: The number of entries in a full line.
    """
    gap = COLUMN_GAP_EMS * typesetter.em
    widths = _column_widths(entries, columns)
    placed = []
    y = 0
    for first in range(0, len(entries), columns):
        line = entries[first : first + columns]
        x = 0
        for entry, width in zip(line, widths, strict=False):
            placed.append(PlacedEntry(entry, x, y))
            x += width + gap
        y += max(entry.height for entry in line) + round(typesetter.line_height * ENTRY_GAP)
    height = max(y + entry.height for entry, _, y in placed)
    return Legend(tuple(placed), sum(widths) + (columns - 1) * gap, height)


def _column_widths(entries: Sequence[LegendPart], columns: int) -> list[int]:
    """Return the widths in pixels of the columns of a table of entries."""
    return [max(entry.width for entry in entries[column::columns]) for column in range(columns)]
