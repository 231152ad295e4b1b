"""Scene -> PDF: one page, vector cells, embedded TrueType fonts; data as an attachment, alt text as a tag."""

from __future__ import annotations

import io
from typing import Any

from matplotlib.backends.backend_pdf import Name, PdfFile, RendererPdf

from ..embed.fingerprint import PDF_KEY
from ..embed.metadata import ID, FigureMetadata
from ..mpl.rcparams import headmap_rcparams
from ..scene.marks import Scene
from .painter import paint


def pdf(scene: Scene, about: FigureMetadata | None = None) -> bytes:
    """The PDF file of a scene; its page box is the scene's size in points (1/72 inch).

    It has no creation date, so that equal scenes give equal bytes.
    """
    metadata: dict[str, object] = {"Creator": "headmap", "CreationDate": None}
    if about:
        metadata |= {"Title": about.title, "Subject": about.description}
    out = io.BytesIO()
    with headmap_rcparams(scene.family):
        file = _Tagged(out, metadata=metadata)
        file.newPage(scene.width / scene.dpi, scene.height / scene.dpi)
        renderer = RendererPdf(file, scene.dpi, scene.height / scene.dpi, scene.width / scene.dpi)
        file.write(b"/Figure << /MCID 0 >> BDC\n")
        paint(scene, renderer, 72 / scene.dpi)
        renderer.finalize()
        file.write(b"EMC\n")
        if about and about.key:
            file.infoDict[PDF_KEY] = about.key
        file.end(about)
        file.close()
    return out.getvalue()


class _Tagged(PdfFile):
    """A PDF whose page is one tagged figure (ISO 32000-1, 14.7 to 14.9) and which may hold an attachment."""

    def writeObject(self, object: Any, contents: Any) -> None:
        """As matplotlib does it, but the page is part of the tags, and the catalog is kept for the end."""
        kind = contents.get("Type") if isinstance(contents, dict) else None
        if kind == Name("Catalog"):
            self.catalog = contents
            return
        if kind == Name("Page"):
            contents["StructParents"] = 0
            self.page = object
        super().writeObject(object, contents)

    def end(self, about: FigureMetadata | None) -> None:
        """Write tags, attachment and catalog, then all that PdfFile keeps for the end."""
        self.endStream()
        root, figure = self.reserveObject("tags"), self.reserveObject("figure")
        super().writeObject(
            root, {"Type": Name("StructTreeRoot"), "K": figure, "ParentTree": {"Nums": [0, [figure]]}}
        )
        tag = {"Type": Name("StructElem"), "S": Name("Figure"), "P": root, "Pg": self.page, "K": 0}
        super().writeObject(figure, tag | ({"Alt": about.description} if about else {}))
        self.catalog |= {"MarkInfo": {"Marked": True}, "StructTreeRoot": root}
        if about and about.payload is not None:
            spec = self._attach(about.payload.encode())
            self.catalog |= {
                "Names": {"EmbeddedFiles": {"Names": [f"{ID}.json".encode(), spec]}},
                "AF": [spec],
            }
        super().writeObject(self.rootObject, self.catalog)
        self.finalize()

    def _attach(self, data: bytes) -> Any:
        stream, spec = self.reserveObject("attachment"), self.reserveObject("file specification")
        extra = {"Type": Name("EmbeddedFile"), "Subtype": Name("application/json")}
        self.beginStream(stream.id, self.reserveObject("length of attachment"), extra)
        self.write(data)
        self.endStream()
        name = f"{ID}.json".encode()
        file = {"Type": Name("Filespec"), "F": name, "UF": name, "EF": {"F": stream}}
        super().writeObject(spec, file | {"AFRelationship": Name("Data")})
        return spec
