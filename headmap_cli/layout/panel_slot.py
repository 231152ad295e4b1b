"""Measure the slot that every panel of a figure takes on the page.

All panels have the same insets, so that the cells of a row are in line. Titles are centred over the cells,
and may be wider than them::

    +------------------------------------+
    |      A title of several words      |   above, which differs from panel to panel
    |        +------------------+        |
    |        |      cells       |        |
    |  left  |                  |        |
    |        +------------------+        |
    |          axis and its name         |   shape.insets.bottom
    +------------------------------------+
    |<------------- width -------------->|
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from msgspec import Struct

from ..scene.marks import Label
from .panels.frame import PanelShape
from .panels.titles import title_baseline, title_labels, wrap_title
from .skeleton import PanelHeading
from .typesetting import Typesetter

MIN_TITLE_EMS = 8
"""Titles are wrapped at this width, or at the width of the cells if that is larger."""
MAX_TITLE_EMS = 16
"""Titles that would have more than two lines are wrapped at a greater width, but not at more than this."""


class PanelSlot(Struct, frozen=True):
    """The slot that each panel takes.

    Attributes:
        shape: The shape of all panels, whose cells begin at 0, 0.
        titles: The labels of the title and the letter of each panel.
        left: The distance from the left edge of the slot to the cells in pixels.
        width: The width of the slot in pixels.
    """

    shape: PanelShape
    titles: list[tuple[Label, ...]]
    left: int
    width: int

    def space_above(self, panels: Iterable[int]) -> int:
        """Return the space in pixels that some panels, given by their indices, need above their cells."""
        top = -self.shape.insets.top
        for i in panels:
            for label in self.titles[i]:
                top = min(top, int(label.rect[1]))
        return -top


def max_title_width(page_width: int) -> int:
    """Return the greatest width of a title that would need more than two lines, on a page of a width."""
    return page_width // 2


def panel_slot(
    headings: Sequence[PanelHeading], typesetter: Typesetter, shape: PanelShape, max_title: int
) -> PanelSlot:
    """Return the slot of panels with the given headings.

    Args:
        headings: The title and the letter of each panel.
        typesetter: Sets the titles.
        shape: The shape of all panels.
        max_title: The greatest width in pixels of a title that would need more than two lines.
    """
    limit = max(shape.width, MIN_TITLE_EMS * typesetter.em)
    max_width = min(MAX_TITLE_EMS * typesetter.em, max_title)
    wrapped = [wrap_title(heading, limit, max_width, typesetter) for heading in headings]
    baseline = title_baseline(wrapped, typesetter, shape)
    labels = []
    for heading, lines in zip(headings, wrapped, strict=True):
        labels.append(title_labels(heading, lines, baseline, typesetter, shape))
    left = shape.insets.left
    right = shape.insets.right
    for title in labels:
        for label in title:
            x, _, width, _ = label.rect
            left = max(left, ceil(-x))
            right = max(right, ceil(x + width - shape.width))
    return PanelSlot(shape, labels, left, left + shape.width + right)
