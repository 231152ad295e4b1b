"""What the panels and the legend show, as plain data."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Mask: TypeAlias = npt.NDArray[np.bool_]


class Fill(Struct, frozen=True):
    """Heads of one colour in one panel.

    parts: bool (rows, columns), rows along y, with the part of each cell that is painted: (mask, 1, 3) is
    the second of three. dot: a dot over the cell instead of the cell.
    """

    id: str
    color: str
    hatch: str
    parts: tuple[tuple[Mask, int, int], ...]
    dot: bool = False


class PanelPlan(Struct, frozen=True):
    """One panel: its id, its title, and what is painted, in that order; unclassified heads are the first.

    chart: what is drawn instead of a map of heads.
    """

    id: str
    title: str
    layers: tuple[Fill, ...] = ()
    chart: Chart | None = None


class LegendEntry(Struct, frozen=True):
    """One colour of the figure and what the legend says of it; id is its group's."""

    id: str
    label: str
    color: str
    hatch: str = "none"
    dot: bool = False


class Plan(Struct, frozen=True):
    """What a figure shows: its panels in order, and the legend's entries from top to bottom.

    grid: layers and heads of the maps. parts: the most parts that a cell is split into.
    """

    panels: tuple[PanelPlan, ...]
    entries: tuple[LegendEntry, ...]
    grid: tuple[int, int]
    parts: int = 1

    @property
    def maps(self) -> list[PanelPlan]:
        """The panels that have a cell for each head."""
        return [panel for panel in self.panels if not panel.chart]


class Bar(Struct, frozen=True):
    """The heads of just these categories, by their index, and how the bar looks; id as in the legend."""

    id: str
    categories: tuple[int, ...]
    heads: int
    color: str
    hatch: str


class Upset(Struct, frozen=True):
    """Bars from the largest down, over a row of dots for each category: its id and colour.

    empty: the colour of dots of categories that a bar is not in.
    """

    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, str], ...]
    empty: str


class Profiles(Struct, frozen=True):
    """For each category its id, colour and share of the heads of each layer, NaN where a layer has none."""

    lines: tuple[tuple[str, str, tuple[float, ...]], ...]


Chart: TypeAlias = Upset | Profiles
