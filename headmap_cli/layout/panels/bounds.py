"""Compute the area that items cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil, floor

from ...scene.marks import Box, Item, Label, Line, Mark, Rect, walk


def bounds(items: Iterable[Item]) -> tuple[int, int, int, int]:
    """Return the smallest area of whole pixels that covers all items.

    Args:
        items: The items, at least one of which has an area.

    Returns:
        The left, top, right and bottom edge in pixels.
    """
    lefts = []
    tops = []
    rights = []
    bottoms = []
    for mark in walk(items):
        for x, y, width, height in _mark_rects(mark):
            lefts.append(x)
            tops.append(y)
            rights.append(x + width)
            bottoms.append(y + height)
    return floor(min(lefts)), floor(min(tops)), ceil(max(rights)), ceil(max(bottoms))


def _mark_rects(mark: Mark) -> Iterator[Rect]:
    """Yield the rectangles that a mark covers."""
    if isinstance(mark, Box):
        x, y, width, height = mark.rect
        # The line of a frame lies wholly outside the rectangle.
        line = mark.line if mark.frame else 0
        yield (x - line, y - line, width + 2 * line, height + 2 * line)
    elif isinstance(mark, Line | Label):
        yield mark.rect
    else:
        for x, y, width, height in mark.rects.tolist():
            yield (x, y, width, height)
