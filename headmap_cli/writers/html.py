"""Scene -> one page that works offline: the SVG as it is, and a small plain script beside it."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from ..colors.contrast import luminance
from ..core.classification import Classification
from ..core.composite import merge
from ..core.strings import printable
from ..embed.metadata import FigureMetadata
from ..layout.labels import category_ids, shown_labels
from ..scene.marks import PanelGrid, Scene
from ..style.schema import Style

LIGHT = 0.5
"""A background with more luminance than this gives way to a dark one where the reader prefers that."""


def html(
    scene: Scene, svg: bytes, classification: Classification, style: Style, about: FigureMetadata
) -> bytes:
    """The page of a scene, whose finished SVG file is svg.

    Nothing in it can run but its own script: the policy names that by its hash, and all labels are text.
    """
    folder = Path(__file__).parent
    script = (folder / "page.js").read_text(encoding="utf-8")
    css = (folder / "page.css").read_text(encoding="utf-8")
    text = svg.decode()
    figure = text[text.index("<svg ") :].replace('role="img" ', 'role="group" aria-describedby="words" ', 1)
    example = f"L{min(14, classification.layers - 1)} H{min(3, classification.heads - 1)}"
    kind = "light-figure" if luminance(scene.background) > LIGHT else "dark-figure"
    page = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{escape(about.description)}">
<title>{escape(about.title)}</title>
<style>
{css}</style>
</head>
<body>
<main>
<div class="tools">
<label>Head <input id="search" placeholder="{example}" autocomplete="off"></label>
<output id="said" aria-live="polite"></output>
<button id="svg" type="button">Download SVG</button>
<button id="csv" type="button">Download CSV</button>
</div>
<div id="figure" class="{kind}">
{figure}</div>
<details><summary>The heads as a table</summary>
<p id="words">{escape(about.description)}</p>
<table id="heads"></table></details>
</main>
<script type="application/json" id="headmap-data">{_inert(_data(scene, classification, style))}</script>
<script>{script}</script>
</body>
</html>
"""
    return page.encode()


def _policy(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rules = {
        "default-src": "'none'",
        "script-src": f"'sha256-{digest}'",
        "style-src": "'unsafe-inline'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _data(scene: Scene, classification: Classification, style: Style) -> dict[str, Any]:
    """What the script knows: names, heads by their number layer * heads + head, and where cells lie."""
    return {
        "layers": classification.layers,
        "heads": classification.heads,
        "x": style.axes.x,
        "split": style.multi.display == "split",
        "names": list(classification.categories),
        "categories": shown_labels(classification.categories, style),
        "unclassified": printable(style.unclassified.label) or "unclassified",
        "members": [np.flatnonzero(member).tolist() for member in classification.membership],
        "absent": np.flatnonzero(~classification.present).tolist(),
        "scores": _scores(classification),
        "ids": category_ids(merge(classification)),
        "panels": [_places(panel, 72 / scene.dpi) for panel in scene.panels],
    }


def _scores(classification: Classification) -> list[list[float | None]]:
    """Each category's scores in the order of the heads' numbers, to four digits; empty where none are."""
    if classification.scores is None:
        return []
    return [[_shown_score(score) for score in scores.ravel().tolist()] for scores in classification.scores]


def _shown_score(score: float) -> float | None:
    """Round a score to four digits; None where there is none."""
    if math.isnan(score):
        return None
    rounded = float(f"{score:.4g}")
    # The largest doubles round up to infinity, which JSON has no word for.
    return rounded if math.isfinite(rounded) else score


def _places(panel: PanelGrid, scale: float) -> dict[str, Any]:
    """Where columns and rows begin, and how wide a cell is, in the SVG's points."""
    first, last = panel.columns[0].tolist()
    return {
        "id": panel.id,
        "cell": round((last - first) * scale, 4),
        "columns": (panel.columns[:, 0] * scale).round(4).tolist(),
        "rows": (panel.rows[:, 0] * scale).round(4).tolist(),
    }


def _inert(data: dict[str, Any]) -> str:
    """JSON that ends no element and begins no comment, whatever is in it."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
