"""Check that a figure shows exactly the given data in the given style."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import __version__
from ..core.classification import Classification
from ..core.errors import input_error
from ..core.facets import Facets
from ..embed.extract import Embedded, NothingEmbeddedError
from ..embed.fingerprint import Contents, seal_spans
from ..embed.metadata import SVG_TOOLTIPS
from ..files.streams import is_stream
from ..readers import Input, Options, read_shown
from ..render import Drawing
from ..style.load import build_style
from ..style.schema import Style
from ..style.sources import with_source
from ..writers.formats import Format, find_format, format_of, format_of_content
from .content import shown_differences, style_differences

FOREIGN_PICTURES = {
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"%!PS": "PostScript",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"BM": "a BMP picture",
}
"""The kinds of pictures that headmap does not write, by their first bytes."""


def differences(figure: Input, data: Classification | Facets, style: Style | None) -> list[str]:
    """Return how a figure differs from what headmap would draw; an empty list if it does not.

    A figure that carries no data is compared with a picture that is drawn without data in it.

    Args:
        figure: The figure.
        data: The data that it should show.
        style: The style that it should have; None to accept whatever style it carries.

    Raises:
        InputError: If the figure cannot be read.
    """
    source = figure.source
    content = source.data  # before the figure's own data is read, which closes the file
    embedded = _embedded(figure)
    if embedded is not None:
        own_data = read_shown([figure], Options(max_bytes=source.max_bytes))
        own_style = build_style(with_source(embedded.style, f"{source.name} (the style that it carries)"))
        expected_style = own_style if style is None else style
        messages = [*shown_differences(own_data, data), *style_differences(own_style, expected_style)]
        if messages:
            return messages
        # The styles can still differ in the name of a preset, which is part of what the file carries.
        style = own_style
    format = _format_of_figure(figure)
    content_format = format_of_content(source.start)
    # A picture of another format may still show this data; then only its name has to be corrected.
    if format.single_panel and content_format != format:
        return [f"is {_kind(source.start)}, not {format.description}, which its name says"]
    tooltips = format.shows_tooltips and SVG_TOOLTIPS.encode() in content
    drawing = Drawing(data, style, Contents(embedded is not None, tooltips))
    for expected in _possible_files(drawing, format):
        if same_file(content, expected, format):
            return []
    return [_picture_differs(embedded)]


def same_file(figure: bytes, expected: bytes, format: Format) -> bool:
    """Return whether a file is the expected one, apart from the seal that it records.

    Another version of matplotlib changes the seal even if it changes nothing else, so any seal is accepted,
    but only in the expected place. Elsewhere, other content could pose as one.
    """
    if format.name == "png":
        # Programs that compress PNG files change their bytes, but not their pixels.
        from .png import same_png

        return same_png(figure, expected)
    unsealed = bytearray(figure)
    for span in seal_spans(expected, format.slot):
        if re.fullmatch(rb"[0-9a-f]{64}", figure[span]):
            unsealed[span] = expected[span]
    return unsealed == expected


def _possible_files(drawing: Drawing, format: Format) -> Iterator[bytes]:
    """Yield the files that a figure can be: the whole figure, or one of the parts that --split writes."""
    yield drawing.encode(format.name)
    if format.single_panel:
        for part in drawing.panels:
            yield drawing.encode(format.name, part)


def _format_of_figure(figure: Input) -> Format:
    """Return the format of a figure: by its name, or, for a stream, by its content."""
    if not is_stream(figure.path):
        return find_format(format_of(figure.path))
    format = format_of_content(figure.source.start)
    if format is None:
        raise input_error(figure.source.name, "is not a figure; expected one that headmap made")
    return format


def _kind(start: bytes) -> str:
    """Return what kind of file begins with these bytes, for a message."""
    for magic, kind in FOREIGN_PICTURES.items():
        if start.startswith(magic):
            return kind
    format = format_of_content(start)
    return "a file of another kind" if format is None else format.description


def _embedded(figure: Input) -> Embedded | None:
    """Return what a figure carries; None for one that was made with --no-data."""
    try:
        return figure.carried
    except NothingEmbeddedError:
        return None


def _picture_differs(embedded: Embedded | None) -> str:
    """Return the message on a figure whose picture differs, while what it carries does not."""
    version = ""
    if embedded is not None and embedded.version != __version__:
        version = f" (made by headmap {embedded.version}; this is {__version__})"
    problem = "the picture differs"
    if embedded is not None:
        problem = f"the data and style match, but {problem}"
    return (
        f"{problem} from what headmap draws now{version}; redraw it, or check for other fonts or another "
        "version of matplotlib"
    )
