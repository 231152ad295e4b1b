"""Write the names of categories, and a small scale, beside a chart that has a row for each category."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...core.strings import printable
from ...scene.marks import Item, Label, Line
from ...style.schema import Style
from ..axes import AxisLook
from ..labels import shown_label
from ..ticks import Tick
from ..typesetting import Typesetter

MAX_NAME_EMS = 10
"""The greatest width of a name in ems of the tick labels, as the slots of all panels are widened by it."""

MAX_NAMED_ROWS = 40
"""The largest number of rows that are as high as their names; the rows of more categories have no names."""

MIN_ROW = 3
"""The height of rows without names in pixels."""


def row_height(rows: int, look: AxisLook) -> int:
    """Return the least height of a row in pixels: that of a line of text, unless there are too many rows."""
    if rows > MAX_NAMED_ROWS:
        return MIN_ROW
    return look.tick_text.line_height


def row_names(
    names: Sequence[str], style: Style, typesetter: Typesetter, suffixes: Sequence[str] = ()
) -> list[str]:
    """Return the labels of categories, cut to a width that leaves room for the maps beside the chart.

    Args:
        names: The names of the categories, as in the data.
        style: The style, which may set a label for a category.
        typesetter: Measures the text.
        suffixes: What follows each name and is never cut; by default nothing.

    Returns:
        The names; empty texts if there are more than `MAX_NAMED_ROWS`.
    """
    if len(names) > MAX_NAMED_ROWS:
        return [""] * len(names)
    limit = MAX_NAME_EMS * typesetter.em
    texts = []
    for i, name in enumerate(names):
        suffix = suffixes[i] if suffixes else ""
        texts.append(cut_to_width(printable(shown_label(name, style)), suffix, limit, typesetter))
    return texts


def cut_to_width(name: str, suffix: str, limit: int, typesetter: Typesetter) -> str:
    """Return a name and what follows it, with dots for the end of the name if both together are too wide."""
    if typesetter.width(name + suffix) <= limit:
        return name + suffix
    while name and typesetter.width(f"{name}..{suffix}") > limit:
        name = name[:-1].rstrip()
    return f"{name}..{suffix}"


def names_on_the_left(texts: Sequence[str], middles: Sequence[float], look: AxisLook) -> list[Label]:
    """Return names on the left of the frame of a chart.

    Args:
        texts: The name of each row.
        middles: The middle of each row in pixels along y.
        look: How axes look.
    """
    right = -look.line_width - look.pad
    labels = []
    for text, middle in _shown(texts, middles):
        labels.append(look.tick_text.label(text, right, middle + look.tick_text.digit_height / 2, "right"))
    return labels


def names_below(texts: Sequence[str], middles: Sequence[float], top: int, look: AxisLook) -> list[Label]:
    """Return upright names below the frame of a chart whose rows are turned into columns.

    Args:
        texts: The name of each column.
        middles: The middle of each column in pixels along x.
        top: The y of the outer edge of the frame.
        look: How axes look.
    """
    labels = []
    for text, middle in _shown(texts, middles):
        baseline = middle + look.tick_text.digit_height / 2
        labels.append(look.tick_text.label(text, baseline, top + look.pad, "right", 90))
    return labels


def _shown(texts: Sequence[str], middles: Sequence[float]) -> Iterator[tuple[str, float]]:
    """Yield the names that are not empty, and the middles of their rows."""
    for text, middle in zip(texts, middles, strict=True):
        if text:
            yield text, middle


def right_scale(ticks: Sequence[Tick], width: int, look: AxisLook) -> list[Item]:
    """Return ticks on the right of a frame; the first, that of 0, has a label only if both have room.

    Args:
        ticks: The first and the last tick of the scale, along y.
        width: The width of the area in pixels.
        look: How axes look.
    """
    left = width + look.line_width
    items: list[Item] = [
        Line((left, tick.start, look.tick_length, look.line_width), look.color) for tick in ticks
    ]
    text = look.tick_text
    x = left + look.tick_length + look.pad
    has_room = abs(ticks[-1].middle - ticks[0].middle) >= text.line_height
    for tick in ticks if has_room else ticks[-1:]:
        items.append(text.label(tick.text, x, tick.middle + text.digit_height / 2))
    return items


def top_scale(ticks: Sequence[Tick], look: AxisLook) -> list[Item]:
    """Return ticks above a frame; the first, that of 0, has a label only if both have room.

    Args:
        ticks: The first and the last tick of the scale, along x.
        look: How axes look.
    """
    bottom = -look.line_width
    items: list[Item] = []
    for tick in ticks:
        items.append(
            Line((tick.start, bottom - look.tick_length, look.line_width, look.tick_length), look.color)
        )
    text = look.tick_text
    y = bottom - look.tick_length - look.pad
    widths = [text.width(tick.text) for tick in ticks]
    has_room = ticks[-1].middle - ticks[0].middle >= sum(widths) / 2 + text.em / 2
    for tick in ticks if has_room else ticks[-1:]:
        items.append(text.label(tick.text, tick.middle, y, "center"))
    return items
