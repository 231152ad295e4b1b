"""Draw the panel of depths: a stacked bar of shares of heads per category for each part of the model.

::

          +-----------------------+
    100% -| [ ]  [ ]  [ ]  [ ]    |   unclassified heads
          | [#]  [ ]  [ ]  [#]    |   heads in 2, 3, .. categories
     50% -| [o]  [#]  [o]  [o]    |
          | [x]  [o]  [x]  [o]    |   heads in one category, the first at the bottom
      0% -| [x]  [x]  [x]  [x]    |
          +-----------------------+
            0-8 9-17 18-26 27-35      the layers of each part

The shares of a bar add up to 1, so that models with different numbers of layers and heads can be compared.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from msgspec import Struct

from ...core.array_types import BoolArray, IntArray
from ...core.classification import Classification
from ...core.composite import merge
from ...core.strings import counted
from ...scene.marks import Box, Cells, Item
from ...style.palette import Palette
from ...style.schema import Style
from ..axes import bottom_axis, left_axis
from ..hatches import cell_hatch_pattern
from ..ticks import Tick, round_ticks
from .frame import ChartSpace
from .kinds import PanelKind

log = logging.getLogger("headmap")

BAR_SHARE = 0.8
"""The width of a bar, as a share of the distance from one bar to the next."""


class Segment(Struct, frozen=True):
    """The segment of one colour in each bar.

    Attributes:
        id: The id of the category, of the count of categories, or ``unclassified``.
        color: The colour as ``#rrggbb``.
        hatch: The kind of lines across the segments, or ``none``.
        shares: The share of the heads of each part, from 0 to 1; all are 0 for a part in which the model has
            no heads.
    """

    id: str
    color: str
    hatch: str
    shares: tuple[float, ...]


class Depths(Struct, frozen=True):
    """The content of a panel of depths.

    Attributes:
        segments: The segments of each bar, from the lowest to the highest.
        parts: The first and the last layer of each part.
    """

    segments: tuple[Segment, ...]
    parts: tuple[tuple[int, int], ...]


def depth_title(style: Style) -> str:
    """Return the style's title of a panel of depths."""
    return style.panels.depth.label


def build_depths(data: Classification, colors: Palette, ids: Sequence[str], style: Style) -> Depths:
    """Return the share of heads per category in each part of the model.

    A model with fewer layers than the style asks for parts has a part for each layer, and a warning says so.

    Args:
        data: The heads and their categories.
        colors: The colours of the figure.
        ids: The ids of the categories.
        style: The style, which has the number of parts.
    """
    bins = style.panels.depth.bins
    if bins > data.layers:
        log.warning(
            "panels.depth.bins: %d parts are more than the model has layers; the panel shows %s instead",
            bins,
            counted(data.layers, "bar"),
        )
        bins = data.layers
    part_of_layer = part_indices(data.layers, bins)
    composite = merge(data)
    looks = [(1 + c, id, colors.categories[c], colors.hatches[c]) for c, id in enumerate(ids)]
    for count in composite.counts:
        code = len(ids) + count - 1
        looks.append((code, f"{count}-categories", colors.multi[count], colors.multi_hatches[count]))
    looks.append((0, "unclassified", colors.unclassified, "none"))
    heads = _heads_per_part(data.present, part_of_layer, bins)
    segments = []
    for code, id, color, hatch in looks:
        members = _heads_per_part(composite.code == code, part_of_layer, bins)
        segments.append(Segment(id, color, hatch, tuple((members / np.maximum(1, heads)).tolist())))
    parts = []
    for part in range(bins):
        layers = np.flatnonzero(part_of_layer == part)
        parts.append((int(layers[0]), int(layers[-1])))
    return Depths(tuple(segments), tuple(parts))


def part_indices(layers: int, bins: int) -> IntArray:
    """Return the part that each layer belongs to: layer l of n belongs to part floor(l * bins / n).

    Args:
        layers: The number of layers, n.
        bins: The number of parts, at most n.

    >>> part_indices(6, 4).tolist()
    [0, 0, 1, 2, 2, 3]
    """
    return np.arange(layers) * bins // layers


def _heads_per_part(heads: BoolArray, part_of_layer: IntArray, bins: int) -> IntArray:
    """Return the number of heads, of a bool array (layers, heads), in each part of the model."""
    return np.bincount(part_of_layer, weights=heads.sum(axis=1), minlength=bins).astype(np.int64)


def depth_size(chart: Depths, space: ChartSpace) -> tuple[int, int]:
    """Return the width and height in pixels: those of the maps, or what the bars need."""
    bars = 2 * len(chart.parts)
    return max(space.x_scale.size, space.min_side, bars), max(space.y_scale.size, space.min_side)


def draw_depths(id: str, chart: Depths, size: tuple[int, int], space: ChartSpace) -> list[Item]:
    """Return the bars, the frame and the axes of a panel of depths.

    Args:
        id: The id of the panel.
        chart: The shares of each part of the model.
        size: The width and height of the panel in pixels.
        space: The look of the axes, and the style.
    """
    width, height = size
    look = space.axis_look
    slots = _bar_slots(len(chart.parts), width)
    # tops[s][part] is the height of the lowest s segments of a bar in pixels. Rounding the sums, and not the
    # segments, makes a bar whose shares add up to 1 exactly as high as the panel.
    sums = accumulate((np.array(segment.shares) for segment in chart.segments), initial=np.zeros(len(slots)))
    tops = [np.rint(total * height).astype(np.int64) for total in sums]
    pattern = cell_hatch_pattern(space.x_scale.cell, space.style.layout.dpi)
    items: list[Item] = []
    for segment, low, high in zip(chart.segments, tops, tops[1:], strict=False):
        rects = []
        for (left, bar), start, end in zip(slots, low.tolist(), high.tolist(), strict=True):
            if end > start:
                rects.append((left, height - end, bar, end - start))
        if rects:
            bars = np.array(rects)
            items.append(Cells(f"{id}--{segment.id}", segment.color, bars))
            if pattern:
                hatch_id = f"{id}--{segment.id}--hatch"
                items += pattern.over(hatch_id, segment.hatch, segment.color, bars, (0, 0))
    items.append(Box((0, 0, width, height), frame=look.color, line=look.line_width))
    left_items = left_axis(_share_ticks(height, look.line_width), "share of heads", height, look)
    ticks = []
    for (left, bar), part in zip(slots, chart.parts, strict=True):
        ticks.append(Tick(left + (bar - look.line_width) // 2, left + bar / 2, _part_text(part)))
    name = space.style.axes.layer.label
    return [*items, *left_items, *bottom_axis(ticks, name, width, height + look.line_width, look, left_items)]


def _bar_slots(bars: int, width: int) -> list[tuple[int, int]]:
    """Return the left edge and the width of each bar in pixels; all bars are equally wide."""
    pitch = width // bars
    bar = max(1, round(pitch * BAR_SHARE))
    margin = (width - pitch * bars + pitch - bar) // 2
    return [(margin + i * pitch, bar) for i in range(bars)]


def _share_ticks(height: int, line: int) -> list[Tick]:
    """Return the ticks of the shares from 0 to 1, with the labels in percent."""
    ticks = []
    for share in round_ticks(1.0):
        # As on other axes, the line of a tick lies within the area.
        y = round((1 - share) * (height - line))
        ticks.append(Tick(y, y + line / 2, f"{100 * share:.3g}%"))
    return ticks


def _part_text(part: tuple[int, int]) -> str:
    """Return the label of a part: its first and last layer, or its only one."""
    first, last = part
    return f"{first}-{last}" if last > first else str(first)


KIND: PanelKind[Depths] = PanelKind(
    depth_title,
    build_depths,
    depth_size,
    draw_depths,
    shows_counts=True,
    shows_unclassified=True,
)
