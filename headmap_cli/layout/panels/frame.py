"""Define what the panels of a figure have in common: their cells, insets, axes and strips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from ...scene.marks import Item, Label, Line
from ...style.schema import Style
from ..axes import AxisLook
from ..band_scale import BandScale

ScalarT = TypeVar("ScalarT", bound=np.generic)


class Sides(Struct, frozen=True):
    """Which axes of a map are drawn; in a grid of panels, the inner ones can do without.

    Attributes:
        left: Whether the y axis is drawn.
        bottom: Whether the x axis is drawn.
        names: Whether these axes have their names.
    """

    left: bool = True
    bottom: bool = True
    names: bool = True


ALL_SIDES = Sides()


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
        line: The line of the scale, at the end of the longest bar.
        label: The label of the scale.
        extent: The pixels that the strip and its scale take, measured from the outer edge of the frame.
    """

    length: int
    max_heads: int
    line: Line
    label: Label
    extent: int


class NameColumn(Struct, frozen=True):
    """The place for the names of marked heads on the right of a map, in pixels.

    Attributes:
        line_left: The x at which the lines to the names begin.
        line_right: The x at which they end.
        text_left: The x at which the names begin.
        right: The x at which the widest name ends.
        line_width: The width of the lines.
    """

    line_left: int
    line_right: int
    text_left: int
    right: int
    line_width: int


class PanelShape(Struct, frozen=True):
    """What all panels of a figure have in common.

    Attributes:
        x_scale: The positions of the cells along x.
        y_scale: The positions of the cells along y.
        line_width: The width of frames and ticks in pixels.
        frame: The frame of a map and everything else outside its cells but its axes.
        y_axis: The ticks on the left and their labels.
        x_axis: The ticks below the cells and their labels.
        y_name: The name of the y axis; None if it has none.
        x_name: The name of the x axis; None if it has none.
        above: The strip of bars above the cells; None if there is none.
        right: The strip of bars on the right of the cells; None if there is none.
        charts: The items of each chart, by the id of its panel.
        names: The place for the names of marked heads; None if they are in the cells, or there are none.
    """

    x_scale: BandScale
    y_scale: BandScale
    line_width: int
    frame: tuple[Item, ...]
    y_axis: tuple[Item, ...]
    x_axis: tuple[Item, ...]
    y_name: Label | None = None
    x_name: Label | None = None
    above: Strip | None = None
    right: Strip | None = None
    charts: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    names: NameColumn | None = None

    def axes(self, sides: Sides = ALL_SIDES) -> tuple[Item, ...]:
        """Return the frame and axes of a map, without its title.

        Args:
            sides: The axes that are drawn.
        """
        items = [*self.frame]
        if self.above:
            items.append(self.above.line)
        if self.right:
            items.append(self.right.line)
        if sides.left:
            # All panels of a row share the scales of strips, as they share the axis on the left.
            items += [strip.label for strip in (self.above, self.right) if strip]
            items += self.y_axis
            if sides.names and self.y_name:
                items.append(self.y_name)
        if sides.bottom:
            items += self.x_axis
            if sides.names and self.x_name:
                items.append(self.x_name)
        return tuple(items)

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
