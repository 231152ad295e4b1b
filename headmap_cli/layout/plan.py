"""Plan what each panel and the legend show, before anything has a place on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from ..colors.contrast import MIN_TEXT_CONTRAST, contrast
from ..colors.names import opaque
from ..core.composite import Composite
from ..core.errors import HeadmapError
from ..core.vocabulary import option
from ..style.palette import palette
from ..style.schema import Style
from .fills import COMPOSITE_FILLS, MARKED, Swatch, dot_look, orient_heads
from .hatches import MIN_MARKED_CELL, min_split_cell
from .labels import category_ids, shown_label
from .marked_heads import mark_label, mark_look, panel_marks_of
from .panels.kinds import find_kind
from .panels.selection import (
    CategoryRef,
    ChartRef,
    CompositeRef,
    PanelRef,
    ScoreRef,
    letter_text,
    panel_id,
    panel_label,
    panel_title,
    selected_panels,
    title_count,
)
from .plan_types import (
    DIAGONAL,
    CellPart,
    Chart,
    Fill,
    LegendEntry,
    Mask,
    PanelMark,
    PanelPlan,
    Plan,
    ScoreMap,
)
from .score_plan import ScorePlanner, unscored_cells

if TYPE_CHECKING:
    from .shades import Shades

NO_SCORE = "No score"
"""The label of heads that have no score, of a model that has them."""


def plan(composite: Composite, style: Style) -> Plan:
    """Return the panels in the style's order, and the legend's entries from top to bottom.

    Args:
        composite: The heads, their categories and their counts.
        style: The style of the figure.

    Raises:
        HeadmapError: If the style names a panel that the data has no category for.
    """
    planner = Planner(composite, style)
    grid = (composite.classification.layers, composite.classification.heads)
    panels = tuple(planner.panels())
    mark_entries: tuple[LegendEntry, ...] = ()
    if any(panel.marks for panel in panels):
        mark_entries = planner.mark_entries()
    return Plan(
        panels,
        tuple(planner.entries()),
        grid,
        _min_cell(composite, style),
        tuple(planner.scores.bars) if planner.scores else (),
        mark_entries,
    )


def _min_cell(composite: Composite, style: Style) -> int:
    """Return the smallest side in pixels of a cell that can show a head in several categories."""
    if not composite.counts:
        return 1
    if style.multi.display == "split":
        return min_split_cell(max(composite.counts), style.layout.dpi)
    return MIN_MARKED_CELL if style.multi.display == "mark" else 1


class Planner:
    """The names, ids and colours of a figure, from which its panels and legend are planned.

    Attributes:
        refs: The panels of the figure, in order.
        labels: The label of each category.
        ids: The id of each category.
        heads: The heads in rows along y and columns along x.
        unclassified: How heads in no category look.
        categories: How the heads of each category look.
        shades: The shades of each category; empty if the style asks for none.
        counts: How the heads in k categories look, by each k >= 2 that occurs.
    """

    def __init__(self, composite: Composite, style: Style) -> None:
        self.style = style
        self.data = composite.classification
        names = self.data.categories
        self.refs = selected_panels(names, style, self.data.is_decided)
        self.labels = [shown_label(name, style) for name in names]
        scored = [ref.index for ref in self.refs if isinstance(ref, ScoreRef)]
        self.scores = ScorePlanner(self.data, style, scored, self.labels) if scored else None
        self.ids = category_ids(composite)
        self.heads = orient_heads(composite, style)
        self.colors = palette(style, names)
        self.unclassified = Swatch("unclassified", self.colors.unclassified, "none")
        # The diagonals have a colour of their own; the swatch has that of the page.
        self.absent = Swatch("absent", opaque(style.background), DIAGONAL)
        self.has_absent = not self.heads.present.all()
        swatches = zip(self.ids, self.colors.categories, self.colors.hatches, strict=True)
        self.categories = [Swatch(id, color, hatch) for id, color, hatch in swatches]
        self.shades: list[Shades] = []
        if style.shade == "scores" and self.data.is_decided:
            # Most figures have no shades and do without this code.
            from .shades import category_shades

            self.shades = category_shades(self.data, self.colors, style)
        self.counts: dict[int, Swatch] = {}
        for k in composite.counts:
            self.counts[k] = Swatch(f"{k}-categories", self.colors.multi[k], self.colors.multi_hatches[k])

    def panels(self) -> list[PanelPlan]:
        """Return what each panel shows, in order."""
        panels = []
        for position, ref in enumerate(self.refs):
            label = panel_label(ref, self.labels, self.style)
            fills: tuple[Fill, ...] = ()
            marks: tuple[PanelMark, ...] = ()
            chart = None
            scores = None
            if isinstance(ref, ScoreRef):
                assert self.scores is not None
                scores = self.scores.score_map(ref.index)
                fills = self._unscored_fills(scores)
                marks = panel_marks_of(self.data, self.style, ref.index)
            elif isinstance(ref, ChartRef):
                chart = self._chart(ref.kind)
            else:
                fills = self._map_fills(ref)
                marks = panel_marks_of(self.data, self.style, _category_of(ref))
            panels.append(
                PanelPlan(
                    id=f"panel-{panel_id(ref, self.ids)}",
                    title=panel_title(label, self.style),
                    fills=fills,
                    chart=chart,
                    letter=letter_text(position, self.style),
                    title_color=self._title_color(ref),
                    count=self._title_count(ref),
                    scores=scores,
                    marks=marks,
                )
            )
        return panels

    def _chart(self, name: str) -> Chart:
        """Return the chart of a kind; raise HeadmapError if it shows categories and there is no rule."""
        kind = find_kind(name)
        if not self.data.is_decided and not kind.takes_scores:
            raise HeadmapError(
                f"panels.show: {name} shows categories, and the scores have no rule; choose a "
                f"{option('threshold')} or {option('top')}"
            )
        return Chart(name, kind.build(self.data, self.colors, self.ids, self.style))

    def _title_count(self, ref: PanelRef) -> str:
        """Return the text in the title of a map for its number of classified heads; empty for a chart."""
        match ref:
            case CompositeRef():
                return title_count(int((self.heads.count > 0).sum()), self.style)
            case CategoryRef(index) | ScoreRef(index) if self.data.is_decided:
                return title_count(int(self.heads.members[index].sum()), self.style)
            case _:
                return ""

    def _title_color(self, ref: PanelRef) -> str:
        """Return the colour of a panel's title: that of its category if the style asks for it, or of text."""
        text_color = self.style.text.color
        if self.style.panels.title_color == "text" or not isinstance(ref, CategoryRef):
            return text_color
        color = self.categories[ref.index].color
        if contrast(color, opaque(self.style.background)) < MIN_TEXT_CONTRAST:
            return text_color
        return color

    def _unscored_fills(self, scores: ScoreMap) -> tuple[Fill, ...]:
        """Return the fill of heads without a score, which look as absent heads do in other maps."""
        mask = unscored_cells(scores)
        return (self.absent.fill(CellPart(mask)),) if mask.any() else ()

    def _map_fills(self, ref: CompositeRef | CategoryRef) -> tuple[Fill, ...]:
        """Return the fills of a map: all heads as unclassified ones, and the classified ones over them."""
        background = [self.unclassified.fill(CellPart(self.heads.present))]
        if self.has_absent:
            background.append(self.absent.fill(CellPart(~self.heads.present)))
        if isinstance(ref, CategoryRef):
            part = CellPart(self.heads.members[ref.index])
            fills = [self.categories[ref.index].fill(part)]
            return (*background, *self._shaded(fills, self.heads.present))
        composite_fills = COMPOSITE_FILLS[self.style.multi.display]
        fills = composite_fills(self.heads, self.categories, self.counts)
        # A head in several categories has a score of each, so that no single shade could show them.
        return (*background, *self._shaded(fills, self.heads.count == 1))

    def _shaded(self, fills: Sequence[Fill], heads: Mask) -> Sequence[Fill]:
        """Return the fills of a map, in shades where the style asks for it and some heads may have them."""
        if not self.shades:
            return fills
        from .shades import shade_fills

        return shade_fills(fills, self.ids, self.shades, heads)

    def mark_entries(self) -> tuple[LegendEntry, ...]:
        """Return the legend's entries of the sets of marks whose look is a symbol."""
        entries = []
        for number, mark in enumerate(self.style.marks):
            look = mark_look(mark, number)
            # A name in a cell explains itself.
            if look.kind != "name":
                entry = self._entry(self.unclassified, mark_label(mark), None)
                entries.append(replace(entry, id=f"legend--mark--{number + 1}", mark=look))
        return tuple(entries)

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

    def _category_entry(self, c: int) -> LegendEntry:
        """Return the entry of a category, by its index, with the range of its scores if it has shades."""
        label = self.labels[c]
        shades = self.shades[c] if self.shades else None
        if shades is None or not shades.range_text:
            return self._entry(self.categories[c], label, self._legend_heads(c))
        entry = self._entry(self.categories[c], f"{label} {shades.range_text}", self._legend_heads(c))
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
        if any(_shows_unclassified(ref) for ref in self.refs) and self.data.is_decided:
            unclassified = self.heads.present & (self.heads.count == 0)
            entries.append(self._entry(self.unclassified, self.style.unclassified.label, unclassified))
        if self.scores and self.scores.has_selected:
            entries.append(self.scores.rule_entry())
        if all(isinstance(ref, ChartRef) for ref in self.refs):
            return entries
        if self.has_absent:
            entries.append(self._entry(self.absent, self.style.absent.label, None))
        elif self.scores and self.scores.has_unscored:
            entries.append(self._entry(self.absent, NO_SCORE, None))
        return entries

    def _count_entries(self) -> list[LegendEntry]:
        """Return the legend's entries of heads in several categories, the lowest count first."""
        entries = []
        if self._has_count_chart() or self.style.multi.display == "count":
            for k, swatch in self.counts.items():
                entries.append(self._entry(swatch, self._count_label(str(k)), self.heads.count == k))
        if CompositeRef() in self.refs and self.style.multi.display == "mark" and self.counts:
            entries.append(self._marked_entry())
        return entries

    def _marked_entry(self) -> LegendEntry:
        """Return the legend's entry of the dots, which are the same for all counts of categories."""
        counts = list(self.counts)
        text = str(counts[0])
        if len(counts) > 1:
            text = f"{counts[0]}\N{EN DASH}{counts[-1]}"
        is_marked = self.heads.count > 1
        # The dot lies over the colour of a category whose cells have dots: the first one of all.
        first = int(np.flatnonzero((self.heads.members & is_marked).any(axis=(1, 2)))[0])
        swatch = Swatch(MARKED, self.categories[first].color, "none")
        entry = self._entry(swatch, self._count_label(text), is_marked)
        return replace(entry, dot=dot_look(swatch.color))

    def _count_label(self, count: str) -> str:
        """Return the label of heads in a number of categories."""
        return self.style.multi.label.replace("{k}", count)

    def _explained_categories(self) -> list[int]:
        """Return the categories, by index, whose colour some panel shows.

        They are in the order of the categories, or in that of their panels if the style asks for it.
        """
        own_panels = [ref.index for ref in self.refs if isinstance(ref, CategoryRef)]
        if all(isinstance(ref, CategoryRef | ScoreRef) for ref in self.refs):
            explained = own_panels
        else:
            # The composite and the charts show all categories.
            others = [c for c in range(len(self.labels)) if c not in own_panels]
            explained = [*own_panels, *others]
        if self.style.legend.order == "reference":
            return sorted(explained)
        return explained

    def _explains_counts(self) -> bool:
        """Return whether some panel shows the colours of counts."""
        if self._has_count_chart():
            return True
        return CompositeRef() in self.refs and self.style.multi.display != "split"

    def _has_count_chart(self) -> bool:
        """Return whether some chart shows the colours of counts."""
        return any(_shows_counts(ref) for ref in self.refs)

    def _entry(self, swatch: Swatch, label: str, heads: Mask | None) -> LegendEntry:
        """Return the legend's entry for some heads, with their number if the style asks for it.

        For None, there is no number.
        """
        if self.style.legend.counts and heads is not None:
            label += f" ({int(heads.sum())})"
        return swatch.legend_entry(label, self.style)


def _category_of(ref: CompositeRef | CategoryRef) -> int | None:
    """Return the index of the category that a map shows; None for the composite."""
    if isinstance(ref, CategoryRef):
        return ref.index
    return None


def _shows_counts(ref: PanelRef) -> bool:
    """Return whether a panel is a chart that shows the colours of counts."""
    return isinstance(ref, ChartRef) and find_kind(ref.kind).shows_counts


def _shows_unclassified(ref: PanelRef) -> bool:
    """Return whether a panel shows unclassified heads: a map of categories, or a chart with bars for them."""
    if isinstance(ref, ChartRef):
        return find_kind(ref.kind).shows_unclassified
    return isinstance(ref, CompositeRef | CategoryRef)
