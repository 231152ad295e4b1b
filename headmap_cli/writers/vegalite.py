"""Composite + Style -> a Vega-Lite spec of the same panels, for Observable, Altair and JupyterLab."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec.structs import replace

from ..core.composite import Composite
from ..core.errors import HeadmapError
from ..core.strings import printable
from ..layout.labels import shown_labels
from ..layout.plan import plan
from ..layout.plan_types import LegendEntry, PanelPlan
from ..layout.ticks import tick_places
from ..style.schema import Style

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
PANEL_PIXELS = 260
LARGEST_CELL = 28
IDENTIFIER = "class"
OBJECT_MEMBERS = {
    *("constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString"),
    *("toString", "valueOf", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"),
    "__proto__",
}
"""What every object of JavaScript has."""


def vega_lite(composite: Composite, style: Style, key: str | None = None) -> bytes:
    """Return the JSON of a spec: a panel per plot, square cells, one legend, each head with its categories.

    Names come as data, never as expressions, and with escapes for the control characters that renderers
    refuse. Hatches, bars, charts, split and marked cells are left to the picture.
    key: the figure's content key, which goes with the spec.
    Raises HeadmapError where there are no maps.
    """
    style = replace(style, multi=replace(style.multi, display="count"))
    drawn = plan(composite, style)
    plans, entries = drawn.maps, drawn.entries
    if not plans:
        raise HeadmapError("a Vega-Lite spec has maps only; add composite or categories to panels.show")
    classes = _distinct(entries)
    data = composite.classification
    cell = max(1, min(LARGEST_CELL, PANEL_PIXELS // max(data.layers, data.heads)))
    panels = [_panel(one, style, data.layers, data.heads, cell) for one in plans]
    spec: dict[str, Any] = {
        "$schema": SCHEMA,
        **({"usermeta": {"headmap": {"key": key}}} if key else {}),
        "background": style.background,
        "data": {"name": "heads", "values": _records(composite, style, plans, classes)},
        "concat": panels,
        "columns": len(plans) if isinstance(style.layout.columns, str) else style.layout.columns,
        "resolve": {"scale": {"color": "shared"}},
        "config": _config(style),
    }
    if style.title:
        spec["title"] = {"text": [_text(line) for line in style.title.splitlines()], "anchor": "middle"}
    domain = {"domain": list(classes.values()), "range": [entry.color for entry in entries]}
    for panel in panels:
        shown = {"title": None, "symbolType": "square", "symbolOpacity": 1, "symbolLimit": 0}
        legend = None if style.legend.place == "none" else shown
        panel["encoding"]["color"] = {
            "field": IDENTIFIER,
            "type": "nominal",
            "scale": domain,
            "legend": legend,
        }
    return json.dumps(spec, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def _text(text: str) -> str:
    """Return a text as Vega can show it.

    Vega looks texts up in an object, so a text that is called like a member of every object gets a space.
    """
    shown = printable(text)
    return f"{shown} " if shown in OBJECT_MEMBERS else shown


def _distinct(entries: Sequence[LegendEntry]) -> dict[str, str]:
    """The label of each entry by its id, no two alike, in the legend's order."""
    out: dict[str, str] = {}
    for entry in entries:
        name = _text(entry.label)
        label, n = name, 1
        while label in out.values():
            n += 1
            label = f"{name} ({n})"
        out[entry.id.removeprefix("legend--")] = label
    return out


def _records(
    composite: Composite, style: Style, plans: Sequence[PanelPlan], classes: dict[str, str]
) -> list[dict[str, Any]]:
    """A record for each head of each panel: layer, head, panel, class, and the categories it is in."""
    data = composite.classification
    labels = shown_labels(data.categories, style)
    records = []
    for drawn in plans:
        shown = np.full(drawn.fills[0].parts[0].mask.shape, "", dtype=object)
        for painted in drawn.fills:
            for part in painted.parts:
                shown[part.mask] = classes[painted.id]
        by_head = shown.T if style.axes.x == "layer" else shown
        for layer, head in np.argwhere(data.present).tolist():
            names = [labels[c] for c in np.flatnonzero(data.membership[:, layer, head])]
            record = {"layer": layer, "head": head, "panel": drawn.id, IDENTIFIER: by_head[layer, head]}
            records.append(record | ({"categories": names} if names else {}))
    return records


def _panel(drawn: PanelPlan, style: Style, layers: int, heads: int, cell: int) -> dict[str, Any]:
    x, y = ("layer", "head") if style.axes.x == "layer" else ("head", "layer")
    sizes = {"layer": layers, "head": heads}
    axes = {"layer": style.axes.layer, "head": style.axes.head}

    def axis(name: str) -> dict[str, Any]:
        ticks = [tick for tick in tick_places(axes[name], sizes[name]) if tick < sizes[name]]
        scale = {"domain": list(range(sizes[name])), "paddingInner": 0, "paddingOuter": 0}
        shown = {
            "values": ticks,
            "title": _text(axes[name].label) or None,
            "labelAngle": 0,
            "grid": False,
        }
        return {"field": name, "type": "ordinal", "scale": scale, "axis": shown}

    up = {"scale": axis(y)["scale"] | {"reverse": style.axes.origin == "bottom"}}
    return {
        "title": {"text": _text(drawn.title)},
        "width": {"step": cell},
        "height": {"step": cell},
        "transform": [{"filter": {"field": "panel", "equal": drawn.id}}],
        "mark": {"type": "rect", "tooltip": True},
        "encoding": {
            "x": axis(x),
            "y": axis(y) | up,
            "tooltip": [
                {"field": "layer", "type": "quantitative"},
                {"field": "head", "type": "quantitative"},
                {"field": "categories", "type": "nominal"},
            ],
        },
    }


def _config(style: Style) -> dict[str, Any]:
    text, size = style.text.color, style.text.size
    return {
        "view": {"stroke": style.frame.color},
        "axis": {
            "labelColor": text,
            "titleColor": text,
            "tickColor": style.frame.color,
            "domainColor": style.frame.color,
            "labelFontSize": size.tick,
            "titleFontSize": size.axis,
        },
        "legend": {"labelColor": text, "labelFontSize": size.legend, "labelLimit": 0},
        "title": {"color": text, "fontSize": size.panel, "fontWeight": "normal"},
    }
