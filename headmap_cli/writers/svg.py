"""Scene -> SVG: cells as one path per colour and panel, text as text, every group with its id."""

from __future__ import annotations

import io
from html import escape

from matplotlib.backends.backend_svg import RendererSVG

from ..embed.fingerprint import SVG_KEY
from ..embed.metadata import SVG_TAG, SVG_TIPS, FigureMetadata
from ..mpl.rcparams import headmap_rcparams
from ..scene.marks import Scene
from .painter import paint

NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


def svg(scene: Scene, about: FigureMetadata | None = None) -> bytes:
    """The SVG file of a scene, its unit the point (1/72 inch)."""
    scale = 72 / scene.dpi
    out = io.StringIO()
    with headmap_rcparams(scene.family):
        renderer = RendererSVG(scene.width * scale, scene.height * scale, out, metadata=NO_METADATA)
        paint(scene, renderer, scale)
        renderer.finalize()
    text = out.getvalue()
    if about:
        start = text.index("<svg ") + len("<svg ")
        end = text.index(">", start) + 1
        text = f'{text[:start]}role="img" {text[start:end]}\n{_said(about)}{text[end:]}'
        if about.tips:
            text = text.removesuffix("</svg>\n") + _tips(about, scale) + "</svg>\n"
    return text.encode("utf-8")


def _said(about: FigureMetadata) -> str:
    """Title, description and metadata of a file; the title must be the first."""
    out = f" <title>{escape(about.title)}</title>\n <desc>{escape(about.description)}</desc>\n"
    data = ""
    if about.key:
        data += f'<{SVG_KEY} xmlns:headmap="urn:headmap">{about.key}</{SVG_KEY}>'
    if about.payload is not None:
        data += f'<{SVG_TAG} xmlns:headmap="urn:headmap" encoding="zlib base64">{about.text}</{SVG_TAG}>'
    return out + (f" <metadata>{data}</metadata>\n" if data else "")


def _tips(about: FigureMetadata, scale: float) -> str:
    """An unseen rectangle over each head, its words as its title, which viewers show beside the pointer."""
    out = [f' {SVG_TIPS} fill="none" pointer-events="all">\n']
    for rect, words in about.tips:
        x, y, width, height = (f"{value * scale:.7g}" for value in rect)
        title = f"<title>{escape(words)}</title>"
        out.append(f'  <rect x="{x}" y="{y}" width="{width}" height="{height}">{title}</rect>\n')
    return "".join([*out, " </g>\n"])
