"""Draw the panel of layer profiles: a line of steps for each category's share of the heads of each layer.

The layers run as on the maps, here along x::

    0 +-----------------------+
      |       .____.          |    a level stroke over the cells of each layer,
      |       |    |     .____|    an upright one where the next layer has another share;
      |  .____|    |     |    |    a layer without heads leaves a gap
      |  |         |     |    |
      +-----------------------+ length: a share of 0
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from ...core.classification import Classification
from ...scene.marks import Box, Group, Item, Line, Rect
from ...style.palette import Palette
from ...style.schema import Style
from ..axes import AxisLook, bottom_axis, left_axis, x_axis, y_axis
from ..band_scale import BandScale
from ..page_size import POINTS_PER_INCH
from ..ticks import Tick, round_ticks
from .frame import ChartSpace
from .kinds import PanelKind

LINE_POINTS = 1.4
"""The width of a line in points."""

HEADROOM = 1.05
"""The largest share on the axis, in largest shares of any line, so that no line touches the frame."""


class Profile(Struct, frozen=True):
    """The line of one category.

    Attributes:
        id: The id of the category.
        color: The colour as ``#rrggbb``.
        shares: The share of each layer's heads that is in the category, from 0 to 1; NaN for a layer in which
            the model has no heads.
    """

    id: str
    color: str
    shares: tuple[float, ...]


class Profiles(Struct, frozen=True):
    """The content of a panel of layer profiles.

    Attributes:
        lines: The line of each category.
    """

    lines: tuple[Profile, ...]


def profiles_title(style: Style) -> str:
    """Return the style's title of a panel of layer profiles."""
    return style.panels.layers


def build_profiles(data: Classification, colors: Palette, ids: Sequence[str]) -> Profiles:
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
    lines = []
    for id, color, layer_shares in zip(ids, colors.categories, shares.tolist(), strict=True):
        lines.append(Profile(id, color, tuple(layer_shares)))
    return Profiles(tuple(lines))


def profiles_size(chart: Profiles, space: ChartSpace) -> tuple[int, int]:  # noqa: ARG001 - as for all kinds
    """Return the width and height in pixels: those of the maps, or the smallest that a chart may have."""
    layers = _layer_scale(space)
    if _layers_on_x(space):
        return layers.size, max(space.y_scale.size, space.min_side)
    return max(space.x_scale.size, space.min_side), layers.size


def draw_profiles(id: str, chart: Profiles, size: tuple[int, int], space: ChartSpace) -> list[Item]:
    """Return the lines, the frame and the axes of a panel of layer profiles.

    Args:
        id: The id of the panel.
        chart: The shares of each category.
        size: The width and height of the panel in pixels.
        space: The look of the axes, and the cells of the maps.
    """
    width, height = size
    layers = _layer_scale(space)
    look = space.axis_look
    length = height if _layers_on_x(space) else width
    shares = np.array([profile.shares for profile in chart.lines])
    # Without the zero, a classification without heads, whose shares are all NaN, would have no maximum.
    max_share = float(np.nanmax(np.append(shares, 0.0))) * HEADROOM
    if max_share == 0:
        max_share = 1.0
    thickness = max(1, round(LINE_POINTS * space.style.layout.dpi / POINTS_PER_INCH))
    items: list[Item] = []
    for profile, layer_shares in zip(chart.lines, shares, strict=True):
        # Bands are in the order of pixels, in which the layers descend if the origin is at the bottom.
        shares_by_pixel = layer_shares[::-1] if layers.reverse else layer_shares
        rects = step_strokes(shares_by_pixel, layers, length, max_share, thickness)
        if not _layers_on_x(space):
            rects = [_turn(rect, length) for rect in rects]
        strokes = tuple(Line(rect, profile.color) for rect in rects)
        items.append(Group(f"{id}--{profile.id}", strokes))
    items.append(Box((0, 0, width, height), frame=look.color, line=look.line_width))
    ticks = _share_ticks(length, max_share, thickness)
    if _layers_on_x(space):
        return [*items, *_axes_with_layers_on_x(space.style, layers, length, ticks, look)]
    return [*items, *_axes_with_layers_on_y(space.style, layers, length, ticks, look)]


def _layers_on_x(space: ChartSpace) -> bool:
    """Return whether layers run along x."""
    return space.style.axes.x == "layer"


def _layer_scale(space: ChartSpace) -> BandScale:
    """Return the positions of the layers: those on the maps, or larger cells if these are too small."""
    layers = space.x_scale if _layers_on_x(space) else space.y_scale
    return replace(layers, cell=max(layers.cell, ceil(space.min_side / layers.n)))


def _turn(rect: Rect, length: int) -> Rect:
    """Return a stroke of a chart with layers along x, turned for a chart with layers along y.

    Args:
        rect: The x, y, width and height of the stroke.
        length: The pixels of the axis of shares, on which 0 moves from the bottom to the left.
    """
    x, y, width, height = rect
    return (length - y - height, x, height, width)


def _share_ticks(length: int, max_share: float, thickness: int) -> list[tuple[str, float]]:
    """Return the text of each tick of the axis of shares, and its distance in pixels from a share of 0."""
    ticks = []
    for share in round_ticks(max_share):
        # A tick points at the middle of a line of its share, and lines have a thickness.
        distance = (length - thickness) * share / max_share + thickness / 2
        ticks.append((f"{100 * share:.3g}%", distance))
    return ticks


def _axes_with_layers_on_x(
    style: Style, layers: BandScale, length: int, share_ticks: list[tuple[str, float]], look: AxisLook
) -> list[Item]:
    """Return the axis of shares on the left and that of layers below."""
    ticks = []
    for text, distance in share_ticks:
        y = length - distance
        ticks.append(Tick(round(y - look.line_width / 2), y, text))
    left_items = left_axis(ticks, "", length, look)
    return [*left_items, *x_axis(style.axes.layer, layers, length + look.line_width, look, left_items)]


def _axes_with_layers_on_y(
    style: Style, layers: BandScale, length: int, share_ticks: list[tuple[str, float]], look: AxisLook
) -> list[Item]:
    """Return the axis of layers on the left and that of shares below."""
    ticks = []
    for text, distance in share_ticks:
        ticks.append(Tick(round(distance - look.line_width / 2), distance, text))
    left_items = y_axis(style.axes.layer, layers, look)
    return [*left_items, *bottom_axis(ticks, "", length, layers.size + look.line_width, look, left_items)]


def step_strokes(
    shares: npt.NDArray[np.float64], layers: BandScale, length: int, max_share: float, thickness: int
) -> list[Rect]:
    """Return the strokes of one line of steps, with layers along x.

    Args:
        shares: The share of each layer, in the order of the pixels; NaN for a layer without heads.
        layers: The positions of the layers.
        length: The height of the chart in pixels.
        max_share: The share at the top of the chart.
        thickness: The width of the strokes in pixels.

    Returns:
        The x, y, width and height of each stroke: a level one over each layer that has heads, and an upright
        one between neighbours whose levels differ.
    """
    starts = [*layers.bands()[:, 0].tolist(), layers.size]
    levels: list[int | None] = []
    for share in shares.tolist():
        if np.isnan(share):
            levels.append(None)
        else:
            levels.append(round((length - thickness) * (1 - share / max_share)))
    rects: list[Rect] = []
    previous: int | None = None
    for i, level in enumerate(levels):
        if level is not None:
            rects.append((starts[i], level, starts[i + 1] - starts[i], thickness))
            if previous is not None and previous != level:
                # An upright stroke is centred on the edge between layers, but must not leave the chart.
                x = max(0, min(starts[i] - thickness // 2, layers.size - thickness))
                rects.append((x, min(previous, level), thickness, abs(previous - level) + thickness))
        previous = level
    return rects


KIND: PanelKind[Profiles] = PanelKind(profiles_title, build_profiles, profiles_size, draw_profiles)
