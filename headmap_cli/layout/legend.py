"""Lay out the legend: a swatch and a label for each colour, in columns or in lines.

The entries in columns, from top to bottom, and in a table, from left to right::

    [] 3 categories   [] A               [] A              [] B              [] 2 categories
    [] 2 categories   [] Unclassified    [] 3 categories   [] Unclassified
    [] B
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .axes import AxisLook
from .legend_arrangement import (
    ENTRY_GAP,
    Legend,
    LegendPart,
    fill_columns,
    legend_in_columns,
    legend_in_table,
    table_columns,
)
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
LAST_IN_LINES = ("legend--unclassified", "legend--absent")
"""The ids of the entries that come last in every order, before those of marks: heads in no category."""


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
        free_height = height - sum(entry.height + gap for entry in entries)
        bar_height = free_height // len(self._bars) - gap
        from .color_bar import upright_bar  # most figures have no scores and do without this code

        return [upright_bar(bar, self._typesetter, self._look, bar_height) for bar in self._bars]

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
        return fill_columns([*self._upright_bars(height, sized), *sized], sys.maxsize, gap, 0)

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
