"""Write the panels of a figure as a Vega-Lite specification, for Observable, Altair and JupyterLab."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from ..colors.names import NO_COLOR
from ..core.composite import Composite
from ..core.errors import HeadmapError
from ..core.strings import printable
from ..layout.labels import category_ids, shown_labels
from ..layout.marked_heads import mark_label
from ..layout.plan import plan
from ..layout.plan_types import DIAGONAL, SELECTED, ColorBar, LegendEntry, PanelPlan, Plan
from ..layout.ticks import tick_places
from ..style.schema import AxisStyle, Style

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
PANEL_PIXELS = 260
MAX_CELL_PIXELS = 28
CLASS_FIELD = "class"
OBJECT_MEMBERS = {
    *("constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString"),
    *("toString", "valueOf", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"),
    "__proto__",
}
"""What every object of JavaScript has."""


def vega_lite(composite: Composite, style: Style, fingerprint: str | None = None) -> bytes:
    """Return the JSON of a specification: a plot per panel, square cells, one legend, a record per head.

    Names come as data, never as expressions, and with escapes for the control characters that renderers
    refuse. Hatches, bars, charts, shades, and split and marked cells are left to the other formats.

    Args:
        composite: What the panels show.
        style: The style of the figure.
        fingerprint: The figure's fingerprint, which is recorded; None to record nothing.

    Raises:
        HeadmapError: If no panel is a map of heads.
    """
    style = replace(style, multi=replace(style.multi, display="count"), shade="none")
    drawn = plan(composite, style)
    if not drawn.maps:
        raise HeadmapError("a Vega-Lite spec has maps only; add composite or categories to panels.show")
    # Absent heads have no record, and so no colour.
    entries = [entry for entry in drawn.entries if entry.hatch != DIAGONAL and entry.id != SELECTED]
    labels = _unique_labels(entries)
    columns = style.layout.columns
    spec: dict[str, Any] = {"$schema": SCHEMA}
    if fingerprint:
        spec["usermeta"] = {"headmap": {"key": fingerprint}}
    spec |= {
        "background": "transparent" if style.background == NO_COLOR else style.background,
        "data": {"name": "heads", "values": _records(composite, style, drawn.maps, labels)},
        "concat": _panels(composite, style, drawn, _color_encoding(entries, labels, style)),
        # "auto" would need the width of the reader's window; one row can be scrolled.
        "columns": len(drawn.maps) if isinstance(columns, str) else columns,
        "resolve": {"scale": {"color": "shared" if _is_shared(drawn) else "independent"}},
        "config": _config(style),
    }
    if style.title:
        spec["title"] = {"text": [_vega_text(line) for line in style.title.splitlines()], "anchor": "middle"}
    return json.dumps(spec, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def _is_shared(drawn: Plan) -> bool:
    """Return whether all panels have the same colours: those of categories, or those of one colour bar."""
    if not drawn.bars:
        return True
    return len(drawn.bars) == 1 and all(panel.scores for panel in drawn.maps)


def _vega_text(text: str) -> str:
    """Return a text as Vega can show it.

    Vega looks texts up in an object, so a text that is called like a member of every object gets a space.
    """
    shown_text = printable(text)
    if shown_text in OBJECT_MEMBERS:
        shown_text += " "
    return shown_text


def _entry_id(entry: LegendEntry) -> str:
    """Return the id of what a legend entry explains."""
    return entry.id.removeprefix("legend--")


def _unique_labels(entries: Sequence[LegendEntry]) -> dict[str, str]:
    """Return the label of each legend entry by its id, in the legend's order.

    Vega tells classes apart by their labels, so a label that several entries have gets a number.
    """
    labels: dict[str, str] = {}
    for entry in entries:
        name = _vega_text(entry.label)
        label = name
        number = 1
        while label in labels.values():
            number += 1
            label = f"{name} ({number})"
        labels[_entry_id(entry)] = label
    return labels


def _records(
    composite: Composite, style: Style, panels: Sequence[PanelPlan], labels: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return a record for each head of each panel: layer, head, panel, class, categories, marks and scores.

    A record of a category's panel has the score in this category, one of the composite has all scores.
    """
    data = composite.classification
    names = shown_labels(data.categories, style)
    panel_categories: dict[str, int] = {}
    for i, id in enumerate(category_ids(composite)):
        panel_categories |= {f"panel-{id}": i, f"panel-scores_{id}": i}
    records = []
    for panel in panels:
        classes = _classes(panel, labels)
        if style.axes.x == "layer":
            classes = classes.T
        marks = [(printable(mark_label(style.marks[mark.number])), mark.mask) for mark in panel.marks]
        for layer, head in np.argwhere(data.present).tolist():
            record: dict[str, Any] = {"layer": layer, "head": head, "panel": panel.id}
            if not panel.scores:
                record[CLASS_FIELD] = classes[layer, head]
            if data.is_decided:
                categories = np.flatnonzero(data.membership[:, layer, head])
                # An empty list would be shown as an empty line of the tooltip.
                if len(categories):
                    record["categories"] = [names[i] for i in categories]
            position = (head, layer) if style.axes.x == "layer" else (layer, head)
            marked_as = [label for label, mask in marks if mask[position]]
            if marked_as:
                record["marks"] = marked_as
            if data.scores is not None:
                scores = data.scores[:, layer, head].tolist()
                record |= _score_fields(scores, names, panel_categories.get(panel.id))
            records.append(record)
    return records


def _score_fields(scores: Sequence[float], names: Sequence[str], category: int | None) -> dict[str, Any]:
    """Return what the record of a head says of its scores, which are NaN where it has none.

    Args:
        scores: The score of the head in each category.
        names: The names of the categories.
        category: The category of the panel; None for the composite.
    """
    if category is not None:
        score = scores[category]
        return {} if math.isnan(score) else {"score": score}
    records = []
    for name, score in zip(names, scores, strict=True):
        if not math.isnan(score):
            records.append({"category": name, "score": score})
    return {"scores": records} if records else {}


def _classes(panel: PanelPlan, labels: Mapping[str, str]) -> npt.NDArray[np.object_]:
    """Return the label of the legend entry that each head of a panel shows: (rows, columns)."""
    if panel.scores:
        return np.full(panel.scores.levels.shape, "", dtype=object)
    classes = np.full(panel.fills[0].parts[0].mask.shape, "", dtype=object)
    for fill in panel.fills:
        if fill.hatch == DIAGONAL:
            continue
        for part in fill.parts:
            classes[part.mask] = labels[fill.id]
    return classes


def _panels(composite: Composite, style: Style, drawn: Plan, color: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a plot for each panel."""
    bars = iter(drawn.bars)
    bar = None
    data = composite.classification
    cell = max(1, min(MAX_CELL_PIXELS, PANEL_PIXELS // max(data.layers, data.heads)))
    layer = _axis_encoding("layer", style.axes.layer, data.layers)
    head = _axis_encoding("head", style.axes.head, data.heads)
    x, y = (layer, head) if style.axes.x == "layer" else (head, layer)
    y = y | {"scale": y["scale"] | {"reverse": style.axes.origin == "bottom"}}
    tooltip = [
        {"field": "layer", "type": "quantitative"},
        {"field": "head", "type": "quantitative"},
        {"field": "categories", "type": "nominal"},
    ]
    if data.scores is not None:
        tooltip.append({"field": "score", "type": "quantitative"})
    plots = []
    for panel in drawn.maps:
        encoding = color
        filters: list[Any] = [{"filter": {"field": "panel", "equal": panel.id}}]
        if panel.scores:
            # There is one bar for all panels of scores, or one for each.
            bar = next(bars, bar)
            assert bar is not None
            encoding = _score_encoding(bar, style)
            filters.append({"filter": {"field": "score", "valid": True}})
        plots.append(
            {
                "title": {"text": _vega_text(panel.heading)},
                "width": {"step": cell},
                "height": {"step": cell},
                "transform": filters,
                "mark": {"type": "rect", "tooltip": True},
                "encoding": {"x": x, "y": y, "tooltip": tooltip, "color": encoding},
            }
        )
    return plots


def _axis_encoding(field: str, axis: AxisStyle, size: int) -> dict[str, Any]:
    """Return the encoding of an axis with as many steps as there are layers or heads."""
    # A tick at the outer edge, which is one past the last index, has no step to stand at.
    ticks = [tick for tick in tick_places(axis, size) if tick < size]
    title = _vega_text(axis.label)
    return {
        "field": field,
        "type": "ordinal",
        "scale": {"domain": list(range(size)), "paddingInner": 0, "paddingOuter": 0},
        "axis": {"values": ticks, "title": title if title else None, "labelAngle": 0, "grid": False},
    }


def _color_encoding(
    entries: Sequence[LegendEntry], labels: Mapping[str, str], style: Style
) -> dict[str, Any]:
    """Return the encoding of colours, which is also the legend."""
    legend = {"title": None, "symbolType": "square", "symbolOpacity": 1, "symbolLimit": 0}
    return {
        "field": CLASS_FIELD,
        "type": "nominal",
        "scale": {"domain": list(labels.values()), "range": [entry.color for entry in entries]},
        "legend": None if style.legend.place == "none" else legend,
    }


def _score_encoding(bar: ColorBar, style: Style) -> dict[str, Any]:
    """Return the encoding of scores as colours, whose legend is the colour bar."""
    axis = bar.scale.axis
    scale: dict[str, Any] = {
        "type": axis.spacing,
        "domain": axis.score(np.linspace(0, 1, len(bar.scale.colors))).tolist(),
        "range": list(bar.scale.colors),
        "clamp": True,
    }
    if axis.spacing == "symlog":
        scale["constant"] = axis.unit
    title = _vega_text(bar.label) if bar.label else None
    return {
        "field": "score",
        "type": "quantitative",
        "scale": scale,
        "legend": None if style.legend.place == "none" else {"title": title},
    }


def _config(style: Style) -> dict[str, Any]:
    """Return the colours and sizes of texts and lines."""
    text_color = style.text.color
    size = style.text.size
    return {
        "view": {"stroke": style.frame.color},
        "axis": {
            "labelColor": text_color,
            "titleColor": text_color,
            "tickColor": style.frame.color,
            "domainColor": style.frame.color,
            "labelFontSize": size.tick,
            "titleFontSize": size.axis,
        },
        "legend": {"labelColor": text_color, "labelFontSize": size.legend, "labelLimit": 0},
        "title": {"color": text_color, "fontSize": size.panel, "fontWeight": "normal"},
    }
