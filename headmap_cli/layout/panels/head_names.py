"""Write the names of marked heads: in their cells, or beside the map where its cells are too small.

A name beside the map stands as near to the row of its head as other names let it. A line joins it to the end
of the row, so that it covers no cell, and the cell of the head has an outline::

    +---------------+
    |          [ ]  | __ 9.6
    |   [ ]         | __ 10.0     moved up
    |       [ ]     | -- 10.7     at the row of its head
    +---------------+
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from ...core.errors import HeadmapError
from ...core.numbers import ceil_div
from ...core.vocabulary import option
from ...scene.marks import Item, Label
from ...scene.strokes import strokes_between
from ...style.schema import Style
from ...text.measure import Measure
from ..axes import axis_look
from ..cell_content import PanelMark
from ..page_size import POINTS_PER_INCH
from ..typesetting import Typesetter
from .cell_text import cell_typesetter, ink_on, middle_of_cell, text_side
from .end_labels import spread
from .frame import NameColumn, PanelShape

DISTANCE = 1.35
"""The distance from one name beside a map to the next, in heights of a digit."""


class MarkedHead(Struct, frozen=True):
    """A marked head whose name stands beside the map.

    Attributes:
        id: The id of the line to its name.
        name: The name.
        y: The middle of its row in pixels.
        color: The colour of the name and of the line.
    """

    id: str
    name: str
    y: int
    color: str


def name_column(widest: str, shape: PanelShape, style: Style, measure: Measure) -> NameColumn | None:
    """Return the place for names beside a map; None if they fit its cells.

    Args:
        widest: A text as wide as the widest name.
        shape: The shape of the panel.
        style: The style of the figure.
        measure: Measures text in pixels.
    """
    text = cell_typesetter(style, measure)
    assert text is not None, "the style has marks with names"
    if text_side(widest, text) <= shape.cell:
        return None
    look = axis_look(style, measure)
    line_left = shape.width + shape.line_width
    if shape.right:
        line_left += shape.right.extent
    line_right = line_left + 2 * look.tick_length
    text_left = line_right + look.pad
    right = text_left + text.width(widest)
    return NameColumn(line_left, line_right, text_left, right, max(1, look.line_width // 2))


def names_in_cells(
    mark: PanelMark, colors: npt.NDArray[np.object_], shape: PanelShape, text: Typesetter
) -> Iterator[Label]:
    """Yield the name of each head of a set, in the middle of its cell.

    Args:
        mark: The set.
        colors: The colour of each head, (rows, columns).
        shape: The shape of the panel.
        text: Sets the names.
    """
    for (row, column), name in zip(np.argwhere(mark.mask).tolist(), mark.names, strict=True):
        x, y = middle_of_cell(shape, row, column, text)
        cell_color = str(colors[row, column])
        color = mark.look.color or ink_on(cell_color)
        yield replace(text.label(name, x, y, "center"), color=color, on=cell_color)


def names_beside(panel: str, marks: Sequence[PanelMark], shape: PanelShape, text: Typesetter) -> list[Item]:
    """Return the names of heads beside a map, and the lines to them.

    Args:
        panel: The id of the panel.
        marks: The sets of heads that are marked by their names.
        shape: The shape of the panel, which has a column of names.
        text: Sets the names.
    """
    column = shape.names
    assert column is not None
    heads = _marked_heads(panel, marks, shape, text)
    space = _distance(text)
    middles = spread([head.y for head in heads], space, space // 2, shape.height - space // 2)
    items: list[Item] = []
    for head, middle in zip(heads, middles, strict=True):
        points = np.array([(column.line_left, head.y), (column.line_right, middle)])
        items.append(strokes_between(head.id, head.color, points, column.line_width))
        label = text.label(head.name, column.text_left, middle + text.digit_height / 2)
        items.append(replace(label, color=head.color))
    return items


def refuse_crowded_names(marks: Sequence[PanelMark], shape: PanelShape, text: Typesetter, dpi: float) -> None:
    """Raise HeadmapError if the names of all heads of a map do not fit beside it.

    Args:
        marks: The sets of heads that are marked by their names.
        shape: The shape of the panel.
        text: Sets the names.
        dpi: The pixels per inch.
    """
    names: list[str] = []
    for mark in marks:
        names += mark.names
    rows = len(shape.y_scale.bands())
    if len(names) * _distance(text) <= shape.height:
        return
    side_in_cells = max(text_side(name, text) for name in names)
    side_beside = ceil_div(len(names) * _distance(text), rows)
    points = POINTS_PER_INCH / dpi
    needed = min(side_in_cells, side_beside) * points
    raise HeadmapError(
        f"the names of {len(names)} marked heads in type of {text.size:g} points need cells of {needed:.3g} "
        f"points, and cells have {shape.cell * points:.3g}; set layout.cell to {needed:.3g}, raise "
        f"{option('width')}, or give the marks the look outline or dot"
    )


def _distance(text: Typesetter) -> int:
    """Return the distance in pixels from one name beside a map to the next."""
    return ceil(text.digit_height * DISTANCE)


def _marked_heads(
    panel: str, marks: Sequence[PanelMark], shape: PanelShape, text: Typesetter
) -> list[MarkedHead]:
    """Return the heads whose names stand beside a map, from top to bottom."""
    heads = []
    for mark in marks:
        color = mark.look.color or text.color
        for (row, _), name in zip(np.argwhere(mark.mask).tolist(), mark.names, strict=True):
            y = shape.y_scale.start(row) + shape.cell // 2
            id = f"{panel}--{mark.id}--{name.replace('.', '-')}"
            heads.append(MarkedHead(id, name, y, color))
    # Sorting keeps the order of heads of one row, from left to right.
    return sorted(heads, key=lambda head: head.y)
