"""Place the panels and the legend of a page in rows."""

from __future__ import annotations

from ..scene.marks import Group, moved
from .panels.heatmap import panel_frame
from .trial import Trial

MAX_EXTRA_GAPS = 2
"""The most by which a gap grows if a page is wider than its content, in planned gaps."""


def horizontal_spacing(trial: Trial, page_width: int) -> tuple[int, int]:
    """Return the left edge of rows and the width of their gaps in pixels, which share the spare width.

    Args:
        trial: The arrangement of panels and legend in rows.
        page_width: The width of the page in pixels, which may be more than the trial needs.
    """
    planned_gap = trial.arrangement.gap
    spare = page_width - trial.width
    gaps = max(1, trial.placement.gaps)
    # Panels that are too far apart no longer look like one figure, so the rest goes to both sides.
    extra = min(spare // gaps, MAX_EXTRA_GAPS * planned_gap)
    left = trial.arrangement.margin + (spare - gaps * extra) // 2
    return left, planned_gap + extra


def place_rows(trial: Trial, x: int, y: int, gap: int) -> list[Group]:
    """Return the panels, without their cells, and the legend.

    The groups are in reading order, in which screen readers and editors go through them.

    Args:
        trial: The arrangement of panels and legend in rows.
        x: The left edge of the rows in pixels.
        y: The top of the first row in pixels.
        gap: The gap between the slots of a row in pixels.
    """
    panel_slot = trial.slot
    groups = []
    for row in trial.rows:
        for slot, slot_x in row.place(x, gap):
            if slot.has_legend:
                groups.append(moved(trial.legend.group, slot_x, y + row.legend_top))
            elif slot.panel is not None:
                heading = trial.arrangement.skeleton.panels[slot.panel]
                panel = panel_frame(heading.id, panel_slot.titles[slot.panel], panel_slot.shape)
                groups.append(moved(panel, slot_x + panel_slot.left, y + row.above))
        y += row.height + trial.arrangement.gap
    legend_below = trial.placement.legend_below
    if legend_below is not None:
        groups.append(moved(legend_below.group, x, y))
    return groups
