"""Place the panels of several facets: one facet below the other, or facets of one panel in a grid.

Facets with several panels are rows, which are labelled on the left::

    left  +---+  +---+  +---+  +---+
    |A    |   |  |   |  |   |  |   |      cells of one size in all facets
          +---+  +---+  +---+  +---+
          +--+  +--+  +--+  +--+  +--+
     B    |  |  |  |  |  |  |  |  |  |
          +--+  +--+  +--+  +--+  +--+

Facets with one panel, whose title is the label of the facet, fill the rows of a grid::

       A       B       C
     +---+   +--+   +-----+
     |   |   |  |   |     |               each column is as wide as its widest facet
     +---+   +--+   +-----+
       D       E
     +---+   +---+   [] legend
     +---+   +---+
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..core.numbers import ceil_div
from ..scene.marks import Group, Label, moved
from .block_space import FreeArea, Spacing
from .facet_label import FacetLabel, facet_label
from .panel_block import PanelBlock
from .panels.frame import PanelShape

if TYPE_CHECKING:
    from .page_parts import PageParts


class FacetGrid:
    """The blocks of several facets, in rows and columns.

    Positions are in pixels from the top left cell of the first facet.

    Attributes:
        columns: The number of panels in the longest row.
        left: The space on the left of the first column, with the labels of facets.
        right: The right edge of the last column, with what it has on the right of its cells.
        above: The space above the first row.
        bottom: The lower edge of everything.
        cells_height: The distance from the first row of cells to the end of the last.
        names: Empty, since each facet has names of axes of its own.
    """

    names: tuple[Label, ...] = ()

    def __init__(
        self, rows: Sequence[Sequence[PanelBlock]], labels: Sequence[FacetLabel], spacing: Spacing
    ) -> None:
        """Place the blocks.

        Args:
            rows: The block of each facet, row by row.
            labels: The label of each row; empty if the panels have the labels as titles.
            spacing: The gaps between the blocks.
        """
        self._rows = rows
        self._spacing = spacing
        self._labels = labels
        self._columns = max(len(row) for row in rows)
        self.columns = self._columns if self._columns > 1 else max(row[0].columns for row in rows)
        self._place_columns()
        self._place_rows()
        self._label_lines = self._placed_labels()
        self.left += max((label.width for label in labels), default=0)
        self.cells_height = self._ys[-1] + max(block.cells_height for block in rows[-1])

    @property
    def _blocks(self) -> list[PanelBlock]:
        """Return the blocks of all facets in order."""
        blocks: list[PanelBlock] = []
        for row in self._rows:
            blocks += row
        return blocks

    @property
    def panels(self) -> list[int]:
        """Return the indices of all panels."""
        return list(range(sum(len(block.panels) for block in self._blocks)))

    @property
    def cell(self) -> int:
        """Return the side of a cell in pixels."""
        return self._rows[0][0].cell

    @property
    def line_width(self) -> int:
        """Return the width of the frames of panels in pixels."""
        return self._rows[0][0].line_width

    @property
    def area(self) -> int:
        """Return the number of pixels inside the frames of all panels."""
        return sum(block.area for block in self._blocks)

    @property
    def last_row_height(self) -> int:
        """Return the height of the cells of the last row in pixels."""
        return self._rows[-1][-1].last_row_height

    @property
    def first_right(self) -> int:
        """Return the right edge of the first facet, with what it has on the right of its cells."""
        return self._rows[0][0].right

    def shapes(self) -> dict[str, PanelShape]:
        """Return the shape of each panel by its id."""
        shapes: dict[str, PanelShape] = {}
        for block in self._blocks:
            shapes |= block.shapes()
        return shapes

    def groups(self, x: int, y: int) -> list[Group]:
        """Return the groups of the panels without their cells, and the names of the axes that they share.

        Args:
            x: The left edge of the cells of the first facet on the page in pixels.
            y: The top of these cells on the page in pixels.
        """
        groups: list[Group] = []
        if self._label_lines:
            groups.append(Group("facet-labels", tuple(moved(line, x, y) for line in self._label_lines)))
        for row, row_y in zip(self._rows, self._ys, strict=True):
            for block, block_x in zip(row, self._xs, strict=False):
                groups += block.groups(x + block_x, y + row_y)
                names = [moved(name, x + block_x, y + row_y) for name in block.names]
                if names:
                    groups.append(Group(f"axis-names-{len(groups)}", tuple(names)))
        return groups

    def free_area(self) -> FreeArea | None:
        """Return the space on the right of the last row; None if the row is full."""
        last_row = self._rows[-1]
        last = last_row[-1]
        x, y = self._xs[len(last_row) - 1], self._ys[-1]
        own_area = last.free_area()
        if own_area is not None:
            # The rest of the row, on the right of the other facets' ends too.
            left, frame_left, top = x + own_area.left, x + own_area.frame_left, y + own_area.top
        else:
            left, top = x + last.right + self._spacing.across, y
            frame_left = left
            if len(last_row) < self._columns:
                frame_left = self._xs[len(last_row)] - self.line_width
        if max(left, frame_left) >= self.right:
            return None
        return FreeArea(left, frame_left, self.right, top, self.bottom - top)

    def _place_columns(self) -> None:
        """Compute the left edges of the cells of each column of facets."""
        lefts = [0] * self._columns
        rights = [0] * self._columns
        for row in self._rows:
            for column, block in enumerate(row):
                lefts[column] = max(lefts[column], block.left)
                rights[column] = max(rights[column], block.right)
        self.left = lefts[0]
        self._xs = [0]
        for column in range(1, self._columns):
            gap = rights[column - 1] + self._spacing.across + lefts[column]
            self._xs.append(self._xs[-1] + gap)
        self.right = self._xs[-1] + rights[-1]

    def _place_rows(self) -> None:
        """Compute the tops of the cells of each row of facets."""
        self._ys = [0]
        self.above = self._space_above(0)
        for row in range(len(self._rows)):
            bottom = self._ys[row] + self._depth(row)
            if row + 1 < len(self._rows):
                self._ys.append(bottom + self._spacing.down + self._space_above(row + 1))
            self.bottom = bottom

    def _space_above(self, row: int) -> int:
        """Return the space above the cells of a row."""
        space = max(block.above for block in self._rows[row])
        return max(space, self._label_excess(row))

    def _depth(self, row: int) -> int:
        """Return the distance from the top of the cells of a row to the end of everything in it."""
        depth = max(block.bottom for block in self._rows[row])
        return max(depth, self._rows[row][0].cells_height + self._label_excess(row))

    def _label_excess(self, row: int) -> int:
        """Return how far the label of a row reaches beyond the cells on both sides."""
        if not self._labels:
            return 0
        return max(0, ceil_div(self._labels[row].height - self._rows[row][0].cells_height, 2))

    def _placed_labels(self) -> tuple[Label, ...]:
        """Return the labels of the facets, each in the middle of its cells, on the left of the axes."""
        placed: list[Label] = []
        for label, row, y in zip(self._labels, self._rows, self._ys, strict=bool(self._labels)):
            middle = y + row[0].cells_height // 2
            placed += [moved(line, -self.left - label.width, middle) for line in label.lines]
        return tuple(placed)


def facet_grid(parts: PageParts, columns: int, cell: int, spacing: Spacing) -> FacetGrid:
    """Return the facets of a page.

    Args:
        parts: The panels of all facets.
        columns: The number of panels in a full row.
        cell: The side of a cell in pixels.
        spacing: The gaps between panels.
    """
    skeleton = parts.skeleton
    blocks = []
    for index, facet in enumerate(skeleton.facets):
        panels = tuple(range(len(facet.panels)))
        blocks.append(parts.block(cell, panels, columns, spacing, index))
    if skeleton.is_wrapped:
        rows = [blocks[start : start + columns] for start in range(0, len(blocks), columns)]
        return FacetGrid(rows, (), spacing)
    labels = []
    for facet, block in zip(skeleton.facets, blocks, strict=True):
        labels.append(facet_label(facet, block.cells_height, parts.style, parts.measure))
    return FacetGrid([[block] for block in blocks], labels, spacing)
