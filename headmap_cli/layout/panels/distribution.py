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

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from ...core.array_types import BoolArray, FloatArray
from ...core.classification import Classification
from ...core.cutoffs import category_cutoffs
from ...core.number_text import short_number
from ...core.strings import printable
from ...scene.marks import Box, Cells, Item, Line
from ...style.palette import Palette
from ...style.schema import Style
from ..axes import AxisLook, bottom_axis, left_axis
from ..labels import shown_label
from ..ticks import Tick
from .frame import ChartSpace
from .kinds import PanelKind
from .require_scores import require_scores
from .row_names import MIN_ROW, cut_to_width
from .score_line import ScoreLine, score_line

MAX_NAMED_ROWS = 16
"""The largest number of rows with a name and numbers; the rows of more categories have only bars."""

BAR_LINES = 2
"""The least height of the bars of a row with a name, in lines of text."""


class Distribution(Struct, frozen=True):
    """The row of one category. The numbers are bytes because they must be hashable, and can be many.

    Attributes:
        id: The id of the category.
        name: Its name in the data.
        color: The colour as ``#rrggbb``.
        scores: The scores in descending order, as the bytes of an array of float64.
        selected: Whether each of these heads is in the category, as the bytes of an array of bool.
        cuts: The scores between which the rule selects heads, ascending.
    """

    id: str
    name: str
    color: str
    scores: bytes
    selected: bytes
    cuts: tuple[float, ...]

    def sorted_scores(self) -> FloatArray:
        """Return the scores in descending order."""
        return np.frombuffer(self.scores, dtype=np.float64)

    def is_selected(self) -> BoolArray:
        """Return whether each of these heads is in the category."""
        return np.frombuffer(self.selected, dtype=np.bool_)


class Distributions(Struct, frozen=True):
    """The content of a panel of distributions.

    Attributes:
        rows: The row of each category.
        is_decided: Whether it is decided which heads are in a category.
        unclassified: The colour of heads that are not in the category of their row.
    """

    rows: tuple[Distribution, ...]
    is_decided: bool
    unclassified: str


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


def distribution_title(style: Style) -> str:
    """Return the style's title of a panel of distributions."""
    return style.panels.distribution


def build_distributions(
    data: Classification, colors: Palette, ids: Sequence[str], _style: Style
) -> Distributions:
    """Return the scores of each category in descending order.

    Args:
        data: The heads and their scores.
        colors: The colours of the figure.
        ids: The ids of the categories.

    Raises:
        HeadmapError: If the data has no scores.
    """
    rows = []
    for c, grid in enumerate(require_scores(data, "distribution")):
        has_score = ~np.isnan(grid)
        scores = grid[has_score]
        selected = np.ones(len(scores), dtype=bool)
        if data.is_decided:
            selected = data.membership[c][has_score]
        order = np.argsort(-scores, kind="stable")
        rows.append(
            Distribution(
                ids[c],
                data.categories[c],
                colors.categories[c],
                scores[order].astype(np.float64).tobytes(),
                selected[order].tobytes(),
                category_cutoffs(data, c).scores,
            )
        )
    return Distributions(tuple(rows), data.is_decided, colors.unclassified)


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
    for row, place in zip(chart.rows, _place_rows(chart, height, look), strict=True):
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


def _place_rows(chart: Distributions, height: int, look: AxisLook) -> list[Row]:
    """Return the places of the rows from the top; all have one scale."""
    ends = [0.0]
    for row in chart.rows:
        scores = row.sorted_scores()
        if len(scores):
            ends += [float(scores[0]), float(scores[-1]), *row.cuts]
    pitch = height // len(chart.rows)
    text = _text_height(chart, look)
    # The lowest pixels of a row are for the line of zero, which is below the bars.
    line = score_line(ends, pitch - text - look.line_width - look.pad)
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
    rects: dict[bool, list[tuple[int, int, int, int]]] = {True: [], False: []}
    is_selected = row.is_selected()
    for head, start, end in zip(heads.tolist(), starts.tolist(), ends.tolist(), strict=True):
        score = float(scores[head])
        if score == 0:
            continue
        # The bar of a score close to zero is visible, if only as a pixel beside the line of zero.
        length = max(1, abs(place.y(score) - zero))
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
