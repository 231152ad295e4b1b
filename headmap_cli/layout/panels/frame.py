"""The shape of a panel: its cells, its insets and the bars beside it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from ...scene.marks import Item
from ..axes import Extra
from ..band_scale import BandScale


class Insets(Struct, frozen=True):
    """Pixels that a panel takes outside its cells."""

    left: int
    top: int
    right: int
    bottom: int


class PanelShape(Struct, frozen=True):
    """What all panels of a figure have alike.

    across, down: where the cells are along x and along y. line: pixels of frame and ticks.
    axes: everything outside the cells but the title. bars: where the bars of marginals go, if there are any.
    charts: what the panels that are no maps show, by their id. insets: of all panels, charts too.
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
        """Pixels of the cells along x."""
        return self.across.size

    @property
    def height(self) -> int:
        """Pixels of the cells along y."""
        return self.down.size

    @property
    def cell(self) -> int:
        """Pixels of a cell's side."""
        return self.across.cell


class Bars(Struct, frozen=True):
    """long: pixels of the longest bar above and on the right, which stands for so many heads of a column, and
    of a row.

    spines: the lines that bars are measured by. above, right: the tick at their end.
    """

    long: tuple[int, int]
    most: tuple[int, int]
    spines: tuple[Item, ...]
    above: Extra
    right: Extra
