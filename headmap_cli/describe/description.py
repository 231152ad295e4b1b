"""Describe a figure in words: overview, axes, legend, a paragraph for each panel, and key observations.

Every sentence quotes a number. The description says where heads lie, never what a model does.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ..analysis.concentration import MIN_HEADS, SIGNIFICANT
from ..analysis.densest_region import Region
from ..analysis.statistics import Axes
from ..colors.difference import color_word
from ..core.composite import Composite
from ..core.strings import counted
from ..layout.panels.selection import (
    CategoryRef,
    ChartRef,
    CompositeRef,
    PanelRef,
    ScoreRef,
    panel_label,
    selected_panels,
)
from ..layout.plan import plan
from ..layout.plan_types import LegendEntry
from ..style.schema import Style
from .axes import axes_text
from .charts import chart_sentences
from .facts import WriteName, collect_facts
from .findings import (
    axis_sentences,
    coverage_sentence,
    named_heads,
    overlap_sentence,
    region_sentence,
    shape_sentences,
)
from .key_observations import observations
from .prose import grid_text, is_are, join_and, percent
from .scores import score_sentences
from .sections import Section


def describe(composite: Composite, style: Style, escape: WriteName = str) -> list[Section]:
    """Return the description of the figure that a style draws.

    Args:
        composite: The heads, their categories and their counts.
        style: The style of the figure.
        escape: Escapes what would be markup in a name; by default nothing, as for plain text.

    Raises:
        HeadmapError: If the style names a panel that the data has no category for.
    """
    describer = Describer(composite, style, escape)
    titles = [describer.title(ref) for ref in describer.refs]
    sections = [
        Section("Overview", (describer.overview(titles),)),
        Section("Axes", (describer.axes(),)),
        Section("Legend", (describer.legend(),)),
    ]
    for i, (ref, title) in enumerate(zip(describer.refs, titles, strict=True), start=1):
        sections.append(Section(f"Panel {i}: {title}", (" ".join(describer.panel(ref)),)))
    facts = describer.facts
    statements = tuple(observations(facts.stats, facts.names, facts.layer_axis))
    sections.append(Section("Key observations", statements, numbered=True))
    return sections


class Describer:
    """The writer of the parts of a description.

    Attributes:
        facts: The numbers and names of the figure.
        refs: The panels of the figure, in order.
    """

    def __init__(self, composite: Composite, style: Style, escape: WriteName) -> None:
        self.refs = selected_panels(composite.classification.categories, style)
        self.facts = collect_facts(composite, style, escape)

    def overview(self, titles: list[str]) -> str:
        """Return the paragraph on the whole figure: its categories, its panels and its classified heads.

        Args:
            titles: The titles of the panels.
        """
        data = self.facts.data
        stats = self.facts.stats
        names = self.facts.names
        categories = counted(len(names), "category", "categories")
        maps = sum(not isinstance(ref, ChartRef) for ref in self.refs)
        are_maps = "is a map" if maps == 1 else "are maps"
        classified = stats.classified
        unclassified = stats.by_count[0]
        sentences = [
            f"The figure shows {grid_text(data)} and the categories that they are in.",
            f"There {is_are(len(names))} {categories}: {join_and(names)}.",
            f"It has {counted(len(titles), 'panel')}: {join_and(titles, len(titles))}.",
            f"{counted(maps, 'panel')} {are_maps} with a cell for each head.",
            f"{counted(classified, 'head')} ({percent(classified, stats.heads)}) {is_are(classified)} "
            f"classified, {unclassified} ({percent(unclassified, stats.heads)}) "
            f"{is_are(unclassified)} not.",
        ]
        if stats.absent:
            sentences.append(
                f"{counted(stats.absent, 'place')} of the grid {is_are(stats.absent)} without a head."
            )
        sentences.append(
            f"p-values are corrected for the number of tests; a pattern is clear if p is below {SIGNIFICANT}."
        )
        return " ".join(sentences)

    def axes(self) -> str:
        """Return what runs along x and along y, and where the ticks are."""
        return axes_text(self.facts.data, self.facts.style)

    def legend(self) -> str:
        """Return the colours of the legend from top to bottom, and what they stand for."""
        # Which colours the legend explains depends on the panels and on the counts that occur.
        entries = plan(self.facts.composite, self.facts.style).entries
        colors = [self._color_text(entry) for entry in entries]
        text = f"{counted(len(entries), 'colour')}: {join_and(colors, len(colors))}."
        if self.facts.style.legend.place == "none":
            return f"There is no legend. {text}"
        return text

    def _color_text(self, entry: LegendEntry) -> str:
        """Return the colour of a legend entry, or its dot, and what it stands for."""
        if entry.dot:
            return f"a black or white dot for {self.facts.write_name(entry.label)}"
        hatch = ""
        if entry.hatch != "none":
            hatch = f", {entry.hatch} lines"
        return f"{color_word(entry.color)} ({entry.color}{hatch}) for {self.facts.write_name(entry.label)}"

    def title(self, ref: PanelRef) -> str:
        """Return the title of a panel, without its letter."""
        if isinstance(ref, CategoryRef | ScoreRef):
            return self.facts.names[ref.index]
        return self.facts.write_name(panel_label(ref, [], self.facts.style))

    def panel(self, ref: PanelRef) -> Iterator[str]:
        """Return the sentences of a panel."""
        match ref:
            case CompositeRef():
                return self._composite_sentences()
            case CategoryRef(index):
                return self._category_sentences(index)
            case ScoreRef(index):
                assert self.facts.data.scores is not None
                return score_sentences(self.facts.names[index], self.facts.data.scores[index])
            case ChartRef(kind):
                return chart_sentences(kind, self.facts)

    def _composite_sentences(self) -> Iterator[str]:
        """Yield sentences on all classified heads, and on heads in several categories."""
        stats = self.facts.stats
        count = self.facts.composite.count
        classified = stats.classified
        total = stats.heads
        yield (
            f"{classified} of {counted(total, 'head')} ({percent(classified, total)}) {is_are(classified)} "
            "in at least one category."
        )
        if classified >= MIN_HEADS:
            yield from self._location_sentences(count > 0, stats.densest, stats.concentration)
        for k in self.facts.composite.counts:
            yield overlap_sentence(k, count, total)

    def _category_sentences(self, index: int) -> Iterator[str]:
        """Yield sentences on one category: its size, where its heads lie, and the shapes that they form."""
        facts = self.facts
        category = facts.stats.categories[index]
        name = facts.names[index]
        member = facts.data.membership[index]
        share = percent(category.heads, facts.stats.heads)
        exclusive = ""
        if category.heads and len(facts.names) > 1:
            exclusive = f", {category.exclusive} of them in no other category"
        yield (
            f"{name} has {counted(category.heads, 'head')} ({share} of all{named_heads(member)}){exclusive}."
        )
        # With fewer heads, any arrangement would look like a pattern.
        if category.heads >= MIN_HEADS:
            yield from self._location_sentences(member, category.densest, category.concentration)
            yield from shape_sentences(member, facts.adjacent[index])

    def _location_sentences(
        self, member: npt.NDArray[np.bool_], densest: Region | None, concentration: Axes
    ) -> Iterator[str]:
        """Yield sentences on where heads lie: in how many layers, where they are densest, along each axis."""
        facts = self.facts
        yield coverage_sentence(member, facts.data.present)
        yield region_sentence(densest, int(member.sum()), facts.stats.heads)
        yield from axis_sentences(facts.layer_axis, member.sum(axis=1), concentration.layer)
        yield from axis_sentences(facts.head_axis, member.sum(axis=0), concentration.head)
