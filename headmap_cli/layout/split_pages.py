"""Lay out each panel of a figure, and its legend, as a page of its own."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from ..scene.marks import Scene, moved
from ..style.schema import Style
from ..text.measure import Measure
from .hatches import shows_hatches
from .page import Page, fill_panels, make_scene, refuse_large, without_hatches
from .page_parts import PageParts
from .panel_planner import PANEL_PREFIX
from .panels.cell_text import cell_typesetter
from .panels.frame import ALL_SIDES
from .plan_types import Plan
from .single_panel import SinglePanel, fit_single_panel
from .skeleton import page_skeleton


def layout_split(plan: Plan, style: Style, measure: Measure) -> Mapping[str, Scene]:
    """Lay out each panel as a figure of its own, all of one size, and the legend.

    The title and the caption of the figure are left to the document that the panels go into.

    Args:
        plan: What the figure shows.
        style: The style of the figure.
        measure: Measures text in pixels at ``style.layout.dpi``.

    Returns:
        The scenes by their names: ``all`` for the composite, the ids of categories and charts, such as
        ``knowledge``, after that of the facet if there are several, such as ``gpt-2--knowledge``; and
        ``legend`` unless the style asks for no legend.

    Raises:
        HeadmapError: If a panel does not fit the width that the style sets, or if a picture would be too
            large.
    """
    skeleton = page_skeleton(plan, style)
    scenes: dict[str, Scene] = {}
    for facet in skeleton.facets:
        # The panels of a facet have pages of one size, since they have one grid.
        parts = PageParts(replace(skeleton, facets=(facet,)), style, measure)
        single = fit_single_panel(parts)
        refuse_large(single.width, single.height)
        scenes |= _panel_scenes(parts, single, plan)
    if style.legend.place != "none":
        legend = _legend_scene(parts, single)
        if plan.maps and not shows_hatches(single.slot.shape.cell, legend.dpi):
            legend = replace(legend, groups=tuple(without_hatches(group) for group in legend.groups))
        scenes["legend"] = legend
    return scenes


def _panel_scenes(parts: PageParts, single: SinglePanel, plan: Plan) -> dict[str, Scene]:
    """Return the scene of each panel of one facet, by its name."""
    skeleton, style = parts.skeleton, parts.style
    heatmaps = skeleton.heatmap_ids
    cell_text = cell_typesetter(style, parts.measure)
    scenes = {}
    for i, heading in enumerate(skeleton.facets[0].panels):
        group = moved(single.slot.group(i, ALL_SIDES), single.cells_left, single.cells_top)
        shapes = {heading.id: single.slot.shape} if heading.id in heatmaps else {}
        scene = make_scene(style, (single.width, single.height), (group,), shapes)
        scenes[heading.id.removeprefix(PANEL_PREFIX)] = fill_panels(Page(scene, shapes, cell_text), plan)
    return scenes


def _legend_scene(parts: PageParts, single: SinglePanel) -> Scene:
    """Return the scene of a legend alone, with a margin around it."""
    margin = parts.margin
    max_height = max(single.slot.shape.height, parts.legend.min_height)
    legend = parts.legend.in_columns(max_height, single.max_width - 2 * margin)
    size = (legend.width + 2 * margin, legend.height + 2 * margin)
    return make_scene(parts.style, size, (moved(legend.group, margin, margin),), {})
