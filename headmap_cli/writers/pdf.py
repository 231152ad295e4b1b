"""Encode a scene as PDF: one page, vector cells, TrueType fonts, alt text as a tag, data as an attachment."""

from __future__ import annotations

import io
from typing import Any

import numpy.typing as npt
from matplotlib.backends.backend_pdf import Name, Op, PdfFile, RendererPdf
from matplotlib.colors import to_rgba

from ..embed.fingerprint import PDF_KEY
from ..embed.metadata import PAYLOAD_NAME, FigureMetadata
from ..mpl.rcparams import headmap_rcparams
from ..scene.marks import Hatch, Scene
from .painter import Painter
from .stripes import STRAIGHT, stripe_polygons

POINTS_PER_INCH = 72
ATTACHMENT = f"{PAYLOAD_NAME}.json".encode()


def pdf(scene: Scene, metadata: FigureMetadata | None = None) -> bytes:
    """Return the PDF file of a scene; its page box has the scene's size in points (1/72 inch).

    Args:
        scene: The page.
        metadata: What the file holds besides the picture; None for nothing.
    """
    # Without a date, equal scenes give equal bytes.
    information: dict[str, object] = {"Creator": "headmap", "CreationDate": None}
    if metadata is not None:
        information |= {"Title": metadata.title, "Subject": metadata.description}
    width, height = scene.width / scene.dpi, scene.height / scene.dpi
    out = io.BytesIO()
    with headmap_rcparams(scene.family):
        file = _TaggedPdf(out, metadata=information)
        file.newPage(width, height)
        renderer = RendererPdf(file, scene.dpi, height, width)
        file.write(b"/Figure << /MCID 0 >> BDC\n")
        _PdfPainter(renderer, scene, POINTS_PER_INCH / scene.dpi).page()
        renderer.finalize()
        file.write(b"EMC\n")
        if metadata is not None and metadata.fingerprint:
            file.infoDict[PDF_KEY] = metadata.fingerprint
        file.end(metadata)
        file.close()
    return out.getvalue()


class _PdfPainter(Painter):
    """A painter that writes each rectangle as one operator instead of a line for each of its corners.

    Rectangles and the lines of hatches are in pixels, whose numbers are mostly whole: short, and exact.
    """

    renderer: RendererPdf

    def rects(self, rects: npt.NDArray[Any], color: str) -> None:
        """Fill rectangles in pixels of the scene: (n, 4) x, y, width, height."""
        operators = []
        for x, y, width, height in rects.tolist():
            operators.append(f"{x:.10g} {y:.10g} {width:.10g} {height:.10g} re\n")
        self._fill_in_pixels(operators, color)

    def stripes(self, hatch: Hatch, direction: str) -> None:
        """Draw the lines of a hatch that run in one direction."""
        if direction in STRAIGHT:
            super().stripes(hatch, direction)
            return
        operators = []
        for (x, y), *others in stripe_polygons(hatch, direction):
            operators.append(f"{x:.10g} {y:.10g} m\n")
            operators += [f"{x:.10g} {y:.10g} l\n" for x, y in others]
        # To fill a path closes it.
        self._fill_in_pixels(operators, hatch.color)

    def _fill_in_pixels(self, operators: list[str], color: str) -> None:
        """Fill the path that these operators make, whose unit is the pixel of the scene."""
        gc = self.renderer.new_gc()
        gc.set_linewidth(0)
        self.renderer.check_gc(gc, to_rgba(color))
        file = self.renderer.file
        file.output(Op.gsave, self.scale, 0, 0, -self.scale, self.left, self.top, Op.concat_matrix)
        file.write("".join(operators).encode())
        file.output(Op.fill, Op.grestore)
        gc.restore()


class _TaggedPdf(PdfFile):
    """A PDF whose page is one tagged figure (ISO 32000-1, 14.7 to 14.9) and which may hold an attachment.

    catalog -> structure tree root -> structure element "Figure" with the alt text
                                         |
    page (StructParents 0) -> /Figure << /MCID 0 >> BDC ... drawing operators ... EMC
    """

    def writeObject(self, object: Any, contents: Any) -> None:
        """Write an object as matplotlib does, but tag the page, and keep the catalog for the end."""
        kind = contents.get("Type") if isinstance(contents, dict) else None
        # PdfFile writes the catalog first, when the tags and the attachment have no numbers yet.
        if kind == Name("Catalog"):
            self.catalog = contents
            return
        if kind == Name("Page"):
            contents["StructParents"] = 0
            self.page = object
        super().writeObject(object, contents)

    def end(self, metadata: FigureMetadata | None) -> None:
        """Write the tags, the attachment and the catalog, then what PdfFile keeps for the end."""
        self.endStream()
        self.catalog |= {"MarkInfo": {"Marked": True}, "StructTreeRoot": self._write_tags(metadata)}
        if metadata is not None and metadata.payload is not None:
            file = self._attach(metadata.payload.encode())
            self.catalog |= {"Names": {"EmbeddedFiles": {"Names": [ATTACHMENT, file]}}, "AF": [file]}
        super().writeObject(self.rootObject, self.catalog)
        self.finalize()

    def _write_tags(self, metadata: FigureMetadata | None) -> Any:
        """Write the tree of tags, which has one for the figure, and return a reference to its root."""
        root = self.reserveObject("tags")
        figure = self.reserveObject("figure")
        # The page's StructParents is a key of ParentTree, where each marked content has its tag.
        tree = {"Type": Name("StructTreeRoot"), "K": figure, "ParentTree": {"Nums": [0, [figure]]}}
        super().writeObject(root, tree)
        tag = {"Type": Name("StructElem"), "S": Name("Figure"), "P": root, "Pg": self.page, "K": 0}
        if metadata is not None:
            tag["Alt"] = metadata.description
        super().writeObject(figure, tag)
        return root

    def _attach(self, data: bytes) -> Any:
        """Write an attached file and return a reference to its specification (ISO 32000-1, 7.11.4)."""
        stream = self.reserveObject("attachment")
        specification = self.reserveObject("file specification")
        kind = {"Type": Name("EmbeddedFile"), "Subtype": Name("application/json")}
        self.beginStream(stream.id, self.reserveObject("length of attachment"), kind)
        self.write(data)
        self.endStream()
        file = {"Type": Name("Filespec"), "F": ATTACHMENT, "UF": ATTACHMENT, "EF": {"F": stream}}
        super().writeObject(specification, file | {"AFRelationship": Name("Data")})
        return specification
