"""Define the space between the panels of a block, and the space that its last row leaves free."""

from __future__ import annotations

from msgspec import Struct


class Spacing(Struct, frozen=True):
    """The gaps of a block in pixels.

    Attributes:
        across: The gap between two panels side by side.
        down: The gap between two rows.
        after_first: The space that the gap after the first panel of a row has in addition, for a legend.
        legend_bottom: The bottom of this legend, from the top of the cells.
    """

    across: int
    down: int
    after_first: int = 0
    legend_bottom: int = 0


class FreeArea(Struct, frozen=True):
    """The empty slots at the end of the last row, in pixels from the first cell of the block.

    Attributes:
        left: The left edge.
        frame_left: The place in line with the frames of the panels above.
        right: The right edge.
        top: The top, in line with the cells of the row.
        height: The height, down to the end of the axes of the row.
    """

    left: int
    frame_left: int
    right: int
    top: int
    height: int
