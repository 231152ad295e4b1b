"""How wide and tall a text is: what layout needs to know of fonts, measured by matplotlib once."""

from __future__ import annotations

import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from .settings import drawing_defaults

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties


log = logging.getLogger("headmap")


class Extent(NamedTuple):
    """Size of one line of text in pixels: width, ascent above the baseline, descent below it."""

    width: float
    ascent: float
    descent: float


Measure: TypeAlias = Callable[[str, float, bool], Extent]
"""(text, size in points, bold) -> Extent."""


LAST_RESORT = "DejaVu Sans"
INDEXING_SECONDS = 1.0


def font(family: tuple[str, ...], size: float, bold: bool) -> FontProperties:
    """matplotlib's name for the fonts of a family list at a size in points; DejaVu Sans comes last."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family=list(dict.fromkeys((*family, LAST_RESORT))), size=size, weight="bold" if bold else "normal"
    )


@cache
def _face(family: tuple[str, ...], bold: bool) -> Any:
    """The fonts of a family list as one that falls back from each to the next, by matplotlib's font index."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    paths = []
    for name in dict.fromkeys((*family, LAST_RESORT)):
        with suppress(ValueError):
            wanted = FontProperties(family=[name], weight="bold" if bold else "normal")
            paths.append(findfont(wanted, fallback_to_default=False))
    return get_font(list(dict.fromkeys(paths)))


def _set(text: str, family: tuple[str, ...], size: float, bold: bool, dpi: float) -> Any:
    """The font with a text laid out in it, hinted for pixels."""
    from matplotlib.ft2font import LoadFlags

    face = _face(family, bold)
    face.set_size(size, dpi)
    face.set_text(text, 0.0, flags=LoadFlags.FORCE_AUTOHINT)
    return face


class Glyphs(NamedTuple):
    """The picture of a line of text: coverage 0 .. 255, uint8 (height, width).

    right: pixels from the text's start to the picture. below: pixels that it goes below the baseline.
    """

    coverage: npt.NDArray[np.uint8]
    right: int
    below: int


def glyphs(text: str, family: tuple[str, ...], size: float, bold: bool, dpi: float) -> Glyphs:
    """A line of text as pixels, in the first of the fonts that has each character."""
    face = _set(text, family, size, bold, dpi)
    face.draw_glyphs_to_bitmap(antialiased=True)
    below = round(face.get_descent() / 64) + 1
    return Glyphs(np.array(face.get_image()), round(face.get_bitmap_offset()[0] / 64), below)


@contextmanager
def measuring(family: tuple[str, ...], dpi: float) -> Iterator[Measure]:
    """For the time of a ``with``, a function that measures text in these fonts, in pixels at dpi.

    Warns, once each, of fonts that are not installed and of characters that none of the fonts has.
    """
    with _patience():
        import matplotlib.font_manager  # noqa: F401 - makes the index of fonts where there is none
    _warn_of_missing(family)

    @cache
    def extent(text: str, size: float, bold: bool) -> Extent:
        face = _set(text, family, size, bold, dpi)
        (width, height), descent = face.get_width_height(), face.get_descent()
        return Extent(
            (width + max(0, face.get_bitmap_offset()[0])) / 64, (height - descent) / 64, descent / 64
        )

    with drawing_defaults(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield extent
    _warn_of_characters([str(w.message) for w in caught])


def _warn_of_characters(messages: list[str]) -> None:
    """Name the characters that matplotlib's ``Glyph 26085 (..) missing from font(s) ..`` are about."""
    codes = dict.fromkeys(int(found[1]) for text in messages if (found := re.match(r"Glyph (\d+) ", text)))
    if codes:
        shown = ", ".join(f"{chr(code)!r} (U+{code:04X})" for code in list(codes)[:8])
        more = f" and {len(codes) - 8} more" if len(codes) > 8 else ""
        log.warning(
            "no font of text.family has %s%s; name one that does in the style's text.family", shown, more
        )


@contextmanager
def _patience() -> Iterator[None]:
    """Says, after a second, why a first start takes long: matplotlib looks at every font there is, once."""
    import matplotlib

    if any(Path(matplotlib.get_cachedir()).glob("fontlist-*.json")):
        yield
        return
    message = "indexing the fonts of this machine, which only the first start does ..."
    timer = threading.Timer(INDEXING_SECONDS, log.warning, [message])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _warn_of_missing(family: tuple[str, ...]) -> None:
    from matplotlib.font_manager import fontManager

    generic = ("serif", "sans-serif", "sans", "monospace", "cursive", "fantasy")
    wanted = [name for name in family if name.lower() not in generic and name != LAST_RESORT]
    installed = {entry.name.lower() for entry in fontManager.ttflist} if wanted else set()
    for name in wanted:
        if name.lower() not in installed:
            log.warning(
                "font %r is not installed; the next of text.family is used, at last %s", name, LAST_RESORT
            )
