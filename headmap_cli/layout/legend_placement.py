"""Divide the rows of a page into slots for panels and for the legend.

All panels have slots of the same width. The legend is placed in one of three ways (``A`` to ``D`` are panels,
``#`` is the legend)::

    LegendColumn                         LegendSlots        LegendBelow

    A ## B C    A B ##    A ## B         A # #              A B C
                C         C    D         B C D              D
                                                            ######
    one row     right     two full       whole slots,       lines
                          rows           after the first
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from ..core.numbers import ceil_div
from .legend import Legend


class Slot(Struct, frozen=True):
    """A place in a row of the page.

    Attributes:
        width: The width in pixels, without the gaps that it spans.
        panel: The index of the panel in it; None if it holds the legend or is empty.
        has_legend: Whether it holds the legend.
        spanned_gaps: The number of gaps between panels that it spans.
    """

    width: int
    panel: int | None = None
    has_legend: bool = False
    spanned_gaps: int = 0


class SlotGrid(Struct, frozen=True):
    """The panels of a page in rows of equal slots.

    Attributes:
        panels: The number of panels.
        columns: The number of slots in a full row.
        slot_width: The width of a slot in pixels.
        gap: The gap between two slots in pixels.
    """

    panels: int
    columns: int
    slot_width: int
    gap: int

    @property
    def width(self) -> int:
        """Return the width of a full row in pixels."""
        return self.columns * (self.slot_width + self.gap) - self.gap

    def rows(self) -> list[list[Slot]]:
        """Return the slots of the panels, row by row, without a legend."""
        rows = []
        for first in range(0, self.panels, self.columns):
            indices = range(first, min(first + self.columns, self.panels))
            rows.append([Slot(self.slot_width, panel=i) for i in indices])
        return rows


class LegendPlacement(Protocol):
    """How the legend shares a page with the panels."""

    @property
    def width(self) -> int:
        """Return the width in pixels of panels and legend."""

    @property
    def gaps(self) -> int:
        """Return the number of gaps in a full row, among which spare width is divided."""

    @property
    def legend_below(self) -> Legend | None:
        """Return the legend if it lies below all rows."""

    def rows(self) -> list[list[Slot]]:
        """Return the slots of the page, row by row."""


class LegendColumn(Struct, frozen=True):
    """A legend in a column that is as wide as the legend, in the first row.

    Attributes:
        grid: The panels.
        legend: The legend.
        after_first: Whether the column comes after the first panel of the row, instead of after the last.
    """

    grid: SlotGrid
    legend: Legend
    after_first: bool

    @property
    def width(self) -> int:
        """Return the width in pixels of panels and legend."""
        return self.grid.width + self.grid.gap + self.legend.width

    @property
    def gaps(self) -> int:
        """Return the number of gaps in a full row."""
        return self.grid.columns

    @property
    def legend_below(self) -> None:
        """Return None, since the legend is in the first row."""
        return None

    def rows(self) -> list[list[Slot]]:
        """Return the slots of the page, row by row."""
        rows = self.grid.rows()
        column = Slot(self.legend.width, has_legend=True)
        if not self.after_first:
            rows[0].append(column)
            return rows
        rows[0].insert(1, column)
        for row in rows[1:]:
            # Below the legend the column stays empty, so that the panels of all rows are in line.
            row.insert(1, Slot(self.legend.width))
        return rows


class LegendSlots(Struct, frozen=True):
    """A legend that takes whole slots after the first panel.

    Attributes:
        grid: The panels.
        legend: The legend.
    """

    grid: SlotGrid
    legend: Legend

    @property
    def width(self) -> int:
        """Return the width in pixels of panels and legend."""
        return max(self.grid.width, self.legend.width)

    @property
    def gaps(self) -> int:
        """Return the number of gaps in a full row."""
        return self.grid.columns - 1

    @property
    def legend_below(self) -> None:
        """Return None, since the legend is among the panels."""
        return None

    def rows(self) -> list[list[Slot]]:
        """Return the slots of the page, row by row."""
        grid = self.grid
        # n slots and the gaps between them are n * (slot_width + gap) - gap wide. The least n that is wide
        # enough for the legend is the quotient below, rounded up.
        span = ceil_div(self.legend.width + grid.gap, grid.slot_width + grid.gap)
        legend_slot = Slot(span * grid.slot_width, has_legend=True, spanned_gaps=span - 1)
        panel_slots = [Slot(grid.slot_width, panel=i) for i in range(grid.panels)]
        rows: list[list[Slot]] = [[]]
        used = 0
        for slot in [panel_slots[0], legend_slot, *panel_slots[1:]]:
            columns = slot.spanned_gaps + 1
            if used > 0 and used + columns > grid.columns:
                rows.append([])
                used = 0
            rows[-1].append(slot)
            used += columns
        return rows


class LegendBelow(Struct, frozen=True):
    """A legend below all rows of panels, or none.

    Attributes:
        grid: The panels.
        legend_below: The legend; None if the figure has none.
    """

    grid: SlotGrid
    legend_below: Legend | None

    @property
    def width(self) -> int:
        """Return the width in pixels of panels and legend."""
        if self.legend_below is None:
            return self.grid.width
        return max(self.grid.width, self.legend_below.width)

    @property
    def gaps(self) -> int:
        """Return the number of gaps in a full row."""
        return self.grid.columns - 1

    def rows(self) -> list[list[Slot]]:
        """Return the slots of the page, row by row."""
        return self.grid.rows()


def legend_splits_row(panels: int, columns: int) -> bool:
    """Return whether the panels fill exactly two rows, so that a legend after the first needs a column.

    In a slot among the panels, the legend would push the last panel into a third row.
    """
    return columns > 1 and panels == 2 * columns
