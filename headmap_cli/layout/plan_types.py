"""Define what the panels and the legend show, as plain data without a place on the page."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Mask: TypeAlias = npt.NDArray[np.bool_]


class CellPart(Struct, frozen=True, eq=False):
    """Heads whose cells show a colour, in the whole cell or in one of several equal parts of it.

    The parts of a cell lie side by side, here with ``parts = 3``::

        +-------+-------+-------+
        | index | index | index |
        |   0   |   1   |   2   |
        +-------+-------+-------+

    Attributes:
        mask: The heads, bool (rows, columns). Row 0 is the first layer or head, wherever the origin is.
        index: The part of the cell that is painted, counted from 0 on the left.
        parts: The number of parts that the cell is split into; 1 for a whole cell.
    """

    mask: Mask
    index: int = 0
    parts: int = 1


class Fill(Struct, frozen=True, eq=False):
    """Heads of one colour in one panel.

    Attributes:
        id: The id of the category or count, with which the id of the cells in the scene ends.
        color: The colour as ``#rrggbb``.
        hatch: The kind of lines across the cells, or ``none``.
        parts: The heads, grouped by the part of their cell that has the colour.
        dot: Whether a dot over each cell is painted instead of the cell.
    """

    id: str
    color: str
    hatch: str
    parts: tuple[CellPart, ...]
    dot: bool = False


class Chart(Struct, frozen=True):
    """What a panel shows instead of a map of heads.

    Attributes:
        kind: The name of a `PanelKind`.
        content: What the kind's `build` returned. It must be hashable, since figures with equal charts share
            a cached page.
    """

    kind: str
    content: Any


class PanelPlan(Struct, frozen=True, eq=False):
    """One panel of a figure.

    Attributes:
        id: The id of the panel's group.
        title: The text above the panel; empty for none.
        fills: The colours of a map in the order of painting, unclassified heads first; empty for a chart.
        chart: The chart of a panel that is not a map; None for a map.
        letter: The text at the upper left of the panel, such as ``(a)``; empty for none.
        title_color: The colour of the title as ``#rrggbb``.
        count: The number of heads that ends the title, such as ``(143)``; empty for none.
    """

    id: str
    title: str
    fills: tuple[Fill, ...] = ()
    chart: Chart | None = None
    letter: str = ""
    title_color: str = "#000000"
    count: str = ""

    @property
    def heading(self) -> str:
        """Return the letter, the title and the count on one line."""
        return " ".join(text for text in (self.letter, self.title, self.count) if text)


class LegendEntry(Struct, frozen=True):
    """One colour of the figure and its label in the legend.

    Attributes:
        id: The id of the entry's group.
        label: The text next to the colour.
        color: The colour as ``#rrggbb``.
        hatch: The kind of lines across the colour, or ``none``.
        dot: Whether the colour is that of dots over cells.
        absent: Whether the entry stands for the places of heads that the model does not have.
    """

    id: str
    label: str
    color: str
    hatch: str = "none"
    dot: bool = False
    absent: bool = False


class Plan(Struct, frozen=True, eq=False):
    """What a figure shows.

    Attributes:
        panels: The panels in order.
        entries: The entries of the legend from top to bottom.
        grid: The numbers of layers and of heads in each layer.
        max_parts: The largest number of parts that a cell is split into.
    """

    panels: tuple[PanelPlan, ...]
    entries: tuple[LegendEntry, ...]
    grid: tuple[int, int]
    max_parts: int = 1

    @property
    def maps(self) -> list[PanelPlan]:
        """Return the panels that have a cell for each head."""
        # A map without any head still has fills, so that only the chart tells the two kinds apart.
        return [panel for panel in self.panels if panel.chart is None]
