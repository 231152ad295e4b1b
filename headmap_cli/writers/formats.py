"""List the output formats, with their names and abilities.

How a file records its fingerprint and its payload is defined in embed/, because readers and batch runs look
for them without drawing anything, and must not import the encoders. Each Format joins the two.

To add a format, write its encoder in a file of this folder and add a Format to FORMATS: the command line,
batch, ``check`` and all messages follow. Formats that figures can be read back from also name a Container.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from ..core.errors import HeadmapError, UsageError
from ..core.strings import did_you_mean, quote
from ..embed.containers import BLANKS, MARKUP, PDF, PDF_MAGIC, PNG, PNG_SIGNATURE, Container
from ..embed.fingerprint import (
    HTML_SLOT,
    PDF_SLOT,
    PNG_SLOT,
    SVG_SLOT,
    VEGA_SLOT,
    Contents,
    FingerprintSlot,
    fingerprint,
)

if TYPE_CHECKING:
    from .figure import DrawnFigure

Ability: TypeAlias = Literal[
    "container", "single_panel", "data_optional", "shows_comparison", "shows_tooltips"
]
"""The fields of a Format that say whether it can do something."""


class Format(Struct, frozen=True):
    """An output format.

    Attributes:
        name: The name, which is also the extension of its files.
        description: What messages call a file of this format, with an article.
        magic: The first bytes of a file. If those of two formats match, the longer ones decide.
        slot: Where a file records its fingerprint.
        encode: Returns the bytes of a file. It imports the encoder only when it is called, to save time.
        container: Where a file stores its data and style; None if they cannot be read back.
        single_panel: Whether a file can show one panel, or the legend, alone.
        data_optional: Whether a file can leave out the data.
        shows_comparison: Whether a file can show the comparison of two classifications.
        shows_tooltips: Whether a file can have tooltips.
        shows_scene: Whether a file shows the page as headmap lays it out.
    """

    name: str
    description: str
    magic: bytes
    slot: FingerprintSlot
    encode: Callable[[DrawnFigure], bytes]
    container: Container | None = None
    single_panel: bool = False
    data_optional: bool = False
    shows_comparison: bool = False
    shows_tooltips: bool = False
    shows_scene: bool = True


def _encode_png(figure: DrawnFigure) -> bytes:
    """Return the bytes of a PNG file."""
    from .png import png

    return png(figure.scene, figure.metadata)


def _encode_svg(figure: DrawnFigure) -> bytes:
    """Return the bytes of an SVG file."""
    from .svg import svg

    return svg(figure.scene, figure.metadata)


def _encode_pdf(figure: DrawnFigure) -> bytes:
    """Return the bytes of a PDF file."""
    from .pdf import pdf

    return pdf(figure.scene, figure.metadata)


def _encode_html(figure: DrawnFigure) -> bytes:
    """Return the bytes of a web page."""
    from .html import html

    return html(figure)


def _encode_vega_lite(figure: DrawnFigure) -> bytes:
    """Return the bytes of a Vega-Lite specification."""
    from ..core.composite import merge_drawn
    from ..core.facets import Facets
    from .vegalite import vega_lite

    if isinstance(figure.data, Facets):
        raise HeadmapError(
            "a Vega-Lite spec has no facets; draw each of them on its own, or write svg, pdf, png or html"
        )
    return vega_lite(merge_drawn(figure.data), figure.style, figure.metadata.fingerprint)


FORMATS: tuple[Format, ...] = (
    Format(
        "png",
        "a PNG picture",
        PNG_SIGNATURE,
        PNG_SLOT,
        _encode_png,
        container=PNG,
        single_panel=True,
        data_optional=True,
        shows_comparison=True,
    ),
    Format(
        "svg",
        "an SVG picture",
        b"<",
        SVG_SLOT,
        _encode_svg,
        container=MARKUP,
        single_panel=True,
        data_optional=True,
        shows_comparison=True,
        shows_tooltips=True,
    ),
    Format(
        "pdf",
        "a PDF",
        PDF_MAGIC,
        PDF_SLOT,
        _encode_pdf,
        container=PDF,
        single_panel=True,
        data_optional=True,
        shows_comparison=True,
    ),
    Format(
        "html",
        "a web page",
        b"<!doctype html",
        HTML_SLOT,
        _encode_html,
        container=MARKUP,
        shows_comparison=True,
    ),
    Format("vl.json", "a Vega-Lite specification", b"{", VEGA_SLOT, _encode_vega_lite, shows_scene=False),
)


def format_names(ability: Ability | None = None) -> tuple[str, ...]:
    """Return the names of all formats, or of those with an ability, in the order of messages and help texts.

    >>> format_names(), format_names("shows_tooltips")
    (('png', 'svg', 'pdf', 'html', 'vl.json'), ('svg',))
    """
    return tuple(format.name for format in FORMATS if ability is None or getattr(format, ability))


def data_required(name: str) -> str:
    """Return the message for --no-data and a format, or a file, that cannot do without the data."""
    possible = ", ".join(format_names("data_optional"))
    return f"--no-data can only be used with {possible}; {name} works by its data"


def any_extension(ability: Ability | None = None) -> str:
    """Return the extensions of formats as a help text lists them.

    >>> any_extension("single_panel"), any_extension("shows_tooltips")
    ('.png, .svg or .pdf', '.svg')
    """
    *others, last = [f".{name}" for name in format_names(ability)]
    return f"{', '.join(others)} or {last}" if others else last


def find_format(name: str) -> Format:
    """Return a format by its name.

    Raises:
        UsageError: If there is no such format.
    """
    for format in FORMATS:
        if format.name == name:
            return format
    raise UsageError(f"{quote(name)} is not a format; expected one of {', '.join(format_names())}")


def format_of(path: str | Path) -> str:
    """Return the name of the format that a file name has the extension of.

    Raises:
        UsageError: If the name has no format's extension, or cannot be the name of a file.
    """
    text = str(path)
    if "\0" in text:
        raise UsageError(f"{quote(text)} has a null character, which no file name can have")
    if text.endswith(("/", os.sep)):
        raise UsageError(f"{quote(text)} names a folder; give a file in it, such as {path}figure.png")
    name = Path(path).name.lower()
    for format in format_names():
        if name.endswith(f".{format}"):
            return format
    ending = Path(path).suffix.lstrip(".").lower()
    problem = f"ends in {quote('.' + ending)}" if ending else "has no file extension"
    expected = ", ".join(f".{format}" for format in format_names())
    raise UsageError(
        f"{quote(text)} {problem}{did_you_mean(ending, format_names())}; expected one of {expected}"
    )


def format_of_content(start: bytes) -> Format | None:
    """Return the format of a file with these first bytes; None if they fit no format."""
    text = start.lstrip(BLANKS)
    matching = [format for format in FORMATS if text.startswith(format.magic)]
    return max(matching, key=lambda format: len(format.magic), default=None)


def expected_fingerprint(format: Format, payload: str, fonts: str, contents: Contents, part: str = "") -> str:
    """Return the fingerprint that a file of a figure should be sealed with.

    Args:
        format: The format of the file.
        payload: The data and style as JSON, see embed.metadata.payload.
        fonts: The fonts of the figure besides those of matplotlib, see text.figure_fonts.
        contents: What the figure's files hold besides the picture.
        part: The panel that the file shows alone; empty for the whole figure.
    """
    # Tooltips must not change the fingerprint of files that cannot show them.
    contents = Contents(contents.embed_data, contents.tooltips and format.shows_tooltips)
    # A page offers the SVG of the figure, which has to be that of a run for an SVG.
    name = "svg" if format.name == "html" else format.name
    return fingerprint(payload, fonts, name, contents, part)
