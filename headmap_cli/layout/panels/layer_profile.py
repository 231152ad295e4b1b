"""The panel of profiles: a line of steps per category, its share of the heads of each layer."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from ...scene.marks import Box, Group, Item, Line, Rect
from ...style.schema import Style
from ..axes import Marks, bottom_axis, left_axis, x_axis, y_axis
from ..band_scale import BandScale
from ..plan_types import Profiles
from ..ticks import Tick, round_ticks

LINE_POINTS = 1.4
ROOM = 1.05
"""How much higher the axis is than the highest line."""


def profile_items(
    id: str, chart: Profiles, style: Style, layers: BandScale, across: int, least: int, marks: Marks
) -> list[Item]:
    """Lines, frame and axes; the layers run as on the maps.

    layers: where the layers are on the maps. across: pixels of the maps across them. least: pixels that the
    panel must have in both directions.
    """
    on_x = style.axes.x == "layer"
    layers = replace(layers, cell=max(layers.cell, -(-least // layers.n)))
    long = max(across, least)
    shares = np.array([share for *_, share in chart.lines])
    top = float(np.nanmax(np.append(shares, 0.0))) * ROOM or 1.0
    thick = max(1, round(LINE_POINTS * style.layout.dpi / 72))
    width, height = (layers.size, long) if on_x else (long, layers.size)
    frame = Box((0, 0, width, height), frame=marks.color, line=marks.line)
    drawn: list[Item] = []
    for (own, color, _), share in zip(chart.lines, shares, strict=True):
        rects = steps(share[:: -1 if layers.reverse else 1], layers, long, top, thick)
        rects = rects if on_x else [(long - y - h, x, h, w) for x, y, w, h in rects]
        drawn.append(Group(f"{id}--{own}", tuple(Line(rect, color) for rect in rects)))
    values = [(v, (long - thick) * v / top + thick / 2) for v in round_ticks(top)]
    return [*drawn, frame, *_axes(style, layers, long, values, marks)]


def _axes(
    style: Style, layers: BandScale, long: int, values: list[tuple[float, float]], marks: Marks
) -> list[Item]:
    said = [(f"{100 * value:.3g}%", place) for value, place in values]
    if style.axes.x == "layer":
        ticks = [Tick(round(long - at - marks.line / 2), long - at, text) for text, at in said]
        beside = left_axis(ticks, "", long, marks)
        return [*beside, *x_axis(style.axes.layer, layers, long + marks.line, marks, beside)]
    ticks = [Tick(round(at - marks.line / 2), at, text) for text, at in said]
    beside = y_axis(style.axes.layer, layers, marks)
    return [*beside, *bottom_axis(ticks, "", long, layers.size + marks.line, marks, beside)]


def steps(share: npt.NDArray[np.float64], layers: BandScale, long: int, top: float, thick: int) -> list[Rect]:
    """The strokes of one line: a level piece over each layer, an upright one to the next that has heads.

    share: in the order of the pixels. long: pixels that top takes, measured from the bottom up.
    """
    starts = [int(start) for start, _ in layers.bands()] + [layers.size]
    level = [None if np.isnan(s) else round((long - thick) * (1 - s / top)) for s in share.tolist()]
    rects: list[Rect] = []
    for i, y in enumerate(level):
        if y is None:
            continue
        rects.append((starts[i], y, starts[i + 1] - starts[i], thick))
        before = level[i - 1] if i else None
        if before is not None and before != y:
            x = max(0, min(starts[i] - thick // 2, layers.size - thick))
            rects.append((x, min(before, y), thick, abs(before - y) + thick))
    return rects
