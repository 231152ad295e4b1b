"""Draw the marks on chosen heads, so that each cell still shows its colour.

An outline lies inside the edge of its cell, a dot in the upper right corner, a name in the middle, or beside
the map (see head_names.py)::

    +=======+   +-------+   +-------+
    |       |   |     O |   |       |
    |       |   |       |   |  9.6  |
    |       |   |       |   |       |
    +=======+   +-------+   +-------+
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ...colors.contrast import contrast
from ...scene.marks import Cells, Dots, Group, Item
from ..cell_content import MarkLook, PanelMark
from ..hatches import Rects, cell_squares
from ..plan_types import PanelPlan
from ..typesetting import Typesetter
from .borders import MIN_BORDERED_CELL, inner_borders
from .cell_text import ink_on
from .frame import PanelShape
from .head_names import names_beside, names_in_cells, refuse_crowded_names

OUTLINE_POINTS = 0.9
"""The width of an outline in points, if the cell has room for it."""
MIN_CELLS = {"outline": MIN_BORDERED_CELL, "dot": 4}
"""The smallest side in pixels of a cell that still shows its colour in the middle, beside each symbol."""
MIN_SYMBOL_CONTRAST = 2.0
"""The contrast with its cell from which an outline or a dot can be seen."""
DOT_SHARE = 0.36
"""The diameter of a dot as a share of its cell."""
PAGE = "#ffffff"
"""What the cell of a head without any colour counts as."""


def draw_marks(
    plan: PanelPlan, shape: PanelShape, dpi: float, name_text: Typesetter | None
) -> Iterator[Item]:
    """Yield the marks of a map.

    Args:
        plan: What the panel shows.
        shape: The shape of the figure's panels.
        dpi: The pixels per inch.
        name_text: Sets the names of heads; None if no head is marked by its name.

    Raises:
        HeadmapError: The names of heads fit neither the cells nor the space beside the map.
    """
    colors = _cell_colors(plan)
    for mark in plan.marks:
        id = f"{plan.id}--{mark.id}"
        kind = mark.look.kind
        if kind == "name":
            if name_text and not shape.names:
                yield Group(id, tuple(names_in_cells(mark, colors, shape, name_text)))
                continue
            kind = "outline"
        inks = _inks(mark, colors, PAGE if plan.scores else plan.fills[0].color)
        for ink in sorted(set(inks[mark.mask].tolist())):
            mask = shape.top_down(mark.mask & (inks == ink))
            squares = cell_squares(mask, shape.x_scale.bands(), shape.y_scale.bands())
            yield from _symbols(f"{id}--{ink[1:]}", kind, ink, squares, dpi)
    named = [mark for mark in plan.marks if mark.look.kind == "name"]
    if named and name_text and shape.names:
        refuse_crowded_names(named, shape, name_text, dpi)
        yield Group(f"{plan.id}--names", tuple(names_beside(plan.id, named, shape, name_text)))


def marked_square(id: str, look: MarkLook, fill: str, square: Rects, dpi: float) -> list[Item]:
    """Return the symbol of a set of marks over a square of the legend.

    Args:
        id: The id of the symbol in the scene.
        look: How the marked heads look.
        fill: The colour of the square as ``#rrggbb``.
        square: int (1, 4): x, y, width and height in pixels.
        dpi: The pixels per inch.
    """
    return _symbols(id, look.kind, look.color or ink_on(fill), square, dpi)


def _cell_colors(plan: PanelPlan) -> npt.NDArray[np.object_]:
    """Return the colour of each head of a map, (rows, columns); of a split cell, that of its first part."""
    colors = np.full(plan.marks[0].mask.shape, PAGE, dtype=object)
    for fill in plan.fills:
        if fill.dot is None:
            for part in fill.parts:
                if part.index == 0:
                    colors[part.mask] = fill.color
    if plan.scores:
        has_score = plan.scores.levels >= 0
        scale = np.array(plan.scores.scale.colors, dtype=object)
        colors[has_score] = scale[plan.scores.levels[has_score]]
    return colors


def _inks(mark: PanelMark, colors: npt.NDArray[np.object_], surroundings: str) -> npt.NDArray[np.object_]:
    """Return the colour of the mark on each head, (rows, columns); only marked heads have a colour.

    Args:
        mark: The marked heads.
        colors: The colour of each head, (rows, columns).
        surroundings: The colour of unclassified heads, which are around most marks.
    """
    inks = np.full(colors.shape, "", dtype=object)
    for row, column in np.argwhere(mark.mask).tolist():
        inks[row, column] = mark.look.color or _symbol_ink(colors[row, column], surroundings)
    return inks


def _symbol_ink(color: str, surroundings: str) -> str:
    """Return black or white for a symbol on a cell, the same for all cells on which it can be seen."""
    # A white outline among pale cells would look like a smaller cell.
    ink = ink_on(surroundings)
    return ink if contrast(ink, color) >= MIN_SYMBOL_CONTRAST else ink_on(color)


def _symbols(id: str, kind: str, color: str, squares: Rects, dpi: float) -> list[Item]:
    """Return the outlines or dots over some squares of one size; nothing if they are too small."""
    cell = int(squares[0, 2])
    if cell < MIN_CELLS[kind]:
        return []
    if kind == "dot":
        return [Dots(id, color, _corner_squares(squares, cell))]
    return [Cells(id, color, inner_borders(squares, OUTLINE_POINTS, dpi))]


def _corner_squares(squares: Rects, cell: int) -> Rects:
    """Return the squares of dots in the upper right corners, which keep clear of the middle."""
    gap = max(0, round(cell * 0.06))
    side = max(1, round(cell * DOT_SHARE))
    corners = squares.copy()
    corners[:, 0] += cell - gap - side
    corners[:, 1] += gap
    corners[:, 2:] = side
    return corners
