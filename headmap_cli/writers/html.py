"""Encode a figure as one web page that works offline: its SVG, and a small plain script."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from ..colors.contrast import luminance
from ..colors.names import opaque
from ..core.aligned import stack_facets
from ..core.classification import Classification
from ..core.composite import merge_drawn
from ..core.facets import Facets, classifications
from ..core.strings import printable
from ..layout.facet_plan import facet_panels
from ..layout.labels import category_ids, shown_labels
from ..scene.marks import PanelGrid
from .dark_page import dark_rules
from .figure import DrawnFigure
from .svg import svg

LIGHT_LUMINANCE = 0.5
"""A background with more luminance than this gives way to a dark one where the reader prefers that."""
POINTS_PER_INCH = 72
SCORE_DIGITS = 4


def html(figure: DrawnFigure) -> bytes:
    """Return the page of a figure.

    Nothing in it can run but its own script: the policy names that by its hash, and all labels are text.
    """
    folder = Path(__file__).parent
    css = (folder / "page.css").read_text(encoding="utf-8")
    metadata = figure.metadata
    is_light = luminance(opaque(figure.scene.background)) > LIGHT_LUMINANCE
    if is_light:
        css += f"@media (prefers-color-scheme: dark) {{\n{dark_rules(figure.scene)}}}\n"
    tone = "light-figure" if is_light else "dark-figure"
    script = (folder / "page.js").read_text(encoding="utf-8")
    page = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_security_policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{escape(metadata.description)}">
<title>{escape(metadata.title)}</title>
<style>
{css}</style>
</head>
<body>
<main>
{_tools(figure.data)}<div id="figure" class="{tone}">
{_svg_element(figure)}</div>
<details><summary>The heads as a table</summary>
<p id="words">{escape(metadata.description)}</p>
<table id="heads"></table></details>
</main>
<script type="application/json" id="headmap-data">{_json_in_html(_script_data(figure))}</script>
<script>{script}</script>
</body>
</html>
"""
    return page.encode()


def _tools(shown: Classification | Facets) -> str:
    """Return the elements above the figure: a search for heads, and downloads."""
    # An example that exists, however small the grid is.
    data = classifications(shown)[0]
    example = f"L{min(14, data.layers - 1)} H{min(3, data.heads - 1)}"
    return f"""<div class="tools">
<label>Head <input id="search" placeholder="{example}" autocomplete="off"></label>
<output id="said" aria-live="polite"></output>
<button id="svg" type="button">Download SVG</button>
<button id="csv" type="button">Download CSV</button>
</div>
"""


def _svg_element(figure: DrawnFigure) -> str:
    """Return the figure's SVG without the XML declaration, as an element that refers to the alt text."""
    text = svg(figure.scene, figure.metadata).decode()
    element = text[text.index("<svg ") :]
    # The cells of a group can be focused, those of an image cannot.
    return element.replace('role="img" ', 'role="group" aria-describedby="words" ', 1)


def _security_policy(script: str) -> str:
    """Return a content security policy that allows one script, by its hash, and loads nothing."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rules = {
        "default-src": "'none'",
        "script-src": f"'sha256-{digest}'",
        "style-src": "'unsafe-inline'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _script_data(figure: DrawnFigure) -> dict[str, Any]:
    """Return what the script works with: names, heads as layer * heads + head, and where the cells are."""
    style = figure.style
    unclassified = printable(style.unclassified.label)
    shown = figure.data
    if isinstance(shown, Facets):
        ids = category_ids(merge_drawn(stack_facets(shown)))
        labels = [printable(facet.label) for facet in shown.facets]
        pairs = facet_panels(shown, figure.scene.panels)
    else:
        ids = category_ids(merge_drawn(shown))
        labels = [""]
        pairs = [(shown, list(figure.scene.panels))]
    scale = POINTS_PER_INCH / figure.scene.dpi
    facets = []
    for label, (data, panels) in zip(labels, pairs, strict=True):
        facets.append({"label": label, **_facet_data(data, panels, scale)})
    return {
        "x": style.axes.x,
        "split": style.multi.display == "split",
        "names": list(shown.categories),
        "categories": shown_labels(shown.categories, style),
        "unclassified": unclassified if unclassified else "unclassified",
        "decided": shown.is_decided,
        "ids": ids,
        "facets": facets,
    }


def _facet_data(data: Classification, panels: Sequence[PanelGrid], scale: float) -> dict[str, Any]:
    """Return what the script works with of one facet.

    Args:
        data: The facet, with the categories of all facets.
        panels: The places of the cells of its panels, in pixels.
        scale: The points of a pixel.
    """
    return {
        "layers": data.layers,
        "heads": data.heads,
        "members": _members(data),
        "absent": np.flatnonzero(~data.present).tolist(),
        "scores": _scores(data),
        "panels": [_panel_positions(panel, scale) for panel in panels],
    }


def _members(data: Classification) -> list[list[int]]:
    """Return the heads of each category by their numbers; those with a score if scores have no rule."""
    if data.is_decided:
        return [np.flatnonzero(members).tolist() for members in data.membership]
    assert data.scores is not None
    return [np.flatnonzero(~np.isnan(scores)).tolist() for scores in data.scores]


def _scores(data: Classification) -> list[list[float | None]]:
    """Return each category's scores in the order of the heads' numbers; empty if there are none."""
    if data.scores is None:
        return []
    rows = []
    for scores in data.scores:
        rows.append([_rounded_score(score) for score in scores.ravel().tolist()])
    return rows


def _rounded_score(score: float) -> float | None:
    """Return a score rounded to a few significant digits; None for a head without a score (NaN)."""
    if math.isnan(score):
        return None
    rounded = float(f"{score:.{SCORE_DIGITS}g}")
    # The largest doubles round up to infinity, which JSON has no word for.
    return rounded if math.isfinite(rounded) else score


def _panel_positions(panel: PanelGrid, scale: float) -> dict[str, Any]:
    """Return where the columns and rows of a panel begin, and the side of a cell, in the SVG's points."""
    first, last = panel.columns[0].tolist()
    return {
        "id": panel.id,
        "cell": round((last - first) * scale, 4),
        "columns": (panel.columns[:, 0] * scale).round(4).tolist(),
        "rows": (panel.rows[:, 0] * scale).round(4).tolist(),
    }


def _json_in_html(data: dict[str, Any]) -> str:
    """Return JSON in which nothing can end its script element, or begin a comment, whatever the data."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
