"""Draw the axes of a panel: ticks, their labels and the name of the axis.

The top left cell begins at 0, 0, and lengths are in pixels. ``-`` and ``:`` are ticks, each ``=`` is a gap of
``pad``::

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
from typing import TypeAlias

from msgspec import Struct

from ..core.strings import printable
from ..scene.marks import Item, Label, Line, moved
from ..style.schema import AxisStyle, Style
from ..text.measure import Measure
from .band_scale import BandScale
from .ticks import Tick, cell_ticks, thin_labels
from .typesetting import Typesetter

TICK_LENGTH = 0.38
"""The length of a tick in sizes of the tick labels."""
PAD = 0.28
"""The gap between a tick and its label in sizes of the tick labels."""
LABEL_GAP = 1.2
"""The distance of tick labels on the left, in heights of a digit; those below are half as many ems apart."""

Extra: TypeAlias = tuple[int, str] | None
"""The tick at the end of the marginal bars, beyond the cells: its first pixel and its label."""


class Marks(Struct, frozen=True):
    """The type and the sizes that all axes of a figure share.

    Attributes:
        tick: The type of tick labels.
        axis: The type of the names of axes.
        color: The colour of frames and ticks.
        line: The width of frames and ticks in pixels.
        tick_length: The length of a tick in pixels.
        pad: The gap between a tick and its label in pixels.
    """

    tick: Typesetter
    axis: Typesetter
    color: str
    line: int
    tick_length: int
    pad: int


def marks(style: Style, measure: Measure) -> Marks:
    """Return the sizes of axes in a style; ticks and gaps follow the size of the tick labels."""
    point = style.layout.dpi / 72
    size = style.text.size
    color = style.text.color
    return Marks(
        tick=Typesetter(measure, size.tick, color),
        axis=Typesetter(measure, size.axis, color),
        color=style.frame.color,
        line=max(1, round(float(style.frame.width) * point)),
        tick_length=max(1, round(TICK_LENGTH * size.tick * point)),
        pad=max(1, round(PAD * size.tick * point)),
    )


def y_axis(style: AxisStyle, scale: BandScale, marks: Marks, extra: Extra = None) -> list[Item]:
    """Return the axis on the left of cells.

    Args:
        style: The style of the axis.
        scale: The cells along y.
        marks: The type and the sizes of axes.
        extra: The tick at the end of the bars above the cells.
    """
    ticks = [*cell_ticks(style, scale, marks.line), *_extra_ticks(extra, marks)]
    return left_axis(ticks, style.label, scale.size, marks)


def x_axis(
    style: AxisStyle,
    scale: BandScale,
    bottom: int,
    marks: Marks,
    y_axis_items: Sequence[Item],
    extra: Extra = None,
) -> list[Item]:
    """Return the axis below cells.

    Args:
        style: The style of the axis.
        scale: The cells along x.
        bottom: The outer edge of the frame along y.
        marks: The type and the sizes of axes.
        y_axis_items: The axis on the left, whose labels the name keeps clear of.
        extra: The tick at the end of the bars on the right of the cells.
    """
    ticks = [*cell_ticks(style, scale, marks.line), *_extra_ticks(extra, marks)]
    return bottom_axis(ticks, style.label, scale.size, bottom, marks, y_axis_items)


def _extra_ticks(extra: Extra, marks: Marks) -> list[Tick]:
    """Return the tick at the end of the bars, if there are any."""
    if extra is None:
        return []
    start, text = extra
    return [Tick(start, start + marks.line / 2, text, always_labelled=True)]


def left_axis(ticks: Sequence[Tick], name: str, height: int, marks: Marks) -> list[Item]:
    """Return ticks and the name of an axis on the left of an area that is ``height`` pixels high."""
    letters = marks.tick
    right = -marks.line - marks.tick_length
    lines = [Line((right, tick.start, marks.tick_length, marks.line), marks.color) for tick in ticks]
    label_right = right - marks.pad
    # Digits hardly reach below the baseline, so their height is enough, unless the font gives them more.
    label_height = max(letters.digit * LABEL_GAP, letters.label("0", 0, 0).rect[3] + 1)
    labels = []
    for tick in _labelled(ticks, [label_height] * len(ticks)):
        labels.append(letters.label(tick.text, label_right, tick.middle + letters.digit / 2, "right"))
    if name:
        left = min([right, *(label.rect[0] for label in labels)])
        labels.append(_upright_name(name, left - 2 * marks.pad, height / 2, marks))
    return [*lines, *labels]


def _upright_name(name: str, right: float, middle: float, marks: Marks) -> Label:
    """Return the name of the axis on the left, which must not reach beyond ``right``."""
    label = marks.axis.label(printable(name), right, middle, "center", 90)
    # The anchor is the baseline, which letters such as g cross.
    label_right = label.rect[0] + label.rect[2]
    return moved(label, int(right - max(label_right, right)), 0)


def bottom_axis(
    ticks: Sequence[Tick], name: str, width: int, bottom: int, marks: Marks, y_axis_items: Sequence[Item]
) -> list[Item]:
    """Return ticks and the name of an axis below an area that is ``width`` pixels wide.

    Args:
        ticks: The ticks along x.
        name: The name of the axis, or an empty text.
        width: The width of the area.
        bottom: The outer edge of the frame along y.
        marks: The type and the sizes of axes.
        y_axis_items: The axis on the left, whose labels the name keeps clear of.
    """
    letters = marks.tick
    lines = [Line((tick.start, bottom, marks.line, marks.tick_length), marks.color) for tick in ticks]
    baseline = bottom + marks.tick_length + marks.pad + letters.digit
    label_widths = [letters.width(tick.text) + letters.em * LABEL_GAP / 2 for tick in ticks]
    labels = []
    for tick in _labelled(ticks, label_widths):
        labels.append(letters.label(tick.text, tick.middle, baseline, "center"))
    if name:
        top = bottom
        if ticks:
            # Ticks whose labels are elsewhere still keep a line free, so that the names of all panels align.
            top = baseline
        obstacles = [item for item in (*labels, *y_axis_items) if isinstance(item, Label)]
        labels.append(_name_below(name, width / 2, top, obstacles, marks))
    return [*lines, *labels]


def _name_below(name: str, middle: float, top: int, obstacles: Sequence[Label], marks: Marks) -> Label:
    """Return the name of the axis below all labels that it would touch, and below ``top``.

    Only obstacles between the dotted lines count; the label 12 of the y axis does not::

        12 --+----------
             0   :5  10:
                 :     :     two pads
                 :layer:
    """
    label = marks.axis.label(printable(name), middle, 0, "center")
    left, _, width, _ = label.rect
    lowest: float = top
    for obstacle in obstacles:
        x, y, obstacle_width, obstacle_height = obstacle.rect
        if x < left + width and x + obstacle_width > left:
            lowest = max(lowest, y + obstacle_height)
    # The names of all panels are on one line, unless one has letters that are taller than usual.
    ascent = max(-label.rect[1], marks.axis.ascent)
    return moved(label, 0, int(lowest + 2 * marks.pad + ascent))


def _labelled(ticks: Sequence[Tick], sizes: Sequence[float]) -> list[Tick]:
    """Return the ticks whose labels are written, where each label needs a size along the axis."""
    candidates = [i for i, tick in enumerate(ticks) if not tick.always_labelled]
    kept = thin_labels([ticks[i].middle for i in candidates], [sizes[i] for i in candidates])
    fixed = [tick for tick in ticks if tick.always_labelled]
    return [*(ticks[candidates[i]] for i in kept), *fixed]
