"""Compute the sizes of the parts of an UpSet panel; see the diagram in upset.py."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..axes import AxisLook
from .row_names import MIN_ROW, row_height


class UpsetGeometry(Struct, frozen=True):
    """The sizes of the parts of an UpSet panel in pixels; see the diagram in upset.py.

    Attributes:
        left: The left edge of the first column.
        pitch: The width of a column.
        columns: The number of columns, one for each bar that fits.
        row: The height of a row of dots.
        base: The y of the bottom of the bars.
        max_bar: The height of the largest bar.
        numbered: Whether each bar has its number of heads above it.
    """

    left: int
    pitch: int
    columns: int
    row: int
    base: int
    max_bar: int
    numbered: bool


def arrange_upset(heads: Sequence[int], rows: int, size: tuple[int, int], look: AxisLook) -> UpsetGeometry:
    """Return the sizes of the columns, rows and bars of a panel.

    Args:
        heads: The number of heads of each bar.
        rows: The number of rows of dots.
        size: The width and height of the panel in pixels.
        look: The look of the axes.
    """
    width, height = size
    row = row_height(rows, look)
    # If columns are as wide as rows are high, dots have the same room on all sides.
    min_pitch = row + 1 if row == MIN_ROW else row
    columns = min(len(heads), max(1, width // min_pitch))
    pitch = width // max(1, columns)
    left = (width - pitch * columns) // 2
    base = height - row * rows - gap_below_base(look)
    # Two pixels are kept free between the numbers of neighbouring bars.
    numbered = all(look.tick_text.width(str(count)) + 2 <= pitch for count in heads[:columns])
    max_bar = base - 2 * look.pad
    if numbered:
        max_bar -= look.tick_text.line_height
    return UpsetGeometry(left, pitch, columns, row, base, max_bar, numbered)


def gap_below_base(look: AxisLook) -> int:
    """Return the distance in pixels from the bottom of the bars to the rows of dots."""
    # The label of 0 reaches below the line, and must not touch the name of the first row.
    return look.line_width + look.pad + look.tick_text.digit_height // 2
