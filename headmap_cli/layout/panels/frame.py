"""Define what the panels of a figure have in common: their cells, insets, axes and strips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from ...scene.marks import Item
from ...style.schema import Style
from ..axes import AxisLook
from ..band_scale import BandScale

ScalarT = TypeVar("ScalarT", bound=np.generic)


class Insets(Struct, frozen=True):
    """The space that a panel takes outside its cells, in pixels.

    Attributes:
        left: The space on the left of the cells.
        top: The space above the cells.
        right: The space on the right of the cells.
        bottom: The space below the cells.
    """

    left: int
    top: int
    right: int
    bottom: int


class Strip(Struct, frozen=True):
    """A strip of bars on one side of the cells, without its bars.

    Attributes:
        length: The length in pixels of the longest bar of any panel.
        max_heads: The number of heads that this bar stands for.
        scale: The line and the label of the scale.
        extent: The pixels that the strip and its scale take, measured from the outer edge of the frame.
    """

    length: int
    max_heads: int
    scale: tuple[Item, ...]
    extent: int


class PanelShape(Struct, frozen=True):
    """What all panels of a figure have in common.

    Attributes:
        x_scale: The positions of the cells along x.
        y_scale: The positions of the cells along y.
        line_width: The width of frames and ticks in pixels.
        axes: The frame, axes and other items outside the cells of a map, without its title.
        insets: The largest insets of any panel, charts included.
        above: The strip of bars above the cells; None if there is none.
        right: The strip of bars on the right of the cells; None if there is none.
        charts: The items of each chart, by the id of its panel.
    """

    x_scale: BandScale
    y_scale: BandScale
    line_width: int
    axes: tuple[Item, ...]
    insets: Insets
    above: Strip | None = None
    right: Strip | None = None
    charts: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Return the width in pixels of all cells together."""
        return self.x_scale.size

    @property
    def height(self) -> int:
        """Return the height in pixels of all cells together."""
        return self.y_scale.size

    @property
    def cell(self) -> int:
        """Return the side of a cell in pixels."""
        # Cells are squares, so the y scale has the same size.
        return self.x_scale.cell

    def top_down(self, heads: npt.NDArray[ScalarT]) -> npt.NDArray[ScalarT]:
        """Return an array (.., rows, columns) of values per head, with the top row of the panel first."""
        if self.y_scale.reverse:
            return heads[..., ::-1, :]
        return heads


class ChartSpace(Struct, frozen=True):
    """What the drawing of a chart depends on: the style, and the cells of the maps in the same figure.

    Attributes:
        style: The style of the figure.
        x_scale: The positions of the maps' cells along x.
        y_scale: The positions of the maps' cells along y.
        min_side: The smallest width and height of a chart in pixels.
        axis_look: How axes look.
    """

    style: Style
    x_scale: BandScale
    y_scale: BandScale
    min_side: int
    axis_look: AxisLook
