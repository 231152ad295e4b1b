"""Draw the panel of trends: the number of heads in each category, over the steps that the facets show.

::

           +-----------------------+
      60 - |            o------o   | Knowledge
           |   o------o/           |
      30 - |  /          _o----o   | Copying
           | o----o-----o          |
       0 - |                       |
           +-----------------------+
             0   1000  2000  3000
                     step

It is one panel for all facets of a figure. If the labels of the facets are numbers, the axis is numeric.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from ...colors.score_axis import ScoreAxis
from ...core.array_types import IntArray
from ...core.classification import Classification
from ...core.errors import HeadmapError
from ...core.facets import Facets
from ...core.step_numbers import step_numbers
from ...core.strings import printable
from ...core.vocabulary import option
from ...scene.marks import Box, Dots, Item
from ...scene.strokes import strokes_between
from ...style.palette import Palette
from ...style.schema import Style
from ..axes import AxisLook, bottom_axis, left_axis
from ..score_ticks import score_ticks
from ..ticks import Tick, round_ticks
from .end_labels import LineEnd, end_labels
from .frame import ChartSpace
from .kinds import PanelKind
from .row_names import MAX_NAME_EMS, cut_to_width, row_height, row_names

DOT_EMS = 0.5
"""The diameter of a dot in ems of the tick labels."""
LINES_PER_DOT = 4
"""The diameter of a dot, as a multiple of the width of a line."""
MAX_STEPS = 5
"""The largest number of steps between the ticks of a numeric axis."""


class TrendLine(Struct, frozen=True):
    """The line of one category.

    Attributes:
        id: The id of the category.
        name: Its name in the data.
        color: The colour as ``#rrggbb``.
        heads: The number of heads in the category at each step.
    """

    id: str
    name: str
    color: str
    heads: tuple[int, ...]


class Trend(Struct, frozen=True):
    """The content of a panel of trends.

    Attributes:
        lines: The line of each category.
        labels: The label of each step.
        numbers: The number of each step, ascending; None if the labels are not numbers.
    """

    lines: tuple[TrendLine, ...]
    labels: tuple[str, ...]
    numbers: tuple[float, ...] | None


def trend_title(style: Style) -> str:
    """Return the style's title of a panel of trends."""
    return style.panels.trend.label


def build_trend(facets: Facets, colors: Palette, ids: Sequence[str]) -> Trend:
    """Return the number of heads in each category at each step.

    Steps whose labels are numbers are in the order of the numbers, others in the order of the facets. A
    category that a facet does not have has no heads there.

    Args:
        facets: The classification of each step.
        colors: The colours of the categories of all facets.
        ids: The ids of these categories.

    Raises:
        UsageError: The facets are scores without a rule.
    """
    ordered = list(facets.facets)
    steps = step_numbers([facet.label for facet in ordered])
    numbers: tuple[float, ...] | None = None
    if steps is not None:
        ordered = [ordered[i] for i in np.argsort(steps).tolist()]
        numbers = tuple(sorted(steps))
    heads = np.zeros((len(facets.categories), len(ordered)), dtype=np.int64)
    for step, facet in enumerate(ordered):
        rows = [facets.categories.index(name) for name in facet.data.categories]
        heads[rows, step] = facet.data.membership.sum(axis=(1, 2))
    lines = []
    for c, counts in enumerate(heads.tolist()):
        lines.append(TrendLine(ids[c], facets.categories[c], colors.categories[c], tuple(counts)))
    return Trend(tuple(lines), tuple(facet.label for facet in ordered), numbers)


def refuse_single(_data: Classification, _colors: Palette, _ids: Sequence[str], _style: Style) -> Trend:
    """Raise HeadmapError: a single classification has no trend."""
    raise HeadmapError(
        f"panels.show: trend shows several steps, and the data has one; {option('facet-by', 'step')} reads "
        "the steps from a column of that name"
    )


def trend_size(chart: Trend, space: ChartSpace) -> tuple[int, int]:
    """Return the width and height in pixels: those of the maps, or what the names of the lines need."""
    names = len(chart.lines) * row_height(len(chart.lines), space.axis_look)
    return max(space.x_scale.size, space.min_side), max(space.y_scale.size, space.min_side, names)


def draw_trend(id: str, chart: Trend, size: tuple[int, int], space: ChartSpace) -> list[Item]:
    """Return the lines, their names, the frame and the axes of a panel of trends.

    Args:
        id: The id of the panel.
        chart: The number of heads of each category and step.
        size: The width and height of the panel in pixels.
        space: The look of the axes, and the style.
    """
    width, height = size
    look = space.axis_look
    dot = _dot_size(look)
    margin = dot // 2 + look.pad
    x = _step_places(chart, margin, width)
    max_heads = max([1, *(max(line.heads, default=0) for line in chart.lines)])
    names = row_names([line.name for line in chart.lines], space.style, look.tick_text)
    strokes: list[Item] = []
    dots: list[Item] = []
    ends: list[LineEnd] = []
    for line, name in zip(chart.lines, names, strict=True):
        y = [_head_place(heads, max_heads, margin, height) for heads in line.heads]
        points = np.stack([x, np.array(y)], axis=1)
        line_id = f"{id}--{line.id}"
        if len(points) > 1:
            strokes.append(strokes_between(f"{line_id}--line", line.color, points, dot / LINES_PER_DOT))
        corners = points - dot // 2
        dots.append(Dots(f"{line_id}--dots", line.color, np.hstack([corners, np.full_like(corners, dot)])))
        if name:
            ends.append(LineEnd(line_id, line.color, name, y[-1]))
    # Lines are below the dots of all categories.
    items = [*strokes, *dots, Box((0, 0, width, height), frame=look.color, line=look.line_width)]
    items += end_labels(ends, width + look.line_width, height, look)
    ticks = []
    for heads in round_ticks(max_heads, whole=True):
        y_tick = _head_place(int(heads), max_heads, margin, height)
        ticks.append(Tick(y_tick - look.line_width // 2, float(y_tick), str(int(heads))))
    left_items = left_axis(ticks, "heads", height, look)
    name = space.style.panels.trend.axis
    steps = _step_ticks(chart, x, look)
    return [*items, *left_items, *bottom_axis(steps, name, width, height + look.line_width, look, left_items)]


def _dot_size(look: AxisLook) -> int:
    """Return the diameter of a dot in pixels, an even number, so that its centre is a corner of pixels."""
    return 2 * max(2, round(DOT_EMS * look.tick_text.em / 2))


def _head_place(heads: int, max_heads: int, margin: int, height: int) -> int:
    """Return the y of a number of heads; that of no heads is a margin above the frame."""
    return height - margin - round((height - 2 * margin) * heads / max_heads)


def _step_places(chart: Trend, margin: int, width: int) -> IntArray:
    """Return the x of each step: by its number, or else at equal distances."""
    numbers = np.array(chart.numbers or range(len(chart.labels)), dtype=np.float64)
    if len(numbers) == 1:
        return np.array([width // 2])
    # Dividing first keeps the differences of huge numbers finite.
    largest = np.abs(numbers).max()
    shares = numbers / largest
    shares = (shares - shares[0]) / (shares[-1] - shares[0])
    places: IntArray = np.rint(margin + shares * (width - 2 * margin)).astype(np.int64)
    return places


def _step_ticks(chart: Trend, x: IntArray, look: AxisLook) -> list[Tick]:
    """Return the ticks of the steps: round numbers on a numeric axis, or else the labels of the steps."""
    places = [float(place) for place in x.tolist()]
    widest = MAX_NAME_EMS * look.tick_text.em
    texts = [cut_to_width(printable(label), "", widest, look.tick_text) for label in chart.labels]
    if chart.numbers and len(chart.numbers) > 1:
        low, high = chart.numbers[0], chart.numbers[-1]
        rounds = score_ticks(ScoreAxis(low, high), MAX_STEPS)
        places = np.interp([number for number, _ in rounds], [low, high], [places[0], places[-1]]).tolist()
        texts = [text for _, text in rounds]
    ticks = []
    for place, text in zip(places, texts, strict=True):
        ticks.append(Tick(round(place) - look.line_width // 2, place, text))
    return ticks


KIND: PanelKind[Trend] = PanelKind(trend_title, refuse_single, trend_size, draw_trend)
