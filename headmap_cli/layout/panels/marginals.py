"""Bars on the edges of a panel: how many heads of each colour a column and a row has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ...scene.marks import Cells, Item, Line
from ..axes import LABEL_GAP, Marks
from ..band_scale import BandScale
from ..plan_types import PanelPlan
from .frame import Bars

if TYPE_CHECKING:
    from .frame import PanelShape

LONG_EMS = 3.5
PART = 0.3
"""Of the cells, what bars may take beside them."""


def bars_beside(most: tuple[int, int], across: BandScale, down: BandScale, marks: Marks) -> Bars:
    """The place of bars above and right of cells, no longer than PART of them unless labels need it."""
    line, tick, width, height = marks.line, marks.tick, across.size, down.size
    labels = (tick.width(str(across.n)) + tick.width(str(most[1]))) / 2
    above = max(min(round(LONG_EMS * tick.em), round(PART * height)), round(1.5 * tick.line))
    right = max(min(round(LONG_EMS * tick.em), round(PART * width)), round(labels + LABEL_GAP * tick.em))
    spines = (
        Line((-line, -line - above, line, above), marks.color),
        Line((width + line, height, right, line), marks.color),
    )
    ends = (-line - above, str(most[0])), (width + right, str(most[1]))
    return Bars((above, right), most, spines, *ends)


def most_heads(plans: Sequence[PanelPlan]) -> tuple[int, int]:
    """The most heads that any column, and any row, of any panel has in a category; at least 1."""
    sums = [np.sum(_weights(plan), axis=0) for plan in plans]
    return tuple(max(1, *(round(s.sum(axis=axis).max()) for s in sums)) for axis in (0, 1))


def bar_boxes(plan: PanelPlan, shape: PanelShape) -> list[Item]:
    """The bars of one panel, colour upon colour."""
    bars = shape.bars
    assert bars
    order = -1 if shape.down.reverse else 1
    layers = [layer for layer in plan.layers[1:] if not layer.dot]
    weights = _weights(plan)[:, ::order]
    columns = _steps(weights.sum(axis=1), bars.most[0], bars.long[0])
    rows = _steps(weights.sum(axis=2), bars.most[1], bars.long[1])
    x, y = shape.across.bands()[:, 0], shape.down.bands()[:, 0]
    items: list[Item] = []
    for layer, (up_from, up_to), (from_, to) in zip(layers, columns, rows, strict=True):
        cell = shape.cell
        above = [x, -shape.line - up_to, np.full_like(x, cell), up_to - up_from]
        beside = [shape.width + shape.line + from_, y, to - from_, np.full_like(y, cell)]
        for side, rect in (("columns", above), ("rows", beside)):
            rects = np.stack(rect, axis=1)
            rects = rects[(rects[:, 2] > 0) & (rects[:, 3] > 0)]
            if len(rects):
                items.append(Cells(f"{plan.id}--{layer.id}--{side}", layer.color, rects))
    return items


def _weights(plan: PanelPlan) -> npt.NDArray[np.float64]:
    """How much of each cell has each colour, float (colours, rows, columns); unclassified heads left out."""
    layers = [layer for layer in plan.layers[1:] if not layer.dot]
    return np.array(
        [np.sum([mask / parts for mask, _, parts in layer.parts], axis=0) for layer in layers], dtype=float
    )


def _steps(heads: npt.NDArray[np.float64], most: int, long: int) -> npt.NDArray[np.int64]:
    """Where each colour's part of each bar begins and ends, in pixels: int (colours, 2, bars)."""
    ends = np.cumsum(np.concatenate([np.zeros((1, heads.shape[1])), heads]), axis=0)
    pixels = np.floor(ends * long / most + 0.5).astype(np.int64)
    return np.stack([pixels[:-1], pixels[1:]], axis=1)
