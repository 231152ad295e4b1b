"""Define what the panels and the legend show, as plain data without a place on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .cell_content import DotLook, Fill, MarkLook, PanelMark, ScoreMap

if TYPE_CHECKING:
    from ..colors.color_scale import ColorScale


class Chart(Struct, frozen=True):
    """What a panel shows instead of a map of heads.

    Attributes:
        kind: The name of a `PanelKind`.
        content: What the kind's `build` returned. It must be hashable, since figures with equal charts share
            a cached page.
    """

    kind: str
    content: Any


class ColorBar(Struct, frozen=True):
    """The bar in the legend that explains the colours of scores.

    Attributes:
        id: The id of the bar's group.
        label: What the scores are; empty for none.
        scale: The colours.
        cutoffs: The scores at which the rule selects heads.
    """

    id: str
    label: str
    scale: ColorScale
    cutoffs: tuple[float, ...] = ()


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
        scores: The scores of a map of scores, whose only fill is that of heads without one; None for others.
        marks: The marked heads of a map.
    """

    id: str
    title: str
    fills: tuple[Fill, ...] = ()
    chart: Chart | None = None
    letter: str = ""
    title_color: str = "#000000"
    count: str = ""
    scores: ScoreMap | None = None
    marks: tuple[PanelMark, ...] = ()

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
        hatch: The kind of lines across the colour, ``none``, or DIAGONAL.
        outlined: Whether a thin line surrounds the colour, which is close to that of the page.
        dot: The dot over the colour; None for none.
        pale: The colour of the weakest scores, on the left half of the swatch; empty for a single colour.
        mark: The look of a set of marks over the colour; None for none.
    """

    id: str
    label: str
    color: str
    hatch: str = "none"
    outlined: bool = False
    dot: DotLook | None = None
    pale: str = ""
    mark: MarkLook | None = None


SELECTED = "legend--selected"
"""The id of the legend's entry of outlines around the heads that a rule selects by their scores."""


class FacetPlan(Struct, frozen=True, eq=False):
    """The panels of one facet; those of a figure without facets are the only facet, which has no label.

    Attributes:
        label: What the figure says beside or above the panels; empty for nothing.
        grid: The numbers of layers and of heads in each layer.
        panels: The panels in order.
    """

    label: str
    grid: tuple[int, int]
    panels: tuple[PanelPlan, ...]


class Plan(Struct, frozen=True, eq=False):
    """What a figure shows.

    Attributes:
        facets: The panels of each facet, at least one.
        entries: The entries of the legend from top to bottom.
        min_cell: The smallest side in pixels of a cell that can show the parts or dots of the panels.
        bars: The colour bars of the scores that the panels show.
        mark_entries: The entries of sets of marks, which the legend has after all others.
    """

    facets: tuple[FacetPlan, ...]
    entries: tuple[LegendEntry, ...]
    min_cell: int = 1
    bars: tuple[ColorBar, ...] = ()
    mark_entries: tuple[LegendEntry, ...] = ()

    @property
    def panels(self) -> list[PanelPlan]:
        """Return the panels of all facets, in order."""
        panels: list[PanelPlan] = []
        for facet in self.facets:
            panels += facet.panels
        return panels

    @property
    def maps(self) -> list[PanelPlan]:
        """Return the panels that have a cell for each head."""
        # A map without any head still has fills, so that only the chart tells the two kinds apart.
        return [panel for panel in self.panels if panel.chart is None]
