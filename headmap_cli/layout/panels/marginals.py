"""Draw bars on the edges of a map: how many heads of each colour a column and a row has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ...scene.marks import Cells, Item, Line
from ..axes import LABEL_GAP, AxisLook, EndTick
from ..band_scale import BandScale
from ..plan_types import DIAGONAL, Fill, PanelPlan
from .frame import Bars, PanelShape

MAX_EMS = 3.5
"""The greatest length of a bar, in ems of the tick labels."""

MAX_LENGTH_SHARE = 0.3
"""The greatest length of a bar, as a share of the cells' extent in the same direction."""

MIN_LINES = 1.5
"""The least length of the longest bar of a column, in line heights of the tick labels.

The label at its end must not run into the label of the uppermost head or layer.
"""


def place_bars(max_heads: tuple[int, int], x_scale: BandScale, y_scale: BandScale, look: AxisLook) -> Bars:
    """Return the place of the bars above and on the right of the cells.

    Args:
        max_heads: The numbers of heads that the longest bars of a column and of a row stand for, which
            label the ticks.
        x_scale: The positions of the cells along x.
        y_scale: The positions of the cells along y.
        look: How axes look.
    """
    line = look.line_width
    tick_text = look.tick_text
    column_heads, row_heads = max_heads
    limit = round(MAX_EMS * tick_text.em)
    column_length = max(
        min(limit, round(MAX_LENGTH_SHARE * y_scale.size)), round(MIN_LINES * tick_text.line_height)
    )
    # The tick of the bars of rows must not run into the last tick of the cells, whose label is centred too.
    half_labels = (tick_text.width(str(x_scale.n)) + tick_text.width(str(row_heads))) / 2
    min_row_length = round(half_labels + LABEL_GAP * tick_text.em)
    row_length = max(min(limit, round(MAX_LENGTH_SHARE * x_scale.size)), min_row_length)
    column_spine = Line((-line, -line - column_length, line, column_length), look.color)
    row_spine = Line((x_scale.size + line, y_scale.size, row_length, line), look.color)
    return Bars(
        lengths=(column_length, row_length),
        max_heads=max_heads,
        spines=(column_spine, row_spine),
        top_tick=EndTick(-line - column_length, str(column_heads)),
        right_tick=EndTick(x_scale.size + row_length, str(row_heads)),
    )


def count_max_heads(plans: Sequence[PanelPlan]) -> tuple[int, int]:
    """Return the largest number of classified heads in a column, and in a row, of any map; at least 1."""
    column_heads = 1
    row_heads = 1
    for plan in plans:
        total = _cell_shares(_bar_fills(plan)).sum(axis=0)
        column_heads = max(column_heads, round(total.sum(axis=0).max()))
        row_heads = max(row_heads, round(total.sum(axis=1).max()))
    return column_heads, row_heads


def bar_boxes(plan: PanelPlan, shape: PanelShape, bars: Bars) -> list[Item]:
    """Return the bars of a map, the colours of each bar stacked in the order of its fills.

    Args:
        plan: What the panel shows.
        shape: The shape of the figure's panels.
        bars: The place of the bars.
    """
    fills = _bar_fills(plan)
    shares = shape.top_down(_cell_shares(fills))
    column_ends = _bar_ends(shares.sum(axis=1), bars.max_heads[0], bars.lengths[0])
    row_ends = _bar_ends(shares.sum(axis=2), bars.max_heads[1], bars.lengths[1])
    items: list[Item] = []
    for i, fill in enumerate(fills):
        id = f"{plan.id}--{fill.id}"
        column_rects = _column_rects(column_ends[i], column_ends[i + 1], shape)
        row_rects = _row_rects(row_ends[i], row_ends[i + 1], shape)
        items += _visible_cells(f"{id}--columns", fill.color, column_rects)
        items += _visible_cells(f"{id}--rows", fill.color, row_rects)
    return items


def _visible_cells(id: str, color: str, rects: npt.NDArray[np.int64]) -> list[Cells]:
    """Return the rectangles that have an area, int (n, 4), or nothing if none has."""
    # Most bars lack most colours, and in an SVG each empty rectangle would be an element.
    visible = rects[(rects[:, 2] > 0) & (rects[:, 3] > 0)]
    return [Cells(id, color, visible)] if len(visible) else []


def _bar_fills(plan: PanelPlan) -> list[Fill]:
    """Return the fills that bars show: those of classified heads, without dots, whose cells have a fill."""
    return [fill for fill in plan.fills[1:] if not fill.dot and fill.hatch != DIAGONAL]


def _cell_shares(fills: Sequence[Fill]) -> npt.NDArray[np.float64]:
    """Return how much of each cell has each colour, float (fills, rows, columns) from 0 to 1."""
    shares = []
    for fill in fills:
        shares.append(np.sum([part.mask / part.parts for part in fill.parts], axis=0))
    return np.array(shares, dtype=np.float64)


def _bar_ends(heads: npt.NDArray[np.float64], max_heads: int, length: int) -> npt.NDArray[np.int64]:
    """Return the ends of the stacked colours of each bar, in pixels from the cells.

    Args:
        heads: The heads of each colour in each bar, float (colours, bars).
        max_heads: The number of heads that a bar of full length stands for.
        length: The full length of a bar in pixels.

    Returns:
        int (colours + 1, bars). Colour i lies between row i and row i + 1.
    """
    start = np.zeros((1, heads.shape[1]))
    ends = np.cumsum(np.concatenate([start, heads]), axis=0)
    # Rounding the ends instead of the heights leaves no gap between the colours of a bar.
    return np.floor(ends * length / max_heads + 0.5).astype(np.int64)


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
