"""Measure the slot that each panel of a figure takes on the page.

All panels of a block have cells of one size. Titles are centred over the cells, and may be wider than them::

    +------------------------------------+
    |      A title of several words      |   above, which differs from panel to panel
    |        +------------------+        |
    |        |      cells       |        |
    |  left  |                  | right  |
    |        +------------------+        |
    |          axis and its name         |   bottom
    +------------------------------------+
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from ..scene.marks import Group, Item, Label
from .panels.bounds import bounds
from .panels.frame import Insets, PanelShape, Sides
from .panels.heatmap import panel_frame
from .panels.titles import title_baseline, title_labels, title_overhang, wrap_title
from .skeleton import PanelHeading
from .typesetting import Typesetter

MIN_TITLE_EMS = 8
"""Titles are wrapped at this width, or at the width of the cells if that is larger."""
MAX_TITLE_EMS = 16
"""Titles that would have more than two lines are wrapped at a greater width, but not at more than this."""


class PanelSlot:
    """The space that panels with cells of one size take.

    Attributes:
        shape: The shape of all panels, whose cells begin at 0, 0.
        overhangs: The space in pixels that titles take on the left and on the right of the cells.
    """

    def __init__(
        self, headings: Sequence[PanelHeading], typesetter: Typesetter, shape: PanelShape, max_title: int
    ) -> None:
        """Measure the panels.

        Args:
            headings: The title and the letter of each panel.
            typesetter: Sets the titles.
            shape: The shape of all panels.
            max_title: The greatest width in pixels of a title that would need more than two lines.
        """
        self.shape = shape
        self._headings = headings
        self._typesetter = typesetter
        limit = max(shape.width, MIN_TITLE_EMS * typesetter.em)
        max_width = min(MAX_TITLE_EMS * typesetter.em, max_title)
        self._title_lines = [wrap_title(heading, limit, max_width, typesetter) for heading in headings]
        self._baseline = title_baseline(self._title_lines, typesetter, shape)
        self.overhangs = self._measure_overhangs()
        self._insets: dict[tuple[str, Sides], Insets] = {}
        self._titles: dict[int, tuple[Label, ...]] = {}

    def title(self, panel: int) -> tuple[Label, ...]:
        """Return the letter of a panel and the lines of its title."""
        if panel not in self._titles:
            lines = self._title_lines[panel]
            self._titles[panel] = title_labels(
                self._headings[panel], lines, self._baseline, self._typesetter, self.shape
            )
        return self._titles[panel]

    def group(self, panel: int, sides: Sides) -> Group:
        """Return the group of a panel without its cells, with its axes on some sides."""
        return panel_frame(self._headings[panel].id, self.title(panel), self.shape, sides)

    def insets(self, panel: int, sides: Sides) -> Insets:
        """Return the space that a panel takes outside its cells, without its title."""
        chart = self.shape.charts.get(self._headings[panel].id)
        key = (self._headings[panel].id if chart else "", sides)
        if key not in self._insets:
            self._insets[key] = self._measure_insets(chart or self.shape.axes(sides))
        return self._insets[key]

    def is_chart(self, panel: int) -> bool:
        """Return whether a panel, given by its index, is a chart, which has axes of its own."""
        return self._headings[panel].id in self.shape.charts

    def space_above(self, panel: int, sides: Sides) -> int:
        """Return the space in pixels that a panel and its title need above its cells."""
        space = self.insets(panel, sides).top
        for label in self.title(panel):
            space = max(space, ceil(-label.rect[1]))
        return space

    def _measure_insets(self, items: Iterable[Item]) -> Insets:
        """Return how far items reach beyond the cells of a map."""
        left, top, right, bottom = bounds(items)
        return Insets(-left, -top, right - self.shape.width, bottom - self.shape.height)

    def _measure_overhangs(self) -> tuple[int, int]:
        """Return the space in pixels that titles take on the left and on the right of the cells."""
        left = 0.0
        right = 0.0
        for heading, lines in zip(self._headings, self._title_lines, strict=True):
            overhangs = title_overhang(heading, lines, self._typesetter, self.shape)
            left = max(left, overhangs[0])
            right = max(right, overhangs[1])
        # Where it is not whole, the title is half a pixel off its middle: one side needs a pixel more.
        return int(left) + 1, int(right) + 1
