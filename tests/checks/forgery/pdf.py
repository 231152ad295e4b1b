"""Alterations of PDF files: of the page, of what is drawn on it, of what viewers show, and of the objects."""

import io
import random
import re
from collections.abc import Callable
from typing import Any

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.annotations import FreeText, Rectangle
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    RectangleObject,
    TextStringObject,
)

from tests.checks.forgery.any_bytes import Forgery

BOXES = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox")
OPERATORS = (
    b"1 0 0 rg 0 0 90 90 re f\n",
    b"q 1 1 1 rg 0 0 400 400 re f Q\n",
    b"-1 0 0 1 300 0 cm\n",
    b"q /None gs Q\n",
    b"2 Tr\n",
    b"\n",
)


def _rewritten(pdf: bytes, change: Callable[[PdfWriter], None], incremental: bool = False) -> bytes:
    """Return a PDF that pypdf has changed, written anew or with an update behind its end."""
    writer = PdfWriter(io.BytesIO(pdf), incremental=incremental)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def other_box(pdf: bytes, dice: random.Random) -> bytes:
    name = dice.choice(BOXES)

    def change(writer: PdfWriter) -> None:
        page: Any = writer.pages[0]
        box = [float(value) for value in page.mediabox]
        box[dice.randrange(4)] += dice.choice([-9.0, 1.0, 0.5, 50.0])
        page[NameObject(name)] = RectangleObject((box[0], box[1], box[2], box[3]))

    return _rewritten(pdf, change, dice.random() < 0.5)


def turned_page(pdf: bytes, dice: random.Random) -> bytes:
    def change(writer: PdfWriter) -> None:
        page: Any = writer.pages[0]
        if dice.random() < 0.5:
            page.rotate(dice.choice([90, 180, 270]))
        else:
            page[NameObject("/UserUnit")] = FloatObject(dice.choice([0.5, 2]))

    return _rewritten(pdf, change, dice.random() < 0.5)


def other_content(pdf: bytes, dice: random.Random) -> bytes:
    """More operators before or behind those of the page, or one of its numbers changed."""

    def change(writer: PdfWriter) -> None:
        page: Any = writer.pages[0]
        content = page.get_contents().get_data()
        action = dice.randrange(3)
        if action == 0:
            content = dice.choice(OPERATORS) + content
        elif action == 1:
            content = content + dice.choice(OPERATORS)
        else:
            place = dice.choice([n for n, byte in enumerate(content) if 48 <= byte < 58])
            content = content[:place] + str(dice.randrange(10)).encode() + content[place + 1 :]
        stream = DecodedStreamObject()
        stream.set_data(content)
        page[NameObject("/Contents")] = writer._add_object(stream)

    return _rewritten(pdf, change, dice.random() < 0.5)


def scaled_content(pdf: bytes, dice: random.Random) -> bytes:
    def change(writer: PdfWriter) -> None:
        writer.pages[0].add_transformation(Transformation().scale(dice.choice([0.9, 1.01]), 1))

    return _rewritten(pdf, change)


def added_annotation(pdf: bytes, dice: random.Random) -> bytes:
    """A note or a rectangle over the figure, which may be transparent or hidden."""

    def change(writer: PdfWriter) -> None:
        left, bottom = dice.randrange(200), dice.randrange(90)
        place = (left, bottom, left + 40, bottom + 20)
        note: DictionaryObject = Rectangle(rect=place, interior_color="ff0000")
        if dice.random() < 0.5:
            note = FreeText(text="forged", rect=place)
        if dice.random() < 0.3:
            note[NameObject("/CA")] = FloatObject(0.01)
        writer.add_annotation(0, note)

    return _rewritten(pdf, change, dice.random() < 0.5)


def added_page(pdf: bytes, dice: random.Random) -> bytes:
    def change(writer: PdfWriter) -> None:
        if dice.random() < 0.5:
            writer.add_blank_page(90, 90)
        else:
            writer.insert_page(writer.pages[0], 0)

    return _rewritten(pdf, change)


def other_metadata(pdf: bytes, dice: random.Random) -> bytes:
    def change(writer: PdfWriter) -> None:
        key = dice.choice(["/Title", "/Subject", "/Author", "/Creator", "/CreationDate", "/Keywords"])
        writer.add_metadata({key: dice.choice(["forged", "", "D:20260101000000"])})

    return _rewritten(pdf, change, dice.random() < 0.5)


def other_alt_text(pdf: bytes, dice: random.Random) -> bytes:
    def change(writer: PdfWriter) -> None:
        root: Any = writer.root_object
        tag = root["/StructTreeRoot"]["/K"].get_object()
        tag[NameObject("/Alt")] = TextStringObject(dice.choice(["forged", ""]))

    return _rewritten(pdf, change)


def other_font(pdf: bytes, dice: random.Random) -> bytes:
    """Other widths of the letters, another name of the font, or no font file."""

    def change(writer: PdfWriter) -> None:
        page: Any = writer.pages[0]
        font = dice.choice(list(page["/Resources"]["/Font"].values())).get_object()
        action = dice.randrange(3)
        if action == 0:
            font[NameObject("/BaseFont")] = NameObject("/Courier")
        elif action == 1:
            font[NameObject("/Widths")] = ArrayObject([FloatObject(300)] * 256)
        else:
            font[NameObject("/Encoding")] = NameObject("/MacRomanEncoding")

    return _rewritten(pdf, change)


def with_script(pdf: bytes, dice: random.Random) -> bytes:
    def change(writer: PdfWriter) -> None:
        action = DictionaryObject()
        action[NameObject("/S")] = NameObject("/JavaScript")
        action[NameObject("/JS")] = TextStringObject("app.alert(1)")
        root: Any = writer.root_object
        root[NameObject(dice.choice(["/OpenAction", "/AA"]))] = action

    return _rewritten(pdf, change)


def other_attachment(pdf: bytes, dice: random.Random) -> bytes:
    def change(writer: PdfWriter) -> None:
        writer.add_attachment(dice.choice(["forged.txt", "headmap.json"]), b'{"forged": 1}')

    return _rewritten(pdf, change)


def encrypted(pdf: bytes, _dice: random.Random) -> bytes:
    return _rewritten(pdf, lambda writer: writer.encrypt("", algorithm="RC4-128"))


def written_anew(pdf: bytes, dice: random.Random) -> bytes:
    """The same objects as pypdf writes them, which looks the same, but is not the file of headmap."""

    def change(writer: PdfWriter) -> None:
        if dice.random() < 0.5:
            writer.compress_identical_objects()

    return _rewritten(pdf, change)


def exchanged_objects(pdf: bytes, dice: random.Random) -> bytes:
    """The numbers of two objects exchanged, such as those of two fonts or two streams."""
    numbers = re.findall(rb"\n(\d+) 0 obj", pdf)
    first, second = dice.sample(numbers, 2)
    return re.sub(
        rb"\n(" + first + rb"|" + second + rb") 0 obj",
        lambda match: b"\n%s 0 obj" % (second if match[1] == first else first),
        pdf,
    )


def update_behind_the_end(pdf: bytes, dice: random.Random) -> bytes:
    """The object of the page anew, which viewers take instead of the first."""
    found = re.search(rb"(\d+) 0 obj\s*<<[^>]*?/MediaBox \[[^]]*\].*?endobj", pdf, re.DOTALL)
    assert found is not None
    box = b"/MediaBox [ 0 0 %d %d ]" % (dice.randrange(1, 500), dice.randrange(1, 500))
    page = re.sub(rb"/MediaBox \[[^]]*\]", box, found[0])
    start, previous = len(pdf), re.findall(rb"startxref\s+(\d+)", pdf)[-1]
    root = PdfReader(io.BytesIO(pdf)).trailer.raw_get("/Root")
    table = b"xref\n%s 1\n%010d 00000 n \ntrailer\n" % (found[1], start)
    trailer = b"<< /Root %d 0 R /Size 99 /Prev %s >>\n" % (root.idnum, previous)
    return pdf + page + b"\n" + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (start + len(page) + 1)


PDF_FORGERIES: tuple[Forgery, ...] = (
    other_box,
    turned_page,
    other_content,
    other_content,
    scaled_content,
    added_annotation,
    added_page,
    other_metadata,
    other_alt_text,
    other_font,
    with_script,
    other_attachment,
    encrypted,
    written_anew,
    exchanged_objects,
    update_behind_the_end,
)
