"""Draw the axes of a panel: ticks, their labels and the name of the axis.

The cells begin at 0, 0, and lengths are in pixels. ``-`` and ``:`` are ticks, and each ``=`` is a gap of
``AxisLook.pad``::

    name      label  tick
      |         |      |
      d ==      0 =  ----+-----------------+
      a                  |                 |
      e                  |      cells      |
      h ==     10 =  ----|                 |
                         +-----------------+  bottom
                          :       :
                          =       =
                          0      10           labels
                              =
                              =
                            layer             name
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..core.strings import printable
from ..scene.marks import Item, Label, Line, moved
from ..style.schema import AxisStyle, Style
from ..text.measure import Measure
from .band_scale import BandScale
from .page_size import POINTS_PER_INCH
from .ticks import Tick, cell_ticks, thin_ticks
from .typesetting import Typesetter

TICK_LENGTH = 0.38
"""The length of a tick, as a share of the type size of tick labels."""
PAD = 0.28
"""The gap between a tick and its label, as a share of the type size of tick labels."""
LINE_DISTANCE = 1.5
"""The least distance from one tick label on the left to the next, in heights of a digit."""
LABEL_GAP_EMS = 0.6
"""The least gap between two tick labels below the cells, in ems."""


class AxisLook(Struct, frozen=True):
    """The text, colour and sizes that all axes of a figure share.

    Attributes:
        tick_text: Sets the labels of ticks.
        name_text: Sets the names of axes.
        color: The colour of frames and ticks.
        line_width: The width of frames and ticks in pixels.
        tick_length: The length of a tick in pixels.
        pad: The gap between a tick and its label in pixels.
    """

    tick_text: Typesetter
    name_text: Typesetter
    color: str
    line_width: int
    tick_length: int
    pad: int

    def space_along_y(self, _text: str) -> float:
        """Return the height in pixels that a tick label on the left needs for itself."""
        # The boxes of labels may be higher than digits, and must not touch.
        box_height = self.tick_text.label("0", 0, 0).rect[3] + 1
        return max(self.tick_text.digit_height * LINE_DISTANCE, box_height)

    def space_along_x(self, text: str) -> float:
        """Return the width in pixels that a tick label below the cells needs for itself."""
        return self.tick_text.width(text) + self.tick_text.em * LABEL_GAP_EMS


def axis_look(style: Style, measure: Measure) -> AxisLook:
    """Return how the axes of a figure look; ticks and gaps are in proportion to the tick labels."""
    pixels_per_point = style.layout.dpi / POINTS_PER_INCH
    size = style.text.size
    color = style.text.color
    return AxisLook(
        tick_text=Typesetter(measure, size.tick, color),
        name_text=Typesetter(measure, size.axis, color),
        color=style.frame.color,
        line_width=max(1, round(float(style.frame.width) * pixels_per_point)),
        tick_length=max(1, round(TICK_LENGTH * size.tick * pixels_per_point)),
        pad=max(1, round(PAD * size.tick * pixels_per_point)),
    )


def y_axis(style: AxisStyle, scale: BandScale, look: AxisLook) -> list[Item]:
    """Return the axis on the left of cells.

    Args:
        style: The style of the axis.
        scale: The positions of the cells along y.
        look: How axes look.
    """
    ticks = cell_ticks(style, scale, look.line_width, look.space_along_y)
    return left_axis(ticks, style.label, scale.size, look)


def x_axis(
    style: AxisStyle, scale: BandScale, bottom: int, look: AxisLook, y_axis_items: Sequence[Item]
) -> list[Item]:
    """Return the axis below cells.

    Args:
        style: The style of the axis.
        scale: The positions of the cells along x.
        bottom: The y of the outer edge of the frame.
        look: How axes look.
        y_axis_items: The axis on the left; the name below the cells must not touch its labels.
    """
    ticks = cell_ticks(style, scale, look.line_width, look.space_along_x)
    return bottom_axis(ticks, style.label, scale.size, bottom, look, y_axis_items)


def left_axis(ticks: Sequence[Tick], name: str, height: int, look: AxisLook) -> list[Item]:
    """Return ticks and the name of an axis on the left of an area.

    Args:
        ticks: The ticks along y.
        name: The name of the axis, or an empty text.
        height: The height of the area in pixels.
        look: How axes look.
    """
    tick_text = look.tick_text
    right = -look.line_width - look.tick_length
    ticks = thin_ticks(ticks, look.space_along_y)
    lines = [Line((right, tick.start, look.tick_length, look.line_width), look.color) for tick in ticks]
    label_right = right - look.pad
    labels = []
    for tick in ticks:
        baseline = tick.middle + tick_text.digit_height / 2
        labels.append(tick_text.label(tick.text, label_right, baseline, "right"))
    if name:
        left = min([right, *(label.rect[0] for label in labels)])
        labels.append(_upright_name(name, left - 2 * look.pad, height / 2, look))
    return [*lines, *labels]


def _upright_name(name: str, right: float, middle: float, look: AxisLook) -> Label:
    """Return the upright name of the axis on the left, which must not reach to the right of ``right``."""
    label = look.name_text.label(printable(name), right, middle, "center", 90)
    # The anchor is on the baseline, and letters such as g reach beyond it to the right.
    label_right = label.rect[0] + label.rect[2]
    return moved(label, int(right - max(label_right, right)), 0)


def bottom_axis(
    ticks: Sequence[Tick], name: str, width: int, bottom: int, look: AxisLook, y_axis_items: Sequence[Item]
) -> list[Item]:
    """Return ticks and the name of an axis below an area.

    Args:
        ticks: The ticks along x.
        name: The name of the axis, or an empty text.
        width: The width of the area in pixels.
        bottom: The y of the outer edge of the frame.
        look: How axes look.
        y_axis_items: The axis on the left; the name below the cells must not touch its labels.
    """
    tick_text = look.tick_text
    ticks = thin_ticks(ticks, look.space_along_x)
    lines = [Line((tick.start, bottom, look.line_width, look.tick_length), look.color) for tick in ticks]
    baseline = bottom + look.tick_length + look.pad + tick_text.digit_height
    labels = []
    for tick in ticks:
        labels.append(tick_text.label(tick.text, tick.middle, baseline, "center"))
    if name:
        top = bottom
        if ticks:
            # The line of labels stays free even if none is above the name, so that the names of all panels
            # align.
            top = baseline
        obstacles = [item for item in (*labels, *y_axis_items) if isinstance(item, Label)]
        labels.append(_name_below(name, width / 2, top, obstacles, look))
    return [*lines, *labels]


def _name_below(name: str, middle: float, top: int, obstacles: Sequence[Label], look: AxisLook) -> Label:
    """Return the name of the axis below all labels that it would touch, and below ``top``.

    Only obstacles between the dotted lines count; the label 12 of the y axis does not::

        12 --+----------
             0   :5  10:
                 :     :     two pads
                 :layer:
    """
    label = look.name_text.label(printable(name), middle, 0, "center")
    left, _, width, _ = label.rect
    lowest: float = top
    for obstacle in obstacles:
        x, y, obstacle_width, obstacle_height = obstacle.rect
        if x < left + width and x + obstacle_width > left:
            lowest = max(lowest, y + obstacle_height)
    # The names of all panels are on one line, unless one has letters that are taller than usual.
    ascent = max(-label.rect[1], look.name_text.ascent)
    return moved(label, 0, int(lowest + 2 * look.pad + ascent))
