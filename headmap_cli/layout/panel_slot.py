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

from collections.abc import Iterable

from msgspec import Struct

from ..scene.marks import Label
from .panels.frame import PanelShape
from .panels.titles import title_baseline, title_labels
from .typesetting import Typesetter

MIN_TITLE_EMS = 8
"""Titles are wrapped at this width, or at the width of the cells if that is larger."""


class PanelSlot(Struct, frozen=True):
    """The slot that each panel takes.

    Attributes:
        shape: The shape of all panels, whose cells begin at 0, 0.
        titles: The labels of the title of each panel.
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


def panel_slot(titles: Iterable[str], typesetter: Typesetter, shape: PanelShape) -> PanelSlot:
    """Return the slot of panels with the given titles.

    Args:
        titles: The title of each panel.
        typesetter: Sets the titles.
        shape: The shape of all panels.
    """
    limit = max(shape.width, MIN_TITLE_EMS * typesetter.em)
    wrapped = [typesetter.wrap(title, limit) for title in titles]
    baseline = title_baseline(wrapped, typesetter, shape)
    labels = [title_labels(lines, baseline, typesetter, shape) for lines in wrapped]
    overhang = 0
    for title in labels:
        for label in title:
            overhang = max(overhang, typesetter.width(label.text) - shape.width)
    # Where the overhang is odd, the title is half a pixel off the middle, and one side needs a pixel more.
    overhang_per_side = overhang // 2 + 1
    left = max(shape.insets.left, overhang_per_side)
    right = max(shape.insets.right, overhang_per_side)
    return PanelSlot(shape, labels, left, left + shape.width + right)
