"""Scene -> PDF: one page, vector cells, embedded TrueType fonts."""

from __future__ import annotations

import io
import os

from matplotlib.backends.backend_pdf import PdfFile, RendererPdf

from ..paint import paint
from ..scene import Scene
from ..settings import drawing_defaults


def pdf(scene: Scene) -> bytes:
    """The PDF file of a scene; its page box is the scene's size in points (1/72 inch).

    It has a creation date only where SOURCE_DATE_EPOCH sets one, so that equal scenes give equal bytes.
    """
    metadata: dict[str, object] = {"Creator": "headmap"}
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        metadata["CreationDate"] = None
    out = io.BytesIO()
    with drawing_defaults(scene.family):
        file = PdfFile(out, metadata=metadata)
        file.newPage(scene.width / scene.dpi, scene.height / scene.dpi)
        renderer = RendererPdf(file, scene.dpi, scene.height / scene.dpi, scene.width / scene.dpi)
        paint(scene, renderer, 72 / scene.dpi)
        renderer.finalize()
        file.finalize()
        file.close()
    return out.getvalue()
