"""How wide and tall a text is, and its pixels: set by matplotlib, plain or, where allowed, as math."""

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
from .fonts import face, font

BYTE_ORDER_MARK = "\ufeff"


class Extent(NamedTuple):
    """Size of one line of text in pixels: width, ascent above the baseline, descent below it."""

    width: float
    ascent: float
    descent: float


DEEPEST_MATH = 12
"""Levels of braces in math: fewer than half of those at which matplotlib's parser reaches Python's limit."""

Measure: TypeAlias = Callable[[str, float, bool], Extent]
"""(text, size in points, bold) -> Extent."""


class Glyphs(NamedTuple):
    """The picture of a line of text: coverage 0 .. 255, uint8 (height, width).

    right: pixels from the text's start to the picture. below: pixels that it goes below the baseline.
    """

    coverage: npt.NDArray[np.uint8]
    right: int
    below: int


def as_math(text: str, math: bool) -> tuple[str, bool]:
    """What to set, and whether it is math: an even number of dollar signs, where a figure allows math.

    There a backslash makes a dollar sign one that is not math. Byte order marks, which have no width and no
    shape, are left out: matplotlib cannot set them in a PDF.

    >>> as_math("$x$", True), as_math("$x$", False), as_math(r"5 \\$", True)
    (('$x$', True), ('$x$', False), ('5 $', False))
    """
    text = text.replace(BYTE_ORDER_MARK, "")
    dollars = text.count("$") - text.count("\\$")
    if math and dollars and dollars % 2 == 0:
        return text, True
    return (text.replace("\\$", "$") if math else text), False


def glyphs(
    text: str, family: tuple[str, ...], size: float, bold: bool, dpi: float, math: bool = False
) -> Glyphs:
    """A line of text as pixels, in the first of the fonts that has each character."""
    text, is_math = as_math(text, math)
    if is_math:
        parsed = _math(text, family, size, bold, dpi)
        return Glyphs(np.array(parsed.image), round(parsed.ox), round(parsed.depth))
    face = _set(text, family, size, bold, dpi)
    face.draw_glyphs_to_bitmap(antialiased=True)
    below = round(face.get_descent() / 64) + 1
    return Glyphs(np.array(face.get_image()), round(face.get_bitmap_offset()[0] / 64), below)


@contextmanager
def measuring(family: tuple[str, ...], dpi: float, math: bool = False) -> Iterator[Measure]:
    """For the time of a ``with``, a function that measures text in these fonts, in pixels at dpi.

    math: whether ``$...$`` is math; the function raises HeadmapError where it cannot be set.
    """

    @cache
    def extent(text: str, size: float, bold: bool) -> Extent:
        text, is_math = as_math(text, math)
        if is_math:
            parsed = _math(text, family, size, bold, dpi)
            return Extent(parsed.width, parsed.height - parsed.depth, parsed.depth)
        face = _set(text, family, size, bold, dpi)
        (width, height), descent = face.get_width_height(), face.get_descent()
        return Extent(
            (width + max(0, face.get_bitmap_offset()[0])) / 64, (height - descent) / 64, descent / 64
        )

    with headmap_rcparams(family), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        yield extent


def _set(text: str, family: tuple[str, ...], size: float, bold: bool, dpi: float) -> Any:
    """The font with a text laid out in it, hinted for pixels."""
    from matplotlib.ft2font import LoadFlags

    one = face(family, bold)
    one.set_size(size, dpi)
    one.set_text(text, 0.0, flags=LoadFlags.FORCE_AUTOHINT)
    return one


def _math(text: str, family: tuple[str, ...], size: float, bold: bool, dpi: float) -> Any:
    """Set and paint a text with math: width, height, depth and image, in pixels.

    Raises HeadmapError where matplotlib cannot set it.
    """
    from matplotlib.mathtext import MathTextParser

    if _depth(text) > DEEPEST_MATH:
        raise _not_math(text, f" (braces nested deeper than {DEEPEST_MATH} levels)")
    try:
        return MathTextParser("agg").parse(text, dpi, font(family, size, bold))
    except RecursionError:
        raise _not_math(text, " (nested too deeply)") from None
    except ValueError as e:
        found = re.search(r"^Parse\w+: (.*?)(?:, found .*)?$", str(e), re.MULTILINE)
        raise _not_math(text, f" ({found[1]})" if found else "") from None


def _not_math(text: str, problem: str) -> HeadmapError:
    return HeadmapError(
        f"text.math: {quote(text)} cannot be set as math{problem}; correct it, or write \\$ for a $"
    )


def _depth(text: str) -> int:
    """Return how deep braces and brackets of a text are nested, whether or not they are closed."""
    depth = deepest = 0
    for character in text:
        depth += (character in "{[") - (character in "}]")
        deepest = max(deepest, depth)
    return deepest
