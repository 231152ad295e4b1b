"""Reduce a plan to what its page depends on, so that figures that differ only in their cells share a page."""

from __future__ import annotations

from msgspec import Struct

from ..style.schema import Style
from .panels.strips import count_max_heads
from .plan_types import Chart, ColorBar, LegendEntry, Plan


class PanelHeading(Struct, frozen=True):
    """What the page needs to know of every panel.

    Attributes:
        id: The id of the panel's group.
        title: The text above the panel; empty for none.
        letter: The text at the upper left of the panel, such as ``(a)``; empty for none.
        title_color: The colour of the title as ``#rrggbb``.
        count: The number of heads that ends the title, such as ``(143)``; empty for none.
    """

    id: str
    title: str
    letter: str = ""
    title_color: str = "#000000"
    count: str = ""


class PageSkeleton(Struct, frozen=True):
    """What the page of a figure depends on besides the style: texts and numbers, but not the cells.

    It is hashable, since it is the key of a cache of pages.

    Attributes:
        panels: The id and the title of each panel, in order.
        entries: The entries of the legend from top to bottom.
        grid: The numbers of layers and heads.
        min_cell: The smallest side of a cell in pixels.
        max_heads: The numbers of heads that the longest bars of a column and of a row stand for, if the style
            asks for strips of bars.
        charts: The id and the content of each panel that has no cells.
        bars: The colour bars in the legend.
    """

    panels: tuple[PanelHeading, ...]
    entries: tuple[LegendEntry, ...]
    grid: tuple[int, int]
    min_cell: int = 1
    max_heads: tuple[int, int] = (1, 1)
    charts: tuple[tuple[str, Chart], ...] = ()
    bars: tuple[ColorBar, ...] = ()

    @property
    def heatmap_ids(self) -> frozenset[str]:
        """Return the ids of the panels that have a cell for each head."""
        chart_ids = {id for id, _ in self.charts}
        return frozenset(heading.id for heading in self.panels if heading.id not in chart_ids)


def page_skeleton(plan: Plan, style: Style) -> PageSkeleton:
    """Return the skeleton of a plan, with the largest numbers of heads if the style asks for strips."""
    max_heads = (1, 1)
    if style.strip != "none" and plan.maps:
        max_heads = count_max_heads(plan.maps)
    headings = []
    charts = []
    for panel in plan.panels:
        headings.append(PanelHeading(panel.id, panel.title, panel.letter, panel.title_color, panel.count))
        if panel.chart is not None:
            charts.append((panel.id, panel.chart))
    return PageSkeleton(
        panels=tuple(headings),
        entries=(*plan.entries, *plan.mark_entries),
        grid=plan.grid,
        min_cell=plan.min_cell,
        max_heads=max_heads,
        charts=tuple(charts),
        bars=plan.bars,
    )
