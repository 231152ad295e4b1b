"""Composite + Style -> what each panel and the legend show, before anything has a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..composite import Composite
from ..style.palette import Palette, palette
from ..style.types import Style
from ..words import printable
from .charts import Chart, profiles, upset
from .choice import chart_title, panel_title, shown_panels

Mask: TypeAlias = npt.NDArray[np.bool_]

OTHER_IDS = ("all", "unclassified", "legend", "upset", "layers")
"""What the parts of a figure that are no category are called."""


class Layer(Struct, frozen=True):
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
    layers: tuple[Layer, ...] = ()
    chart: Chart | None = None


class Entry(Struct, frozen=True):
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
    entries: tuple[Entry, ...]
    grid: tuple[int, int]
    parts: int = 1

    @property
    def maps(self) -> list[PanelPlan]:
        """The panels that have a cell for each head."""
        return [panel for panel in self.panels if not panel.chart]


def plan(composite: Composite, style: Style) -> Plan:
    """The panels in the style's order, and the legend's entries from the highest count down.

    Raises HeadmapError for a panel that the data has no category for.
    """
    shown = _Shown(composite, style)
    data = composite.classification
    parts = max([1, *composite.counts]) if style.multi.display == "split" else 1
    return Plan(tuple(shown.panels()), tuple(shown.entries()), (data.layers, data.heads), parts)


class _Shown:
    """The names, ids and colours of a figure."""

    def __init__(self, composite: Composite, style: Style) -> None:
        self.style, self.composite, data = style, composite, composite.classification
        self.names, self.counts = data.categories, composite.counts
        self.colors: Palette = palette(style, self.names)
        self.labels = [shown_label(name, style) for name in self.names]
        self.ids = category_ids(composite)
        self.shown = shown_panels(self.names, style)
        swap = style.axes.x == "layer"
        self.members = data.membership.transpose(0, 2, 1) if swap else data.membership
        self.count = composite.count.T if swap else composite.count
        self.present = data.present.T if swap else data.present

    def panels(self) -> list[PanelPlan]:
        """What is painted in each panel."""
        rest = Layer("unclassified", self.colors.unclassified, "none", ((self.present, 0, 1),))
        plans = []
        for i, c in enumerate(self.shown):
            if isinstance(c, str):
                plans.append(
                    PanelPlan(
                        f"panel-{c}",
                        panel_title(i, chart_title(c, self.style), self.style),
                        chart=self._chart(c),
                    )
                )
                continue
            if c is None:
                id, title, layers = "all", self.style.composite.label, self._composite()
            else:
                id, title = self.ids[c], self.labels[c]
                layers = [self._category(c, ((self.members[c], 0, 1),))]
            plans.append(PanelPlan(f"panel-{id}", panel_title(i, title, self.style), (rest, *layers)))
        return plans

    def entries(self) -> list[Entry]:
        """What the legend says: the composite's counts and categories, or the categories of the panels."""
        upset = "upset" in self.shown
        whole = None in self.shown or upset or "layers" in self.shown
        listed = [c for c in range(len(self.names)) if whole or c in self.shown]
        multi = self.style.multi
        out = []
        if not all(isinstance(what, str) for what in self.shown):
            free = self.composite.classification.present & (self.composite.count == 0)
            out.append(
                self._entry("unclassified", self.style.unclassified.label, free, self.colors.unclassified)
            )
        for c in listed:
            color, hatch = self.colors.categories[c], self.colors.hatches[c]
            out.append(self._entry(self.ids[c], self.labels[c], self.members[c], color, hatch))
        for k in self.counts if upset or (None in self.shown and multi.display != "split") else ():
            label = multi.label.replace("{k}", str(k))
            color, hatch = self.colors.multi[k], self.colors.multi_hatches[k]
            dot = multi.display == "mark" and not upset
            out.append(self._entry(f"{k}-categories", label, self.count == k, color, hatch, dot))
        return out[::-1]

    def _entry(
        self, id: str, label: str, heads: Mask, color: str, hatch: str = "none", dot: bool = False
    ) -> Entry:
        if self.style.legend.counts:
            label += f" ({int(heads.sum())})"
        return Entry(f"legend--{id}", printable(label), color, "none" if dot else hatch, dot)

    def _category(self, c: int, parts: tuple[tuple[Mask, int, int], ...]) -> Layer:
        return Layer(self.ids[c], self.colors.categories[c], self.colors.hatches[c], parts)

    def _composite(self) -> list[Layer]:
        display = self.style.multi.display
        rank = self.members.cumsum(axis=0) - 1
        layers = []
        for c, member in enumerate(self.members):
            if display == "split":
                ways = [(k, j) for k in (1, *self.counts) for j in range(k)]
                parts = [(member & (self.count == k) & (rank[c] == j), j, k) for k, j in ways]
            elif display == "mark":
                parts = [(member & (rank[c] == 0), 0, 1)]
            else:
                parts = [(member & (self.count == 1), 0, 1)]
            layers.append(self._category(c, tuple(parts)))
        for k in self.counts if display != "split" else ():
            color, hatch, dot = self.colors.multi[k], self.colors.multi_hatches[k], display == "mark"
            parts = [(self.count == k, 0, 1)]
            layers.append(Layer(f"{k}-categories", color, "none" if dot else hatch, tuple(parts), dot))
        return layers

    def _chart(self, kind: str) -> Chart:
        data = self.composite.classification
        return (upset if kind == "upset" else profiles)(data, self.colors, self.ids)


def shown_label(category: str, style: Style) -> str:
    """What panel and legend call a category: the style's label for it, or its name."""
    named = style.categories.get(category)
    return (named.label if named else None) or category


def shown_labels(categories: Sequence[str], style: Style) -> list[str]:
    """What the categories of a figure are called, with every character visible."""
    return [printable(shown_label(name, style)) for name in categories]


def category_ids(composite: Composite) -> list[str]:
    """What each category is called in the ids of a figure's groups."""
    counts = (f"{k}-categories" for k in composite.counts)
    return identifiers(composite.classification.categories, {*OTHER_IDS, *counts})


def identifiers(names: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """A short id for each name: letters, digits and single hyphens; no two alike, and none of those taken.

    >>> identifiers(["Knowledge", "knowledge!", "日本"])
    ['knowledge', 'knowledge-2', 'category']
    """
    taken = set(taken)
    out = []
    for name in names:
        stem = re.sub("[^a-z0-9]+", "-", name.lower())[:60].strip("-") or "category"
        unique, n = stem, 1
        while unique in taken:
            n += 1
            unique = f"{stem}-{n}"
        taken.add(unique)
        out.append(unique)
    return out
