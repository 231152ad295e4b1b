"""Encode a figure as one web page that works offline: its data, its SVG, and a plain script."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from html import escape
from pathlib import Path
from typing import Any

from ..core.facets import classifications
from ..embed.fingerprint import SVG_SLOT, sealed
from ..embed.metadata import payload, payload_as_base64
from .figure import DrawnFigure
from .page_data import holds_svg, is_light, page_data
from .svg import metadata_element, svg

FOLDER = Path(__file__).parent / "page"
SCRIPTS = ("data", "heads", "state", "draw", "panels", "explore", "lists", "start")
"""The files of the script, which are joined in this order."""


def html(figure: DrawnFigure) -> bytes:
    """Return the page of a figure.

    The policy of the page allows its own script alone, which it names by its hash. All labels are text.

    Args:
        figure: The figure.
    """
    metadata = figure.metadata
    key = f'<meta name="headmap-key" content="{metadata.fingerprint}">\n' if metadata.fingerprint else ""
    svg_metadata, packed_svg = _svg_parts(figure)
    script = page_script()
    tone = "light" if is_light(figure.style) else "dark"
    page = f"""<!doctype html>
<html lang="en" class="{tone}-figure">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_security_policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{escape(metadata.description)}">
{key}<title>{escape(metadata.title)}</title>
<style>
{(FOLDER / "page.css").read_text(encoding="utf-8")}</style>
</head>
<body>
{_main(figure)}<script type="application/json" id="headmap-page">{_json_in_html(page_data(figure))}</script>
<script type="application/xml" id="headmap-metadata">{svg_metadata}</script>
<script type="text/plain" id="headmap-data">{_uncarried_data(figure)}</script>
<script type="text/plain" id="headmap-svg">{packed_svg}</script>
<script>{script}</script>
</body>
</html>
"""
    return page.encode()


def page_script() -> str:
    """Return the script of every page: its files, one after the other."""
    parts = [(FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return "".join(parts)


def _main(figure: DrawnFigure) -> str:
    """Return what a reader sees: a title, the controls, and the places that the script fills."""
    # An example that exists, however small the grid is.
    data = classifications(figure.data)[0]
    example = f"L{min(14, data.layers - 1)} H{min(3, data.heads - 1)}"
    title = escape(figure.metadata.title)
    template = (FOLDER / "page.html").read_text(encoding="utf-8")
    texts = {"TITLE": title, "EXAMPLE": example, "DESCRIPTION": escape(figure.metadata.description)}
    # The description comes last, since it could hold the word that stands for another text.
    for name, text in texts.items():
        template = template.replace(f"[[{name}]]", text, 1)
    return template


def _uncarried_data(figure: DrawnFigure) -> str:
    """Return the data of a figure whose metadata does not hold it, such as a comparison; otherwise nothing.

    It is for the script alone: nobody should take a comparison for the data of one model.
    """
    if figure.metadata.payload is not None:
        return ""
    return payload_as_base64(payload(figure.data, figure.style))


def _svg_parts(figure: DrawnFigure) -> tuple[str, str]:
    """Return the metadata of the figure's SVG, and the SVG without it, compressed and in base64.

    The script of the page reads the data from the metadata, and puts both together when the SVG is saved. A
    page of very many cells has no SVG, which would be very large.
    """
    if not holds_svg(figure):
        return metadata_element(figure.metadata), ""
    text = sealed(svg(figure.scene, figure.metadata), SVG_SLOT).decode()
    # No label can be taken for these tags, since its signs are escaped.
    before, start, remainder = text.partition("<metadata>")
    content, end, after = remainder.partition("</metadata>\n")
    bare = before + after
    packed = base64.b64encode(zlib.compress(bare.encode(), level=9)).decode()
    return (start + content + end).rstrip("\n"), packed


def _security_policy(script: str) -> str:
    """Return a content security policy that allows one script, by its hash, and loads nothing."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rules = {
        "default-src": "'none'",
        "script-src": f"'sha256-{digest}'",
        "style-src": "'unsafe-inline'",
        "img-src": "blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _json_in_html(data: dict[str, Any]) -> str:
    """Return JSON in which nothing can end its script element, or begin a comment, whatever the data."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
