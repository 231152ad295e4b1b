"""Measure lines of text and turn them into pixels, plain or, where a figure allows it, as math.

matplotlib sets the text, with the same fonts and hinting with which it is painted.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from ..core.errors import HeadmapError
from ..core.strings import quote
from ..mpl.rcparams import headmap_rcparams
from .fonts import font_properties, load_face

BYTE_ORDER_MARK = "\ufeff"
SUBPIXELS = 64
"""FreeType's unit of length is 1/64 of a pixel."""
MAX_MATH_DEPTH = 12
"""Levels of braces in math: fewer than half of those at which matplotlib's parser reaches Python's limit."""


class Extent(NamedTuple):
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
    have no width and no shape, are left out: matplotlib cannot set them in a PDF.

    Args:
        text: A line of text.
        math: Whether the figure allows math.

    >>> as_math("$x$", True), as_math("$x$", False), as_math(r"5 \$", True)
    (('$x$', True), ('$x$', False), ('5 $', False))
    """
    text = text.replace(BYTE_ORDER_MARK, "")
    if not math:
        return text, False
    dollars = text.count("$") - text.count("\\$")
    if dollars and dollars % 2 == 0:
        return text, True
    return text.replace("\\$", "$"), False


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
        parsed = _set_math(text, family, size, bold, dpi)
        return Glyphs(np.array(parsed.image), round(parsed.ox), round(parsed.depth))
    face = _set_plain(text, family, size, bold, dpi)
    face.draw_glyphs_to_bitmap(antialiased=True)
    below = round(face.get_descent() / SUBPIXELS) + 1
    right = round(face.get_bitmap_offset()[0] / SUBPIXELS)
    return Glyphs(np.array(face.get_image()), right, below)


@contextmanager
def measuring(family: tuple[str, ...], dpi: float, math: bool = False) -> Iterator[Measure]:
    """Provide, inside the with block, a function that measures text.

    The function raises HeadmapError if math cannot be set.

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
            parsed = _set_math(text, family, size, bold, dpi)
            return Extent(parsed.width, parsed.height - parsed.depth, parsed.depth)
        face = _set_plain(text, family, size, bold, dpi)
        width, height = face.get_width_height()
        descent = face.get_descent()
        # A first letter that begins right of the start, such as an italic one, takes that space too.
        width += max(0, face.get_bitmap_offset()[0])
        return Extent(width / SUBPIXELS, (height - descent) / SUBPIXELS, descent / SUBPIXELS)

    with headmap_rcparams(family), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        yield extent


def _set_plain(text: str, family: tuple[str, ...], size: float, bold: bool, dpi: float) -> Any:
    """Return the fonts with a text laid out in them, hinted for pixels."""
    from matplotlib.ft2font import LoadFlags

    face = load_face(family, bold)
    face.set_size(size, dpi)
    face.set_text(text, 0.0, flags=LoadFlags.FORCE_AUTOHINT)
    return face


def _set_math(text: str, family: tuple[str, ...], size: float, bold: bool, dpi: float) -> Any:
    """Set and paint a text with math; the result has its width, height, depth and image, in pixels.

    Raises:
        HeadmapError: If matplotlib cannot set it.
    """
    from matplotlib.mathtext import MathTextParser

    if _brace_depth(text) > MAX_MATH_DEPTH:
        raise _math_error(text, f" (braces nested deeper than {MAX_MATH_DEPTH} levels)")
    try:
        return MathTextParser("agg").parse(text, dpi, font_properties(family, size, bold))
    except RecursionError:
        raise _math_error(text, " (nested too deeply)") from None
    except ValueError as error:
        # The message also shows the text with an arrow under it, which has no place on one line.
        match = re.search(r"^Parse\w+: (.*?)(?:, found .*)?$", str(error), re.MULTILINE)
        raise _math_error(text, f" ({match[1]})" if match else "") from None


def _math_error(text: str, problem: str) -> HeadmapError:
    """Return the error for a text that cannot be set as math."""
    return HeadmapError(
        f"text.math: {quote(text)} cannot be set as math{problem}; correct it, or write \\$ for a $"
    )


def _brace_depth(text: str) -> int:
    """Return how deep braces and brackets of a text are nested, whether or not they are closed."""
    depth = max_depth = 0
    for character in text:
        if character in "{[":
            depth += 1
            max_depth = max(max_depth, depth)
        elif character in "}]":
            depth -= 1
    return max_depth
