"""Draw one panel as lines of text for a terminal, with the numbers and names of its axes.

::

    head            the name of the y axis
     0 ..a..b.
       .....2.      a line for each row of letters, or for every two rows of half blocks
       .a.....
       0    5       the numbers of columns
        layer       the name of the x axis

Columns that do not fit into the width continue in a further block below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ..core.strings import display_width, one_line
from ..style.schema import Style
from .terminal_colors import RESET, ColorSupport, background_code, foreground_code

EntryIndices: TypeAlias = npt.NDArray[np.int64]
"""The legend entry of each head, int (rows, columns), counted from the bottom; -1 for an absent head."""

UPPER_HALF = "\u2580"
LOWER_HALF = "\u2584"
ROW_NUMBER_STEP = 5
"""Lines of letters have the number of every fifth row in front of them; half blocks, of every tenth."""
COLUMN_NUMBER_STEPS = (5, 10, 20, 50, 100, 1000, 10**6)
"""The distances between column numbers to choose from."""


class Signs(Struct, frozen=True):
    """How the entries of a legend look, from unclassified heads at the bottom to the highest count.

    Attributes:
        labels: The label of each entry.
        signs: The character of each entry without colours: a dot, letters for categories, digits for counts.
        colors: The colour of each entry, ``#rrggbb``.
    """

    labels: Sequence[str]
    signs: Sequence[str]
    colors: Sequence[str]


class TextLine(NamedTuple):
    """A line of text, and the number of columns that it takes without its escape sequences."""

    text: str
    width: int

    def padded(self, width: int) -> TextLine:
        """Return the line with spaces at its end that fill a number of columns."""
        return TextLine(self.text + " " * (width - self.width), max(width, self.width))


def plain_line(text: str, width: int) -> TextLine:
    """Return a line without escape sequences, cut to a number of columns."""
    text = truncate(text, width)
    return TextLine(text, display_width(text))


def _margin_width(rows: int) -> int:
    """Return the number of columns in front of the heads of a panel, which have the numbers of its rows."""
    return len(str(rows - 1)) + 1


def panel_lines(
    entry_indices: EntryIndices, signs: Signs, width: int, support: ColorSupport, style: Style
) -> Iterator[TextLine]:
    """Yield the lines of one panel, in as many blocks of columns as the width requires.

    Args:
        entry_indices: The legend entry of each head of the panel.
        signs: How the entries of the legend look.
        width: The greatest number of columns of a line.
        support: The colours that the terminal supports.
        style: The style, whose axes are drawn.
    """
    rows, columns = entry_indices.shape
    margin = _margin_width(rows)
    block_width = max(1, width - margin)
    row_numbers = list(range(rows))
    if style.axes.origin == "bottom":
        row_numbers.reverse()
        entry_indices = entry_indices[::-1]
    x_name, y_name = style.axes.layer.label, style.axes.head.label
    if style.axes.x == "head":
        x_name, y_name = y_name, x_name
    if y_name:
        yield plain_line(y_name, width)
    for start in range(0, columns, block_width):
        block = entry_indices[:, start : start + block_width]
        line_width = margin + block.shape[1]
        if support == "none":
            lines = _letter_lines(block, row_numbers, signs.signs, margin)
        else:
            lines = _color_lines(block, row_numbers, signs.colors, support, margin)
        for line in lines:
            yield TextLine(line, line_width)
        yield plain_line(" " * margin + _column_numbers(start, block.shape[1], block_width), width)
    if x_name:
        yield _centred(x_name, margin, min(columns, block_width), width)


def _centred(name: str, margin: int, columns: int, width: int) -> TextLine:
    """Return the name of the x axis below the middle of the columns, as far as there is room."""
    name = truncate(name, width)
    name_width = display_width(name)
    start = max(0, min(margin + (columns - name_width) // 2, width - name_width))
    return TextLine(" " * start + name, start + name_width)


def _letter_lines(
    block: EntryIndices, row_numbers: Sequence[int], signs: Sequence[str], margin: int
) -> Iterator[str]:
    """Yield a line for each row, with the sign of each head."""
    for number, row in zip(row_numbers, block.tolist(), strict=True):
        line = _row_number([number], ROW_NUMBER_STEP, margin)
        for entry_index in row:
            line += signs[entry_index] if entry_index >= 0 else " "
        yield line


def _color_lines(
    block: EntryIndices, row_numbers: Sequence[int], colors: Sequence[str], support: ColorSupport, margin: int
) -> Iterator[str]:
    """Yield a line for every two rows, in which a character shows the two heads of a column."""
    rows, columns = block.shape
    if rows % 2:
        # The last line has heads in its upper half only.
        block = np.concatenate([block, np.full((1, columns), -1)])
    for top in range(0, rows, 2):
        number = _row_number(row_numbers[top : top + 2], 2 * ROW_NUMBER_STEP, margin)
        yield number + _half_blocks(block[top].tolist(), block[top + 1].tolist(), colors, support)


def _row_number(rows: Sequence[int], step: int, margin: int) -> str:
    """Return what stands in front of a line: the number of a row that is a multiple of step, or spaces."""
    for row in rows:
        if row % step == 0:
            return f"{row:>{margin - 1}} "
    return " " * margin


def _column_numbers(start: int, columns: int, width: int) -> str:
    """Return the line of column numbers below a block.

    Args:
        start: The first column of the block.
        columns: The number of columns of the block.
        width: The greatest number of characters in the line.
    """
    digits = len(str(start + columns))
    # A step that is larger than the number of digits leaves a space between two numbers.
    step = min(step for step in COLUMN_NUMBER_STEPS if step > digits)
    line = ""
    for column in range(0, start + columns, step):
        if column >= start and column - start + len(str(column)) <= width:
            line = line.ljust(column - start) + str(column)
    return line


def _half_blocks(
    upper: Sequence[int], lower: Sequence[int], colors: Sequence[str], support: ColorSupport
) -> str:
    """Return a line of half blocks, each in the colour of the upper head on that of the lower head.

    Args:
        upper: The legend entry of each head of the upper row; -1 for an absent head.
        lower: The same for the lower row.
        colors: The colour of each legend entry, ``#rrggbb``.
        support: The colours that the terminal supports.
    """
    line = ""
    current_code = ""
    for top, bottom in zip(upper, lower, strict=True):
        code = ""
        character = " "
        if top >= 0:
            character = UPPER_HALF
            code = foreground_code(colors[top], support)
            if bottom >= 0:
                code += background_code(colors[bottom], support)
        elif bottom >= 0:
            character = LOWER_HALF
            code = foreground_code(colors[bottom], support)
        if code != current_code:
            # Without a reset, a code that sets no background would keep the previous one.
            line += (RESET if current_code else "") + code
            current_code = code
        line += character
    if current_code:
        line += RESET
    return line


def truncate(text: str, width: int) -> str:
    """Return a text on one line, cut to a number of columns."""
    # A terminal would obey control characters instead of printing them.
    text = one_line(text)
    if display_width(text) <= width:
        return text
    while text and display_width(text) > width - 2:
        # A character takes at most two columns, so half of the surplus can be removed at once.
        surplus = max(1, (display_width(text) - width) // 2)
        text = text[: max(len(text) - surplus, 0)]
    return text + ".."
