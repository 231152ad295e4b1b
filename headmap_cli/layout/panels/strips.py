"""Draw strips of bars beside the cells of a map: how many heads of each colour a layer or a head index has.

A strip lies on a side of the cells that has no axis. Its scale is a line at the end of the longest bar, with
a label that says how many heads it stands for::

    11 heads per layer
    ------------------          the line of the scale
             _                  \
      _     | |   _              | length
     | |  _ | | _| |            /
    +------------------+
    |      cells       |

The strip on the right is the same, turned by 90 degrees.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from ...colors.contrast import muted
from ...colors.names import opaque
from ...core.strings import counted
from ...scene.marks import Cells, Item, Line
from ...style.schema import Style
from ..axes import AxisLook
from ..band_scale import BandScale
from ..cell_content import DIAGONAL, Fill
from ..hatches import HatchPattern
from ..plan_types import PanelPlan
from .frame import PanelShape, Strip

USUAL_LENGTH_EMS = 3
USUAL_LENGTH_SHARE = 0.12
"""The length of the longest bar, in ems of the tick labels or as a share of the cells, whichever is more."""

MAX_LENGTH_SHARE = 0.25
"""The greatest length of a bar, as a share of the cells' extent in the same direction."""


def shown_strips(style: Style) -> tuple[bool, bool]:
    """Return whether a style asks for a strip above the cells, and for one on their right."""
    layers = style.strip in ("layers", "both")
    heads = style.strip in ("heads", "both")
    if style.axes.x == "layer":
        return layers, heads
    return heads, layers


def count_max_heads(plans: Sequence[PanelPlan]) -> tuple[int, int]:
    """Return the largest number of classified heads in a column, and in a row, of any map; at least 1."""
    column_heads = 1
    row_heads = 1
    for plan in plans:
        if plan.scores:
            continue
        total = _cell_shares(_bar_fills(plan)).sum(axis=0)
        column_heads = max(column_heads, round(total.sum(axis=0).max()))
        row_heads = max(row_heads, round(total.sum(axis=1).max()))
    return column_heads, row_heads


def strip_above(
    style: Style, max_heads: int, x_scale: BandScale, y_scale: BandScale, look: AxisLook
) -> Strip:
    """Return the strip of bars above the cells.

    Args:
        style: The style of the figure.
        max_heads: The number of heads that the longest bar of any panel stands for.
        x_scale: The positions of the cells along x.
        y_scale: The positions of the cells along y.
        look: How axes look.
    """
    line = look.line_width
    length = _bar_length(max_heads, y_scale.size, look)
    scale_top = -line - length - line
    per = "layer" if style.axes.x == "layer" else "head index"
    text = f"{counted(max_heads, 'head')} per {per}"
    color = _scale_color(style)
    label = replace(look.tick_text, color=color).label(text, -line, scale_top - look.pad)
    scale_line = Line((-line, scale_top, x_scale.size + 2 * line, line), color)
    return Strip(length, max_heads, scale_line, label, round(-line - label.rect[1]))


def strip_on_right(
    style: Style, max_heads: int, x_scale: BandScale, y_scale: BandScale, look: AxisLook
) -> Strip:
    """Return the strip of bars on the right of the cells; the arguments are those of `strip_above`."""
    line = look.line_width
    length = _bar_length(max_heads, x_scale.size, look)
    scale_left = x_scale.size + line + length
    per = "head index" if style.axes.x == "layer" else "layer"
    text = f"{counted(max_heads, 'head')} per {per}"
    baseline = scale_left + line + look.pad + look.tick_text.ascent
    color = _scale_color(style)
    label = replace(look.tick_text, color=color).label(text, baseline, -line, "right", 90)
    scale_line = Line((scale_left, -line, line, y_scale.size + 2 * line), color)
    extent = round(label.rect[0] + label.rect[2] - x_scale.size - line)
    return Strip(length, max_heads, scale_line, label, extent)


def _scale_color(style: Style) -> str:
    """Return the colour of scales, which stand back behind the axes."""
    return muted(style.text.color, opaque(style.background))


def _bar_length(max_heads: int, cells: int, look: AxisLook) -> int:
    """Return the length in pixels of the longest bar, beside cells that take a number of pixels."""
    usual = max(USUAL_LENGTH_EMS * look.tick_text.em, round(USUAL_LENGTH_SHARE * cells))
    limit = max(1, min(usual, round(MAX_LENGTH_SHARE * cells)))
    # With the same number of pixels for each head, bars of equal numbers have equal lengths.
    pixels_per_head = limit // max_heads
    if pixels_per_head:
        return pixels_per_head * max_heads
    return limit


def strip_bars(plan: PanelPlan, shape: PanelShape, hatch_pattern: HatchPattern | None) -> list[Item]:
    """Return the bars of a map, the colours of each bar stacked in the order of its fills.

    Args:
        plan: What the panel shows.
        shape: The shape of the figure's panels.
        hatch_pattern: The lines across bars, which are those of the cells; None for no lines.
    """
    fills = _bar_fills(plan)
    shares = shape.top_down(_cell_shares(fills))
    items: list[Item] = []
    if shape.above:
        ends = _bar_ends(shares.sum(axis=1), shape.above)
        for i, fill in enumerate(fills):
            rects = _column_rects(ends[i], ends[i + 1], shape)
            items += _bars(f"{plan.id}--{fill.id}--columns", fill, rects, hatch_pattern)
    if shape.right:
        ends = _bar_ends(shares.sum(axis=2), shape.right)
        for i, fill in enumerate(fills):
            rects = _row_rects(ends[i], ends[i + 1], shape)
            items += _bars(f"{plan.id}--{fill.id}--rows", fill, rects, hatch_pattern)
    return items


def _bars(
    id: str, fill: Fill, rects: npt.NDArray[np.int64], hatch_pattern: HatchPattern | None
) -> list[Item]:
    """Return the rectangles that have an area, int (n, 4), with their hatch; nothing if none has."""
    # Most bars lack most colours, and in an SVG each empty rectangle would be an element.
    visible = rects[(rects[:, 2] > 0) & (rects[:, 3] > 0)]
    if not len(visible):
        return []
    bars: list[Item] = [Cells(id, fill.color, visible)]
    if hatch_pattern is not None:
        bars += hatch_pattern.over(f"{id}--hatch", fill.hatch, fill.color, visible, (0, 0))
    return bars


def _bar_fills(plan: PanelPlan) -> list[Fill]:
    """Return the fills that bars show: all but unclassified and absent heads, and dots.

    The cells under dots have a fill of their own.
    """
    return [fill for fill in plan.fills[1:] if not fill.dot and fill.hatch != DIAGONAL]


def _cell_shares(fills: Sequence[Fill]) -> npt.NDArray[np.float64]:
    """Return how much of each cell has each colour, float (fills, rows, columns) from 0 to 1."""
    shares = []
    for fill in fills:
        shares.append(np.sum([part.mask / part.parts for part in fill.parts], axis=0))
    return np.array(shares, dtype=np.float64)


def _bar_ends(heads: npt.NDArray[np.float64], strip: Strip) -> npt.NDArray[np.int64]:
    """Return the ends of the stacked colours of each bar, in pixels from the cells.

    Args:
        heads: The heads of each colour in each bar, float (colours, bars).
        strip: The strip that the bars lie in.

    Returns:
        int (colours + 1, bars). Colour i lies between row i and row i + 1.
    """
    start = np.zeros((1, heads.shape[1]))
    ends = np.cumsum(np.concatenate([start, heads]), axis=0)
    # Rounding the ends instead of the heights leaves no gap between the colours of a bar.
    return np.floor(ends * strip.length / strip.max_heads + 0.5).astype(np.int64)


def _column_rects(
    start: npt.NDArray[np.int64], end: npt.NDArray[np.int64], shape: PanelShape
) -> npt.NDArray[np.int64]:
    """Return a piece of the bar above each column, int (columns, 4); start and end are heights above it."""
    x = shape.x_scale.bands()[:, 0]
    return np.stack([x, -shape.line_width - end, np.full_like(x, shape.cell), end - start], axis=1)


def _row_rects(
    start: npt.NDArray[np.int64], end: npt.NDArray[np.int64], shape: PanelShape
) -> npt.NDArray[np.int64]:
    """Return a piece of the bar on the right of each row, int (rows, 4); start and end count to the right."""
    y = shape.y_scale.bands()[:, 0]
    return np.stack(
        [shape.width + shape.line_width + start, y, end - start, np.full_like(y, shape.cell)], axis=1
    )
