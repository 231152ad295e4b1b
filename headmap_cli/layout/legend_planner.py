"""Plan the entries of the legend."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from ..core.composite import Composite
from .cell_content import Mask
from .fills import MARKED, Swatch, dot_look, orient_heads
from .looks import Looks
from .panels.kinds import find_kind
from .panels.selection import CategoryRef, ChartRef, CompositeRef, PanelRef, ScoreRef
from .plan_types import LegendEntry

NO_SCORE = "No score"
"""The label of heads that have no score, of a model that has them."""


class LegendPlanner:
    """Plans the entries of the legend of a figure.

    Attributes:
        looks: The names and colours of the figure.
        heads: The heads that the legend counts: those of the classification, or of all facets.
        has_absent: Whether some heads of the grid are absent.
    """

    def __init__(self, looks: Looks, composite: Composite) -> None:
        self.looks = looks
        self.style = looks.style
        self.heads = orient_heads(composite, looks.style)
        self.has_absent = not self.heads.present.all()

    def entries(self) -> list[LegendEntry]:
        """Return the legend's entries from top to bottom, in the order that the style asks for."""
        categories = []
        for c in self._explained_categories():
            categories.append(self._category_entry(c))
        counts = []
        if self._explains_counts():
            counts = self._count_entries()
        if self.style.legend.order == "reference":
            # In the reference figure, the highest count is at the top and the first category further down.
            return [*reversed(counts), *reversed(categories), *self._map_entries()]
        return [*categories, *counts, *self._map_entries()]

    def mark_entries(self) -> tuple[LegendEntry, ...]:
        """Return the legend's entries of the sets of marks whose look is a symbol."""
        from .marked_heads import mark_label, mark_look

        entries = []
        for number, mark in enumerate(self.style.marks):
            look = mark_look(mark, number)
            # A name in a cell explains itself.
            if look.kind != "name":
                entry = self._entry(self.looks.unclassified, mark_label(mark), None)
                entries.append(replace(entry, id=f"legend--mark--{number + 1}", mark=look))
        return tuple(entries)

    def _category_entry(self, c: int) -> LegendEntry:
        """Return the entry of a category, by its index, with the range of its scores if it has shades."""
        label = self.looks.labels[c]
        shades = self.looks.shades[c] if self.looks.shades else None
        if shades is None or not shades.range_text:
            return self._entry(self.looks.categories[c], label, self._legend_heads(c))
        entry = self._entry(self.looks.categories[c], f"{label} {shades.range_text}", self._legend_heads(c))
        return replace(entry, pale=shades.colors[0])

    def _legend_heads(self, c: int) -> Mask:
        """Return the heads that the legend counts for a category, given by its index."""
        members: Mask = self.heads.members[c]
        if self._explains_counts():
            # The heads that are in other categories too are counted by the entries of several categories, so
            # that the numbers of the legend add up to that of all heads.
            members = members & (self.heads.count == 1)
        return members

    def _map_entries(self) -> list[LegendEntry]:
        """Return the entries of unclassified heads and of absent ones, which only maps show."""
        entries = []
        if any(_shows_unclassified(ref) for ref in self.looks.refs) and self.looks.data.is_decided:
            unclassified = self.heads.present & (self.heads.count == 0)
            entries.append(self._entry(self.looks.unclassified, self.style.unclassified.label, unclassified))
        if self.looks.scores and self.looks.scores.has_selected:
            entries.append(self.looks.scores.rule_entry())
        if all(isinstance(ref, ChartRef) for ref in self.looks.refs):
            return entries
        if self.has_absent:
            entries.append(self._entry(self.looks.absent, self.style.absent.label, None))
        elif self.looks.scores and self.looks.scores.has_unscored:
            entries.append(self._entry(self.looks.absent, NO_SCORE, None))
        return entries

    def _count_entries(self) -> list[LegendEntry]:
        """Return the legend's entries of heads in several categories, the lowest count first."""
        entries = []
        if self._has_count_chart() or self.style.multi.display == "count":
            for k, swatch in self.looks.counts.items():
                entries.append(self._entry(swatch, self._count_label(str(k)), self.heads.count == k))
        if CompositeRef() in self.looks.refs and self.style.multi.display == "mark" and self.looks.counts:
            entries.append(self._marked_entry())
        return entries

    def _marked_entry(self) -> LegendEntry:
        """Return the legend's entry of the dots, which are the same for all counts of categories."""
        counts = list(self.looks.counts)
        text = str(counts[0])
        if len(counts) > 1:
            text = f"{counts[0]}\N{EN DASH}{counts[-1]}"
        is_marked = self.heads.count > 1
        # The dot lies over the colour of a category whose cells have dots: the first one of all.
        first = int(np.flatnonzero((self.heads.members & is_marked).any(axis=(1, 2)))[0])
        swatch = Swatch(MARKED, self.looks.categories[first].color, "none")
        entry = self._entry(swatch, self._count_label(text), is_marked)
        return replace(entry, dot=dot_look(swatch.color))

    def _count_label(self, count: str) -> str:
        """Return the label of heads in a number of categories."""
        return self.style.multi.label.replace("{k}", count)

    def _explained_categories(self) -> list[int]:
        """Return the categories, by index, whose colour some panel shows.

        They are in the order of the categories, or in that of their panels if the style asks for it.
        """
        own_panels = [ref.index for ref in self.looks.refs if isinstance(ref, CategoryRef)]
        if all(isinstance(ref, CategoryRef | ScoreRef) for ref in self.looks.refs):
            explained = own_panels
        else:
            # The composite and the charts show all categories.
            others = [c for c in range(len(self.looks.labels)) if c not in own_panels]
            explained = [*own_panels, *others]
        if self.style.legend.order == "reference":
            return sorted(explained)
        return explained

    def _explains_counts(self) -> bool:
        """Return whether some panel shows the colours of counts."""
        if self._has_count_chart():
            return True
        return CompositeRef() in self.looks.refs and self.style.multi.display != "split"

    def _has_count_chart(self) -> bool:
        """Return whether some chart shows the colours of counts."""
        return any(_shows_counts(ref) for ref in self.looks.refs)

    def _entry(self, swatch: Swatch, label: str, heads: Mask | None) -> LegendEntry:
        """Return the legend's entry for some heads, with their number if the style asks for it.

        For None, there is no number.
        """
        if self.style.legend.counts and heads is not None:
            label += f" ({int(heads.sum())})"
        return swatch.legend_entry(label, self.style)


def _shows_counts(ref: PanelRef) -> bool:
    """Return whether a panel is a chart that shows the colours of counts."""
    return isinstance(ref, ChartRef) and find_kind(ref.kind).shows_counts


def _shows_unclassified(ref: PanelRef) -> bool:
    """Return whether a panel shows unclassified heads: a map of categories, or a chart with bars for them."""
    if isinstance(ref, ChartRef):
        return find_kind(ref.kind).shows_unclassified
    return isinstance(ref, CompositeRef | CategoryRef)
