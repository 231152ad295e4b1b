"""Place the panels and the legend of a page, for one arrangement and one size of cells.

A page of two columns, whose last slot holds the legend::

    +---------------------------------------------+
    |                   margin                    |
    |      Title of the figure (headings)         |
    |  +-----------+     +-----------+            |   above
    |m |  panel 0  | gap |  panel 1  |            |
    |a |           |     |           |            |
    |r +-----------+     +-----------+            |
    |g                                            |
    |i +-----------+     [] legend                |
    |n |  panel 2  |     [] legend                |
    |  +-----------+                              |
    |                                             |   gap
    |  [] legend, if it is below                  |
    |      Caption (headings)                     |
    |                   margin                    |
    +---------------------------------------------+

With a large composite, the page has two blocks of panels side by side::

    +---------------+   +-----+  +-----+
    |               |   |  B  |  |  C  |
    |       A       |   +-----+  +-----+
    |               |   +-----+
    |               |   |  D  |  [] legend
    +---------------+   +-----+
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..scene.marks import Group, moved
from .arrangement import Arrangement, LegendSpot
from .block_space import Spacing
from .legend_arrangement import Legend
from .page_parts import PageParts
from .panel_block import PanelBlock

if TYPE_CHECKING:
    from .facet_grid import FacetGrid

MAX_LEGEND_LINES = 4
"""A legend below is as wide as the panels, unless it would have more lines than this."""


class PageDraft:
    """The page that an arrangement needs with a size of cells.

    Positions are in pixels, from the left edge of what is drawn and from the top of the first row.

    Attributes:
        parts: What all drafts of the page have in common.
        arrangement: How panels and legend share the page.
        max_width: The width in pixels that the page may have.
        blocks: The blocks of panels and the left edge of the cells of each.
        above: The top of the first row of cells.
        legend: The legend; None if the figure has none.
        legend_fits: Whether there is room for the legend in its place.
        width: The width of all panels and the legend, without margins.
        height: The height of all panels and the legend, without title, caption and margins.
        gaps: The number of gaps among which spare width is divided.
    """

    def __init__(
        self, parts: PageParts, arrangement: Arrangement, cell: int, max_width: int, extra_gap: int = 0
    ) -> None:
        self.parts = parts
        self.arrangement = arrangement
        self.max_width = max_width
        self.gap = parts.gap + extra_gap
        self.legend: Legend | None = None
        self.legend_fits = True
        self.blocks = self._place_blocks(cell)
        self.above = max(block.above for block, _ in self.blocks)
        self.height = self.above + max(block.bottom for block, _ in self.blocks)
        last_block, x = self.blocks[-1]
        self.width = x + last_block.right
        self.gaps = sum(block.columns - 1 for block, _ in self.blocks) + len(self.blocks) - 1
        self._legend_at = (0, 0)
        self._place_legend()

    @property
    def page_width(self) -> int:
        """Return the width in pixels that the page needs."""
        return self.width + 2 * self.parts.margin

    def page_height(self, page_width: int) -> int:
        """Return the height in pixels that a page of a width in pixels needs."""
        headings = self.parts.headings
        text_height = headings.title(page_width).height + headings.caption(page_width).height
        return text_height + self.height + 2 * self.parts.margin

    @property
    def panels_area(self) -> int:
        """Return the number of pixels inside the frames of all panels."""
        return sum(block.area for block, _ in self.blocks)

    def groups(self, x: int, y: int) -> list[Group]:
        """Return the panels without their cells, the names of axes that panels share, and the legend.

        The groups are in reading order, in which screen readers and editors go through them.

        Args:
            x: The left edge of everything on the page in pixels.
            y: The top of the first row on the page in pixels.
        """
        groups = []
        names = []
        for block, block_x in self.blocks:
            groups += block.groups(x + block_x, y + self.above)
            names += [moved(name, x + block_x, y + self.above) for name in block.names]
        if names:
            groups.append(Group("axis-names", tuple(names)))
        if self.legend is not None:
            legend_x, legend_y = self._legend_at
            # A legend after the first panel is read after it; any other is read after all panels.
            index = 1 if self.arrangement.legend is LegendSpot.AFTER_FIRST else len(groups)
            groups.insert(index, moved(self.legend.group, x + legend_x, y + legend_y))
        return groups

    def _place_blocks(self, cell: int) -> list[tuple[PanelBlock | FacetGrid, int]]:
        """Return the blocks of panels and the left edge of the cells of each."""
        parts = self.parts
        if len(parts.skeleton.facets) > 1:
            from .facet_grid import facet_grid  # most figures have no facets

            grid = facet_grid(parts, self.arrangement.columns, cell, Spacing(self.gap, parts.gap))
            return [(grid, grid.left)]
        indices = list(range(len(parts.skeleton.facets[0].panels)))
        spacing = Spacing(self.gap, parts.gap)
        composite = parts.composite
        if self.arrangement.legend is LegendSpot.AFTER_FIRST:
            shape = parts.slot(cell).shape
            legend_height = max(shape.height, parts.legend.min_height)
            self.legend = parts.legend.in_columns(legend_height, self.max_width - 2 * parts.margin)
            bottom = _centred(shape.height, self.legend) + self.legend.height
            spacing = Spacing(self.gap, parts.gap, self.gap + self.legend.width, bottom)
        if not self.arrangement.large_composite or composite is None:
            block = self._block(cell, indices, spacing)
            return [(block, block.left)]
        indices.remove(composite)
        others = self._block(cell, indices, spacing)
        shape = others.slot.shape
        lines = shape.height - cell * shape.y_scale.n
        large_cell = (others.cells_height - lines) // shape.y_scale.n
        large = self._block(large_cell, [composite], spacing)
        return [(large, large.left), (others, large.left + large.right + self.gap + others.left)]

    def _block(self, cell: int, panels: list[int], spacing: Spacing) -> PanelBlock:
        """Return a block of some panels, given by their indices."""
        return self.parts.block(cell, tuple(panels), self.arrangement.columns, spacing)

    def _place_legend(self) -> None:
        """Place the legend, and widen or heighten the page for it."""
        spot = self.arrangement.legend
        if spot is LegendSpot.AFTER_FIRST:
            self._place_after_first()
        elif spot is LegendSpot.RIGHT:
            self._place_right()
        elif spot is LegendSpot.FREE_SLOTS:
            self._place_in_free_slots()
        elif spot is LegendSpot.BELOW:
            self._place_below()

    def _place_after_first(self) -> None:
        """Place the legend between the first panel and the second, or after a panel that is alone."""
        legend = self.legend
        assert legend is not None
        block, x = self.blocks[0]
        self.gaps += 1
        top = _centred(block.last_row_height, legend)
        self._legend_at = (x + block.first_right + self.gap, self.above + top)
        self.height = max(self.height, self._legend_at[1] + legend.height)

    def _place_right(self) -> None:
        """Place the legend in one column on the right of all panels."""
        parts = self.parts
        # More than half of the page would leave the panels less space than the legend.
        cells_height = max(block.cells_height for block, _ in self.blocks)
        legend = parts.legend.in_one_column((self.max_width - 2 * parts.margin) // 2, cells_height)
        self.legend = legend
        self.legend_fits = self.above + legend.height <= self.height
        self._legend_at = (self.width + self.gap, self.above + _centred(cells_height, legend))
        self.width += self.gap + legend.width
        self.gaps += 1

    def _place_in_free_slots(self) -> None:
        """Place the legend in the empty slots at the end of the last row, in line with the frames above."""
        block, x = self.blocks[-1]
        free = block.free_area()
        if free is None:
            self.legend_fits = False
            return
        width = free.right - free.left
        # Labels that had to be broken for the slot would be harder to read than those of a legend below.
        legend = self.parts.legend.in_columns(free.height, width, label_width=self.max_width)
        self.legend = legend
        self.legend_fits = legend.width <= width and legend.height <= free.height
        legend_x = min(free.frame_left, free.right - legend.width)
        legend_y = free.top + _centred(block.last_row_height, legend)
        self._legend_at = (x + legend_x, self.above + legend_y)

    def _place_below(self) -> None:
        """Place the legend below all panels, in line with the frame of the first panel."""
        block, x = self.blocks[0]
        left = x - block.line_width
        legend = self.parts.legend.in_table(self.width - left)
        if len({y for _, _, y in legend.entries}) > MAX_LEGEND_LINES:
            legend = self.parts.legend.in_table(self.max_width - 2 * self.parts.margin - left)
        self.legend = legend
        self._legend_at = (left, self.height + self.parts.legend_gap)
        self.width = max(self.width, left + legend.width)
        self.height += self.parts.legend_gap + legend.height


def _centred(height: int, legend: Legend) -> int:
    """Return the top of a legend beside cells of a height: in the middle, or level with taller cells."""
    return max(0, height - legend.height) // 2
