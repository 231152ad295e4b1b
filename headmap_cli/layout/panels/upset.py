"""Draw the UpSet panel: a bar for each exclusive intersection, above a dot for each of its categories.

An exclusive intersection is the set of heads that are in exactly the same categories::

    0 +-----------------------------+
      |    8                        |    the number of heads, where the columns are wide enough
      |  +---+   4                  |
      |  |   | +---+                |    the largest bar is `max_bar` high
      |  |   | |   |   1            |
      |  |   | |   | +---+          |
      |==|===|=|===|=|===|==========|    base
 A (12)    A     A     o            |    a row of dots for each category, `row` high, with its name and size;
 B (4)|    o     |     o            |    o is an empty dot, and a line joins the dots of a bar
 C (5)|    o     C     C            |
      +-----------------------------+ height
       left <---> pitch
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from ...core.classification import Classification
from ...core.intersections import intersections
from ...scene.marks import Box, Cells, Item, Label, Line
from ...style.palette import Palette
from ...style.schema import Style
from ..axes import AxisLook, bottom_axis, left_axis
from ..hatches import cell_hatch_pattern
from ..ticks import Tick, round_ticks
from .dot_matrix import DotMatrix, Row, draw_matrix
from .frame import ChartSpace
from .kinds import PanelKind
from .row_names import names_on_the_left, row_height, row_names
from .upset_geometry import UpsetGeometry, arrange_upset, gap_below_base

MIN_BARS = 5
"""The smallest height of the area of bars, in lines of text."""

BAR_WIDTH = 0.62
"""The width of a bar, as a share of its column."""

DOT_SIZE = 0.68
"""The size of a dot, as a share of its row or column, whichever is smaller."""


class Bar(Struct, frozen=True):
    """An exclusive intersection, and the look of its bar.

    Attributes:
        id: The id of the category or count, as in the legend.
        categories: The indices of the categories, ascending.
        heads: The number of heads that are in exactly these categories.
        color: The colour as ``#rrggbb``.
        hatch: The kind of lines across the bar, or ``none``.
    """

    id: str
    categories: tuple[int, ...]
    heads: int
    color: str
    hatch: str


class Upset(Struct, frozen=True):
    """The content of an UpSet panel.

    Attributes:
        bars: The bars, the largest first.
        rows: The categories.
        empty: The colour of the dots of categories that a bar is not in.
    """

    bars: tuple[Bar, ...]
    rows: tuple[Row, ...]
    empty: str


def upset_title(style: Style) -> str:
    """Return the style's title of an UpSet panel."""
    return style.panels.upset


def build_upset(data: Classification, colors: Palette, ids: Sequence[str], _style: Style) -> Upset:
    """Return the exclusive intersections of all categories, with the colours that the composite has for them.

    Args:
        data: The heads and their categories.
        colors: The colours of the figure.
        ids: The ids of the categories.
    """
    bars = []
    for categories, heads in intersections(data.membership):
        k = len(categories)
        if k == 1:
            c = categories[0]
            bars.append(Bar(ids[c], categories, heads, colors.categories[c], colors.hatches[c]))
        else:
            bars.append(Bar(f"{k}-categories", categories, heads, colors.multi[k], colors.multi_hatches[k]))
    rows = []
    for i, heads in enumerate(data.membership.sum(axis=(1, 2)).tolist()):
        rows.append(Row(ids[i], data.categories[i], heads, colors.categories[i]))
    return Upset(tuple(bars), tuple(rows), colors.unclassified)


def upset_size(chart: Upset, space: ChartSpace) -> tuple[int, int]:
    """Return the width and height in pixels: those of the maps, or what the rows of dots need."""
    look = space.axis_look
    min_height = len(chart.rows) * row_height(len(chart.rows), look) + MIN_BARS * look.tick_text.line_height
    width = max(space.x_scale.size, space.min_side)
    height = max(space.y_scale.size, space.min_side, min_height)
    return width, height


def draw_upset(id: str, chart: Upset, size: tuple[int, int], space: ChartSpace) -> list[Item]:
    """Return the bars, dots, frame and axes of an UpSet panel.

    If not all bars fit, only the largest ones are drawn, and a note says so.

    Args:
        id: The id of the panel.
        chart: The bars and rows of dots.
        size: The width and height of the panel in pixels.
        space: The look of the axes, and the cells, whose hatches the bars share.
    """
    width, height = size
    look = space.axis_look
    geometry = arrange_upset([bar.heads for bar in chart.bars], len(chart.rows), size, look)
    # The axis needs a range even if there are no bars, because no head is classified.
    max_heads = max([1, *(bar.heads for bar in chart.bars)])
    items = _draw_bars(id, chart, geometry, max_heads, space)
    items.append(Line((0, geometry.base, width, look.line_width), look.color))
    items += _draw_dots(id, chart, geometry, look)
    items.append(Box((0, 0, width, height), frame=look.color, line=look.line_width))
    left_items = left_axis(_head_ticks(geometry, max_heads, look), "", height, look)
    left_items += _row_names(chart, geometry, space)
    note = ""
    if geometry.columns < len(chart.bars):
        note = f"the {geometry.columns} largest of {len(chart.bars)}"
    return [*items, *left_items, *bottom_axis([], note, width, height + look.line_width, look, left_items)]


def _draw_bars(
    id: str, chart: Upset, geometry: UpsetGeometry, max_heads: int, space: ChartSpace
) -> list[Item]:
    """Return the bars with their hatches and numbers.

    Args:
        id: The id of the panel.
        chart: The bars.
        geometry: The sizes of the parts of the panel.
        max_heads: The number of heads that the full height stands for.
        space: The look of the axes, and the cells, whose hatches the bars share.
    """
    look = space.axis_look
    base = geometry.base
    pattern = cell_hatch_pattern(space.x_scale.cell, space.style.layout.dpi)
    width = max(1, round(BAR_WIDTH * geometry.pitch))
    items: list[Item] = []
    for i, bar in enumerate(chart.bars[: geometry.columns]):
        x = geometry.left + i * geometry.pitch
        # The bar of a single head among thousands must still be visible.
        height = max(1, round(geometry.max_bar * bar.heads / max_heads))
        rect = np.array([[x + (geometry.pitch - width) // 2, base - height, width, height]])
        bar_id = f"{id}--{bar.id}--bar-{i + 1}"
        items.append(Cells(bar_id, bar.color, rect))
        if pattern:
            items += pattern.over(f"{bar_id}--hatch", bar.hatch, bar.color, rect, (0, base))
        if geometry.numbered:
            middle = x + geometry.pitch / 2
            bottom = base - height - look.pad
            items.append(look.tick_text.label(str(bar.heads), middle, bottom, "center"))
    return items


def _head_ticks(geometry: UpsetGeometry, max_heads: int, look: AxisLook) -> list[Tick]:
    """Return the ticks of the axis of heads on the left of the bars."""
    ticks = []
    for value in round_ticks(max_heads, whole=True):
        height = geometry.max_bar * value / max_heads
        # The label is centred on the line of the tick, which lies below the value.
        label_middle = geometry.base - height + look.line_width / 2
        ticks.append(Tick(geometry.base - round(height), label_middle, f"{value:g}"))
    return ticks


def _row_names(chart: Upset, geometry: UpsetGeometry, space: ChartSpace) -> list[Label]:
    """Return the name of each row of dots, and the number of heads of its category."""
    look = space.axis_look
    names = [row.name for row in chart.rows]
    sizes = [f" ({row.heads})" for row in chart.rows]
    top = geometry.base + gap_below_base(look)
    middles = [top + (i + 0.5) * geometry.row for i in range(len(names))]
    return names_on_the_left(row_names(names, space.style, look.tick_text, sizes), middles, look)


def _draw_dots(id: str, chart: Upset, geometry: UpsetGeometry, look: AxisLook) -> list[Item]:
    """Return a row of dots for each category, and a line that joins the dots of each bar."""
    bars = chart.bars[: geometry.columns]
    size = max(1, round(DOT_SIZE * min(geometry.row, geometry.pitch)))
    top = geometry.base + gap_below_base(look)
    x = geometry.left + np.arange(len(bars)) * geometry.pitch + (geometry.pitch - size) // 2
    y = top + np.arange(len(chart.rows)) * geometry.row + (geometry.row - size) // 2
    matrix = DotMatrix(chart.rows, [bar.categories for bar in bars], chart.empty, x, y, size)
    return draw_matrix(id, matrix, look.color, look.line_width)


KIND: PanelKind[Upset] = PanelKind(upset_title, build_upset, upset_size, draw_upset, shows_counts=True)
