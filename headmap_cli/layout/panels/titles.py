"""Place the titles and letters of panels above their cells.

The last lines of all titles have the same baseline, so that the titles of a row of panels are level. A title
is centred over the cells. If the panel has a letter, it is in bold at the left edge of the frame, and the
title begins on its right::

              Title              a  Title of
             of lines               lines             the last line of a title
        ..................    ..................      baseline: shared by all last lines
                                                      a gap
             _     _               _     _            top: the highest of the strip, the frame and the labels
            | |   | |             | |   | |
        +-----------------+   +-----------------+     0: the top of the cells
        |      cells      |   |      cells      |
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ...scene.marks import Item, Label, moved
from ..skeleton import PanelHeading
from ..typesetting import Typesetter
from .frame import PanelShape

TITLE_PAD = 0.3
"""The gap between the deepest letters of a title and what lies below it, in ems."""
LETTER_GAP_EMS = 0.6
"""The gap between a letter and the title on its right, in ems."""
MAX_TITLE_LINES = 2
"""Titles of more lines are wrapped at a greater width instead, as far as there is one."""


def wrap_title(heading: PanelHeading, limit: int, max_width: int, typesetter: Typesetter) -> list[str]:
    """Return the lines of a title, two at most unless it is too long for that.

    Args:
        heading: The title, its count and the letter on its left.
        limit: The width in pixels at which letter and title are wrapped.
        max_width: The greatest width in pixels of letter and title if the title is long.
        typesetter: Sets the titles.
    """
    letter_width = 0
    if heading.letter:
        letter_width = replace(typesetter, bold=True).width(heading.letter) + _letter_gap(typesetter)
    text = f"{heading.title} {heading.count}".strip()
    lines = typesetter.wrap(text, limit - letter_width)
    while len(lines) > MAX_TITLE_LINES and limit < max_width:
        limit = min(max_width, limit + typesetter.em)
        lines = typesetter.wrap(text, limit - letter_width)
    return _join_count(lines, heading.count)


def _join_count(lines: list[str], count: str) -> list[str]:
    """Return the lines of a title in which the count is not alone on a line."""
    if not count or lines[-1] != count or len(lines) == 1:
        return lines
    start, _, last_word = lines[-2].rpartition(" ")
    joined = f"{last_word} {count}"
    if start:
        return [*lines[:-2], start, joined]
    return [*lines[:-2], joined]


def _letter_gap(typesetter: Typesetter) -> int:
    """Return the gap in pixels between a letter and the title on its right."""
    return round(LETTER_GAP_EMS * typesetter.em)


def title_baseline(
    headings: Sequence[PanelHeading],
    titles: Sequence[Sequence[str]],
    typesetter: Typesetter,
    shape: PanelShape,
) -> int:
    """Return the y of the baseline of the last line of all titles.

    Args:
        headings: The letter of each panel.
        titles: The lines of each title.
        typesetter: Sets the titles.
        shape: The shape of the panels, whose frames, strips and labels the titles keep clear of.

    Returns:
        The distance in pixels from the top of the cells, negative above them.
    """
    top = float(-shape.line_width)
    if shape.above:
        top -= shape.above.extent
    spans = []
    for heading, lines in zip(headings, titles, strict=True):
        spans.append(_title_span(heading, lines, typesetter, shape))
    left = min(span[0] for span in spans)
    right = max(span[1] for span in spans)
    # The uppermost labels of a y axis can reach above the cells, where a wide title would run into them.
    for items in (shape.axes(), *shape.charts.values()):
        for x, y, width, _ in _label_rects(items):
            if x < right and x + width > left:
                top = min(top, y)
    # In some fonts usual letters have no depth, but a gap of a pixel is needed all the same.
    gap = typesetter.descent + max(1, round(TITLE_PAD * typesetter.em))
    return int(top) - gap


def _title_span(
    heading: PanelHeading, lines: Sequence[str], typesetter: Typesetter, shape: PanelShape
) -> tuple[float, float]:
    """Return the left and right edges, in pixels, of a letter and a title with an em on both sides."""
    width = max((typesetter.width(line) for line in lines), default=0)
    if heading.letter:
        left = float(-shape.line_width)
        right = float(_letter_right(heading, typesetter, shape))
        if width:
            right += _letter_gap(typesetter) + width
    else:
        left = (shape.width - width) / 2
        right = (shape.width + width) / 2
    return left - typesetter.em, right + typesetter.em


def _label_rects(items: Iterable[Item]) -> list[tuple[float, float, float, float]]:
    """Return the boxes of the labels among some items."""
    return [item.rect for item in items if isinstance(item, Label)]


def title_labels(
    heading: PanelHeading, lines: Sequence[str], baseline: int, typesetter: Typesetter, shape: PanelShape
) -> tuple[Label, ...]:
    """Return the letter of a panel and the lines of its title.

    Args:
        heading: The letter, and the colour of the title.
        lines: The text of each line of the title.
        baseline: The y of the baseline of the last line, in pixels from the top of the cells.
        typesetter: Sets the titles.
        shape: The shape of the panels.

    Returns:
        The labels; none if the panel has neither letter nor title. A last line that reaches deeper than usual
        letters stands higher than the baseline, by as much as it is deeper.
    """
    labels: list[Label] = []
    letter_baseline = baseline
    if any(lines):
        colored = replace(typesetter, color=heading.title_color)
        if heading.letter:
            left = _letter_right(heading, typesetter, shape) + _letter_gap(typesetter)
            stack = colored.stack(lines, left, 0)
        else:
            stack = colored.stack(lines, shape.width / 2, 0, "center")
        labels = _above_baseline(stack, baseline, typesetter)
        letter_baseline = int(labels[0].y)
    if heading.letter:
        bold = replace(typesetter, bold=True)
        labels.insert(0, bold.label(heading.letter, -shape.line_width, letter_baseline))
    return tuple(labels)


def title_overhang(
    heading: PanelHeading, lines: Sequence[str], typesetter: Typesetter, shape: PanelShape
) -> tuple[float, float]:
    """Return how far the letter and the title of a panel reach beyond its cells, in pixels.

    Args:
        heading: The letter.
        lines: The text of each line of the title.
        typesetter: Sets the titles.
        shape: The shape of the panels.

    Returns:
        The distances on the left and on the right, negative if there is room left.
    """
    width = max(typesetter.width(line) for line in lines)
    if not heading.letter:
        half = (width - shape.width) / 2
        return half, half
    right = _letter_right(heading, typesetter, shape)
    if any(lines):
        right += _letter_gap(typesetter) + width
    return shape.line_width, right - shape.width


def _letter_right(heading: PanelHeading, typesetter: Typesetter, shape: PanelShape) -> int:
    """Return the right edge of the letter of a panel, in pixels from the left of the cells."""
    return replace(typesetter, bold=True).width(heading.letter) - shape.line_width


def _above_baseline(labels: Sequence[Label], baseline: int, typesetter: Typesetter) -> list[Label]:
    """Return lines moved so that the last one is on a baseline, or above it if it has very deep letters."""
    last_baseline = int(labels[-1].y)
    bottom = max(int(label.rect[1] + label.rect[3]) for label in labels)
    excess_depth = max(0, bottom - last_baseline - typesetter.descent)
    dy = baseline - last_baseline - excess_depth
    return [moved(label, 0, dy) for label in labels]
