"""Lay out the label of a facet, which runs upwards on the left of its panels."""

from __future__ import annotations

from msgspec import Struct

from ..core.strings import printable
from ..scene.marks import Label
from ..style.schema import Style
from ..text.measure import Measure
from .skeleton import FacetSkeleton
from .typesetting import Typesetter

MIN_LABEL_EMS = 8
"""Labels are wrapped at this length, or at the height of the cells if that is greater."""
LABEL_GAP_EMS = 0.5
"""The gap between the label and the axis."""


class FacetLabel(Struct, frozen=True):
    """The lines of a label that runs upwards.

    Attributes:
        lines: The lines, in pixels from the left edge of the first and from the middle of the label.
        width: The pixels that the lines and the gap to the axis take along x.
        height: The length of the longest line in pixels.
    """

    lines: tuple[Label, ...]
    width: int
    height: int


def facet_label(facet: FacetSkeleton, cells_height: int, style: Style, measure: Measure) -> FacetLabel:
    """Return the name of a facet in bold, and the size of its grid; nothing for a facet without a name.

    Args:
        facet: The facet.
        cells_height: The height of its cells in pixels.
        style: The style of the figure.
        measure: Measures text in pixels.
    """
    if not facet.label:
        return FacetLabel((), 0, 0)
    size, color, math = style.text.size, style.text.color, style.text.math
    bold = Typesetter(measure, size.panel, color, bold=True, math=math)
    plain = Typesetter(measure, size.axis, color)
    limit = max(cells_height, MIN_LABEL_EMS * bold.em)
    layers, heads = facet.grid
    grid_text = f"{layers} \N{MULTIPLICATION SIGN} {heads}"
    names = bold.wrap(printable(facet.label), limit)
    typeset = [(bold, name) for name in names]
    typeset.append((plain, grid_text))
    labels = []
    x = 0
    for typesetter, text in typeset:
        labels.append(typesetter.label(text, x + typesetter.ascent, 0, "center", angle=90))
        x += typesetter.line_height
    gap = round(LABEL_GAP_EMS * bold.em)
    height = max(typesetter.width(text) for typesetter, text in typeset)
    return FacetLabel(tuple(labels), x + gap, height)
