"""Draw the panel of ranked heads: a bar for each of the strongest heads, with its score and name.

::

              -0.2      0.2                 the rule, as a line across the bars that it decides on
        +-------:----+---:------+
  14.23 |#######:####|   :      |           the strongest head is at the top
  11.21 |       :    |###:###   |
    6.7 |       : ###|   :      |
        +-------:----+---:------+
           -0.4      0  0.2                 the line of zero goes through all bars
                  score

Each head has one bar, in the colour that it has in the composite. Its score is the strongest of the
categories that it is in; a head in no category shows the strongest of all its scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from ...colors.contrast import contrast
from ...colors.names import opaque
from ...core.number_text import short_number
from ...scene.marks import Box, Cells, Item, Line
from ...style.schema import Style
from ..axes import AxisLook, bottom_axis
from ..hatches import cell_hatch_pattern
from ..swatches import OUTLINE_COLOR
from ..ticks import Tick
from .frame import ChartSpace
from .kinds import PanelKind
from .ranking import Ranking, build_ranking
from .row_names import names_on_the_left
from .score_line import ScoreLine, score_line

BAR_HEIGHT = 0.66
"""The height of a bar, as a share of its row."""

MIN_BAR_CONTRAST = 1.4
"""The contrast of a bar and the page below which the bar has an outline."""

MAX_ROW = 1.8
"""The greatest height of a row in lines of text; in a higher panel, the rows take the upper part."""


def ranked_title(style: Style) -> str:
    """Return the style's title of a panel of ranked heads."""
    return style.panels.ranked


def ranked_size(chart: Ranking, space: ChartSpace) -> tuple[int, int]:
    """Return the width and height in pixels: those of the maps, or what the names of the heads need."""
    look = space.axis_look
    rows = len(chart.heads) * look.tick_text.line_height + _top_gap(chart, look)
    return max(space.x_scale.size, space.min_side), max(space.y_scale.size, space.min_side, rows)


def draw_ranking(id: str, chart: Ranking, size: tuple[int, int], space: ChartSpace) -> list[Item]:
    """Return the bars, the lines of the rules, the frame and the axes of a panel of ranked heads.

    Args:
        id: The id of the panel.
        chart: The heads.
        size: The width and height of the panel in pixels.
        space: The look of the axes.
    """
    width, height = size
    look = space.axis_look
    # The bars of the largest scores end before the frame.
    margin = look.pad + look.line_width
    values: list[float] = []
    for ranked_head in chart.heads:
        values += [ranked_head.score, *ranked_head.cuts]
    line = score_line(values, width - 2 * margin, space.style.scores.scale)
    top = _top_gap(chart, look)
    pitch = min((height - top) // len(chart.heads), round(MAX_ROW * look.tick_text.line_height))
    rows = [(top + i * pitch, pitch) for i in range(len(chart.heads))]
    pattern = cell_hatch_pattern(space.x_scale.cell, space.style.layout.dpi)
    items: list[Item] = []
    for i, (head, row) in enumerate(zip(chart.heads, rows, strict=True), start=1):
        bar = _bar(head.score, line, margin, row, look.line_width)
        if bar[2]:
            bar_id = f"{id}--{head.id}--bar-{i}"
            items.append(Cells(bar_id, head.color, np.array([bar])))
            if pattern:
                items += pattern.over(f"{bar_id}--hatch", head.hatch, head.color, np.array([bar]), bar[:2])
            if contrast(head.color, opaque(space.style.background)) < MIN_BAR_CONTRAST:
                items += _outline(bar, max(1, look.line_width // 2))
    zero = margin + round(line.place(0.0))
    items.append(Line((zero, top, look.line_width, height - top), look.color))
    items += _rule_lines(chart, rows, line, margin, look)
    items += _cut_labels(chart, line, margin, look)
    items.append(Box((0, 0, width, height), frame=look.color, line=look.line_width))
    middles = [y + row / 2 for y, row in rows]
    names = names_on_the_left([head.name for head in chart.heads], middles, look)
    ticks = []
    for score, label in line.ticks():
        x = margin + round(line.place(score))
        ticks.append(Tick(x, x + look.line_width / 2, label))
    name = space.style.scores.label
    return [*items, *names, *bottom_axis(ticks, name, width, height + look.line_width, look, names)]


def _bar(
    score: float, line: ScoreLine, margin: int, row: tuple[int, int], zero_line: int
) -> tuple[int, int, int, int]:
    """Return the bar of a score, beside the line of zero; it is visible unless the score is zero.

    Args:
        score: The score.
        line: The places of scores.
        margin: The pixels in front of the lowest score.
        row: The top and the height of the row.
        zero_line: The width of the line of zero.
    """
    zero = margin + round(line.place(0.0))
    length = abs(margin + round(line.place(score)) - zero)
    if score:
        length = max(1, length)
    y, pitch = row
    height = max(1, round(BAR_HEIGHT * pitch))
    left = zero - length if score < 0 else zero + zero_line
    return left, y + (pitch - height) // 2, length, height


def _outline(bar: tuple[int, int, int, int], line: int) -> list[Item]:
    """Return four lines around a bar, whose colour is close to that of the page."""
    x, y, width, height = bar
    rects = [
        (x - line, y - line, width + 2 * line, line),
        (x - line, y + height, width + 2 * line, line),
        (x - line, y, line, height),
        (x + width, y, line, height),
    ]
    return [Line(rect, OUTLINE_COLOR) for rect in rects]


def _rule_lines(
    chart: Ranking, rows: Sequence[tuple[int, int]], line: ScoreLine, margin: int, look: AxisLook
) -> list[Item]:
    """Return a line at each cut, across the rows of neighbouring bars that have it."""
    items: list[Item] = []
    numbered = enumerate(chart.heads)
    for cuts, run in groupby(numbered, key=lambda item: item[1].cuts):
        indices = [index for index, _ in run]
        top = 0 if indices[0] == 0 else rows[indices[0]][0]
        bottom = sum(rows[indices[-1]])
        for cut in cuts:
            x = margin + round(line.place(cut))
            items.append(Line((x, top, look.line_width, bottom - top), look.color))
    return items


def _shared_cuts(chart: Ranking) -> tuple[float, ...]:
    """Return the cuts of the rule if all bars have the same; otherwise none, as a label would be wrong."""
    cuts = {head.cuts for head in chart.heads}
    return cuts.pop() if len(cuts) == 1 else ()


def _top_gap(chart: Ranking, look: AxisLook) -> int:
    """Return the space above the first row, in which the cuts of a rule have their labels."""
    return look.tick_text.line_height + look.pad if _shared_cuts(chart) else look.pad


def _cut_labels(chart: Ranking, line: ScoreLine, margin: int, look: AxisLook) -> list[Item]:
    """Return the scores of the rule beside its lines, where they have room inside the frame."""
    text = look.tick_text
    labels: list[Item] = []
    cuts = _shared_cuts(chart)
    taken = [margin + round(line.place(cut)) for cut in cuts]
    spans = [(x, x + look.line_width) for x in taken]
    for x, cut in zip(taken, cuts, strict=True):
        words = short_number(cut)
        width = text.width(words)
        sides = [x + look.line_width + look.pad, x - look.pad - width]
        if cut < 0:
            sides.reverse()
        for left in sides:
            right = left + width
            is_inside = left >= 0 and right <= line.length + 2 * margin
            if is_inside and all(right < start or end < left for start, end in spans):
                labels.append(text.label(words, left, look.pad + text.ascent))
                spans.append((left, right))
                break
    return labels


KIND: PanelKind[Ranking] = PanelKind(
    ranked_title,
    build_ranking,
    ranked_size,
    draw_ranking,
    shows_counts=True,
    shows_unclassified=True,
    takes_scores=True,
)
