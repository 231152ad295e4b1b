"""Place the titles of panels above their cells.

The last lines of all titles have the same baseline, so that the titles of a row of panels are level::

              Title           the last line of a title
        ..................    baseline: shared by all last lines
                              a gap
             _     _          top: the highest of bars, frame and labels below the title
            | |   | |
        +-----------------+   0: the top of the cells
        |      cells      |
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...scene.marks import Item, Label, moved
from ..typesetting import Typesetter
from .frame import PanelShape

TITLE_PAD = 0.45
"""The gap between a title and what lies below it, as a part of an em."""


def title_baseline(titles: Iterable[Sequence[str]], typesetter: Typesetter, shape: PanelShape) -> int:
    """Return the y of the baseline of the last line of all titles.

    Args:
        titles: The lines of each title.
        typesetter: Sets the titles.
        shape: The shape of the panels, whose frames, bars and labels the titles keep clear of.

    Returns:
        The distance in pixels from the top of the cells, negative above them.
    """
    top = float(-shape.line_width)
    if shape.bars:
        top -= shape.bars.lengths[0]
    left, right = _title_span(titles, typesetter, shape.width)
    # The uppermost labels of a y axis can reach above the cells, where a wide title would run into them.
    for items in (shape.axes(), *shape.charts.values()):
        for x, y, width, _ in _label_rects(items):
            if x < right and x + width > left:
                top = min(top, y)
    # In some fonts usual letters have no depth, but a gap of a pixel is needed all the same.
    gap = max(round(TITLE_PAD * typesetter.em), typesetter.descent + 1)
    return int(top) - gap


def _title_span(
    titles: Iterable[Sequence[str]], typesetter: Typesetter, panel_width: int
) -> tuple[float, float]:
    """Return the left and right edges, in pixels, of the widest title with an em on both sides."""
    max_width = 0
    for lines in titles:
        for line in lines:
            max_width = max(max_width, typesetter.width(line))
    middle = panel_width / 2
    half = max_width / 2 + typesetter.em
    return middle - half, middle + half


def _label_rects(items: Iterable[Item]) -> list[tuple[float, float, float, float]]:
    """Return the boxes of the labels among some items."""
    return [item.rect for item in items if isinstance(item, Label)]


def title_labels(
    lines: Sequence[str], baseline: int, typesetter: Typesetter, shape: PanelShape
) -> tuple[Label, ...]:
    """Return the lines of a title, centred over the cells.

    Args:
        lines: The text of each line.
        baseline: The y of the baseline of the last line, in pixels from the top of the cells.
        typesetter: Sets the titles.
        shape: The shape of the panels.

    Returns:
        The labels; none if all lines are empty. A last line that reaches deeper than usual letters stands
        higher than the baseline, by as much as it is deeper.
    """
    if not any(lines):
        return ()
    labels = typesetter.stack(lines, shape.width / 2, 0, "center")
    last_baseline = int(labels[-1].y)
    bottom = max(int(label.rect[1] + label.rect[3]) for label in labels)
    excess_depth = max(0, bottom - last_baseline - typesetter.descent)
    dy = baseline - last_baseline - excess_depth
    return tuple(moved(label, 0, dy) for label in labels)
