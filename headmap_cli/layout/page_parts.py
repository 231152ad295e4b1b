"""Hold what all drafts of one page have in common: texts, sizes, and the panels with cells of each size."""

from __future__ import annotations

from typing import TypeAlias

from msgspec.structs import replace

from ..core.errors import HeadmapError
from ..core.vocabulary import option
from ..style.schema import Style
from ..text.measure import Measure
from .axes import axis_look
from .block_space import Spacing
from .headings import Headings
from .legend import LegendBuilder
from .page_size import POINTS_PER_INCH, fixed_cell, page_width
from .panel_block import PanelBlock
from .panel_slot import PanelSlot, TitleWrapper
from .panels.cell_text import cell_typesetter, text_side
from .panels.shape import panel_shape
from .skeleton import PageSkeleton
from .typesetting import Typesetter

MARGIN = 0.7
"""The margin of the page in sizes of a panel's title, unless the style sets it."""
GAP = 1.0
"""The gap between two panels in sizes of a panel's title."""
LEGEND_GAP = 0.6
"""The gap above a legend below the panels in sizes of a panel's title."""
BlockKey: TypeAlias = tuple[int, tuple[int, ...], int, Spacing, int]
"""What a block depends on: its cell, panels, columns and gaps, and the index of its facet."""
COMPOSITE = "panel-all"
"""The id of the panel that a style can make larger than the others."""


class PageParts:
    """What all drafts of one page have in common.

    Attributes:
        skeleton: The texts and numbers of the figure.
        style: The style of the figure.
        measure: Measures text in pixels at ``style.layout.dpi``.
        margin: The margin of the page in pixels.
        gap: The gap between panels in pixels.
        legend_gap: The gap above a legend below the panels in pixels.
        headings: The title and the caption.
        legend: Builds the legend.
        text_cell: The side in pixels of the smallest cell that all texts in cells fit; 0 without any.
        composite: The index of the panel that is larger than the others; None if all have one size.
    """

    def __init__(self, skeleton: PageSkeleton, style: Style, measure: Measure) -> None:
        size = style.text.size
        title_pixels = size.panel * style.layout.dpi / POINTS_PER_INCH
        self.skeleton = skeleton
        self.style = style
        self.measure = measure
        self.margin = round(MARGIN * title_pixels)
        if not isinstance(style.layout.margin, str):
            self.margin = round(style.layout.margin * style.layout.dpi / POINTS_PER_INCH)
        self.gap = round(GAP * title_pixels)
        self.legend_gap = round(LEGEND_GAP * title_pixels)
        self.headings = Headings(style, measure, self.margin, self.gap)
        legend_typesetter = Typesetter(measure, size.legend, style.text.color, math=style.text.math)
        self.legend = LegendBuilder(
            skeleton.entries,
            legend_typesetter,
            style.layout.dpi,
            style.legend.order == "reference",
            skeleton.bars,
            axis_look(style, measure) if skeleton.bars else None,
        )
        self.text_cell = self._measure_cell_texts()
        self.composite = self._find_large_composite()
        typesetter = Typesetter(measure, size.panel, style.text.color, math=style.text.math)
        max_title = self._max_title_width()
        self._titles = [TitleWrapper(facet.panels, typesetter, max_title) for facet in skeleton.facets]
        self._slots: dict[tuple[int, int], PanelSlot] = {}
        self._blocks: dict[BlockKey, PanelBlock] = {}
        self._refuse_small_cell()

    def slot(self, cell: int, facet: int = 0) -> PanelSlot:
        """Return the slot of the panels of a facet, given by its index, with cells of a size in pixels."""
        # Drawing the axes takes most of the time of a draft, and drafts that differ in columns share them.
        key = (cell, facet)
        if key not in self._slots:
            facet_skeleton = self.skeleton.facets[facet]
            shape = panel_shape(
                self.style,
                facet_skeleton.grid,
                cell,
                self.measure,
                self.skeleton.max_heads,
                dict(facet_skeleton.charts),
            )
            if self.skeleton.widest_name:
                from .panels.head_names import name_column  # few figures have names

                column = name_column(self.skeleton.widest_name, shape, self.style, self.measure)
                shape = replace(shape, names=column)
            is_last = facet + 1 == len(self.skeleton.facets)
            if self.shares_axes and not is_last and not self.skeleton.is_wrapped:
                # The name of the x axis stands once, below the last row.
                shape = replace(shape, x_name=None)
            self._slots[key] = PanelSlot(facet_skeleton.panels, self._titles[facet], shape)
        return self._slots[key]

    def block(
        self, cell: int, panels: tuple[int, ...], columns: int, spacing: Spacing, facet: int = 0
    ) -> PanelBlock:
        """Return a block of panels.

        Args:
            cell: The side of a cell in pixels.
            panels: The indices of the panels in their facet.
            columns: The number of panels in a full row.
            spacing: The gaps between the panels.
            facet: The index of the facet.
        """
        # Drafts that differ only in the place of the legend share their blocks.
        key = (cell, panels, columns, spacing, facet)
        if key not in self._blocks:
            slot = self.slot(cell, facet)
            self._blocks[key] = PanelBlock(slot, panels, columns, spacing, self.shares_axes)
        return self._blocks[key]

    @property
    def shares_axes(self) -> bool:
        """Return whether only the outer panels have labelled axes."""
        return self.style.axes.labels == "outer"

    def _max_title_width(self) -> int:
        """Return the greatest width in pixels of a title that would need more than two lines."""
        # On a narrow page, a wider title would leave too little for a second column of panels.
        return (page_width(self.style.layout) - 2 * self.margin) // 2

    def _measure_cell_texts(self) -> int:
        """Return the side in pixels of the smallest cell that all texts in cells fit."""
        typesetter = cell_typesetter(self.style, self.measure)
        if typesetter is None:
            return 0
        return max((text_side(text, typesetter) for text in self.skeleton.cell_texts), default=0)

    def _find_large_composite(self) -> int | None:
        """Return the index of the composite if it is to be larger than the other panels."""
        panels = self.skeleton.facets[0].panels
        if self.style.layout.composite == "large" and len(self.skeleton.facets) == 1 and len(panels) > 1:
            for i, heading in enumerate(panels):
                if heading.id == COMPOSITE:
                    return i
        return None

    def _refuse_small_cell(self) -> None:
        """Raise HeadmapError if the style sets cells that are too small for their parts or dots."""
        cell = fixed_cell(self.style.layout)
        min_cell = self.skeleton.min_cell
        if cell is not None and cell < min_cell:
            raise HeadmapError(
                f"layout.cell is {cell} pixels, too few for multi.display {self.style.multi.display}; "
                f"raise it, or {option('dpi')}, to at least {min_cell} pixels"
            )
