"""Arrange panels and legend in rows, and measure the page that they need.

A page of two columns with the legend in a column on the right. Every panel takes a slot of the same size::

    +---------------------------------------------+
    |                   margin                    |
    |      Title of the figure (headings)         |
    |  +-----------+     +-----------+     +----+ |   -+
    |m |   slot    | gap |   slot    | gap |leg-| |    |  row 0
    |a |  panel 0  |     |  panel 1  |     |end | |    |
    |r +-----------+     +-----------+     +----+ |   -+
    |g                                            |   gap
    |i +-----------+                              |   -+
    |n |  panel 2  |                              |    |  row 1
    |  +-----------+                              |   -+
    |                                             |   gap
    |      legend below (legend_placement)        |
    |      Caption (headings)                     |
    |                   margin                    |
    +---------------------------------------------+
    |<------------------ width ------------------>|
"""

from __future__ import annotations

from ..core.errors import HeadmapError
from ..core.vocabulary import option
from ..style.schema import Style
from ..text.measure import Measure
from .fitting import Fit, Requirements, fit
from .headings import Headings
from .legend import LegendBuilder
from .page_size import POINTS_PER_INCH, fixed_cell, page_width
from .panel_slot import PanelSlot, max_title_width, panel_slot
from .panels.shape import panel_shape
from .skeleton import PageSkeleton
from .trial import SinglePanel, Trial
from .typesetting import Typesetter

MARGIN = 0.7
"""The margin of the page in sizes of a panel's title."""
GAP = 1.0
"""The gap between two panels in sizes of a panel's title."""


class Arrangement:
    """What all trials of one figure share, and the trials that were made of it.

    Attributes:
        skeleton: The texts and numbers of the figure.
        style: The style of the figure.
        margin: The margin of the page in pixels.
        gap: The gap between panels in pixels.
        headings: The title and the caption.
        legend: Builds the legend.
    """

    def __init__(self, skeleton: PageSkeleton, style: Style, measure: Measure) -> None:
        size = style.text.size
        title_pixels = size.panel * style.layout.dpi / POINTS_PER_INCH
        self.skeleton = skeleton
        self.style = style
        self.margin = round(MARGIN * title_pixels)
        self.gap = round(GAP * title_pixels)
        self.headings = Headings(style, measure, self.margin, self.gap)
        legend_typesetter = Typesetter(measure, size.legend, style.text.color, math=style.text.math)
        self.legend = LegendBuilder(
            skeleton.entries, legend_typesetter, style.layout.dpi, style.legend.order == "reference"
        )
        self._measure = measure
        self._panel_typesetter = Typesetter(measure, size.panel, style.text.color, math=style.text.math)
        self._charts = dict(skeleton.charts)
        self._slots: dict[int, PanelSlot] = {}
        self._trials: dict[tuple[int, int, int], Trial] = {}

    def fit(self) -> Fit:
        """Return the columns, the cell and the width of the page for the whole figure.

        Raises:
            HeadmapError: If nothing fits.
        """
        self._refuse_small_cell()
        skeleton = self.skeleton
        legend_flows = self.style.legend.place == "after-first"
        panels = len(skeleton.panels)
        return fit(
            self.style.layout,
            Requirements(panels, skeleton.grid, legend_flows, skeleton.max_parts, self.trial),
        )

    def fit_single_panel(self) -> Fit:
        """Return the cell and the width of a page that holds any one of the panels alone.

        Raises:
            HeadmapError: If nothing fits.
        """
        self._refuse_small_cell()
        skeleton = self.skeleton
        return fit(
            self.style.layout, Requirements(1, skeleton.grid, False, skeleton.max_parts, self._single_panel)
        )

    def trial(self, columns: int, cell: int, max_width: int) -> Trial:
        """Return the page with a number of columns and a size of cells.

        Args:
            columns: The number of panels in a full row.
            cell: The side of a cell in pixels.
            max_width: The width in pixels that the page may have.
        """
        key = (columns, cell, max_width)
        if key not in self._trials:
            self._trials[key] = Trial(self, columns, cell, max_width)
        return self._trials[key]

    def slot(self, cell: int) -> PanelSlot:
        """Return the slot of every panel with cells of a size in pixels."""
        # Drawing the axes takes most of the time of a trial, and trials that differ in columns share them.
        if cell not in self._slots:
            skeleton = self.skeleton
            shape = panel_shape(
                self.style, skeleton.grid, cell, self._measure, skeleton.max_heads, self._charts
            )
            max_title = max_title_width(page_width(self.style.layout) - 2 * self.margin)
            self._slots[cell] = panel_slot(skeleton.panels, self._panel_typesetter, shape, max_title)
        return self._slots[cell]

    def _single_panel(self, _columns: int, cell: int, _max_width: int) -> SinglePanel:
        """Return the page that holds any one panel; its columns and its width do not depend on the fit."""
        return SinglePanel(self, cell)

    def _refuse_small_cell(self) -> None:
        """Raise HeadmapError if the style sets cells that are too small to be split into their parts."""
        cell = fixed_cell(self.style.layout)
        parts = self.skeleton.max_parts
        if cell is not None and cell < parts:
            raise HeadmapError(
                f"layout.cell is {cell} pixels, too few for a head of {parts} categories to be split; "
                f"raise it, or {option('dpi')}, to at least {parts} pixels"
            )
