"""Place text in the middle of cells, in black or white."""

from __future__ import annotations

from math import ceil

from ...colors.contrast import contrast
from ...style.schema import Style
from ...text.measure import Measure
from ..hatches import LINE_COLORS
from ..typesetting import Typesetter
from .frame import PanelShape

MAX_WIDTH_SHARE = 0.9
"""The greatest width of a text as a share of its cell."""


def cell_typesetter(style: Style, measure: Measure) -> Typesetter | None:
    """Return what sets names and scores in cells, in the smallest readable size; None if no cell has text."""
    has_names = any(mark.look == "name" for mark in style.marks)
    if not has_names and style.scores.values == "none":
        return None
    return Typesetter(measure, style.text.smallest, style.text.color)


def text_side(text: str, typesetter: Typesetter) -> int:
    """Return the side in pixels of the smallest cell that a text fits."""
    return max(ceil(typesetter.width(text) / MAX_WIDTH_SHARE), typesetter.ascent + typesetter.descent)


def ink_on(color: str) -> str:
    """Return black or white, whichever shows better on a colour."""
    return max(LINE_COLORS, key=lambda candidate: contrast(candidate, color))


def middle_of_cell(shape: PanelShape, row: int, column: int, text: Typesetter) -> tuple[float, float]:
    """Return the x and the baseline y in pixels at which text is in the middle of a cell.

    Args:
        shape: The shape of the panel.
        row: The index of the head or layer along y.
        column: The index of the layer or head along x.
        text: Sets the text.
    """
    cell = shape.cell
    x = shape.x_scale.start(column) + cell / 2
    y = shape.y_scale.start(row) + (cell + text.digit_height) / 2
    return x, y
