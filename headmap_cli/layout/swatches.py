"""Draw the swatches of the legend, and list the looks that readers of a figure have to tell apart."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import numpy as np

from ..scene.marks import Box, Cells, Dots, Item, Scene
from ..style.legibility import Swatch
from .cell_content import DIAGONAL, DotLook
from .hatches import MIN_HATCHED_POINTS, diagonals, dot_insets, hatch_pattern, outline_color, shows_hatches
from .page_size import POINTS_PER_INCH
from .plan_types import SELECTED, LegendEntry, Plan

log = logging.getLogger("headmap")

OUTLINE_POINTS = 0.4
"""The width in points of the line around a swatch whose colour is close to that of the page."""
OUTLINE_COLOR = "#8c8c8c"
"""The colour of this line, which shows on light pages and on dark ones."""

DOT = "dot"
"""What takes the place of a hatch for an entry with a dot over its colour."""


def draw_swatch(entry: LegendEntry, top: int, side: int, dpi: float) -> list[Item]:
    """Return the square of an entry, and what lies over it: an outline, lines or a dot.

    Args:
        entry: The entry of the legend.
        top: The pixels from the top of the entry to the square.
        side: The side of the square in pixels.
        dpi: The pixels per inch.
    """
    box = Box((0, top, side, side), fill=entry.color)
    if entry.outlined:
        # The frame of a box lies outside its area, so the area gives way to it.
        line = max(1, round(OUTLINE_POINTS / POINTS_PER_INCH * dpi))
        area = (line, top + line, side - 2 * line, side - 2 * line)
        # Absent heads show the page.
        fill = None if entry.hatch == DIAGONAL else entry.color
        color = OUTLINE_COLOR
        if entry.id == SELECTED:
            # The outlines of selected heads are lines of the figure.
            color = outline_color(entry.color)
        box = Box(area, fill=fill, frame=color, line=line)
    square = np.array([box.rect], dtype=np.int64)
    if entry.hatch == DIAGONAL:
        return [box, *diagonals(f"{entry.id}--hatch", square, dpi)]
    if entry.pale:
        left_half = square // np.array([1, 1, 2, 1])
        return [box, Cells(f"{entry.id}--pale", entry.pale, left_half)]
    if entry.mark:
        from .panels.head_marks import marked_square  # few figures have marks

        return [box, *marked_square(f"{entry.id}--mark", entry.mark, entry.color, square, dpi)]
    if entry.dot:
        return [box, *_dot(entry.id, entry.dot, top, side)]
    return [
        box,
        *hatch_pattern(side, dpi).over(f"{entry.id}--hatch", entry.hatch, entry.color, square, (0, top)),
    ]


def _dot(id: str, look: DotLook, top: int, side: int) -> list[Item]:
    """Return the dot over a swatch, and the ring under it."""
    dots: list[Item] = []
    for name, color, inset in zip(("ring", "dot"), (look.ring, look.color), dot_insets(side), strict=True):
        square = np.array([[inset, top + inset, side - 2 * inset, side - 2 * inset]])
        dots.append(Dots(f"{id}--{name}", color, square))
    return dots


def legend_swatches(plan: Plan, scene: Scene) -> list[Swatch]:
    """Return the label, colour and visible hatch of each entry of a figure's legend.

    Args:
        plan: What the figure shows.
        scene: The page of the figure, or of one of its panels, which has the size of the cells.
    """
    has_no_hatches = hides_hatches(scene)
    swatches = []
    for entry in plan.entries:
        if entry.id == SELECTED:
            # The outline counts, not the colour.
            continue
        hatch = entry.hatch
        if entry.dot:
            hatch = DOT
        elif has_no_hatches and hatch != DIAGONAL:
            hatch = "none"
        swatches.append((entry.label, entry.color, hatch))
    return swatches


def hides_hatches(scene: Scene) -> bool:
    """Return whether a figure has cells that are too small for hatches, or no picture at all."""
    if not scene.groups:
        # A format without a picture of ours, such as Vega-Lite, has no hatches.
        return True
    return bool(scene.panels) and not shows_hatches(_cell(scene), scene.dpi)


def warn_of_lost_marks(plan: Plan, scene: Scene) -> None:
    """Log a warning if cells are too small for a set of marks, which is then left out."""
    if not scene.panels:
        return
    if not plan.mark_entries:
        return
    from .panels.head_marks import MIN_CELLS

    needed = 1
    for panel in plan.maps:
        for mark in panel.marks:
            needed = max(needed, MIN_CELLS.get(mark.look.kind, 1))
    if _cell(scene) < needed:
        log.warning(
            "marks are left out: cells of %d pixels are smaller than %d; raise --width, --dpi or layout.cell",
            _cell(scene),
            needed,
        )


def warn_of_lost_details(plan: Plan, scene: Scene) -> None:
    """Log a warning of each thing that a plan shows and that the cells of its scene are too small for."""
    if not scene.panels or not hides_hatches(scene):
        return
    for problem in _problems_of_small_cells(plan):
        log.warning(
            "%s: cells of %.2g points are smaller than %g; raise --width or layout.cell",
            problem,
            _cell(scene) / scene.dpi * POINTS_PER_INCH,
            MIN_HATCHED_POINTS,
        )


def _problems_of_small_cells(plan: Plan) -> Iterator[str]:
    """Yield what cannot be drawn or read in cells that are too small for hatches."""
    has_hatches = False
    is_split = False
    for panel in plan.maps:
        for fill in panel.fills:
            has_hatches |= fill.hatch not in ("none", DIAGONAL)
            is_split |= any(part.parts > 1 for part in fill.parts)
    if has_hatches:
        yield "hatches are left out"
    if is_split:
        yield "the parts of split cells are hard to read"


def _cell(scene: Scene) -> int:
    """Return the side of a cell in pixels."""
    first, after_last = scene.panels[0].columns[0].tolist()
    return int(after_last - first)
