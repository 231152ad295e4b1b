"""Draw the panel of layer profiles: a row of bars for each category, its share of the heads of each layer.

The layers run as on the maps, here along x. All rows have one scale, which is beside the first row::

                +-----------------------+
                |      ___              |- 20%
    Knowledge   |  ___|   |__      ___  |
                | |__________|____|___| |- 0%
                |          ___          |
    Copying     |         |   |___      |
                |_________|_______|_____|
                +-----------------------+

With layers along y, all of it is turned: the rows become columns, whose bars grow to the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ...core.classification import Classification
from ...scene.marks import Box, Cells, Item, Line
from ...style.palette import Palette
from ...style.schema import Style
from ..axes import bottom_axis, left_axis, x_axis, y_axis
from ..band_scale import BandScale
from ..hatches import Rects
from ..ticks import Tick, round_ticks
from .frame import ChartSpace
from .kinds import PanelKind
from .profile_bars import Rows, bars, base_lines, place_rows
from .row_names import names_below, names_on_the_left, right_scale, row_height, row_names, top_scale


class Profile(Struct, frozen=True):
    """The row of one category.

    Attributes:
        id: The id of the category.
        name: Its name in the data.
        color: The colour as ``#rrggbb``.
        shares: The share of each layer's heads that is in the category, from 0 to 1; NaN for a layer in which
            the model has no heads.
    """

    id: str
    name: str
    color: str
    shares: tuple[float, ...]


class Profiles(Struct, frozen=True):
    """The content of a panel of layer profiles.

    Attributes:
        rows: The row of each category.
        base: The colour of the lines on which the bars stand.
    """

    rows: tuple[Profile, ...]
    base: str


def profiles_title(style: Style) -> str:
    """Return the style's title of a panel of layer profiles."""
    return style.panels.layers


def build_profiles(data: Classification, colors: Palette, ids: Sequence[str], _style: Style) -> Profiles:
    """Return the share of each layer's heads that is in each category.

    Args:
        data: The heads and their categories.
        colors: The colours of the figure.
        ids: The ids of the categories.
    """
    heads = data.present.sum(axis=1)
    # A layer without heads has no share at all, which is not the same as a share of 0.
    with np.errstate(invalid="ignore"):
        shares = data.membership.sum(axis=2) / np.where(heads, heads, np.nan)
    rows = []
    for i, layer_shares in enumerate(shares.tolist()):
        rows.append(Profile(ids[i], data.categories[i], colors.categories[i], tuple(layer_shares)))
    return Profiles(tuple(rows), colors.unclassified)


def profiles_size(chart: Profiles, space: ChartSpace) -> tuple[int, int]:
    """Return the width and height in pixels: those of the maps, or what the names of the rows need."""
    layers = _layer_scale(space)
    rows = len(chart.rows) * row_height(len(chart.rows), space.axis_look)
    if _layers_on_x(space):
        return layers.size, max(space.y_scale.size, space.min_side, rows)
    return max(space.x_scale.size, space.min_side, rows), layers.size


def draw_profiles(id: str, chart: Profiles, size: tuple[int, int], space: ChartSpace) -> list[Item]:
    """Return the bars, the frame and the axes of a panel of layer profiles.

    Args:
        id: The id of the panel.
        chart: The shares of each category.
        size: The width and height of the panel in pixels.
        space: The look of the axes, the cells of the maps, and the style.
    """
    on_x = _layers_on_x(space)
    look = space.axis_look
    layers = _layer_scale(space)
    rows = place_rows([profile.shares for profile in chart.rows], size[1 if on_x else 0], look.line_width)
    if not on_x:
        # Turning the chart puts its last row first.
        rows = replace(rows, bases=rows.bases[::-1])
    items: list[Item] = []
    for profile, base in zip(chart.rows, rows.bases, strict=True):
        rects = _oriented(bars(profile.shares, base, rows, layers), size, space)
        if len(rects):
            items.append(Cells(f"{id}--{profile.id}", profile.color, rects))
        lines = _oriented(base_lines(profile.shares, base, rows, layers), size, space)
        items += [Line((x, y, width, height), chart.base) for x, y, width, height in lines.tolist()]
    items.append(Box((0, 0, *size), frame=look.color, line=look.line_width))
    if on_x:
        return [*items, *_axes_with_layers_on_x(chart, rows, size, space)]
    return [*items, *_axes_with_layers_on_y(chart, rows, size, space)]


def _layers_on_x(space: ChartSpace) -> bool:
    """Return whether layers run along x."""
    return space.style.axes.x == "layer"


def _layer_scale(space: ChartSpace) -> BandScale:
    """Return the positions of the layers: those on the maps, or larger cells if these are too small."""
    layers = space.x_scale if _layers_on_x(space) else space.y_scale
    return replace(layers, cell=max(layers.cell, ceil(space.min_side / layers.n)))


def _oriented(rects: Rects, size: tuple[int, int], space: ChartSpace) -> Rects:
    """Return rectangles of a chart with layers along x as they are, or turned if its layers run along y."""
    if _layers_on_x(space):
        return rects
    x, y, width, height = rects.T
    return np.stack([size[0] - y - height, x, height, width], axis=1)


def _axes_with_layers_on_x(
    chart: Profiles, rows: Rows, size: tuple[int, int], space: ChartSpace
) -> list[Item]:
    """Return the names and the scale of the rows, and the axis of layers below."""
    width, height = size
    look = space.axis_look
    layers = space.style.axes.layer
    bottom = height + look.line_width
    ticks = []
    for text, distance in _scale(rows):
        y = rows.bases[0] - distance
        ticks.append(Tick(y, y + look.line_width / 2, text))
    if len(chart.rows) == 1:
        left_items = left_axis(ticks, "", height, look)
        return [*left_items, *x_axis(layers, _layer_scale(space), bottom, look, left_items)]
    middles = [base - rows.max_bar / 2 for base in rows.bases]
    names = names_on_the_left(_names(chart, space), middles, look)
    # The scale has room for two labels at most beside a row: those of its ends.
    scale = right_scale([ticks[0], ticks[-1]], width, look)
    return [*names, *scale, *x_axis(layers, _layer_scale(space), bottom, look, names)]


def _axes_with_layers_on_y(
    chart: Profiles, rows: Rows, size: tuple[int, int], space: ChartSpace
) -> list[Item]:
    """Return the axis of layers on the left, and the names and the scale of the columns."""
    width, height = size
    look = space.axis_look
    bottom = height + look.line_width
    left_items = y_axis(space.style.axes.layer, _layer_scale(space), look)
    ticks = []
    for text, distance in _scale(rows):
        x = width - rows.bases[0] + distance
        ticks.append(Tick(x - look.line_width, x - look.line_width / 2, text))
    if len(chart.rows) == 1:
        return [*left_items, *bottom_axis(ticks, "", width, bottom, look, left_items)]
    middles = [width - base + rows.max_bar / 2 for base in rows.bases]
    names = names_below(_names(chart, space), middles, bottom, look)
    return [*left_items, *names, *top_scale([ticks[0], ticks[-1]], look)]


def _scale(rows: Rows) -> list[tuple[str, int]]:
    """Return the text of each tick of the scale of a row, and its distance in pixels from a share of 0."""
    ticks = []
    for share in round_ticks(rows.max_share):
        ticks.append((f"{100 * share:.3g}%", round(rows.max_bar * share / rows.max_share)))
    return ticks


def _names(chart: Profiles, space: ChartSpace) -> list[str]:
    """Return the name of each row, or nothing if there are too many rows for names."""
    names = [profile.name for profile in chart.rows]
    return row_names(names, space.style, space.axis_look.tick_text)


KIND: PanelKind[Profiles] = PanelKind(profiles_title, build_profiles, profiles_size, draw_profiles)
