"""Measure lines of text and turn them into pixels, plain or, where a figure allows it, as math.

Pillow sets plain text (plain_text.py) and matplotlib sets math (math_text.py), here as in a PNG.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from .plain_text import box_in_pixels, lay_out, paint

REPLACEMENTS = str.maketrans(dict.fromkeys("\n\r\x1c\x1d\x1e\x85\u2029", " ") | {"\ufeff": ""})
"""A space for the ends of paragraphs of Unicode, and nothing for byte order marks."""


class Extent(Struct, frozen=True):
    """Size of one line of text in pixels: width, ascent above the baseline, descent below it."""

    width: float
    ascent: float
    descent: float


Measure: TypeAlias = Callable[[str, float, bool], Extent]
"""Takes a text, its size in points, and whether it is bold; returns its Extent."""


class Glyphs(NamedTuple):
    """The picture of a line of text.

    Attributes:
        coverage: How much of each pixel is covered, 0 to 255: uint8 (height, width).
        right: Pixels from the start of the text to the left side of the picture.
        below: Pixels from the baseline to the bottom of the picture.
    """

    coverage: npt.NDArray[np.uint8]
    right: int
    below: int


def as_math(text: str, math: bool) -> tuple[str, bool]:
    r"""Return what to set, and whether it is math: a text with an even number of dollar signs.

    Where a figure allows math, a backslash makes a dollar sign one that is not math. Byte order marks, which
    have no width and no shape, are left out: matplotlib cannot set them in a PDF. A character that would end
    the line becomes a space.

    Args:
        text: A line of text.
        math: Whether the figure allows math.

    >>> as_math("$x$", True), as_math("$x$", False), as_math(r"5 \$", True)
    (('$x$', True), ('$x$', False), ('5 $', False))
    """
    text = text.translate(REPLACEMENTS)
    if not math:
        return text, False
    dollars = text.count("$") - text.count("\\$")
    if dollars and dollars % 2 == 0:
        return text, True
    return text.replace("\\$", "$"), False


# The panels of a figure have the same ticks, and what fits on one page fits in memory once more.
@lru_cache(maxsize=64)
def glyphs(
    text: str, family: tuple[str, ...], size: float, bold: bool, dpi: float, math: bool = False
) -> Glyphs:
    """Return a line of text as pixels, each character in the first of the fonts that has it.

    Args:
        text: A line of text.
        family: The fonts.
        size: In points.
        bold: Whether it is bold.
        dpi: Pixels per inch.
        math: Whether ``$...$`` is math.

    Raises:
        HeadmapError: If math cannot be set.
    """
    text, is_math = as_math(text, math)
    if is_math:
        from .math_text import set_math

        parsed = set_math(text, family, size, bold, dpi)
        return Glyphs(np.array(parsed.image), round(parsed.ox), round(parsed.depth))
    line = lay_out(text, family, size, bold, dpi)
    # The picture begins where the Extent does, which includes a letter that begins left of the start, as a j.
    return Glyphs(np.asarray(paint(line)), 0, box_in_pixels(line)[3])


def make_measure(family: tuple[str, ...], dpi: float, math: bool = False) -> Measure:
    """Return a function that measures text, and raises HeadmapError if math cannot be set.

    Args:
        family: The fonts.
        dpi: Pixels per inch.
        math: Whether ``$...$`` is math.
    """

    # Most texts of a page are measured several times: for the size of a cell, and again to be placed.
    @cache
    def extent(text: str, size: float, bold: bool) -> Extent:
        """Return the size of a line of text."""
        text, is_math = as_math(text, math)
        if is_math:
            from .math_text import set_math

            parsed = set_math(text, family, size, bold, dpi)
            return Extent(parsed.width, parsed.height - parsed.depth, parsed.depth)
        line = lay_out(text, family, size, bold, dpi)
        width = line.right - line.left
        return Extent(width / line.scale, -line.top / line.scale, line.bottom / line.scale)

    return extent
