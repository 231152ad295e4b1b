"""Encode a scene as SVG: one path per colour and panel, text as text, an id for every group.

The elements are written without matplotlib, which takes longer to import than all of them to write.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..embed.fingerprint import SVG_KEY
from ..embed.metadata import SVG_TAG, SVG_TOOLTIPS, FigureMetadata, payload_as_base64
from ..scene.marks import Scene
from .numbers import number
from .svg_items import ItemWriter
from .svg_markup import POINTS_PER_INCH, escape

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
NAMESPACE = 'xmlns:headmap="urn:headmap"'


def svg(scene: Scene, metadata: FigureMetadata | None = None) -> bytes:
    """Return the SVG file of a scene; its unit is the point (1/72 inch).

    Args:
        scene: The page.
        metadata: What the file holds besides the picture; None for nothing.
    """
    scale = POINTS_PER_INCH / scene.dpi
    lines = [DECLARATION, _start_tag(scene, scale, has_title=metadata is not None)]
    if metadata is not None:
        # The title must be the first element.
        lines += _metadata_elements(metadata)
    lines += ItemWriter(scene).page()
    if metadata is not None and metadata.tooltips:
        # The last element of a file is painted over all others, so it is the one that is pointed at.
        lines += _tooltips(metadata, scale)
    lines.append("</svg>")
    return ("\n".join(lines) + "\n").encode("utf-8")


def _start_tag(scene: Scene, scale: float, has_title: bool) -> str:
    """Return the tag that begins the picture, with a role for screen readers if they are told its title."""
    role = 'role="img" ' if has_title else ""
    width, height = number(scene.width * scale), number(scene.height * scale)
    size = f'width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}"'
    return f'<svg {role}xmlns="http://www.w3.org/2000/svg" version="1.1" {size}>'


def _metadata_elements(metadata: FigureMetadata) -> Iterator[str]:
    """Yield the title, the description and what the file carries."""
    yield f"<title>{escape(metadata.title)}</title>"
    yield f"<desc>{escape(metadata.description)}</desc>"
    element = metadata_element(metadata)
    if element:
        yield element


def metadata_element(metadata: FigureMetadata) -> str:
    """Return the element with the fingerprint and the payload of a figure; empty if it has neither."""
    content = ""
    if metadata.fingerprint:
        content += f"<{SVG_KEY} {NAMESPACE}>{metadata.fingerprint}</{SVG_KEY}>"
    if metadata.payload is not None:
        encoded = payload_as_base64(metadata.payload)
        content += f'<{SVG_TAG} {NAMESPACE} encoding="zlib base64">{encoded}</{SVG_TAG}>'
    return f"<metadata>{content}</metadata>" if content else ""


def _tooltips(metadata: FigureMetadata, scale: float) -> Iterator[str]:
    """Yield an invisible rectangle over each head, whose title viewers show beside the pointer."""
    yield f'{SVG_TOOLTIPS} fill="none" pointer-events="all">'
    for rect, text in metadata.tooltips:
        x, y, width, height = (number(value * scale) for value in rect)
        title = f"<title>{escape(text)}</title>"
        yield f' <rect x="{x}" y="{y}" width="{width}" height="{height}">{title}</rect>'
    yield "</g>"
