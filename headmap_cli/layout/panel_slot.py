"""Measure the slot that every panel of a figure takes on the page.

All panels have the same insets, so that the cells of a row are in line. The cells are in the middle of their
titles, whose lines may be wider than the cells::

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
from typing import NamedTuple

from ..scene.marks import Label
from .panels.frame import PanelShape
from .panels.titles import title_base, title_labels
from .typesetting import Typesetter

MIN_TITLE_EMS = 8
"""Titles are not broken at less than this, even over narrower cells."""


class PanelSlot(NamedTuple):
    """The slot that each panel takes.

    Attributes:
        shape: The shape of all panels, whose cells begin at 0, 0.
        titles: The labels over the cells of each panel.
        left: The pixels on the left of the cells.
        width: The width in pixels.
    """

    shape: PanelShape
    titles: list[tuple[Label, ...]]
    left: int
    width: int

    def above(self, panels: Iterable[int]) -> int:
        """Return the pixels that panels, given by their indices, need above their cells."""
        top = -self.shape.insets.top
        for i in panels:
            for label in self.titles[i]:
                top = min(top, int(label.rect[1]))
        return -top


def panel_slot(titles: Iterable[str], letters: Typesetter, shape: PanelShape) -> PanelSlot:
    """Return the slot of panels with some titles.

    Args:
        titles: The title of each panel.
        letters: The type of the titles.
        shape: The shape of all panels.
    """
    limit = max(shape.width, MIN_TITLE_EMS * letters.em)
    wrapped = [letters.wrap(title, limit) for title in titles]
    base = title_base(wrapped, letters, shape)
    labels = [title_labels(lines, base, letters, shape) for lines in wrapped]
    overhang = 0
    for title in labels:
        for label in title:
            overhang = max(overhang, letters.width(label.text) - shape.width)
    # The pixel more is for titles whose width and that of the cells are not both odd or both even: their
    # middle is half a pixel away from the middle of the cells.
    overhang = overhang // 2 + 1
    left = max(shape.insets.left, overhang)
    right = max(shape.insets.right, overhang)
    return PanelSlot(shape, labels, left, left + shape.width + right)
