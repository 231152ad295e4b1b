"""Measure the page that a figure needs with a number of columns and a size of cells.

A row; the cells of all its panels begin at one height, below the highest of their titles::

    +---------------------------------------------+   -+        -+
    | A long title              Short title       |    | above   |
    | of two lines                                |    |         | legend_top
    | +------------+            +------------+    |   -+         |
    | |   cells    |            |   cells    |    |              |
    | |            |  [] legend |            |    |             -+
    | |            |  [] legend |            |    |
    | +------------+            +------------+    |
    |     axis                      axis          |
    +---------------------------------------------+   height
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from .legend import Legend
from .legend_placement import (
    LegendBelow,
    LegendColumn,
    LegendPlacement,
    LegendSlots,
    Slot,
    SlotGrid,
    legend_splits_row,
)
from .panel_slot import PanelSlot

if TYPE_CHECKING:
    from .arrangement import Arrangement


class Row(Struct, frozen=True):
    """A row of the page.

    Attributes:
        slots: The slots from left to right.
        above: The pixels from the top of the row to the cells.
        legend_top: The pixels from the top of the row to the legend.
        height: The height in pixels.
    """

    slots: list[Slot]
    above: int
    legend_top: int
    height: int

    def place(self, x: int, gap: int) -> Iterator[tuple[Slot, int]]:
        """Yield each slot and its left edge.

        Args:
            x: The left edge of the row in pixels.
            gap: The gap between slots in pixels, which may be wider than the planned one.
        """
        for slot in self.slots:
            yield slot, x
            x += slot.width + (slot.spanned_gaps + 1) * gap


class SinglePanel(Struct, frozen=True):
    """A page that holds any one of the panels, without title, legend and caption.

    Attributes:
        arrangement: What all trials share.
        cell: The side of a cell in pixels.
    """

    arrangement: Arrangement
    cell: int

    @property
    def width(self) -> int:
        """Return the width of the page in pixels."""
        return self.arrangement.slot(self.cell).width + 2 * self.arrangement.margin

    @property
    def cells_top(self) -> int:
        """Return the pixels from the top of the page to the cells, the same for the pages of all panels."""
        panels = range(len(self.arrangement.skeleton.panels))
        return self.arrangement.margin + self.arrangement.slot(self.cell).space_above(panels)

    @property
    def height(self) -> int:
        """Return the height of the page in pixels."""
        shape = self.arrangement.slot(self.cell).shape
        return self.cells_top + shape.height + shape.insets.bottom + self.arrangement.margin


class Trial:
    """The page that a figure needs with a number of columns and a size of cells.

    The search for the best fit compares the widths of many trials but the heights of only some. Everything is
    therefore computed when it is first needed.

    Attributes:
        arrangement: What all trials share.
        columns: The number of panels in a full row.
        cell: The side of a cell in pixels.
        max_width: The width in pixels that the page may have.
    """

    def __init__(self, arrangement: Arrangement, columns: int, cell: int, max_width: int) -> None:
        self.arrangement = arrangement
        self.columns = columns
        self.cell = cell
        self.max_width = max_width

    @property
    def slot(self) -> PanelSlot:
        """Return the slot of every panel."""
        return self.arrangement.slot(self.cell)

    @property
    def legend(self) -> Legend:
        """Return the legend in columns, no higher than the cells unless it would get too wide."""
        legend_width = self.max_width - 2 * self.arrangement.margin
        if self.arrangement.style.legend.place == "right":
            # More than half of the page would leave the panels less space than the legend.
            legend_width //= 2
        return self.arrangement.legend.in_columns(self.slot.shape.height, legend_width)

    @cached_property
    def placement(self) -> LegendPlacement:
        """Return how panels and legend share the page, by the style's ``legend.place``."""
        panels = len(self.arrangement.skeleton.panels)
        grid = SlotGrid(panels, self.columns, self.slot.width, self.arrangement.gap)
        place = self.arrangement.style.legend.place
        if place == "right":
            return LegendColumn(grid, self.legend, after_first=False)
        if place == "after-first":
            if self.columns >= panels or legend_splits_row(panels, self.columns):
                return LegendColumn(grid, self.legend, after_first=True)
            return LegendSlots(grid, self.legend)
        if place == "bottom":
            return LegendBelow(grid, self.arrangement.legend.in_lines(grid.width))
        return LegendBelow(grid, None)

    @property
    def width(self) -> int:
        """Return the width in pixels that the page needs."""
        return self.placement.width + 2 * self.arrangement.margin

    @cached_property
    def height(self) -> int:
        """Return the height in pixels of a page of the greatest width."""
        return self.height_on(self.max_width)

    def height_on(self, page_width: int) -> int:
        """Return the height in pixels that everything takes on a page of a width in pixels."""
        # Title and caption need more lines on a narrower page; panels and legend stay as they are.
        headings = self.arrangement.headings
        text_height = headings.title(page_width).height + headings.caption(page_width).height
        return text_height + self._rows_height + 2 * self.arrangement.margin

    @cached_property
    def rows(self) -> list[Row]:
        """Return the rows of panels and legend from top to bottom."""
        return [self._measure_row(slots) for slots in self.placement.rows()]

    @cached_property
    def _rows_height(self) -> int:
        """Return the height in pixels of all rows, and of a legend below them."""
        gap = self.arrangement.gap
        height = sum(row.height for row in self.rows) + (len(self.rows) - 1) * gap
        legend_below = self.placement.legend_below
        if legend_below is not None:
            height += gap + legend_below.height
        return height

    def _measure_row(self, slots: list[Slot]) -> Row:
        """Return a row as high as its panels and the legend need."""
        shape = self.slot.shape
        panels = [slot.panel for slot in slots if slot.panel is not None]
        above = 0
        legend_top = 0
        height = 0
        if panels:
            above = self.slot.space_above(panels)
            height = above + shape.height + shape.insets.bottom
        if any(slot.has_legend for slot in slots):
            legend_top = above
            if panels:
                # A legend that is not as high as the cells is centred beside them.
                legend_top += max(0, shape.height - self.legend.height) // 2
            height = max(height, legend_top + self.legend.height)
        return Row(slots, above, legend_top, height)
