"""One panel: cells, frame, axes and title, around cells whose top left corner is at 0, 0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ...scene.marks import Box, Cells, Dots, Group, Hatch, Item, Label, Line, Rect, moved
from ...style.schema import Style
from ...text.measure import Measure
from ..axes import Marks, marks, x_axis, y_axis
from ..band_scale import BandScale
from ..hatches import HatchPattern, dot_squares, hatch_pattern
from ..plan_types import Chart, Fill, PanelPlan, Upset
from ..rectangles import rectangles
from ..typesetting import Typesetter
from .frame import Insets, PanelShape
from .layer_profile import profile_items
from .marginals import bar_boxes, bars_beside
from .upset import upset_items, upset_size

TITLE_PAD = 0.45
CHART_EMS = 12
"""The least width and height of a chart, in the letter m of the tick labels."""


def panel_shape(
    style: Style,
    grid: tuple[int, int],
    cell: int,
    measure: Measure,
    most: tuple[int, int] | None = None,
    charts: Mapping[str, Chart] | None = None,
) -> PanelShape:
    """Frame and axes for a grid of (layers, heads) at cell pixels per head.

    most: the most heads of a column and of a row, where there are bars beside the cells.
    charts: those of the figure, by the id of their panel.
    """
    drawn = marks(style, measure)
    layers_on_x = style.axes.x == "layer"
    x, y = (style.axes.layer, style.axes.head) if layers_on_x else (style.axes.head, style.axes.layer)
    columns, rows = grid if layers_on_x else grid[::-1]
    across = BandScale(columns, cell, x.lines or 0, drawn.line)
    down = BandScale(rows, cell, y.lines or 0, drawn.line, style.axes.origin == "bottom")
    width, height, line = across.size, down.size, drawn.line
    bars = bars_beside(most, across, down, drawn) if most else None
    items: list[Item] = [Box((0, 0, width, height), frame=drawn.color, line=line)]
    items += [Line((across.edge(i), 0, line, height), style.frame.lines) for i in across.lines]
    items += [Line((0, down.edge(i), width, line), style.frame.lines) for i in down.lines]
    items += bars.spines if bars else ()
    items += (beside := y_axis(y, down, drawn, bars.above if bars else None))
    items += x_axis(x, across, height + line, drawn, beside, bars.right if bars else None)
    made = {id: tuple(_chart(id, chart, style, across, down, drawn)) for id, chart in (charts or {}).items()}
    left, top, right, bottom = bounds([*items, *(item for chart in made.values() for item in chart)])
    insets = Insets(-left, -top, right - width, bottom - height)
    return PanelShape(across, down, line, tuple(items), insets, bars, made)


def _chart(
    id: str, chart: Chart, style: Style, across: BandScale, down: BandScale, drawn: Marks
) -> list[Item]:
    """A chart with frame and axes, as large as the cells of a map or as it needs to be."""
    least = CHART_EMS * drawn.tick.em
    if isinstance(chart, Upset):
        size = upset_size(chart, across.size, down.size, least)
        return upset_items(id, chart, size, drawn, hatch_pattern(across.cell, style.layout.dpi))
    layers, other = (across, down) if style.axes.x == "layer" else (down, across)
    return profile_items(id, chart, style, layers, other.size, least, drawn)


def panel_frame(id: str, title: Sequence[Label], shape: PanelShape) -> Group:
    """The group of one panel without its cells: frame, axes and title; or its chart."""
    return Group(id, (*shape.charts.get(id, shape.axes), *title))


def panel_marks(plan: PanelPlan, shape: PanelShape, hatch: HatchPattern) -> list[Item]:
    """What a panel's data put into it: its cells and all that lies over them, then its bars."""
    marks = [mark for layer in plan.layers for mark in painted(plan.id, layer, shape, hatch)]
    return [*marks, *(bar_boxes(plan, shape) if shape.bars else ())]


def painted(panel: str, layer: Fill, shape: PanelShape, hatch: HatchPattern) -> list[Item]:
    """The cells of one colour, or the dots over them, and the lines across them."""
    order = -1 if shape.down.reverse else 1
    rects = np.concatenate(
        [
            rectangles(mask[::order], shape.across.bands(part, parts), shape.down.bands())
            for mask, part, parts in layer.parts
        ]
    )
    id = f"{panel}--{layer.id}"
    if not len(rects):
        return []
    if layer.dot:
        mask = layer.parts[0][0][::order]
        return [Dots(id, layer.color, dot_squares(mask, shape.across.bands(), shape.down.bands()))]
    cells = Cells(id, layer.color, rects)
    return [cells, *hatch.over(f"{id}--hatch", layer.hatch, layer.color, rects, (0, 0))]


def title_base(titles: Iterable[Sequence[str]], letters: Typesetter, shape: PanelShape) -> int:
    """The baseline of each title's last line: above the frame and clear of all that reaches above it.

    It is the same for all titles, given as their lines, so that those of a row stand on one line.
    """
    middle = shape.width / 2
    half = max(letters.width(line) for lines in titles for line in lines) / 2 + letters.em
    drawn = [shape.axes, *shape.charts.values()]
    below = [i.rect for items in drawn for i in items if isinstance(i, Label)]
    tops = [y for x, y, width, _ in below if x + width > middle - half and x < middle + half]
    top = -shape.line - (shape.bars.long[0] if shape.bars else 0)
    return int(min([top, *tops])) - max(round(TITLE_PAD * letters.em), letters.descent + 1)


def title_labels(
    lines: Sequence[str], base: int, letters: Typesetter, shape: PanelShape
) -> tuple[Label, ...]:
    """The title's lines, centred over the cells, the last with its baseline at base or, where it goes far
    below its baseline, as much higher.
    """
    if not any(lines):
        return ()
    labels = letters.stack(lines, shape.width / 2, 0, "center")
    lowest = max(int(y + height) for _, y, _, height in (label.rect for label in labels)) - int(labels[-1].y)
    up = base - int(labels[-1].y) - max(0, lowest - letters.descent)
    return tuple(moved(label, 0, up) for label in labels)


def bounds(items: Iterable[Item]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom, in whole pixels, of all that the items cover."""
    rects = [rect for item in items for rect in _rects(item)]
    return (
        int(min(r[0] for r in rects)),
        int(min(r[1] for r in rects)),
        int(-(-max(r[0] + r[2] for r in rects) // 1)),
        int(-(-max(r[1] + r[3] for r in rects) // 1)),
    )


def _rects(item: Item) -> list[Rect]:
    match item:
        case Group():
            return [rect for inner in item.items for rect in _rects(inner)]
        case Cells() | Hatch() | Dots():
            return [tuple(map(int, rect)) for rect in item.rects]  # type: ignore[misc]  # four of them
        case Box():
            x, y, width, height = item.rect
            line = item.line if item.frame else 0
            return [(x - line, y - line, width + 2 * line, height + 2 * line)]
        case Line() | Label():
            return [item.rect]
