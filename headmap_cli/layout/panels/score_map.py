"""Draw the cells of a map of scores, and the outlines of the heads that a rule selects."""

from __future__ import annotations

import numpy as np

from ...scene.marks import Cells, Item
from ..cell_content import ScoreMap
from ..hatches import OUTLINE_COLORS, cell_squares, outline_color
from ..rectangles import value_rectangles
from .borders import MIN_BORDERED_CELL, inner_borders
from .frame import PanelShape

OUTLINE_POINTS = 0.5
"""The width of an outline in points."""


def score_marks(panel: str, scores: ScoreMap, shape: PanelShape, dpi: float) -> list[Item]:
    """Return the cells of each level of the scores, and the outlines of selected heads.

    Args:
        panel: The id of the panel.
        scores: The scores.
        shape: The shape of the figure's panels.
        dpi: The pixels per inch.
    """
    levels = shape.top_down(scores.levels)
    colors = scores.scale.colors
    items: list[Item] = []
    for level, rects in value_rectangles(levels, shape.x_scale.bands(), shape.y_scale.bands()).items():
        items.append(Cells(f"{panel}--level-{level}", colors[level], rects))
    if scores.selected is None or shape.cell < MIN_BORDERED_CELL:
        return items
    selected = shape.top_down(scores.selected)
    best = [outline_color(color) for color in colors]
    for name, line_color in zip(("dark", "light"), OUTLINE_COLORS, strict=True):
        suits = np.array([line == line_color for line in best])
        # A head without a score, whose level is -1, shows the page.
        mask = selected & (levels >= 0) & suits[levels]
        if mask.any():
            squares = cell_squares(mask, shape.x_scale.bands(), shape.y_scale.bands())
            rects = inner_borders(squares, OUTLINE_POINTS, dpi)
            items.append(Cells(f"{panel}--selected--{name}", line_color, rects))
    return items
