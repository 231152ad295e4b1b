"""Scene -> SVG: cells as one path per colour and panel, text as text, every group with its id."""

from __future__ import annotations

import io

from matplotlib.backends.backend_svg import RendererSVG

from ..paint import paint
from ..scene import Scene
from ..settings import drawing_defaults

NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


def svg(scene: Scene) -> bytes:
    """The SVG file of a scene, its unit the point (1/72 inch)."""
    scale = 72 / scene.dpi
    out = io.StringIO()
    with drawing_defaults(scene.family):
        renderer = RendererSVG(scene.width * scale, scene.height * scale, out, metadata=NO_METADATA)
        paint(scene, renderer, scale)
        renderer.finalize()
    return out.getvalue().encode("utf-8")
