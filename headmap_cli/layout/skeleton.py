"""Reduce a plan to what its page depends on, so that figures that differ only in their cells share a page."""

from __future__ import annotations

import re

from msgspec import Struct

from ..style.schema import Style
from .panels.strips import count_max_heads
from .plan_types import Chart, ColorBar, FacetPlan, LegendEntry, Plan

WIDE_DIGIT = "0"
"""The digit for all digits of a name, as none is wider in the usual fonts."""


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


class FacetSkeleton(Struct, frozen=True):
    """What the page depends on of one facet.

    Attributes:
        label: What the page says beside or above the panels; empty for nothing.
        grid: The numbers of layers and heads.
        panels: The id and the title of each panel, in order.
        charts: The id and the content of each panel that has no cells.
    """

    label: str
    grid: tuple[int, int]
    panels: tuple[PanelHeading, ...]
    charts: tuple[tuple[str, Chart], ...] = ()


class PageSkeleton(Struct, frozen=True):
    """What the page of a figure depends on besides the style: texts and numbers, but not the cells.

    It is hashable, since it is the key of a cache of pages.

    Attributes:
        facets: The panels of each facet; those of a figure without facets are the only one.
        entries: The entries of the legend from top to bottom.
        min_cell: The smallest side of a cell in pixels.
        max_heads: The numbers of heads that the longest bars of a column and of a row stand for, if the style
            asks for strips of bars.
        bars: The colour bars in the legend.
        cell_texts: The longest score in any cell, if cells have scores.
        widest_name: A text as wide as the widest name of a marked head; empty for no names.
    """

    facets: tuple[FacetSkeleton, ...]
    entries: tuple[LegendEntry, ...]
    min_cell: int = 1
    max_heads: tuple[int, int] = (1, 1)
    bars: tuple[ColorBar, ...] = ()
    cell_texts: tuple[str, ...] = ()
    widest_name: str = ""

    @property
    def max_grid(self) -> tuple[int, int]:
        """Return the most layers and the most heads in a layer that any facet has."""
        return max(facet.grid[0] for facet in self.facets), max(facet.grid[1] for facet in self.facets)

    @property
    def is_wrapped(self) -> bool:
        """Return whether there are several facets with one panel each, which fill the rows of a grid."""
        return len(self.facets) > 1 and all(len(facet.panels) == 1 for facet in self.facets)

    @property
    def heatmap_ids(self) -> frozenset[str]:
        """Return the ids of the panels that have a cell for each head."""
        ids: set[str] = set()
        for facet in self.facets:
            ids.update(heading.id for heading in facet.panels)
            ids.difference_update(id for id, _ in facet.charts)
        return frozenset(ids)


def page_skeleton(plan: Plan, style: Style) -> PageSkeleton:
    """Return the skeleton of a plan, with the largest numbers of heads if the style asks for strips."""
    max_heads = (1, 1)
    if style.strip != "none" and plan.maps:
        max_heads = count_max_heads(plan.maps)
    return PageSkeleton(
        facets=tuple(_facet_skeleton(facet) for facet in plan.facets),
        entries=(*plan.entries, *plan.mark_entries),
        min_cell=plan.min_cell,
        max_heads=max_heads,
        bars=plan.bars,
        cell_texts=_longest_cell_texts(plan),
        widest_name=_widest_name(plan),
    )


def _longest_cell_texts(plan: Plan) -> tuple[str, ...]:
    """Return the longest score in any cell."""
    texts: set[str] = set()
    for panel in plan.maps:
        if panel.scores and panel.scores.values:
            texts.add(panel.scores.values.longest)
    return tuple(sorted(texts))


def _widest_name(plan: Plan) -> str:
    """Return the longest name of a marked head with all digits replaced; empty for no names.

    Figures whose names have as many digits share a page, since most fonts have digits of one width.
    """
    longest = ""
    for panel in plan.maps:
        for mark in panel.marks:
            if mark.look.kind == "name":
                longest = max(longest, *mark.names, key=len)
    return re.sub(r"\d", WIDE_DIGIT, longest)


def _facet_skeleton(facet: FacetPlan) -> FacetSkeleton:
    """Return the skeleton of one facet."""
    headings = []
    charts = []
    for panel in facet.panels:
        headings.append(PanelHeading(panel.id, panel.title, panel.letter, panel.title_color, panel.count))
        if panel.chart is not None:
            charts.append((panel.id, panel.chart))
    return FacetSkeleton(facet.label, facet.grid, tuple(headings), tuple(charts))
