"""Set text with math by matplotlib's mathtext."""

from __future__ import annotations

import re
from typing import Any

from ..core.errors import HeadmapError
from ..core.strings import quote
from ..mpl.rcparams import headmap_rcparams, import_matplotlib
from .fonts import font_properties

MAX_MATH_DEPTH = 12
"""Levels of braces in math: fewer than half of those at which matplotlib's parser reaches Python's limit."""


def set_math(text: str, family: tuple[str, ...], size: float, bold: bool, dpi: float) -> Any:
    """Set and paint a text with math; the result has its width, height, depth and image, in pixels.

    Raises:
        HeadmapError: If matplotlib cannot set it.
    """
    import_matplotlib()
    from matplotlib.mathtext import MathTextParser

    if _brace_depth(text) > MAX_MATH_DEPTH:
        raise _math_error(text, f" (braces nested deeper than {MAX_MATH_DEPTH} levels)")
    try:
        with headmap_rcparams(family):
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
