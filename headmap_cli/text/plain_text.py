"""Set plain text with Pillow: measure it and paint it.

Pillow puts each letter on a whole pixel and fits its height to the pixels. At the sizes of labels that makes
the gaps between letters uneven, and widths depend on the resolution. So letters are set SUBPIXELS times as
large and the picture is reduced: they keep the shape and the distances that the font has at any size::

    left                        right         top, bottom: from the baseline, downwards
      +--------------------------+ top        left, right: from the start, rightwards
      |  text                    |
      x--------------------------| baseline
    start                        | bottom
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from ..core.numbers import ceil_div
from .installed_fonts import font_files
from .shaping import can_shape, font_runs

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

SUBPIXELS = 4
LARGE = 64.0
"""The size in pixels from which letters are set as they are, since a part of a pixel cannot be seen there."""
POINTS_PER_INCH = 72
SHARE_BEFORE_ANCHOR = {"left": 0.0, "center": 0.5, "right": 1.0}
"""The share of a text's width that lies before its anchor, by its alignment."""
LANGUAGE = "en"
"""Fixed, since HarfBuzz would take it from the environment, and fonts vary letters by it."""


class Piece(NamedTuple):
    """A run of a line.

    Attributes:
        text: The run.
        font: Its font.
        start: The distance of its start from that of the line in subpixels.
        width: The distance from its start to where the next run would start, in subpixels.
    """

    text: str
    font: FreeTypeFont
    start: int
    width: int


class Line(Struct, frozen=True):
    """A line of text that is laid out; all lengths but its advance are in subpixels.

    Attributes:
        pieces: Its runs from left to right.
        scale: Subpixels per pixel.
        left: From the start to the left side of its box, 0 or less.
        right: From the start to its right side.
        top: From the baseline to its top, downwards, so usually negative.
        bottom: From the baseline to its bottom.
        advance: From the start to where a text that continued the line would start, in pixels.
    """

    pieces: tuple[Piece, ...]
    scale: int
    left: int
    right: int
    top: int
    bottom: int
    advance: float


@lru_cache(maxsize=1024)
def lay_out(text: str, family: tuple[str, ...], size: float, bold: bool, dpi: float) -> Line:
    """Return a line of text laid out; cached, since a text is measured several times and then painted.

    Args:
        text: The text.
        family: The fonts.
        size: In points.
        bold: Whether it is bold.
        dpi: Pixels per inch.
    """
    if not text:
        return Line((), 1, 0, 0, 0, 0, 0)
    pixels = size * dpi / POINTS_PER_INCH
    scale = SUBPIXELS if pixels < LARGE else 1
    pieces: list[Piece] = []
    boxes: list[tuple[int, int, int, int]] = []
    start = 0
    for run in font_runs(text, font_files(family, bold)):
        font = _load_font(run.file, pixels * scale)
        left, top, right, bottom = font.getbbox(run.text, anchor="ls", **_options())
        boxes.append((start + int(left), int(top), start + int(right), int(bottom)))
        width = round(font.getlength(run.text, **_options()))
        pieces.append(Piece(run.text, font, start, width))
        start += width
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    edges = (min(0, *lefts), max(rights), min(tops), max(bottoms))
    return Line(tuple(pieces), scale, *edges, start / scale)


def paint(line: Line) -> Image:
    """Return the picture of a line, mode L, whose sides are at box_in_pixels(line)."""
    from PIL import Image, ImageDraw

    left, top, right, bottom = box_in_pixels(line)
    size = (right - left, bottom - top)
    # A blank text has no picture, and Pillow reduces none.
    if 0 in size:
        return Image.new("L", size)
    image = Image.new("L", (size[0] * line.scale, size[1] * line.scale))
    draw = ImageDraw.Draw(image)
    for piece in line.pieces:
        position = (piece.start - left * line.scale, -top * line.scale)
        draw.text(position, piece.text, fill=255, font=piece.font, anchor="ls", **_options())
    return image.reduce(line.scale)


def box_in_pixels(line: Line) -> tuple[int, int, int, int]:
    """Return the whole pixels that a line covers, as left, top, right and bottom; see Line."""
    scale = line.scale
    return line.left // scale, line.top // scale, ceil_div(line.right, scale), ceil_div(line.bottom, scale)


@lru_cache(maxsize=64)
def _load_font(file: str, pixels: float) -> FreeTypeFont:
    """Open a font file at a size in pixels."""
    from PIL import ImageFont

    return ImageFont.truetype(file, pixels)


def _options() -> dict[str, Any]:
    """Return the options of Pillow's functions of text, which knows no language without Raqm."""
    if can_shape():
        return {"language": LANGUAGE}
    return {}
