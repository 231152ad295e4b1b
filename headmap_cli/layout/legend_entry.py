"""Lay out an entry of the legend: a swatch and its label, which may have several lines.

::

    +----+
    |    |  First line of a label
    +----+
            second line
    |side|
"""

from __future__ import annotations

from msgspec import Struct

from ..scene.marks import Group, moved
from .plan_types import LegendEntry
from .swatches import draw_swatch
from .typesetting import LEADING, Typesetter

SWATCH = 0.85
"""The side of a swatch as a share of the height of usual letters."""
LABEL_OFFSET_EMS = 0.7
"""The distance from a swatch to its label."""


class SizedEntry(Struct, frozen=True):
    """An entry with its top left corner at 0, 0.

    Attributes:
        group: The swatch and the label.
        width: The width in pixels.
        height: The height in pixels.
    """

    group: Group
    width: int
    height: int


def _swatch_side(typesetter: Typesetter) -> int:
    """Return the side of a swatch in pixels."""
    return round(typesetter.line_height / LEADING * SWATCH)


def label_x(typesetter: Typesetter) -> int:
    """Return where labels begin, in pixels from the left of their swatches."""
    return _swatch_side(typesetter) + round(typesetter.em * LABEL_OFFSET_EMS)


def size_entry(entry: LegendEntry, typesetter: Typesetter, dpi: float, limit: int) -> SizedEntry:
    """Lay out an entry whose label is wrapped at a limit in pixels."""
    side = _swatch_side(typesetter)
    x = label_x(typesetter)
    lines = typesetter.wrap(entry.label, limit)
    # Digits are about as high as capitals, so the baseline that centres digits on the swatch looks right for
    # words as well. The box of the label would not: it also counts the descenders.
    swatch_top = round((typesetter.line_height - side) / 2)
    baseline = swatch_top + round((side + typesetter.digit_height) / 2)
    labels = typesetter.stack(lines, x, baseline)
    # Tall scripts reach above the swatch; then the whole entry is moved down, so that its top is at 0.
    top = int(min(0, *(label.rect[1] for label in labels)))
    bottom = int(max(label.rect[1] + label.rect[3] for label in labels))
    width = x + max(typesetter.width(line) for line in lines)
    height = max(typesetter.line_height * len(lines), bottom) - top
    group = Group(entry.id, (*draw_swatch(entry, swatch_top, side, dpi), *labels))
    return SizedEntry(moved(group, 0, -top), width, height)
