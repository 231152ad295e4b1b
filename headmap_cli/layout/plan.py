"""Composite + Style -> what each panel and the legend show, before anything has a place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ..composite import Composite
from ..errors import HeadmapError, did_you_mean, quote
from ..style.palette import Palette, palette
from ..style.types import Style

Mask: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Layer:
    """Heads of one colour in one panel.

    parts: bool (rows, columns), rows along y, with the part of each cell that is painted: (mask, 1, 3) is
    the second of three. dot: a dot over the cell instead of the cell.
    """

    id: str
    color: str
    hatch: str
    parts: tuple[tuple[Mask, int, int], ...]
    dot: bool = False


@dataclass(frozen=True)
class PanelPlan:
    """One panel: its id, its title, and what is painted, in that order; unclassified heads are the first."""

    id: str
    title: str
    layers: tuple[Layer, ...]


@dataclass(frozen=True)
class Entry:
    """One colour of the figure and what the legend says of it; id is its group's."""

    id: str
    label: str
    color: str
    hatch: str = "none"
    dot: bool = False


def plan(composite: Composite, style: Style) -> tuple[list[PanelPlan], list[Entry]]:
    """The panels in the style's order, and the legend's entries from the highest count down.

    Raises HeadmapError for a panel that the data has no category for.
    """
    return _Plan(composite, style).panels(), _Plan(composite, style).entries()


class _Plan:
    """The names, ids and colours of a figure."""

    def __init__(self, composite: Composite, style: Style) -> None:
        self.style, self.composite, data = style, composite, composite.classification
        self.names, self.counts = data.categories, composite.counts
        self.colors: Palette = palette(style, self.names)
        self.labels = [shown_label(name, style) for name in self.names]
        self.ids = identifiers(
            self.names, {"all", "unclassified", "legend", *(f"{k}-categories" for k in self.counts)}
        )
        swap = style.axes.x == "layer"
        self.members = data.membership.transpose(0, 2, 1) if swap else data.membership
        self.count = composite.count.T if swap else composite.count
        self.present = data.present.T if swap else data.present
        self.shown = self._shown()

    def panels(self) -> list[PanelPlan]:
        """What is painted in each panel."""
        rest = Layer("unclassified", self.colors.unclassified, "none", ((self.present, 0, 1),))
        plans = []
        for i, c in enumerate(self.shown):
            if c is None:
                id, title, layers = "all", self.style.composite.label, self._composite()
            else:
                id, title = self.ids[c], self.labels[c]
                layers = [self._category(c, ((self.members[c], 0, 1),))]
            plans.append(PanelPlan(f"panel-{id}", self._title(i, title), (rest, *layers)))
        return plans

    def entries(self) -> list[Entry]:
        """What the legend says: the composite's counts and categories, or the categories of the panels."""
        whole = None in self.shown
        listed = [c for c in range(len(self.names)) if whole or c in self.shown]
        multi = self.style.multi
        classified = self.composite.count > 0
        free = self.composite.classification.present & ~classified
        out = [self._entry("unclassified", self.style.unclassified.label, free, self.colors.unclassified)]
        for c in listed:
            color, hatch = self.colors.categories[c], self.colors.hatches[c]
            out.append(self._entry(self.ids[c], self.labels[c], self.members[c], color, hatch))
        for k in self.counts if whole and multi.display != "split" else ():
            label = multi.label.replace("{k}", str(k))
            color, hatch = self.colors.multi[k], self.colors.multi_hatches[k]
            dot = multi.display == "mark"
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

    def _shown(self) -> list[int | None]:
        """The panels: indices of categories, None for the composite.

        The two words mean what they mean even where a category is called like one.
        """
        wanted, out = self.style.panels.show, list[int | None]()
        by_name = set(wanted) - {"composite", "categories"}
        for name in wanted:
            if name == "composite":
                out.append(None)
            elif name == "categories":
                out += [c for c, other in enumerate(self.names) if other not in by_name]
            elif name in self.names:
                out.append(self.names.index(name))
            else:
                known = ("composite", "categories", *self.names)
                raise HeadmapError(
                    f"panels.show: no category {quote(name)}{did_you_mean(name, known)}; "
                    f"expected {', '.join(known[:12])}{', ..' if len(known) > 12 else ''}"
                )
        if not out or len(set(out)) < len(out):
            problem = "names a panel twice" if out else "leaves no panel"
            raise HeadmapError(f"panels.show: {problem}; expected composite, categories or their names")
        return out

    def _title(self, place: int, title: str) -> str:
        panels, a = self.style.panels, letter(place)
        front = panels.letters.replace("{a}", a).replace("{A}", a.upper())
        return printable(" ".join(filter(None, (front, title if panels.titles else ""))))


def printable(text: str) -> str:
    """The text with every character visible: control characters, and what XML forbids, as escapes.

    >>> printable("a\\x00b")
    'a\\\\x00b'
    """
    hidden = ("Cc", "Cs")
    return "".join(
        c.encode("unicode_escape").decode() if unicodedata.category(c) in hidden or c in "\ufffe\uffff" else c
        for c in text
    )


def shown_label(category: str, style: Style) -> str:
    """What panel and legend call a category: the style's label for it, or its name."""
    named = style.categories.get(category)
    return (named.label if named else None) or category


def letter(place: int) -> str:
    """The letter of a panel, counted from 0.

    >>> letter(0), letter(25), letter(26)
    ('a', 'z', 'aa')
    """
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("a") + place % 26)


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
