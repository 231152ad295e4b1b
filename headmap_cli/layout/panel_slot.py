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

from msgspec.structs import replace

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


class TitleWrapper:
    """Wraps the titles of panels, and keeps the lines, which are the same for many sizes of cells.

    Attributes:
        typesetter: Sets the titles.
    """

    def __init__(self, headings: Sequence[PanelHeading], typesetter: Typesetter, max_title: int) -> None:
        """Prepare to wrap titles.

        Args:
            headings: The title and the letter of each panel.
            typesetter: Sets the titles.
            max_title: The greatest width in pixels of a title that would need more than two lines.
        """
        self.typesetter = typesetter
        self._headings = headings
        self._max_width = min(MAX_TITLE_EMS * typesetter.em, max_title)
        self._lines: dict[int, list[list[str]]] = {}

    def lines(self, panel_width: int) -> list[list[str]]:
        """Return the lines of each title over cells of a width in pixels."""
        limit = max(panel_width, MIN_TITLE_EMS * self.typesetter.em)
        if limit not in self._lines:
            self._lines[limit] = [
                wrap_title(heading, limit, self._max_width, self.typesetter) for heading in self._headings
            ]
        return self._lines[limit]


class PanelSlot:
    """The space that panels with cells of one size take.

    Attributes:
        shape: The shape of all panels, whose cells begin at 0, 0.
        overhangs: The space in pixels that titles take on the left and on the right of the cells.
    """

    def __init__(self, headings: Sequence[PanelHeading], titles: TitleWrapper, shape: PanelShape) -> None:
        self.shape = shape
        self._headings = headings
        typesetter = titles.typesetter
        self._typesetter = typesetter
        self._title_lines = titles.lines(shape.width)
        self._baseline = title_baseline(headings, self._title_lines, typesetter, shape)
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
            insets = self._measure_insets(chart or self.shape.axes(sides))
            if self.shape.names and not chart:
                names_width = self.shape.names.right - self.shape.width
                insets = replace(insets, right=max(insets.right, names_width))
            self._insets[key] = insets
        return self._insets[key]

    def panel_id(self, panel: int) -> str:
        """Return the id of a panel, given by its index."""
        return self._headings[panel].id

    def is_chart(self, panel: int) -> bool:
        """Return whether a panel, given by its index, is a chart, which has axes of its own."""
        return self._headings[panel].id in self.shape.charts

    def space_above(self, panel: int, sides: Sides) -> int:
        """Return the space in pixels that a panel and its title need above its cells."""
        return max(self.insets(panel, sides).top, self.title_height(panel))

    def title_height(self, panel: int) -> int:
        """Return how far the title of a panel reaches above its cells in pixels."""
        return max((ceil(-label.rect[1]) for label in self.title(panel)), default=0)

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
