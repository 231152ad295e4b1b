"""Collect what the script of a page needs besides the data that the page carries: names and colours."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..colors.contrast import luminance
from ..colors.names import opaque
from ..core.aligned import align_facets, stack_facets
from ..core.classification import Classification
from ..core.composite import merge_drawn
from ..core.errors import HeadmapError
from ..core.facets import Facets
from ..core.strings import printable
from ..layout.labels import category_ids, identifiers, shown_labels
from ..style.palette import Palette, palette
from ..style.schema import Style
from .dark_page import UNCLASSIFIED, dark_color
from .figure import DrawnFigure

LIGHT_LUMINANCE = 0.5
"""A background with more luminance than this gives way to a dark one where the reader prefers that."""
MAX_SVG_CELLS = 100_000
"""The number of cells above which a page draws on canvases and does not hold the figure's SVG."""
FIGURE = "figure"
"""The view of a page that is the figure's SVG as it was written."""
MAP_WORDS = frozenset({"composite", "categories", "scores"})
"""The words of panels.show that a page draws from the data."""


def page_data(figure: DrawnFigure) -> dict[str, Any]:
    """Return what the script of a page needs, as plain data.

    Args:
        figure: The figure.
    """
    style = figure.style
    data = figure.data
    pooled = stack_facets(data) if isinstance(data, Facets) else data
    colors = palette(style, data.categories)
    return {
        "title": figure.metadata.title,
        "description": figure.metadata.description,
        "names": list(data.categories),
        "labels": shown_labels(data.categories, style),
        "ids": category_ids(merge_drawn(pooled)),
        "facets": _facets(data, style),
        "words": _words(style),
        "axes": _axes(style),
        "display": style.multi.display,
        "strip": style.strip,
        "view": _first_view(figure),
        "panels": list(style.panels.show),
        "colors": {tone: _colors(colors, style, tone) for tone in ("light", "dark")},
        "hatches": {"categories": list(colors.hatches), "counts": list(colors.multi_hatches.values())},
        "scales": _scales(pooled, style),
        "marks": _marks(style),
        "canvas": _draws_on_canvas(data),
        "figure": holds_svg(figure),
        "comparison": _is_comparison(figure),
    }


def is_light(style: Style) -> bool:
    """Return whether the figure was made for a light background, so that a dark page needs other colours."""
    return luminance(opaque(style.background)) > LIGHT_LUMINANCE


def holds_svg(figure: DrawnFigure) -> bool:
    """Return whether a page holds the figure's SVG: unless it has very many cells, or shows nothing else."""
    return not _draws_on_canvas(figure.data) or _first_view(figure) == FIGURE


def _draws_on_canvas(shown: Classification | Facets) -> bool:
    """Return whether a page has so many cells that its panels are drawn on canvases."""
    if isinstance(shown, Facets):
        heads = sum(facet.data.present.size for facet in shown.facets)
    else:
        heads = shown.present.size
    panels = len(shown.categories) + 1
    return heads * panels > MAX_SVG_CELLS


def _words(style: Style) -> dict[str, str]:
    """Return the words of the figure that the style can change."""
    return {
        "composite": printable(style.composite.label),
        "count": printable(style.multi.label),
        "unclassified": printable(style.unclassified.label) or "unclassified",
        "absent": printable(style.absent.label) or "absent",
        "score": printable(style.scores.label) or "score",
    }


def _axes(style: Style) -> dict[str, Any]:
    """Return which index runs along x, where y begins, and the names of both axes."""
    return {
        "x": style.axes.x,
        "origin": style.axes.origin,
        "layer": printable(style.axes.layer.label),
        "head": printable(style.axes.head.label),
    }


def _first_view(figure: DrawnFigure) -> str:
    """Return what the page shows first: ``categories``, ``scores`` or `FIGURE`."""
    style = figure.style
    if _is_comparison(figure):
        return FIGURE
    names = {word.removeprefix("category:") for word in style.panels.show}
    if not names & (MAP_WORDS | set(figure.data.categories)):
        return FIGURE
    if not figure.data.is_decided or set(style.panels.show) == {"scores"}:
        return "scores"
    return "categories"


def _is_comparison(figure: DrawnFigure) -> bool:
    """Return whether a figure compares memberships, so that its panels are not those of its categories."""
    return figure.metadata.payload is None and figure.data.is_decided


def _colors(colors: Palette, style: Style, tone: str) -> dict[str, Any]:
    """Return the colours of heads on a light or on a dark page."""
    if tone == "light" or not is_light(style):
        return {
            "categories": list(colors.categories),
            "counts": list(colors.multi.values()),
            "unclassified": colors.unclassified,
            "page": opaque(style.background),
        }
    return {
        "categories": [dark_color(color) for color in colors.categories],
        "counts": [dark_color(color) for color in colors.multi.values()],
        "unclassified": UNCLASSIFIED,
        "page": "#121417",
    }


def _facets(shown: Classification | Facets, style: Style) -> list[dict[str, Any]]:
    """Return the label, the id and the marked heads of each facet; one without a label if there are none."""
    if not isinstance(shown, Facets):
        return [{"label": "", "id": "", "marks": _marked_heads(shown, style)}]
    ids = identifiers([facet.label for facet in shown.facets])
    facets = []
    for facet, id in zip(align_facets(shown), ids, strict=True):
        marks = _marked_heads(facet.data, style)
        facets.append({"label": printable(facet.label), "id": f"{id}--", "marks": marks})
    return facets


def _marked_heads(data: Classification, style: Style) -> list[list[list[int]]]:
    """Return the heads of each set of marks, as layer * heads + head: in the composite, then by category."""
    if not style.marks:
        return []
    from ..layout.marked_heads import marked_heads  # few figures have marks

    sets = []
    for number, mark in enumerate(style.marks):
        maps = []
        for category in (None, *range(len(data.categories))):
            heads = marked_heads(data, mark, f"marks.{number}", category)
            maps.append(np.flatnonzero(heads).tolist())
        sets.append(maps)
    return sets


def _marks(style: Style) -> list[dict[str, Any]]:
    """Return the label, the look and the colour of each set of marks."""
    if not style.marks:
        return []
    from ..layout.marked_heads import mark_label, mark_look

    marks = []
    for number, mark in enumerate(style.marks):
        look = mark_look(mark, number)
        marks.append({"label": printable(mark_label(mark)), "kind": look.kind, "color": mark.color})
    return marks


def _scales(pooled: Classification, style: Style) -> list[dict[str, Any]]:
    """Return the colour scales of the scores, one for all categories or one for each; none without scores."""
    if pooled.scores is None:
        return []
    from ..layout.score_plan import find_scale  # most figures have no scores

    groups = [pooled.scores] if style.scores.shared else list(pooled.scores)
    scales = []
    try:
        for scores in groups:
            scale = find_scale(scores, style.scores)
            axis = scale.axis
            fields = {"lowest": axis.lowest, "highest": axis.highest, "spacing": axis.spacing}
            scales.append({"colors": list(scale.colors), **fields})
    except HeadmapError:
        # The style asks for a scale that cannot show these scores. A figure that shows them was refused.
        return []
    return scales
