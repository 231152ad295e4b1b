"""Compose the shape that all panels of a figure share: cells, frame, axes, strips and charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ...scene.marks import Box, Item, Label, Line
from ...style.schema import AxisStyle, Style
from ...text.measure import Measure
from ..axes import AxisLook, axis_look, x_axis, y_axis
from ..band_scale import BandScale
from ..plan_types import Chart
from .frame import ChartSpace, PanelShape, Strip
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
    frame = _map_frame(style, x_scale, y_scale, look)
    x_style, y_style = style.axes.layer, style.axes.head
    if style.axes.x == "head":
        x_style, y_style = y_style, x_style
    above, right = _strips(style, max_heads, x_scale, y_scale, look)
    # The name of the x axis keeps clear of the labels on both sides, which can reach below the cells.
    left = y_axis(y_style, y_scale, look)
    side_labels = [*left, right.label] if right else left
    below = x_axis(x_style, x_scale, y_scale.size + look.line_width, look, side_labels)
    y_ticks, y_name = _split_name(left, y_style)
    x_ticks, x_name = _split_name(below, x_style)
    space = ChartSpace(style, x_scale, y_scale, CHART_EMS * look.tick_text.em, look)
    chart_items = {id: tuple(draw_chart(id, chart, space)) for id, chart in charts.items()}
    return PanelShape(
        x_scale,
        y_scale,
        look.line_width,
        tuple(frame),
        y_ticks,
        x_ticks,
        y_name,
        x_name,
        above,
        right,
        chart_items,
    )


def _strips(
    style: Style, max_heads: tuple[int, int], x_scale: BandScale, y_scale: BandScale, look: AxisLook
) -> tuple[Strip | None, Strip | None]:
    """Return the strip above the cells and the one on their right, as far as the style asks for them."""
    has_strip_above, has_strip_on_right = shown_strips(style)
    above = None
    right = None
    if has_strip_above:
        above = strip_above(style, max_heads[0], x_scale, y_scale, look)
    if has_strip_on_right:
        right = strip_on_right(style, max_heads[1], x_scale, y_scale, look)
    return above, right


def _split_name(axis: Sequence[Item], style: AxisStyle) -> tuple[tuple[Item, ...], Label | None]:
    """Return the ticks of an axis with their labels, and its name, which comes last if it has one."""
    if not style.label:
        return tuple(axis), None
    name = axis[-1]
    assert isinstance(name, Label)
    return tuple(axis[:-1]), name


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


def _map_frame(style: Style, x_scale: BandScale, y_scale: BandScale, look: AxisLook) -> list[Item]:
    """Return the frame of a map and the lines between its cells."""
    width = x_scale.size
    height = y_scale.size
    line = look.line_width
    items: list[Item] = [Box((0, 0, width, height), frame=look.color, line=line)]
    for i in x_scale.lines:
        items.append(Line((x_scale.edge(i), 0, line, height), style.frame.lines))
    for i in y_scale.lines:
        items.append(Line((0, y_scale.edge(i), width, line), style.frame.lines))
    return items
