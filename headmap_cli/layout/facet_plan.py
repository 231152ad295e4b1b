"""Plan a figure of several facets, which share one legend, one set of colours and one scale of scores."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..core.aligned import align_facets, stack_facets
from ..core.classification import Classification
from ..core.composite import merge_drawn
from ..core.facets import Facet, Facets
from ..core.strings import printable
from ..scene.marks import PanelGrid
from ..style.schema import Style
from .labels import identifiers
from .looks import Looks
from .marked_heads import check_marks
from .panel_planner import PANEL_PREFIX, PanelPlanner, panel_prefix
from .panels.selection import CategoryRef, ChartRef, PanelRef, ScoreRef, letter_text, panel_title
from .plan import assemble_plan
from .plan_types import Chart, FacetPlan, PanelPlan, Plan

TREND = "trend"
"""The panel that shows all facets, of which a figure has one."""


def plan_facets(facets: Facets, style: Style) -> Plan:
    """Return the panels of each facet, and the legend of all of them.

    A facet has no panel for a category that its data does not have. Where each facet has a single panel, its
    title is the label of the facet. If these panels also have one grid, they are arranged as the panels of a
    single classification are.

    Args:
        facets: The facets.
        style: The style of the figure.

    Raises:
        HeadmapError: If the style names a panel that no facet has a category for.
    """
    if style.marks:
        check_marks([facet.data for facet in facets.facets], style)
    pooled = merge_drawn(stack_facets(facets))
    looks = Looks(pooled, style)
    ids = facet_ids(facets)
    plans: list[FacetPlan] = []
    trend = ChartRef(TREND)
    refs = [ref for ref in looks.refs if ref != trend]
    position = 0
    for facet, aligned, id in zip(facets.facets, align_facets(facets), ids, strict=True):
        planner = PanelPlanner(looks, merge_drawn(aligned.data))
        panels: list[PanelPlan] = []
        for ref in _own_refs(facet, facets, refs):
            panels.append(planner.panel(ref, position, id))
            position += 1
        grid = (facet.data.layers, facet.data.heads)
        plans.append(FacetPlan(printable(facet.label), grid, tuple(panels)))
    labelled = _labelled([facet_plan for facet_plan in plans if facet_plan.panels], style)
    if trend in looks.refs:
        labelled += (_trend_plan(facets, looks, position),)
    return assemble_plan(labelled, looks, pooled)


def _trend_plan(facets: Facets, looks: Looks, position: int) -> FacetPlan:
    """Return the panel of trends, which shows all facets and comes after them.

    Args:
        facets: The facets.
        looks: The names and colours of the figure.
        position: The position of the panel in the figure, counted from 0.
    """
    from .panels.trend import build_trend  # few figures have this panel

    style = looks.style
    panel = PanelPlan(
        id=f"{PANEL_PREFIX}{TREND}",
        title=panel_title(style.panels.trend.label, style),
        chart=Chart(TREND, build_trend(facets, looks.colors, looks.ids)),
        letter=letter_text(position, style),
        title_color=style.text.color,
    )
    layers = max(facet.data.layers for facet in facets.facets)
    heads = max(facet.data.heads for facet in facets.facets)
    return FacetPlan("", (layers, heads), (panel,))


def facet_ids(facets: Facets) -> list[str]:
    """Return the id of each facet, with which the ids of its panels begin."""
    return identifiers([facet.label for facet in facets.facets])


def facet_panels(facets: Facets, panels: Sequence[PanelGrid]) -> list[tuple[Classification, list[PanelGrid]]]:
    """Return the data of each facet with the places of the cells of its panels."""
    pairs = []
    for facet, id in zip(align_facets(facets), facet_ids(facets), strict=True):
        prefix = panel_prefix(id)
        pairs.append((facet.data, [panel for panel in panels if panel.id.startswith(prefix)]))
    return pairs


def _own_refs(facet: Facet, facets: Facets, refs: Sequence[PanelRef]) -> list[PanelRef]:
    """Return the panels of a facet: all but those of categories that its data does not have."""
    own_refs: list[PanelRef] = []
    for ref in refs:
        match ref:
            case CategoryRef(index) | ScoreRef(index):
                if facets.categories[index] in facet.data.categories:
                    own_refs.append(ref)
            case _:
                own_refs.append(ref)
    return own_refs


def _labelled(plans: Sequence[FacetPlan], style: Style) -> tuple[FacetPlan, ...]:
    """Return facets whose labels are titles where each has one panel; as one facet if they have one grid."""
    if not plans or any(len(facet.panels) > 1 for facet in plans):
        return tuple(plans)
    titled = []
    for facet in plans:
        [panel] = facet.panels
        titled.append(replace(facet, panels=(replace(panel, title=panel_title(facet.label, style)),)))
    if len({facet.grid for facet in plans}) > 1:
        return tuple(titled)
    panels: list[PanelPlan] = []
    for facet in titled:
        panels += facet.panels
    return (FacetPlan("", titled[0].grid, tuple(panels)),)
