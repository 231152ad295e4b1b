"""Define what the panels of a figure have in common: their cells, insets, axes and bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from ...scene.marks import Item, Line
from ...style.schema import Style
from ..axes import Extra, Marks
from ..band_scale import BandScale

ScalarT = TypeVar("ScalarT", bound=np.generic)


class Insets(Struct, frozen=True):
    """Pixels that a panel takes outside its cells.

    Attributes:
        left: Pixels on the left of the cells.
        top: Pixels above them.
        right: Pixels on their right.
        bottom: Pixels below them.
    """

    left: int
    top: int
    right: int
    bottom: int


class Bars(Struct, frozen=True):
    """Where the bars of the marginals lie around the cells of a panel.

    ::

            spine
            |  _
            | | |   _             lengths[0]: the longest bar of a column
            | | |  | |
            +---------+
            |         |===
            |  cells  |=          lengths[1]: the longest bar of a row
            |         |==
            +---------+---- spine

    Attributes:
        lengths: Pixels of the longest bar above the cells, and of the longest bar on their right.
        max_heads: How many heads of a column, and of a row, these longest bars stand for.
        spines: The lines that the bars are measured by.
        top_tick: The tick at the upper end of the spine above the cells.
        right_tick: The tick at the right end of the spine on the right of the cells.
    """

    lengths: tuple[int, int]
    max_heads: tuple[int, int]
    spines: tuple[Line, ...]
    top_tick: Extra
    right_tick: Extra


class PanelShape(Struct, frozen=True):
    """What all panels of a figure have in common.

    Attributes:
        across: Where the cells are along x.
        down: Where the cells are along y.
        line: Pixels of the lines of frames and ticks.
        axes: The frame, axes and other items outside the cells of a map, without its title.
        insets: The largest insets of any panel, charts included.
        bars: Where the bars of the marginals are; None without marginals.
        charts: The items of each chart, by the id of its panel.
    """

    across: BandScale
    down: BandScale
    line: int
    axes: tuple[Item, ...]
    insets: Insets
    bars: Bars | None = None
    charts: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Return the pixels of all cells along x."""
        return self.across.size

    @property
    def height(self) -> int:
        """Return the pixels of all cells along y."""
        return self.down.size

    @property
    def cell(self) -> int:
        """Return the pixels of a cell's side."""
        # Cells are squares: those along y have the same size.
        return self.across.cell

    def top_down(self, heads: npt.NDArray[ScalarT]) -> npt.NDArray[ScalarT]:
        """Return values per head, an array (.., rows, columns), with the top row of the panel first."""
        if self.down.reverse:
            return heads[..., ::-1, :]
        return heads


class ChartSpace(Struct, frozen=True):
    """What a chart can adapt to: the style, and the cells of the maps in the same figure.

    Attributes:
        style: The style of the figure.
        across: Where the cells of the maps are along x.
        down: Where the cells of the maps are along y.
        min_side: The smallest width and height of a chart in pixels.
        marks: The letters, lines and ticks of axes.
    """

    style: Style
    across: BandScale
    down: BandScale
    min_side: int
    marks: Marks
