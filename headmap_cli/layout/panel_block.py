"""Place equal panels in rows and columns.

Seven panels in three columns whose axes are labelled on the outer panels only::

      above  +-------+     +-------+     +-------+     |
             |   A   | gap |   B   |     |   C   |     | cells_height
     h       +-------+     +-------+     +-------+     |
     e                                                 |
     a       +-------+     +-------+     +-------+     |
     d       |   D   |     |   E   |     |   F   |     |
             +-------+     +-------+     +-------+     |
                           0      12     0      12     |
             +-------+                                 |
             |   G   |     free: empty slots           |
             +-------+                                 |
             0      12
               layer
    |<-left->|<------------ cells_width ------------>|

B and C in the last row would be in the place of the empty slots, so E and F have labels below them.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from ..core.numbers import ceil_div
from ..scene.marks import Group, Label, moved
from .block_space import FreeArea, Spacing
from .panel_slot import PanelSlot
from .panels.bounds import bounds
from .panels.frame import ALL_SIDES, PanelShape, Sides


class PanelBlock:
    """Panels with cells of one size, in rows and columns.

    Positions are in pixels from the top left cell of the first panel.

    Attributes:
        slot: The space that each panel takes.
        panels: The indices of the panels in the figure.
        columns: The number of panels in a full row.
        xs: The left edge of the cells of each column.
        ys: The top of the cells of each row.
        left: The space on the left of the first column.
        right: The right edge of the last column, with what it has on the right of its cells.
        above: The space above the first row.
        bottom: The lower edge of everything.
    """

    def __init__(
        self, slot: PanelSlot, panels: Sequence[int], columns: int, spacing: Spacing, shared_axes: bool
    ) -> None:
        self.slot = slot
        self.panels = panels
        self.columns = min(columns, len(panels))
        self._spacing = spacing
        self._shared_axes = shared_axes
        self._has_charts = any(slot.is_chart(panel) for panel in panels)
        rows = ceil_div(len(panels), self.columns)
        self._rows = [panels[row * self.columns : (row + 1) * self.columns] for row in range(rows)]
        self._sides = [self._sides_of(position) for position in range(len(panels))]
        self._insets = [slot.insets(panel, sides) for panel, sides in zip(panels, self._sides, strict=True)]
        self.xs: list[int] = [0]
        self.left = 0
        self.right = 0
        self.ys: list[int] = [0]
        self.above = 0
        self.bottom = 0
        self._place_columns()
        self._place_rows()
        self.names = self._shared_names() if shared_axes and not self._has_charts else ()
        if self.names:
            left, top, right, bottom = bounds(self.names)
            self.left = max(self.left, -left)
            self.above = max(self.above, -top)
            self.right = max(self.right, right)
            self.bottom = max(self.bottom, bottom)

    @property
    def cell(self) -> int:
        """Return the side of a cell in pixels."""
        return self.slot.shape.cell

    @property
    def line_width(self) -> int:
        """Return the width of the frames of panels in pixels."""
        return self.slot.shape.line_width

    @property
    def area(self) -> int:
        """Return the number of pixels inside the frames of all panels."""
        return len(self.panels) * self.slot.shape.width * self.slot.shape.height

    @property
    def last_row_height(self) -> int:
        """Return the height of the cells of the last row in pixels."""
        return self.slot.shape.height

    def shapes(self) -> dict[str, PanelShape]:
        """Return the shape of each panel by its id."""
        return {self.slot.panel_id(panel): self.slot.shape for panel in self.panels}

    @property
    def cells_width(self) -> int:
        """Return the distance from the first column of cells to the end of the last in pixels."""
        return self.xs[-1] + self.slot.shape.width

    @property
    def first_right(self) -> int:
        """Return the right edge of the first column, with what it has on the right of its cells."""
        return self.slot.shape.width + self._rights[0]

    @property
    def cells_height(self) -> int:
        """Return the distance from the first row of cells to the end of the last in pixels."""
        return self.ys[-1] + self.slot.shape.height

    def groups(self, x: int, y: int) -> list[Group]:
        """Return the groups of the panels without their cells.

        Args:
            x: The left edge of the first panel's cells on the page in pixels.
            y: The top of the first panel's cells on the page in pixels.
        """
        groups = []
        for position, panel in enumerate(self.panels):
            row, column = divmod(position, self.columns)
            group = self.slot.group(panel, self._sides[position])
            groups.append(moved(group, x + self.xs[column], y + self.ys[row]))
        return groups

    def free_area(self) -> FreeArea | None:
        """Return the empty slots at the end of the last row; None if the row is full."""
        first_free = len(self._rows[-1])
        if first_free == self.columns:
            return None
        left = self.xs[first_free - 1] + self.slot.shape.width + self._rights[first_free - 1]
        return FreeArea(
            left=left + self._spacing.across,
            frame_left=self.xs[first_free] - self.slot.shape.line_width,
            right=self.xs[-1] + self.slot.shape.width + self._rights[-1],
            top=self.ys[-1],
            height=self._free_bottom(left + self._spacing.across) - self.ys[-1],
        )

    def _free_bottom(self, left: int) -> int:
        """Return the end of the space from a left edge downwards: the names of axes may reach into it."""
        bottom = self.bottom
        for name in self.names:
            if name.angle == 0 and name.rect[0] + name.rect[2] > left:
                bottom = min(bottom, int(name.rect[1]))
        return bottom

    def _sides_of(self, position: int) -> Sides:
        """Return the sides on which a panel has axes, by its position in the block."""
        if not self._shared_axes:
            return ALL_SIDES
        column = position % self.columns
        below = position + self.columns
        # Beside a chart, and above a chart or an empty slot, a map needs labels of its own.
        shares_left = column > 0 and not self.slot.is_chart(self.panels[position - 1])
        shares_bottom = below < len(self.panels) and not self.slot.is_chart(self.panels[below])
        return Sides(left=not shares_left, bottom=not shares_bottom, names=self._has_charts)

    def _place_columns(self) -> None:
        """Compute the places of the columns: each is as wide as its widest panel."""
        left, right = self.slot.overhangs
        lefts = [left] * self.columns
        rights = [right] * self.columns
        for position, insets in enumerate(self._insets):
            column = position % self.columns
            lefts[column] = max(lefts[column], insets.left)
            rights[column] = max(rights[column], insets.right)
        for column in range(1, self.columns):
            gap = rights[column - 1] + self._spacing.across + lefts[column]
            if column == 1:
                gap += self._spacing.after_first
            self.xs.append(self.xs[-1] + self.slot.shape.width + gap)
        self._rights: list[int] = rights
        self.left = lefts[0]
        self.right = self.cells_width + rights[-1]
        if self.columns == 1:
            self.right += self._spacing.after_first

    def _place_rows(self) -> None:
        """Compute the places of the rows: each is as high as its highest panel."""
        height = self.slot.shape.height
        self.above = self._space_above(0)
        for row, panels in enumerate(self._rows):
            first = row * self.columns
            depths = [insets.bottom for insets in self._insets[first : first + len(panels)]]
            self.bottom = max(self.bottom, self.ys[row] + height + max(depths))
            if row + 1 == len(self._rows):
                break
            # What hangs into an empty slot only has to keep clear of a legend there, which has no title.
            following = len(self._rows[row + 1])
            gap = max(depths[:following]) + self._space_above(row + 1)
            gap = max([gap, *depths[following:]])
            self.ys.append(self.ys[row] + height + gap + self._spacing.down)

    def _space_above(self, row: int) -> int:
        """Return the space in pixels that the panels of a row need above their cells."""
        first = row * self.columns
        panels = self._rows[row]
        tops = [insets.top for insets in self._insets[first : first + len(panels)]]
        return max(*tops, *(self.slot.title_height(panel) for panel in panels))

    def _shared_names(self) -> tuple[Label, ...]:
        """Return the names of the axes, each once: in the middle of all rows, and of the last row."""
        shape = self.slot.shape
        names = []
        if shape.y_name:
            down = (self.cells_height - shape.height) // 2
            names.append(moved(shape.y_name, -self._excess_of_titles(shape.y_name), down))
        if shape.x_name:
            last_column = len(self._rows[-1]) - 1
            below_labels = self._clearance_below_labels(shape.x_name)
            names.append(moved(shape.x_name, self.xs[last_column] // 2, self.ys[-1] + below_labels))
        return tuple(names)

    def _excess_of_titles(self, name: Label) -> int:
        """Return how far the name of the y axis has to move left to be beside the titles of lower rows."""
        if len(self._rows) == 1:
            return 0
        right = name.rect[0] + name.rect[2]
        return max(0, ceil(right + self.slot.overhangs[0] + 1))

    def _clearance_below_labels(self, name: Label) -> int:
        """Return how far the name of the x axis moves down to be below a legend and all other labels."""
        shape = self.slot.shape
        lowest = float(self._spacing.legend_bottom)
        items = [*shape.x_axis, *shape.y_axis]
        if shape.right:
            # The label of a strip runs upwards from its end, and can be longer than the cells are high.
            items.append(shape.right.label)
        for item in items:
            if isinstance(item, Label):
                lowest = max(lowest, item.rect[1] + item.rect[3])
        return max(0, int(lowest + 1 - name.rect[1]))
