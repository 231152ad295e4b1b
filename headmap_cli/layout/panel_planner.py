"""Plan what each panel of a classification shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from ..colors.contrast import MIN_TEXT_CONTRAST, contrast
from ..colors.names import opaque
from ..core.composite import Composite
from ..core.errors import HeadmapError
from ..core.vocabulary import option
from .cell_content import CellPart, Fill, Mask, PanelMark, ScoreMap
from .fills import COMPOSITE_FILLS, orient, orient_heads
from .looks import Looks
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
    title_count,
)
from .plan_types import Chart, PanelPlan

PANEL_PREFIX = "panel-"
"""The start of the id of every panel's group."""


def panel_prefix(facet: str) -> str:
    """Return the start of the ids of the panels of a facet, given by its id; empty for no facet.

    No id of a facet or of a panel has two hyphens in a row.
    """
    return f"{PANEL_PREFIX}{facet}--" if facet else PANEL_PREFIX


class PanelPlanner:
    """Plans the panels of one classification in the colours of its figure.

    Attributes:
        looks: The names and colours of the figure.
        data: The classification.
        heads: Its heads in rows along y and columns along x.
        has_absent: Whether the model does not have some heads of the grid.
    """

    def __init__(self, looks: Looks, composite: Composite) -> None:
        self.looks = looks
        self.style = looks.style
        self.data = composite.classification
        self.heads = orient_heads(composite, looks.style)
        self.has_absent = not self.heads.present.all()

    def panel(self, ref: PanelRef, position: int, facet: str = "") -> PanelPlan:
        """Return what a panel shows.

        Args:
            ref: The panel.
            position: Its position in the figure, counted from 0, which gives its letter.
            facet: The id of its facet; empty if the figure has no facets.

        Raises:
            HeadmapError: If it is a chart that cannot show the data.
        """
        label = panel_label(ref, self.looks.labels, self.style)
        fills: tuple[Fill, ...] = ()
        marks: tuple[PanelMark, ...] = ()
        chart = None
        scores = None
        if isinstance(ref, ScoreRef):
            assert self.looks.scores is not None
            scores = self.looks.scores.score_map(ref.index, self.data)
            fills = self._unscored_fills(scores)
            marks = self._marks(ref.index)
            scores = self._with_values(scores, ref.index, marks)
        elif isinstance(ref, ChartRef):
            chart = self._chart(ref.kind)
        else:
            fills = self._map_fills(ref)
            marks = self._marks(_category_of(ref))
        return PanelPlan(
            id=f"{panel_prefix(facet)}{panel_id(ref, self.looks.ids)}",
            title=panel_title(label, self.style),
            fills=fills,
            chart=chart,
            letter=letter_text(position, self.style),
            title_color=self._title_color(ref),
            count=self._title_count(ref),
            scores=scores,
            marks=marks,
        )

    def _marks(self, category: int | None) -> tuple[PanelMark, ...]:
        """Return the marks of the map of a category, given by its index, or of the composite."""
        if not self.style.marks:
            return ()
        from .marked_heads import panel_marks_of  # few figures have marks

        return panel_marks_of(self.data, self.style, category)

    def _with_values(self, scores: ScoreMap, index: int, marks: Sequence[PanelMark]) -> ScoreMap:
        """Return a map of scores with the numbers that the style asks for, given the category's index."""
        if self.style.scores.values == "none":
            return scores
        if self.style.scores.values == "marked" and not self.style.marks:
            raise HeadmapError(
                "scores.values: marked prints the scores of marked heads, and no head is marked; "
                f"mark some with {option('mark')}, or set values: all"
            )
        has_value = np.full(scores.levels.shape, self.style.scores.values == "all")
        for mark in marks:
            has_value |= mark.mask
        assert self.looks.scores is not None
        return replace(scores, values=self.looks.scores.values(index, self.data, has_value))

    def _chart(self, name: str) -> Chart:
        """Return the chart of a kind; raise HeadmapError if it shows categories and there is no rule."""
        kind = find_kind(name)
        if not self.data.is_decided and not kind.takes_scores:
            raise HeadmapError(
                f"panels.show: {name} shows categories, and the scores have no rule; choose a "
                f"{option('threshold')} or {option('top')}"
            )
        return Chart(name, kind.build(self.data, self.looks.colors, self.looks.ids, self.style))

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
        color = self.looks.categories[ref.index].color
        if contrast(color, opaque(self.style.background)) < MIN_TEXT_CONTRAST:
            return text_color
        return color

    def _unscored_fills(self, scores: ScoreMap) -> tuple[Fill, ...]:
        """Return the fill of heads without a score, which look as absent heads do in other maps."""
        mask = scores.unscored
        return (self.looks.absent.fill(CellPart(mask)),) if mask.any() else ()

    def _map_fills(self, ref: CompositeRef | CategoryRef) -> tuple[Fill, ...]:
        """Return the fills of a map: all heads as unclassified ones, and the classified ones over them."""
        background = [self.looks.unclassified.fill(CellPart(self.heads.present))]
        if self.has_absent:
            background.append(self.looks.absent.fill(CellPart(~self.heads.present)))
        if isinstance(ref, CategoryRef):
            part = CellPart(self.heads.members[ref.index])
            fills = [self.looks.categories[ref.index].fill(part)]
            return (*background, *self._shaded(fills, self.heads.present))
        composite_fills = COMPOSITE_FILLS[self.style.multi.display]
        fills = composite_fills(self.heads, self.looks.categories, self.looks.counts)
        # A head in several categories has a score of each, so that no single shade could show them.
        return (*background, *self._shaded(fills, self.heads.count == 1))

    def _shaded(self, fills: Sequence[Fill], heads: Mask) -> Sequence[Fill]:
        """Return the fills of a map, in shades where the style asks for it and some heads may have them."""
        if not self.looks.shades:
            return fills
        from .shades import shade_fills

        assert self.data.scores is not None
        shades = {}
        for c, (id, category) in enumerate(zip(self.looks.ids, self.looks.shades, strict=True)):
            levels = category.levels(self.data.scores[c], self.data.membership[c])
            shades[id] = category.colors, orient(levels, self.style)
        return shade_fills(fills, shades, heads)


def _category_of(ref: CompositeRef | CategoryRef) -> int | None:
    """Return the index of the category that a map shows; None for the composite."""
    if isinstance(ref, CategoryRef):
        return ref.index
    return None
