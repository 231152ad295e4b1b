"""Plan what each panel and the legend show, before anything has a place on the page."""

from __future__ import annotations

from ..core.composite import Composite
from ..style.schema import Style
from .hatches import MIN_MARKED_CELL, min_split_cell
from .legend_planner import LegendPlanner
from .looks import Looks
from .panel_planner import PanelPlanner
from .plan_types import FacetPlan, LegendEntry, Plan


def plan(composite: Composite, style: Style) -> Plan:
    """Return the panels in the style's order, and the legend's entries from top to bottom.

    Args:
        composite: The heads, their categories and their counts.
        style: The style of the figure.

    Raises:
        HeadmapError: If the style names a panel that the data has no category for.
    """
    if style.marks:
        from .marked_heads import check_marks  # few figures have marks

        check_marks([composite.classification], style)
    looks = Looks(composite, style)
    planner = PanelPlanner(looks, composite)
    panels = [planner.panel(ref, position) for position, ref in enumerate(looks.refs)]
    data = composite.classification
    facet = FacetPlan("", (data.layers, data.heads), tuple(panels))
    return assemble_plan((facet,), looks, composite)


def assemble_plan(facets: tuple[FacetPlan, ...], looks: Looks, composite: Composite) -> Plan:
    """Return the plan of a figure with some facets, and the legend that they share.

    Args:
        facets: The panels of each facet.
        looks: The names and colours of the figure.
        composite: The heads of all facets together.
    """
    legend = LegendPlanner(looks, composite)
    mark_entries: tuple[LegendEntry, ...] = ()
    for facet in facets:
        if any(panel.marks for panel in facet.panels):
            mark_entries = legend.mark_entries()
    return Plan(
        facets,
        tuple(legend.entries()),
        _min_cell(composite, looks.style),
        tuple(looks.scores.bars) if looks.scores else (),
        mark_entries,
    )


def _min_cell(composite: Composite, style: Style) -> int:
    """Return the smallest side in pixels of a cell that can show a head in several categories."""
    if not composite.counts:
        return 1
    if style.multi.display == "split":
        return min_split_cell(max(composite.counts), style.layout.dpi)
    return MIN_MARKED_CELL if style.multi.display == "mark" else 1
