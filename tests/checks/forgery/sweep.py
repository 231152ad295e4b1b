"""Forge figures of every format in every way, and see whether ``check --figure`` accepts a forged one."""

import io
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import numpy as np
from PIL import Image

from headmap_cli.checks.figure import differences
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import InputError
from headmap_cli.embed.fingerprint import Contents, is_sealed
from headmap_cli.readers.inputs import open_input
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style
from headmap_cli.writers.formats import find_format
from tests.checks.forgery.any_bytes import BYTE_FORGERIES, Forgery
from tests.checks.forgery.json_values import JSON_FORGERIES
from tests.checks.forgery.markup import HTML_FORGERIES, SVG_FORGERIES
from tests.checks.forgery.pdf import PDF_FORGERIES
from tests.checks.forgery.png import PNG_FORGERIES
from tests.helpers import random_data

MEMBERS = random_data(["Knowledge", "Syntax"], 3, 4, 0.4)
SCORES = Classification(("Knowledge", "Syntax"), None, scores=np.random.default_rng(1).random((2, 3, 4)))
PLAIN = load_style(sets=["layout.dpi=40"])
TRANSPARENT = load_style(sets=["layout.dpi=40", "background=none"])
WITH_DATA = Contents()
WITHOUT_DATA = Contents(embed_data=False)
TOOLTIPS = Contents(tooltips=True)


class Subject(NamedTuple):
    """A figure that is forged."""

    format: str
    data: Classification = MEMBERS
    style: Style = PLAIN
    contents: Contents = WITH_DATA
    part: str = ""


SUBJECTS: dict[str, tuple[Subject, ...]] = {
    "png": (
        Subject("png"),
        Subject("png", SCORES),
        Subject("png", style=TRANSPARENT),
        Subject("png", contents=WITHOUT_DATA),
        Subject("png", part="legend"),
    ),
    "svg": (
        Subject("svg"),
        Subject("svg", SCORES),
        Subject("svg", contents=TOOLTIPS),
        Subject("svg", contents=WITHOUT_DATA),
        Subject("svg", part="legend"),
    ),
    "pdf": (Subject("pdf"), Subject("pdf", SCORES), Subject("pdf", contents=WITHOUT_DATA)),
    "html": (Subject("html"), Subject("html", SCORES), Subject("html", contents=TOOLTIPS)),
    "vl.json": (Subject("vl.json"),),
}
FORGERIES: dict[str, tuple[Forgery, ...]] = {
    "png": PNG_FORGERIES,
    "svg": SVG_FORGERIES,
    "pdf": PDF_FORGERIES,
    "html": HTML_FORGERIES,
    "vl.json": JSON_FORGERIES,
}
SEALS = {
    "svg": rb'(<headmap:key xmlns:headmap="urn:headmap">)[0-9a-f]{64}(<)',
    "pdf": rb"(/HeadmapKey \()[0-9a-f]{64}(\))",
    "html": rb'(urn:headmap">|<meta name="headmap-key" content=")[0-9a-f]{64}([<"])',
    "vl.json": rb'("usermeta":\{"headmap":\{"key":")[0-9a-f]{64}(")',
}
"""What stands around the seals of a file, besides which nothing may differ."""


class Forged(NamedTuple):
    """A forged file."""

    subject: Subject
    kind: str
    data: bytes


def forged_files(format: str, count: int, seed: int) -> Iterator[Forged]:
    """Yield altered files of a format, a quarter of them with bytes that were altered by chance."""
    dice = random.Random(f"{format} {seed}")
    made = 0
    while made < count:
        subject = dice.choice(SUBJECTS[format])
        figure = figure_of(subject)
        forgeries = FORGERIES[format] if dice.random() < 0.75 else BYTE_FORGERIES
        forgery = dice.choice(forgeries)
        data = forgery(figure, dice)
        if data != figure:
            made += 1
            yield Forged(subject, forgery.__name__, data)


def is_accepted_wrongly(forged: Forged, folder: Path) -> bool:
    """Return whether ``check --figure`` accepts a file that is not the same figure to every reader.

    A batch must not take any of the files for up to date, not even one with the same pixels.
    """
    path = folder / f"figure.{forged.subject.format}"
    path.write_bytes(forged.data)
    if _is_up_to_date(forged.subject, path):
        return True
    return _is_accepted(forged.subject, path) and not is_same_figure(forged.data, figure_of(forged.subject))


def _is_up_to_date(subject: Subject, path: Path) -> bool:
    format = find_format(subject.format)
    drawing = Drawing(subject.data, subject.style, subject.contents)
    return is_sealed(path, format.slot, drawing.fingerprint(format, subject.part))


def _is_accepted(subject: Subject, path: Path) -> bool:
    try:
        # The figures that it is compared with are always the same, so each of them is drawn once.
        with mock.patch.object(Drawing, "encode", _encode_once):
            return differences(open_input(str(path)), subject.data, subject.style) == []
    except InputError:  # what it carries is broken
        return False


_encode = Drawing.encode
_encoded: dict[tuple[int, str, Contents, str, str], bytes] = {}


def _encode_once(drawing: Drawing, format: str, part: str = "") -> bytes:
    """Encode a figure, or return what it was encoded as before."""
    which = MEMBERS if drawing.data == MEMBERS else SCORES
    assert drawing.data == which
    key = (id(which), str(drawing.style), drawing.contents, format, part)
    if key not in _encoded:
        _encoded[key] = _encode(drawing, format, part)
    return _encoded[key]


def figure_of(subject: Subject) -> bytes:
    """Return the bytes of the figure that is forged."""
    drawing = Drawing(subject.data, subject.style, subject.contents)
    return _encode_once(drawing, subject.format, subject.part)


def is_same_figure(forged: bytes, figure: bytes) -> bool:
    """Return whether a file is the same figure as another one, apart from its seals."""
    if figure.startswith(b"\x89PNG"):
        return _is_same_picture(forged, figure)
    for pattern in SEALS.values():
        forged = re.sub(pattern, rb"\1\2", forged)
        figure = re.sub(pattern, rb"\1\2", figure)
    return forged == figure


def _is_same_picture(forged: bytes, figure: bytes) -> bool:
    """Return whether Pillow finds the same pixels in two files, and nothing new that a viewer could show."""
    with Image.open(io.BytesIO(forged)) as picture, Image.open(io.BytesIO(figure)) as expected:
        if picture.convert("RGBA").tobytes() != expected.convert("RGBA").tobytes():
            return False
        if getattr(picture, "n_frames", 1) != 1 or not forged.endswith(b"IEND\xaeB`\x82"):
            return False
        own = {"headmap-key", "transparency"}
        return all(key in own or expected.info.get(key) == value for key, value in picture.info.items())
