"""Encode a scene as SVG: one path per colour and panel, text as text, an id for every group."""

from __future__ import annotations

import io
from html import escape

from matplotlib.backends.backend_svg import RendererSVG

from ..embed.fingerprint import SVG_KEY
from ..embed.metadata import SVG_TAG, SVG_TOOLTIPS, FigureMetadata, payload_as_base64
from ..mpl.rcparams import headmap_rcparams
from ..scene.marks import Scene
from .painter import paint

NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))
"""Turns off matplotlib's own metadata, which has the date and the version in it."""
POINTS_PER_INCH = 72
NAMESPACE = 'xmlns:headmap="urn:headmap"'


def svg(scene: Scene, metadata: FigureMetadata | None = None) -> bytes:
    """Return the SVG file of a scene; its unit is the point (1/72 inch).

    Args:
        scene: The page.
        metadata: What the file holds besides the picture; None for nothing.
    """
    scale = POINTS_PER_INCH / scene.dpi
    out = io.StringIO()
    with headmap_rcparams(scene.family):
        renderer = RendererSVG(scene.width * scale, scene.height * scale, out, metadata=NO_METADATA)
        paint(scene, renderer, scale)
        renderer.finalize()
    # matplotlib's own metadata has no place for a description, so ours is put in afterwards.
    text = out.getvalue()
    if metadata is not None:
        text = _with_metadata(text, metadata)
        if metadata.tooltips:
            # The last element of a file is painted over all others, so it is the one that is pointed at.
            text = text.removesuffix("</svg>\n") + _tooltips(metadata, scale) + "</svg>\n"
    return text.encode("utf-8")


def _with_metadata(text: str, metadata: FigureMetadata) -> str:
    """Return an SVG with a role, for screen readers, and with its metadata as the first elements."""
    start = text.index("<svg ") + len("<svg ")
    end = text.index(">", start) + 1
    return f'{text[:start]}role="img" {text[start:end]}\n{_metadata_elements(metadata)}{text[end:]}'


def _metadata_elements(metadata: FigureMetadata) -> str:
    """Return the title, the description and what the file carries; the title must be the first element."""
    elements = f" <title>{escape(metadata.title)}</title>\n <desc>{escape(metadata.description)}</desc>\n"
    content = ""
    if metadata.fingerprint:
        content += f"<{SVG_KEY} {NAMESPACE}>{metadata.fingerprint}</{SVG_KEY}>"
    if metadata.payload is not None:
        encoded = payload_as_base64(metadata.payload)
        content += f'<{SVG_TAG} {NAMESPACE} encoding="zlib base64">{encoded}</{SVG_TAG}>'
    if content:
        elements += f" <metadata>{content}</metadata>\n"
    return elements


def _tooltips(metadata: FigureMetadata, scale: float) -> str:
    """Return an invisible rectangle over each head, whose title viewers show beside the pointer."""
    lines = [f' {SVG_TOOLTIPS} fill="none" pointer-events="all">\n']
    for rect, text in metadata.tooltips:
        x, y, width, height = (f"{value * scale:.7g}" for value in rect)
        title = f"<title>{escape(text)}</title>"
        lines.append(f'  <rect x="{x}" y="{y}" width="{width}" height="{height}">{title}</rect>\n')
    return "".join([*lines, " </g>\n"])
