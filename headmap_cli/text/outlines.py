"""Set text as outlines with matplotlib: math, and letters that depend on their neighbours."""

from __future__ import annotations

from typing import TypeAlias

from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from ..mpl.rcparams import headmap_rcparams
from .fonts import font_properties
from .plain_text import SHARE_BEFORE_ANCHOR

Outline: TypeAlias = list[tuple[str, list[float]]]
"""The steps of a pen, as in SVG: M moves it, L draws a line, Q and C draw Bézier curves with one and two
control points, which come before the end of the curve, and z closes the outline."""

STEPS = {
    int(Path.MOVETO): "M",
    int(Path.LINETO): "L",
    int(Path.CURVE3): "Q",
    int(Path.CURVE4): "C",
    int(Path.CLOSEPOLY): "z",
}
"""The step for each code of matplotlib's paths."""


def text_outline(
    text: str, family: tuple[str, ...], size: float, bold: bool, align: str, is_math: bool
) -> Outline:
    """Return the outline of a line of text, in points, y downwards, its anchor at (0, 0).

    Args:
        text: The text.
        family: The fonts.
        size: In points.
        bold: Whether the text is bold.
        align: Where the anchor is: ``left``, ``center`` or ``right``.
        is_math: Whether ``$...$`` is math.
    """
    with headmap_rcparams(family):
        # The properties take the fonts of math from the parameters that are set when they are made.
        properties = font_properties(family, size, bold)
        vertices, codes = text_to_path.get_text_path(properties, text, ismath=is_math)
        width, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=is_math)
    # matplotlib returns outlines in a type size of FONT_SCALE points, with y upwards.
    scale = size / text_to_path.FONT_SCALE
    # The box of the label is that of hinted text, so the outline is aligned by its own width.
    start = -width * SHARE_BEFORE_ANCHOR[align]
    path = Path(vertices, codes).transformed(Affine2D().scale(scale, -scale).translate(start, 0))
    outline: Outline = []
    for points, code in path.iter_segments(simplify=False):
        # matplotlib gives CLOSEPOLY a vertex that has no meaning.
        numbers = [] if code == Path.CLOSEPOLY else points.tolist()
        outline.append((STEPS[int(code)], numbers))
    return outline
