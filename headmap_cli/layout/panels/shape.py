"""Compose the shape that all panels of a figure share: cells, frame, axes, strips and charts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ...scene.marks import Box, Item, Line
from ...style.schema import Style
from ...text.measure import Measure
from ..axes import AxisLook, axis_look, x_axis, y_axis
from ..band_scale import BandScale
from ..plan_types import Chart
from .bounds import bounds
from .frame import ChartSpace, Insets, PanelShape
from .kinds import draw_chart
from .strips import shown_strips, strip_above, strip_on_right

CHART_EMS = 12
"""The smallest width and height of a chart, in ems of the tick labels."""

NO_CHARTS: Mapping[str, Chart] = MappingProxyType({})
"""The charts of a figure that has only maps."""


def panel_shape(
    style: Style,
    grid: tuple[int, int],
    cell: int,
    measure: Measure,
    max_heads: tuple[int, int] = (1, 1),
    charts: Mapping[str, Chart] = NO_CHARTS,
) -> PanelShape:
    """Return the shape of a figure's panels, around cells whose top left corner is at 0, 0.

    Args:
        style: The style of the figure.
        grid: The number of layers, and of heads in each layer.
        cell: The side of a cell in pixels.
        measure: Measures text in pixels.
        max_heads: The numbers of heads that the longest bars of a column and of a row stand for.
        charts: The charts of the figure, by the id of their panel.
    """
    look = axis_look(style, measure)
    x_scale, y_scale = _cell_scales(style, grid, cell, look.line_width)
    has_strip_above, has_strip_on_right = shown_strips(style)
    above = None
    right_strip = None
    axes = _map_axes(style, x_scale, y_scale, look)
    if has_strip_above:
        above = strip_above(style, max_heads[0], x_scale, y_scale, look)
        axes += above.scale
    if has_strip_on_right:
        right_strip = strip_on_right(style, max_heads[1], x_scale, y_scale, look)
        axes += right_strip.scale
    space = ChartSpace(style, x_scale, y_scale, CHART_EMS * look.tick_text.em, look)
    chart_items = {id: tuple(draw_chart(id, chart, space)) for id, chart in charts.items()}
    # All panels have slots of one size, so that a chart with long labels widens the slots of the maps too.
    left, top, right, bottom = bounds([*axes, *_flatten(chart_items)])
    insets = Insets(-left, -top, right - x_scale.size, bottom - y_scale.size)
    return PanelShape(x_scale, y_scale, look.line_width, tuple(axes), insets, above, right_strip, chart_items)


def _flatten(chart_items: Mapping[str, tuple[Item, ...]]) -> list[Item]:
    """Return the items of all charts."""
    flat: list[Item] = []
    for items in chart_items.values():
        flat += items
    return flat


def _cell_scales(
    style: Style, grid: tuple[int, int], cell: int, line_width: int
) -> tuple[BandScale, BandScale]:
    """Return the positions of the cells along x and along y.

    Args:
        style: The style of the figure.
        grid: The number of layers, and of heads in each layer.
        cell: The side of a cell in pixels.
        line_width: The width of the lines between groups of cells in pixels.
    """
    layers, heads = grid
    reverse = style.axes.origin == "bottom"
    # "auto" has no lines, which a BandScale writes as 0.
    layer_lines = style.axes.layer.lines or 0
    head_lines = style.axes.head.lines or 0
    if style.axes.x == "layer":
        return BandScale(layers, cell, layer_lines, line_width), BandScale(
            heads, cell, head_lines, line_width, reverse
        )
    return BandScale(heads, cell, head_lines, line_width), BandScale(
        layers, cell, layer_lines, line_width, reverse
    )


def _map_axes(style: Style, x_scale: BandScale, y_scale: BandScale, look: AxisLook) -> list[Item]:
    """Return the frame, the lines between cells, and the axes of a map."""
    width = x_scale.size
    height = y_scale.size
    line = look.line_width
    if style.axes.x == "layer":
        x_style, y_style = style.axes.layer, style.axes.head
    else:
        x_style, y_style = style.axes.head, style.axes.layer
    items: list[Item] = [Box((0, 0, width, height), frame=look.color, line=line)]
    for i in x_scale.lines:
        items.append(Line((x_scale.edge(i), 0, line, height), style.frame.lines))
    for i in y_scale.lines:
        items.append(Line((0, y_scale.edge(i), width, line), style.frame.lines))
    # The name of the x axis keeps clear of the labels on the left, which can reach below the cells.
    left_items = y_axis(y_style, y_scale, look)
    items += left_items
    items += x_axis(x_style, x_scale, height + line, look, left_items)
    return items
