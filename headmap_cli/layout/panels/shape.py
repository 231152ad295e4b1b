"""Compose the shape that all panels of a figure share: cells, frame, axes, bars and charts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ...scene.marks import Box, Item, Line
from ...style.schema import Style
from ...text.measure import Measure
from ..axes import Marks, marks, x_axis, y_axis
from ..band_scale import BandScale
from ..plan_types import Chart
from .bounds import bounds
from .frame import Bars, ChartSpace, Insets, PanelShape
from .kinds import draw_chart
from .marginals import bars_beside

CHART_EMS = 12
"""The smallest width and height of a chart, in ems of the tick labels."""

NO_CHARTS: Mapping[str, Chart] = MappingProxyType({})
"""The charts of a figure that has only maps."""


def panel_shape(
    style: Style,
    grid: tuple[int, int],
    cell: int,
    measure: Measure,
    max_heads: tuple[int, int] | None = None,
    charts: Mapping[str, Chart] = NO_CHARTS,
) -> PanelShape:
    """Return the shape of a figure's panels, around cells whose top left corner is at 0, 0.

    Args:
        style: The style of the figure.
        grid: The number of layers, and of heads in each layer.
        cell: The side of a cell in pixels.
        measure: The sizes of texts in pixels.
        max_heads: How many heads the longest bars of a column and of a row stand for; None without marginals.
        charts: The charts of the figure, by the id of their panel.
    """
    axis_marks = marks(style, measure)
    across, down = _cell_scales(style, grid, cell, axis_marks.line)
    bars = None
    if max_heads:
        bars = bars_beside(max_heads, across, down, axis_marks)
    axes = _map_axes(style, across, down, axis_marks, bars)
    space = ChartSpace(style, across, down, CHART_EMS * axis_marks.tick.em, axis_marks)
    chart_items = {id: tuple(draw_chart(id, chart, space)) for id, chart in charts.items()}
    # All panels have slots of one size, so that a chart with long labels widens the slots of the maps too.
    left, top, right, bottom = bounds([*axes, *_flatten(chart_items)])
    insets = Insets(-left, -top, right - across.size, bottom - down.size)
    return PanelShape(across, down, axis_marks.line, tuple(axes), insets, bars, chart_items)


def _flatten(chart_items: Mapping[str, tuple[Item, ...]]) -> list[Item]:
    """Return the items of all charts."""
    flat: list[Item] = []
    for items in chart_items.values():
        flat += items
    return flat


def _cell_scales(style: Style, grid: tuple[int, int], cell: int, line: int) -> tuple[BandScale, BandScale]:
    """Return where the cells are along x and along y; line is the width of the lines between them."""
    layers, heads = grid
    reverse = style.axes.origin == "bottom"
    # "auto" has no lines, which a BandScale writes as 0.
    layer_lines = style.axes.layer.lines or 0
    head_lines = style.axes.head.lines or 0
    if style.axes.x == "layer":
        return BandScale(layers, cell, layer_lines, line), BandScale(heads, cell, head_lines, line, reverse)
    return BandScale(heads, cell, head_lines, line), BandScale(layers, cell, layer_lines, line, reverse)


def _map_axes(
    style: Style, across: BandScale, down: BandScale, axis_marks: Marks, bars: Bars | None
) -> list[Item]:
    """Return everything of a map except its title, cells and bars: frame, lines between cells, and axes."""
    width = across.size
    height = down.size
    line = axis_marks.line
    x_style, y_style = style.axes.head, style.axes.layer
    if style.axes.x == "layer":
        x_style, y_style = style.axes.layer, style.axes.head
    items: list[Item] = [Box((0, 0, width, height), frame=axis_marks.color, line=line)]
    for i in across.lines:
        items.append(Line((across.edge(i), 0, line, height), style.frame.lines))
    for i in down.lines:
        items.append(Line((0, down.edge(i), width, line), style.frame.lines))
    top_tick, right_tick = None, None
    if bars:
        items += bars.spines
        top_tick, right_tick = bars.top_tick, bars.right_tick
    # The name of the x axis keeps clear of the labels on the left, which can reach below the cells.
    left_items = y_axis(y_style, down, axis_marks, top_tick)
    items += left_items
    items += x_axis(x_style, across, height + line, axis_marks, left_items, right_tick)
    return items
