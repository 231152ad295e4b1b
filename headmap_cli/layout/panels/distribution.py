"""Draw the panel of distributions: the sorted scores of each category, with a bar for each head.

::

          +-----------------------+
          | Knowledge     3 of 40 |          the heads that the rule selects, of those with a score
     0.5 -||                      |
          ||||____________________|- 0.3     the rule, as a line
       0 -|||||||||||||..         |          heads that it does not select are gray
          | Copying       2 of 40 |
     0.5 -|                       |          all rows have one scale
          |||_____________________|- 0.3
       0 -||||||||||||||||..      |
          +-----------------------+
            heads from the highest score

If there are more heads than pixels, the bar of a pixel shows that score of its heads which is furthest from
zero.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from ...core.array_types import FloatArray
from ...core.number_text import short_number
from ...core.strings import printable
from ...scene.marks import Box, Cells, Item, Line
from ...style.schema import Style
from ..axes import AxisLook, bottom_axis, left_axis
from ..labels import shown_label
from ..ticks import Tick
from .distribution_rows import Distribution, Distributions, build_distributions
from .frame import ChartSpace
from .kinds import PanelKind
from .row_names import MIN_ROW, cut_to_width
from .score_line import ScoreLine, score_line

MAX_NAMED_ROWS = 16
"""The largest number of rows with a name and numbers; the rows of more categories have only bars."""

BAR_LINES = 2
"""The least height of the bars of a row with a name, in lines of text."""


class Row(Struct, frozen=True):
    """The place of a row in pixels.

    Attributes:
        text_top: The top of its line of text.
        bars_top: The top of its bars.
        line: The scores along y, whose lowest is at the bottom of the bars.
    """

    text_top: int
    bars_top: int
    line: ScoreLine

    def y(self, score: float) -> int:
        """Return the y of a score."""
        return self.bars_top + self.line.length - round(self.line.place(score))

    def ys(self, scores: FloatArray) -> list[int]:
        """Return the y of each score."""
        bottom = self.bars_top + self.line.length
        return [bottom - round(place) for place in self.line.places(scores).tolist()]


def distribution_title(style: Style) -> str:
    """Return the style's title of a panel of distributions."""
    return style.panels.distribution


def distribution_size(chart: Distributions, space: ChartSpace) -> tuple[int, int]:
    """Return the width and height in pixels: those of the maps, or what the rows need."""
    look = space.axis_look
    row = MIN_ROW * 4
    if len(chart.rows) <= MAX_NAMED_ROWS:
        row = _text_height(chart, look) + BAR_LINES * look.tick_text.line_height
    height = max(space.y_scale.size, space.min_side, row * len(chart.rows))
    return max(space.x_scale.size, space.min_side), height


def draw_distributions(id: str, chart: Distributions, size: tuple[int, int], space: ChartSpace) -> list[Item]:
    """Return the bars, the lines of the rules, the frame and the axes of a panel of distributions.

    Args:
        id: The id of the panel.
        chart: The scores of each category.
        size: The width and height of the panel in pixels.
        space: The look of the axes, and the style.
    """
    width, height = size
    look = space.axis_look
    items: list[Item] = []
    left_items: list[Item] = []
    for row, place in zip(chart.rows, _place_rows(chart, height, space), strict=True):
        items += _row_bars(id, row, place, (width, look.line_width), chart.unclassified)
        items.append(Line((0, place.y(0.0), width, look.line_width), look.color))
        if len(chart.rows) <= MAX_NAMED_ROWS:
            items += _row_text(row, chart.is_decided, place, width, space)
            left_items += left_axis(_score_ticks(place, look), "", height, look)
        items += _rule_lines(row, place, width, look, has_labels=len(chart.rows) <= MAX_NAMED_ROWS)
    items.append(Box((0, 0, width, height), frame=look.color, line=look.line_width))
    name = "heads, highest score first"
    return [*items, *left_items, *bottom_axis([], name, width, height + look.line_width, look, left_items)]


def _text_height(chart: Distributions, look: AxisLook) -> int:
    """Return the height of the line of text of a row, and of the gap below it."""
    if len(chart.rows) > MAX_NAMED_ROWS:
        return 1
    # Labels of ticks reach half a line above the bars, but are outside the frame.
    return look.tick_text.line_height + 2 * look.pad


def _place_rows(chart: Distributions, height: int, space: ChartSpace) -> list[Row]:
    """Return the places of the rows from the top; all have one scale."""
    look = space.axis_look
    ends = [0.0]
    for row in chart.rows:
        scores = row.sorted_scores()
        if len(scores):
            # The smallest score above zero, at which a log axis begins, may be in the middle.
            positive = scores[scores > 0][-1:]
            ends += [*scores[[0, -1]].tolist(), *positive.tolist(), *row.cuts]
    pitch = height // len(chart.rows)
    text = _text_height(chart, look)
    # The lowest pixels of a row are for the line of zero, which is below the bars.
    line = score_line(ends, pitch - text - look.line_width - look.pad, space.style.scores.scale)
    return [Row(i * pitch, i * pitch + text, line) for i in range(len(chart.rows))]


def _row_bars(
    id: str, row: Distribution, place: Row, sizes: tuple[int, int], unclassified: str
) -> list[Item]:
    """Return the bars of the selected heads, and those of the others.

    Args:
        id: The id of the panel.
        row: The scores of the category.
        place: The place of the row.
        sizes: The width of the panel, and that of the line of zero, in pixels.
        unclassified: The colour of heads that are not selected.
    """
    scores = row.sorted_scores()
    if not len(scores):
        return []
    width, zero_line = sizes
    heads, starts, ends = _shown_heads(scores, width)
    zero = place.y(0.0)
    ys = place.ys(scores[heads])
    rects: dict[bool, list[tuple[int, int, int, int]]] = {True: [], False: []}
    is_selected = row.is_selected()
    for head, y, start, end in zip(heads.tolist(), ys, starts.tolist(), ends.tolist(), strict=True):
        score = float(scores[head])
        if score == 0:
            continue
        # The bar of a score close to zero is visible, if only as a pixel beside the line of zero.
        length = max(1, abs(y - zero))
        top = zero - length if score > 0 else zero + zero_line
        rects[bool(is_selected[head])].append((start, top, end - start, length))
    items: list[Item] = []
    for selected, color, name in ((False, unclassified, "others"), (True, row.color, "selected")):
        if rects[selected]:
            items.append(Cells(f"{id}--{row.id}--{name}", color, np.array(rects[selected])))
    return items


def _shown_heads(scores: FloatArray, width: int) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...]:
    """Return the heads that have bars, by their places among the scores, with the start and end of each bar.

    Args:
        scores: float (n,) in descending order.
        width: The width of all bars together in pixels.
    """
    n = len(scores)
    bars = min(n, width)
    starts = np.arange(bars) * width // bars
    ends = np.arange(1, bars + 1) * width // bars
    first = np.arange(bars) * n // bars
    last = np.arange(1, bars + 1) * n // bars - 1
    return np.where(np.abs(scores[first]) >= np.abs(scores[last]), first, last), starts, ends


def _row_text(row: Distribution, is_decided: bool, place: Row, width: int, space: ChartSpace) -> list[Item]:
    """Return the name of a row on the left, and its number of heads on the right."""
    look = space.axis_look
    text = look.tick_text
    heads = len(row.sorted_scores())
    number = f"{int(row.is_selected().sum())} of {heads}" if is_decided else str(heads)
    if not heads:
        number = "no scores"
    baseline = place.text_top + look.pad + text.ascent
    room = width - 3 * look.pad - text.width(number) - text.em
    items: list[Item] = [text.label(number, width - look.pad, baseline, "right")]
    name = cut_to_width(printable(shown_label(row.name, space.style)), "", room, text)
    if text.width(name) <= room:
        items.append(text.label(name, look.pad, baseline))
    return items


def _score_ticks(place: Row, look: AxisLook) -> list[Tick]:
    """Return the ticks of the scores of a row: zero, and those at the ends as far as there is room."""
    choices = place.line.ticks()
    ticks = []
    for score, label in choices:
        if score in (0.0, choices[0][0], choices[-1][0]):
            y = place.y(score)
            ticks.append(Tick(y, y + look.line_width / 2, label))
    return ticks


def _rule_lines(row: Distribution, place: Row, width: int, look: AxisLook, has_labels: bool) -> list[Item]:
    """Return a line at each cut of a row, and the score of the cut on the right of the frame."""
    items: list[Item] = []
    text = look.tick_text
    free_below = -1.0
    for cut in reversed(row.cuts):
        y = place.y(cut)
        items.append(Line((0, y, width, look.line_width), look.color))
        baseline = y + (look.line_width + text.digit_height) / 2
        label = text.label(short_number(cut), width + look.line_width + look.pad, baseline)
        if has_labels and label.rect[1] > free_below:
            items.append(label)
            free_below = label.rect[1] + label.rect[3]
    return items


KIND: PanelKind[Distributions] = PanelKind(
    distribution_title,
    build_distributions,
    distribution_size,
    draw_distributions,
    shows_unclassified=True,
    takes_scores=True,
)
