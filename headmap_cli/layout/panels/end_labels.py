"""Write the names of lines beside the ends of the lines, on the right of a chart.

Names that would touch are moved apart as little as possible, and joined to their ends::

    ------+
          |
    ----o | __ Knowledge       moved up
    ----o | -- Copying         where its line ends
          |
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from ...scene.marks import Item
from ...scene.strokes import strokes_between
from ..axes import AxisLook


class LineEnd(Struct, frozen=True):
    """The end of a line.

    Attributes:
        id: The id of the line's items.
        color: The colour as ``#rrggbb``.
        text: The name of the line.
        y: The y of its end in pixels.
    """

    id: str
    color: str
    text: str
    y: int


def end_labels(ends: Sequence[LineEnd], left: int, height: int, look: AxisLook) -> list[Item]:
    """Return the names of lines, and a thin stroke in the colour of its line to each that had to move.

    Args:
        ends: The ends of the lines that have names.
        left: The x from which there is room.
        height: The height of the chart in pixels, within which the names stay if all have room.
        look: How axes look.
    """
    text = look.tick_text
    x = left + 2 * look.tick_length + look.pad
    space = text.line_height
    order = sorted(range(len(ends)), key=lambda i: ends[i].y)
    middles = spread([ends[i].y for i in order], space, space // 2, height - space // 2)
    items: list[Item] = []
    for i, middle in zip(order, middles, strict=True):
        end = ends[i]
        points = np.array([(left, end.y), (x - look.pad, middle)])
        if middle != end.y:
            thin = max(1, look.line_width // 2)
            items.append(strokes_between(f"{end.id}--connector", end.color, points, thin))
        items.append(text.label(end.text, x, middle + text.digit_height / 2))
    return items


def spread(places: Sequence[int], space: int, low: int, high: int) -> list[int]:
    """Return places that are at least some space apart, with the least sum of squared moves.

    With ``i * space`` subtracted from the place i, the condition becomes an order: no result may descend.
    This is isotonic regression, which pooling adjacent violators solves (Barlow et al., 1972): neighbours in
    the wrong order are pooled at their mean. The bounds are then kept by clipping.

    Args:
        places: The wanted places, ascending.
        space: The least distance between two places.
        low: The lowest place.
        high: The highest place; if there is no room, places go beyond it.

    >>> spread([10, 50, 50], 10, 0, 100), spread([95, 98], 10, 0, 100), spread([1, 2], 10, 0, 100)
    ([10, 45, 55], [90, 100], [0, 10])
    """
    # Each pool is the sum and the number of its members.
    pools: list[tuple[int, int]] = []
    for i, place in enumerate(places):
        total, members = place - i * space, 1
        while pools and pools[-1][0] * members >= total * pools[-1][1]:
            last_total, last_members = pools.pop()
            total += last_total
            members += last_members
        pools.append((total, members))
    # The last place needs the space of all before it below the upper bound.
    highest = max(low, high - (len(places) - 1) * space)
    moved: list[int] = []
    for total, members in pools:
        start = min(max(round(total / members), low), highest)
        for _ in range(members):
            moved.append(start + len(moved) * space)
    return moved
