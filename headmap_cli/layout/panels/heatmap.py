"""Draw one panel: the frame and axes that all panels share, and the cells of a map of heads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...scene.marks import Cells, Dots, Group, Item, Label
from ..hatches import HatchPattern, dot_squares
from ..plan_types import Fill, PanelPlan
from ..rectangles import rectangles
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


def panel_marks(plan: PanelPlan, shape: PanelShape, hatch_pattern: HatchPattern) -> list[Item]:
    """Return the marks of a map that depend on the data: cells, the hatches and dots over them, and strips.

    Args:
        plan: What the panel shows.
        shape: The shape of the figure's panels.
        hatch_pattern: The lines across cells.
    """
    items: list[Item] = []
    for fill in plan.fills:
        items += _draw_fill(plan.id, fill, shape, hatch_pattern)
    return [*items, *strip_bars(plan, shape, hatch_pattern)]


def _draw_fill(panel: str, fill: Fill, shape: PanelShape, hatch_pattern: HatchPattern) -> list[Item]:
    """Return the cells of one colour and the lines across them, or the dots over them."""
    id = f"{panel}--{fill.id}"
    rows = shape.y_scale.bands()
    if fill.dot:
        mask = shape.top_down(fill.parts[0].mask)
        squares = dot_squares(mask, shape.x_scale.bands(), rows)
        return [Dots(id, fill.color, squares)] if len(squares) else []
    rects_of_parts = []
    for part in fill.parts:
        columns = shape.x_scale.bands(part.index, part.parts)
        rects_of_parts.append(rectangles(shape.top_down(part.mask), columns, rows))
    rects = np.concatenate(rects_of_parts)
    # An empty mark would be an id in the figure's file that stands for nothing.
    if not len(rects):
        return []
    cells = Cells(id, fill.color, rects)
    return [cells, *hatch_pattern.over(f"{id}--hatch", fill.hatch, fill.color, rects, (0, 0))]
