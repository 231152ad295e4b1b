"""Draw the cells of a map of scores, and the outlines of the heads that a rule selects."""

from __future__ import annotations

import numpy as np

from ...scene.marks import Cells, Item
from ..hatches import OUTLINE_COLORS, Rects, cell_squares, outline_color
from ..page_size import POINTS_PER_INCH
from ..plan_types import ScoreMap
from ..rectangles import value_rectangles
from .frame import PanelShape

OUTLINE_POINTS = 0.5
"""The width of an outline in points."""
MAX_OUTLINE_SHARE = 0.2
"""The greatest width of an outline as a share of its cell."""
MIN_OUTLINED_CELL = 3
"""The side in pixels from which a cell still shows its colour inside an outline."""


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
    if scores.selected is None or shape.cell < MIN_OUTLINED_CELL:
        return items
    selected = shape.top_down(scores.selected)
    best = [outline_color(color) for color in colors]
    for name, line_color in zip(("dark", "light"), OUTLINE_COLORS, strict=True):
        suits = np.array([line == line_color for line in best])
        # A head without a score, whose level is -1, shows the page.
        mask = selected & (levels >= 0) & suits[levels]
        if mask.any():
            rects = _outlines(cell_squares(mask, shape.x_scale.bands(), shape.y_scale.bands()), dpi)
            items.append(Cells(f"{panel}--selected--{name}", line_color, rects))
    return items


def _outlines(squares: Rects, dpi: float) -> Rects:
    """Return the four sides of the outline inside each square: int (4 n, 4)."""
    side = int(squares[0, 2])
    line = max(1, min(round(OUTLINE_POINTS / POINTS_PER_INCH * dpi), int(side * MAX_OUTLINE_SHARE)))
    x, y = squares[:, 0], squares[:, 1]
    sides = np.full(len(squares), side)
    lines = np.full(len(squares), line)
    inner = sides - 2 * line
    top = np.stack([x, y, sides, lines], axis=1)
    bottom = np.stack([x, y + side - line, sides, lines], axis=1)
    left = np.stack([x, y + line, lines, inner], axis=1)
    right = np.stack([x + side - line, y + line, lines, inner], axis=1)
    return np.concatenate([top, bottom, left, right])
