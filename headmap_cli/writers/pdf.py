"""Encode a scene as PDF: one page, vector cells, TrueType fonts, alt text as a tag, data as an attachment.

Importing matplotlib would take longer than drawing the whole figure, so the file is written without it.
Section numbers are those of ISO 32000-1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import __version__
from ..colors.names import NO_COLOR
from ..embed.fingerprint import PDF_KEY
from ..embed.metadata import PAYLOAD_NAME, FigureMetadata
from ..scene.marks import Box, Cells, Dots, Group, Hatch, Item, Label, Line, Scene, Wedges
from ..scene.strokes import Strokes
from ..text.plain_text import POINTS_PER_INCH
from .numbers import number
from .pdf_objects import Name, PdfFile, Reference, Value
from .pdf_shapes import frame_path, mark_paths, rects_path
from .pdf_text import TextWriter

ATTACHMENT = f"{PAYLOAD_NAME}.json"


def pdf(scene: Scene, metadata: FigureMetadata | None = None) -> bytes:
    """Return the PDF file of a scene; its page box has the scene's size in points (1/72 inch).

    Args:
        scene: The page.
        metadata: What the file holds besides the picture; None for nothing.
    """
    file = PdfFile()
    catalog, pages, page = file.reserve(), file.reserve(), file.reserve()
    text = TextWriter(scene)
    # The operators come first: the fonts have only the characters that they show.
    operators = "\n".join(PageWriter(scene, text).operators())
    content = file.add_stream(operators.encode())
    scale = POINTS_PER_INCH / scene.dpi
    file.add(
        {
            "Type": Name("Page"),
            "Parent": pages,
            "MediaBox": [0, 0, scene.width * scale, scene.height * scale],
            "Resources": file.add({"Font": text.embed_fonts(file)}),
            "Contents": content,
            "StructParents": 0,
        },
        page,
    )
    file.add({"Type": Name("Pages"), "Kids": [page], "Count": 1}, pages)
    entries = _write_attachment(file, metadata) | _write_tags(file, page, metadata)
    file.add({"Type": Name("Catalog"), "Pages": pages, **entries}, catalog)
    return file.finish(catalog, file.add(_information(metadata)))


def _information(metadata: FigureMetadata | None) -> dict[str, Value]:
    """Return the properties of a file, which have no date, so that equal scenes give equal bytes."""
    information: dict[str, Value] = {"Creator": "headmap", "Producer": f"headmap {__version__}"}
    if metadata is not None:
        information |= {"Title": metadata.title, "Subject": metadata.description}
        if metadata.fingerprint:
            information[PDF_KEY] = metadata.fingerprint
    return information


def _write_tags(file: PdfFile, page: Reference, metadata: FigureMetadata | None) -> dict[str, Value]:
    """Write the tree of tags (14.7 to 14.9), which has one for the figure, and return its catalog entries.

    catalog -> structure tree root -> structure element "Figure" with the alt text
                                         |
    page (StructParents 0) -> /Figure << /MCID 0 >> BDC ... drawing operators ... EMC
    """
    root, figure = file.reserve(), file.reserve()
    # The page's StructParents, 0, is its key in ParentTree, which lists the tag of each MCID of the page.
    file.add({"Type": Name("StructTreeRoot"), "K": figure, "ParentTree": {"Nums": [0, [figure]]}}, root)
    tag: dict[str, Value] = {"Type": Name("StructElem"), "S": Name("Figure"), "P": root, "Pg": page, "K": 0}
    if metadata is not None:
        tag["Alt"] = metadata.description
    file.add(tag, figure)
    return {"MarkInfo": {"Marked": True}, "StructTreeRoot": root}


def _write_attachment(file: PdfFile, metadata: FigureMetadata | None) -> dict[str, Value]:
    """Write the payload as an attached file, if there is one, and return its catalog entries.

    Names lists the attachments (7.11.4); AF tells what they are to the document (ISO 32000-2, 14.13).
    """
    if metadata is None or metadata.payload is None:
        return {}
    kind = {"Type": Name("EmbeddedFile"), "Subtype": Name("application/json")}
    stream = file.add_stream(metadata.payload.encode(), kind)
    specification = file.add(
        {
            "Type": Name("Filespec"),
            "F": ATTACHMENT,
            "UF": ATTACHMENT,
            "EF": {"F": stream},
            "AFRelationship": Name("Data"),
        }
    )
    return {"Names": {"EmbeddedFiles": {"Names": [ATTACHMENT, specification]}}, "AF": [specification]}


class PageWriter:
    """Turns each item of a scene into operators, whose numbers are pixels, mostly whole."""

    def __init__(self, scene: Scene, text: TextWriter) -> None:
        self._scene = scene
        self._text = text
        self._color = ""

    def operators(self) -> Iterator[str]:
        """Yield the operators of the background and of all groups."""
        scale = POINTS_PER_INCH / self._scene.dpi
        # y runs up in a PDF, and down in a scene.
        yield f"{scale:.10g} 0 0 -{scale:.10g} 0 {number(self._scene.height * scale)} cm"
        yield "/Figure << /MCID 0 >> BDC"
        if self._scene.background != NO_COLOR:
            page_rect = (0, 0, self._scene.width, self._scene.height)
            yield from self._item(Box(page_rect, fill=self._scene.background))
        for group in self._scene.groups:
            yield from self._item(group)
        yield "EMC"

    def _item(self, item: Item) -> Iterator[str]:
        """Yield the operators of an item, and those inside it if it is a group."""
        match item:
            case Group():
                for inner in item.items:
                    yield from self._item(inner)
            case Cells() | Wedges() | Hatch() | Dots() | Strokes():
                for path in mark_paths(item):
                    yield from self._fill(path, item.color)
            case Box():
                if item.fill:
                    yield from self._fill(rects_path([item.rect]), item.fill)
                if item.frame and item.line:
                    yield from self._fill(frame_path(item.rect, item.line), item.frame)
            case Line():
                yield from self._fill(rects_path([item.rect]), item.color)
            case Label():
                yield from self._use(item.color)
                yield from self._text.label(item)

    def _fill(self, path: Iterable[str], color: str) -> Iterator[str]:
        """Yield the operators that fill a path with a colour."""
        yield from self._use(color)
        yield from path
        yield "f"

    def _use(self, color: str) -> Iterator[str]:
        """Yield the operator that makes a colour the one of all that follows, unless it is already."""
        if color == self._color:
            return
        self._color = color
        channels = [number(int(color[i : i + 2], 16) / 255) for i in (1, 3, 5)]
        if len(set(channels)) == 1:
            yield f"{channels[0]} g"
        else:
            yield f"{' '.join(channels)} rg"
