"""Lay out the legend: a swatch and a label for each colour, in columns or in lines.

The entries in columns, from top to bottom, and in a table, from left to right::

    [] 3 categories   [] A               [] A              [] B              [] 2 categories
    [] 2 categories   [] Unclassified    [] 3 categories   [] Unclassified
    [] B
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct

from ..core.numbers import ceil_div
from ..scene.marks import Group, moved
from .axes import AxisLook
from .legend_entry import SizedEntry, label_x, size_entry
from .plan_types import ColorBar, LegendEntry
from .typesetting import Typesetter

if TYPE_CHECKING:
    from .color_bar import SizedBar

MAX_LABEL_EMS = 14
"""Labels are wrapped at this width, or earlier if there is less space."""
MIN_LABEL_EMS = 4
"""Labels are never wrapped at less than this, even if the legend then gets wider than its limit."""
MIN_ROWS = 6
"""Beside very low panels, columns have room for this many entries of one line."""
ENTRY_GAP = 0.35
"""The gap between two entries, one above the other, as a share of the line height."""
COLUMN_GAP_EMS = 2
"""The gap between two columns."""
LAST_IN_LINES = ("legend--unclassified", "legend--absent")
"""The ids of the entries that come last in every order, before those of marks: heads in no category."""


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


class LegendBuilder:
    """The builder of the legends that the trials of one figure need.

    Entries and legends are cached: wrapping the labels takes most of the time, nearly all trials wrap them at
    the same width, and trials that differ only in the number of columns need the same legend.
    """

    def __init__(
        self,
        entries: Sequence[LegendEntry],
        typesetter: Typesetter,
        dpi: float,
        reversed_order: bool = True,
        bars: Sequence[ColorBar] = (),
        look: AxisLook | None = None,
    ) -> None:
        """Prepare to build legends.

        Args:
            entries: The entries from top to bottom.
            typesetter: Sets the labels.
            dpi: The pixels per inch.
            reversed_order: Whether the last category is the first of the entries.
            bars: The colour bars, which come before the entries.
            look: How the ticks of the bars look; None without bars.
        """
        self._entries = entries
        self._bars = bars
        self._look = look
        self._reversed_order = reversed_order
        self._typesetter = typesetter
        self._dpi = dpi
        self._widest_label = max((typesetter.width(entry.label) for entry in entries), default=0)
        self._sized_entries: dict[int, list[SizedEntry]] = {}
        self._legends: dict[tuple[int, int, int], Legend] = {}
        self._tables: dict[tuple[int, int], Legend] = {}

    def sized_entries(self, max_width: int) -> list[SizedEntry]:
        """Return the entries, at most ``max_width`` pixels wide unless that leaves too little for labels."""
        em = self._typesetter.em
        space = max_width - label_x(self._typesetter)
        limit = min(self._widest_label, MAX_LABEL_EMS * em, max(MIN_LABEL_EMS * em, space))
        if limit not in self._sized_entries:
            sized = [size_entry(entry, self._typesetter, self._dpi, limit) for entry in self._entries]
            self._sized_entries[limit] = sized
        return self._sized_entries[limit]

    @property
    def has_bars(self) -> bool:
        """Return whether the legend has colour bars."""
        return bool(self._bars)

    def _upright_bars(self, height: int, entries: Sequence[SizedEntry]) -> list[SizedBar]:
        """Return upright bars that fit a height in pixels together with the entries below them."""
        if not self._bars:
            return []
        assert self._look is not None
        gap = round(self._typesetter.line_height * ENTRY_GAP)
        left = height - sum(entry.height + gap for entry in entries)
        each = left // len(self._bars) - gap
        from .color_bar import upright_bar  # most figures have no scores and do without this code

        return [upright_bar(bar, self._typesetter, self._look, each) for bar in self._bars]

    def _level_bars(self, width: int) -> list[SizedBar]:
        """Return level bars that are at most a width in pixels, unless their least length is more."""
        if not self._bars:
            return []
        assert self._look is not None
        from .color_bar import level_bar

        return [level_bar(bar, self._typesetter, self._look, width) for bar in self._bars]

    @property
    def min_height(self) -> int:
        """Return the height in pixels of a legend that is beside very low panels."""
        return MIN_ROWS * (self._typesetter.line_height + round(self._typesetter.line_height * ENTRY_GAP))

    def in_columns(self, max_height: int, max_width: int, label_width: int | None = None) -> Legend:
        """Return the legend in columns, as legend_in_columns does.

        Args:
            max_height: The greatest height of a column in pixels, unless the legend would then be too wide.
            max_width: The greatest width of the legend in pixels, which only a single column may exceed.
            label_width: The width in pixels for which labels are wrapped; None for that of the legend.
        """
        if label_width is None:
            label_width = max_width
        key = (max_height, max_width, label_width)
        if key not in self._legends:
            sized = self.sized_entries(label_width)
            entries: list[LegendPart] = [*self._upright_bars(max_height, sized), *sized]
            self._legends[key] = legend_in_columns(entries, self._typesetter, max_height, max_width)
        return self._legends[key]

    def in_one_column(self, max_width: int, height: int) -> Legend:
        """Return the legend in one column, whose labels are wrapped for a width in pixels.

        Args:
            max_width: The width in pixels.
            height: The height in pixels that colour bars fill.
        """
        if not self._bars:
            return self.in_columns(sys.maxsize, max_width)
        sized = self.sized_entries(max_width)
        gap = round(self._typesetter.line_height * ENTRY_GAP)
        return _fill_columns([*self._upright_bars(height, sized), *sized], sys.maxsize, gap, 0)

    def in_table(self, max_width: int) -> Legend:
        """Return the legend in lines, from the first category to the highest count, then Unclassified."""
        entries = self.sized_entries(max_width)
        in_order = entries
        if self._reversed_order:
            # From top to bottom, such a legend begins with the highest count. From left to right, readers
            # expect the order of the panels above it.
            classified = sum(entry.id not in LAST_IN_LINES and entry.mark is None for entry in self._entries)
            in_order = [*reversed(entries[:classified]), *entries[classified:]]
        parts: list[LegendPart] = [*self._level_bars(max_width), *in_order]
        columns = table_columns(parts, self._typesetter, max_width)
        if self._bars:
            return legend_in_table(parts, self._typesetter, columns)
        key = (columns, id(entries))
        if key not in self._tables:
            self._tables[key] = legend_in_table(parts, self._typesetter, columns)
        return self._tables[key]


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
    legend = _fill_columns(entries, height, gap, COLUMN_GAP_EMS * typesetter.em)
    while legend.width > max_width and height < total_height:
        height += row
        legend = _fill_columns(entries, height, gap, COLUMN_GAP_EMS * typesetter.em)
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
    balanced = _fill_columns(entries, column_height, gap, column_gap)
    return balanced if balanced.width <= legend.width else legend


def _fill_columns(entries: Sequence[LegendPart], max_height: int, gap: int, column_gap: int) -> Legend:
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
