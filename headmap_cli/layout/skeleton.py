"""What a page depends on besides its style: figures of one outline differ in their cells alone."""

from __future__ import annotations

from msgspec import Struct

from ..style.schema import Style
from .panels.marginals import count_max_heads
from .plan_types import Chart, LegendEntry, Plan


class PageSkeleton(Struct, frozen=True):
    """The words and numbers of a figure, without the place of any head.

    panels: id and title of each. charts: by id, those that are no maps. grid: (layers, heads).
    parts: into how many a cell is split at most.
    most: heads that the longest bars stand for, where there are bars; see marginals.
    """

    panels: tuple[tuple[str, str], ...]
    entries: tuple[LegendEntry, ...]
    grid: tuple[int, int]
    parts: int = 1
    most: tuple[int, int] | None = None
    charts: tuple[tuple[str, Chart], ...] = ()


def page_skeleton(plan: Plan, style: Style) -> PageSkeleton:
    """What a page needs to know of a plan."""
    return PageSkeleton(
        panels=tuple((panel.id, panel.title) for panel in plan.panels),
        entries=plan.entries,
        grid=plan.grid,
        parts=plan.parts,
        most=count_max_heads(plan.maps) if style.marginals and plan.maps else None,
        charts=tuple((panel.id, panel.chart) for panel in plan.panels if panel.chart),
    )
