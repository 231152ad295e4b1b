"""Draw one panel: the frame and axes that all panels share, and the cells of a map of heads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...scene.marks import Cells, Dots, Group, Item, Label, Wedges
from ..cell_content import DIAGONAL, DotLook, Fill, Mask
from ..hatches import (
    HatchPattern,
    Rects,
    cell_squares,
    diagonal_cuts,
    diagonals,
    dot_insets,
    split_gap,
)
from ..plan_types import PanelPlan
from ..rectangles import rectangles
from ..typesetting import Typesetter
from .frame import ALL_SIDES, PanelShape, Sides
from .strips import strip_bars


def panel_frame(id: str, title: Sequence[Label], shape: PanelShape, sides: Sides = ALL_SIDES) -> Group:
    """Return the group of a panel without its cells: the frame and axes of a map, or a whole chart.

    Args:
        id: The id of the panel.
        title: The lines of the title.
        shape: The shape of the figure's panels.
        sides: The axes of a map that are drawn.
    """
    items = shape.charts.get(id)
    if items is None:
        items = shape.axes(sides)
    return Group(id, (*items, *title))


def panel_marks(
    plan: PanelPlan,
    shape: PanelShape,
    hatch_pattern: HatchPattern | None,
    dpi: float,
    cell_text: Typesetter | None = None,
) -> list[Item]:
    """Return the marks of a map that depend on the data: cells, the hatches and dots over them, and strips.

    Args:
        plan: What the panel shows.
        shape: The shape of the figure's panels.
        hatch_pattern: The lines across cells; None for cells that are too small for any.
        dpi: The pixels per inch.
        cell_text: Sets the names and the scores of heads; None if no cell has text.
    """
    items: list[Item] = []
    for fill in plan.fills:
        items += _draw_fill(plan.id, fill, shape, hatch_pattern, dpi)
    if plan.scores:
        # Most figures have no scores and do without this code.
        from .score_map import score_marks
        from .score_values import draw_values

        items += score_marks(plan.id, plan.scores, shape, dpi)
        if cell_text:
            items += draw_values(plan.id, plan.scores, shape, cell_text, dpi)
    if plan.marks:
        from .head_marks import draw_marks  # few figures have marks

        items += draw_marks(plan, shape, dpi, cell_text)
    # Strips count classified heads, which a map of scores does not show.
    if not plan.scores:
        items += strip_bars(plan, shape, hatch_pattern)
    return items


def _draw_fill(
    panel: str, fill: Fill, shape: PanelShape, hatch_pattern: HatchPattern | None, dpi: float
) -> list[Item]:
    """Return the cells of one colour and the lines across them, or the dots or diagonals in them."""
    id = f"{panel}--{fill.id}"
    whole_cells = [shape.top_down(part.mask) for part in fill.parts if part.parts == 1]
    if fill.dot:
        return _draw_dots(id, fill.dot, whole_cells[0], shape)
    if fill.hatch == DIAGONAL:
        return [*diagonals(id, _squares(whole_cells[0], shape), dpi)]
    # The first parts of split cells are whole squares, over which the other parts are painted.
    rects = [rectangles(mask, shape.x_scale.bands(), shape.y_scale.bands()) for mask in whole_cells]
    rects += [_squares(mask, shape, split_gap(dpi)) for mask in _part_masks(fill, shape, 0).values()]
    items: list[Item] = []
    # An empty mark would be an id in the figure's file that stands for nothing.
    if any(map(len, rects)):
        cells = np.concatenate(rects)
        items.append(Cells(id, fill.color, cells))
        if hatch_pattern:
            items += hatch_pattern.over(f"{id}--hatch", fill.hatch, fill.color, cells, (0, 0))
    return [*items, *_draw_wedges(id, fill, shape, dpi)]


def _draw_wedges(id: str, fill: Fill, shape: PanelShape, dpi: float) -> list[Item]:
    """Return the second and further parts of split cells that have the colour of a fill."""
    gap = split_gap(dpi)
    items: list[Item] = []
    for index in range(1, max(part.parts for part in fill.parts)):
        for parts, mask in _part_masks(fill, shape, index).items():
            squares = _squares(mask, shape, gap)
            if len(squares):
                cut = diagonal_cuts(shape.cell - 2 * gap, parts)[index - 1]
                items.append(Wedges(f"{id}--part-{index + 1}-of-{parts}", fill.color, squares, cut))
    return items


def _part_masks(fill: Fill, shape: PanelShape, index: int) -> dict[int, Mask]:
    """Return the heads that have a fill's colour in a part of their cell, by their number of parts."""
    masks = {}
    for part in fill.parts:
        if part.index == index and part.parts > 1:
            masks[part.parts] = shape.top_down(part.mask)
    return masks


def _draw_dots(id: str, look: DotLook, mask: Mask, shape: PanelShape) -> list[Item]:
    """Return the dots over the cells of a mask, and the rings under them."""
    ring_inset, dot_inset = dot_insets(shape.cell)
    if not mask.any():
        return []
    items: list[Item] = []
    if ring_inset < dot_inset:
        items.append(Dots(f"{id}--ring", look.ring, _squares(mask, shape, ring_inset)))
    return [*items, Dots(id, look.color, _squares(mask, shape, dot_inset))]


def _squares(mask: Mask, shape: PanelShape, inset: int = 0) -> Rects:
    """Return the squares of the cells of a mask, smaller by an inset on each side."""
    return cell_squares(mask, shape.x_scale.bands(), shape.y_scale.bands(), inset)
