"""Composite + Style -> the figure in words: overview, axes, legend, a paragraph per panel, key observations.

Every sentence quotes a number, and says where heads lie, never what a model does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..analysis.adjacency import adjacency
from ..analysis.concentration import FEWEST, SIGNIFICANT
from ..analysis.statistics import statistics
from ..colors.difference import color_word
from ..core.composite import Composite
from ..core.strings import counted, printable, truncate
from ..layout.labels import shown_label
from ..layout.panels.selection import chart_title, selected_panels
from ..layout.plan import plan
from ..layout.ticks import tick_places
from ..style.schema import Style
from .findings import FEW, Axis, along, area_words, coverage, places, several, shape
from .key_observations import observations
from .prose import grid_text, is_are, join_and, percent


@dataclass(frozen=True)
class Section:
    """A heading, and paragraphs or, when numbered, statements of their own."""

    heading: str
    paragraphs: tuple[str, ...]
    numbered: bool = False


def describe(composite: Composite, style: Style, name: Callable[[str], str] = str) -> list[Section]:
    """The description of the figure that a style draws.

    name: how a name is written, so that it is not taken for markup.
    Raises HeadmapError for a panel that the data has no category for.
    """
    found = Describer(composite, style, name)
    panels = [(found.title(what), found.panel(what)) for what in found.shown]
    return [
        Section("Overview", (found.overview([title for title, _ in panels]),)),
        Section("Axes", (found.axes(),)),
        Section("Legend", (found.legend(),)),
        *(Section(f"Panel {i}: {title}", (" ".join(said),)) for i, (title, said) in enumerate(panels, 1)),
        Section(
            "Key observations", tuple(observations(found.stats, found.names, found.layer)), numbered=True
        ),
    ]


def as_text(sections: Sequence[Section], md: bool) -> str:
    """The description as plain text, or as Markdown with headings."""
    out = []
    for section in sections:
        lines = list(section.paragraphs)
        if section.numbered:
            lines = [f"{i}. {text}" for i, text in enumerate(lines, 1)]
        out.append("\n".join([f"## {section.heading}\n" if md else section.heading, *lines]))
    return "\n\n".join(out) + "\n"


class Describer:
    """The numbers and names of one figure."""

    def __init__(self, composite: Composite, style: Style, name: Callable[[str], str]) -> None:
        self.composite, self.style, self.data = composite, style, composite.classification
        self.stats = statistics(self.data)
        self.shown = selected_panels(self.data.categories, style)
        self.name = name
        self.names = [self.write(shown_label(c, style)) for c in self.data.categories]
        self.tests = 2 * (len(self.names) + 1)
        self.neighbours = adjacency(self.data.membership, self.data.present, self.tests)
        bands, present = self.stats.bands, self.data.present
        self.layer = Axis("layer", bands.layer, present.sum(axis=1), self.tests)
        self.head = Axis("head", bands.head, present.sum(axis=0), self.tests)

    def write(self, text: str) -> str:
        """A name as the description shows it."""
        return self.name(truncate(printable(text)))

    def overview(self, titles: list[str]) -> str:
        """What the figure is, and how many panels it has."""
        kinds = counted(len(self.names), "category", "categories")
        maps = sum(not isinstance(what, str) for what in self.shown)
        n, free, absent = self.stats.classified, self.stats.by_count[0], self.stats.absent
        return (
            f"The figure shows which of {grid_text(self.data)} are in {kinds}: {join_and(self.names)}. "
            f"It has {counted(len(titles), 'panel')}: {join_and(titles, len(titles))}. "
            f"{counted(maps, 'panel')} {'is a map' if maps == 1 else 'are maps'} with a cell for each head. "
            f"{counted(n, 'head')} ({percent(n, self.stats.heads)}) {is_are(n)} classified, {free} "
            f"({percent(free, self.stats.heads)}) {is_are(free)} not. "
            + (f"{counted(absent, 'place')} of the grid {is_are(absent)} without a head. " if absent else "")
            + f"p-values are corrected for the number of tests; a pattern is one with p below {SIGNIFICANT}."
        )

    def axes(self) -> str:
        """What runs along x and y, from where to where, and the ticks."""
        words = ("layer", "head") if self.style.axes.x == "layer" else ("head", "layer")
        said = []
        for word, direction in zip(words, "xy", strict=True):
            axis, n = getattr(self.style.axes, word), getattr(self.data, f"{word}s")
            ticks = [str(tick) for tick in tick_places(axis, n)]
            marked = counted(len(ticks), "tick") + (f" at {join_and(ticks)}" if ticks else "")
            start = f", 0 at the {self.style.axes.origin}" if direction == "y" else ""
            said.append(f"The {direction} axis is the {word}, from 0 to {n - 1}{start}, with {marked}.")
        return " ".join(said)

    def legend(self) -> str:
        """The colours from top to bottom."""
        entries = plan(self.composite, self.style).entries
        hatched = {entry.label for entry in entries if entry.hatch != "none"}
        colors = [
            f"{color_word(entry.color)} ({entry.color}"
            f"{f', {entry.hatch} lines' if entry.label in hatched else ''}) for {self.write(entry.label)}"
            for entry in entries
        ]
        shown = "There is no legend. " if self.style.legend.place == "none" else ""
        return f"{shown}{counted(len(entries), 'colour')}: {join_and(colors, len(colors))}."

    def title(self, what: int | str | None) -> str:
        """The title of a panel."""
        if isinstance(what, str):
            return self.write(chart_title(what, self.style))
        return self.write(self.style.composite.label) if what is None else self.names[what]

    def panel(self, what: int | str | None) -> Iterator[str]:
        """The sentences of a panel."""
        if isinstance(what, str):
            return self.upset() if what == "upset" else self.profiles()
        return self.whole() if what is None else self.category(what)

    def whole(self) -> Iterator[str]:
        """All categories at once."""
        n, total, count = self.stats.classified, self.stats.heads, self.composite.count
        yield f"{n} of {counted(total, 'head')} ({percent(n, total)}) {is_are(n)} in at least one category."
        if n >= FEWEST:
            yield coverage(count > 0, self.data.present)
            yield area_words(self.stats.densest, n, total)
            yield from along(self.layer, (count > 0).sum(axis=1), self.stats.concentration.layer)
            yield from along(self.head, (count > 0).sum(axis=0), self.stats.concentration.head)
        for k in self.composite.counts:
            yield several(k, count, total)

    def category(self, c: int) -> Iterator[str]:
        """One category: how many heads, where they are densest, along each axis, and whether they touch."""
        one, name, member = self.stats.categories[c], self.names[c], self.data.membership[c]
        of = percent(one.heads, self.stats.heads)
        at = f", at {places(member)}" if 0 < one.heads <= FEW else ""
        alone = f", {one.exclusive} of them in no other category" if one.heads and len(self.names) > 1 else ""
        yield f"{name} has {counted(one.heads, 'head')} ({of} of all{at}){alone}."
        if one.heads >= FEWEST:
            yield coverage(member, self.data.present)
            yield area_words(one.densest, one.heads, self.stats.heads)
            yield from along(self.layer, member.sum(axis=1), one.concentration.layer)
            yield from along(self.head, member.sum(axis=0), one.concentration.head)
            yield from shape(member, self.neighbours[c], self.tests)

    def upset(self) -> Iterator[str]:
        """The chart of exclusive intersections."""
        found = self.stats.intersections
        yield f"{counted(len(found), 'bar')} of heads, by the exact set of categories that they are in."
        if found:
            names = dict(zip(self.data.categories, self.names, strict=True))
            sets = [f"{' + '.join(names[c] for c in one.categories)} ({one.heads})" for one in found]
            yield f"The largest first, {join_and(sets)}."

    def profiles(self) -> Iterator[str]:
        """The chart of shares per layer."""
        lines, layers = counted(len(self.names), "line"), counted(self.data.layers, "layer")
        yield f"{lines} over {layers}, one for each category."
        for one, name in zip(self.stats.categories, self.names, strict=True):
            share = np.array(one.per_layer) / np.maximum(1, self.layer.room)
            at = int(share.argmax())
            n, room = one.per_layer[at], int(self.layer.room[at])
            if n:
                yield f"{name} is highest in layer {at}: {n} of {counted(room, 'head')} ({percent(n, room)})."
