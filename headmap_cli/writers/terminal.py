"""Draw a composite as text for a terminal: two heads per character in colour, or a letter for each head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from ..core.composite import Composite
from ..core.strings import display_width, one_line
from ..layout.plan import plan
from ..layout.plan_types import LegendEntry, PanelPlan
from ..style.schema import Style
from .terminal_colors import RESET, ColorSupport, background_code, foreground_code

EntryIndices: TypeAlias = npt.NDArray[np.int64]
"""The legend entry of each head, int (rows, columns), counted from the bottom; -1 for an absent head."""

UPPER_HALF = "\u2580"
LOWER_HALF = "\u2584"
FULL_BLOCK = "\u2588"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROW_NUMBER_STEP = 5
"""Lines of letters have the number of every fifth row in front of them; half blocks, of every tenth."""
COLUMN_NUMBER_STEPS = (5, 10, 20, 50, 100, 1000, 10**6)
"""The distances between column numbers to choose from."""
LEGEND_GAP = "   "


class _Legend(Struct, frozen=True):
    """How the entries of a legend look, from unclassified heads at the bottom to the highest count.

    Attributes:
        labels: The label of each entry.
        signs: The character of each entry without colours: a dot, letters for categories, digits for counts.
        colors: The colour of each entry, ``#rrggbb``.
    """

    labels: Sequence[str]
    signs: Sequence[str]
    colors: Sequence[str]


def terminal(
    composite: Composite, style: Style, width: int, support: ColorSupport = "none", panels: bool = False
) -> str:
    """Return the composite and the legend as text.

    Args:
        composite: The heads, their categories and their counts.
        style: The style, of which only colours, labels and axes have an effect.
        width: The greatest number of characters in a line. Layers, or whatever runs along x, that do not fit
            continue in further blocks below.
        support: The colours that the terminal supports; with ``none``, letters stand for categories and
            digits for counts.
        panels: Whether to draw a panel for each category too.
    """
    style = replace(
        style,
        panels=replace(
            style.panels,
            show=("composite", "categories") if panels else ("composite",),
            letters="",
            titles=True,
        ),
        multi=replace(style.multi, display="count"),
        legend=replace(style.legend, counts=True, order="reference"),
    )
    figure_plan = plan(composite, style)
    # Absent heads are blanks, which need no entry.
    entries = [entry for entry in figure_plan.entries if not entry.absent]
    legend = _legend(composite, entries)
    lines: list[str] = []
    for panel in figure_plan.panels:
        if panels:
            lines.append(_truncate(panel.title, width))
        entry_indices = _entry_indices(panel, entries)
        lines += _panel_lines(entry_indices, legend, width, support, style.axes.origin)
        lines.append("")
    lines += _legend_lines(legend, width, support)
    return "\n".join(lines) + "\n"


def _legend(composite: Composite, entries: Sequence[LegendEntry]) -> _Legend:
    """Return how the entries of a legend look; the entries come from top to bottom."""
    from_bottom = entries[::-1]
    categories = len(composite.classification.categories)
    # Categories beyond the alphabet share a sign, but each has an entry in the legend.
    letters = LETTERS.ljust(categories, "#")[:categories]
    signs = [".", *letters]
    for count in composite.counts:
        signs.append(str(count) if count < 10 else "+")
    labels = [entry.label for entry in from_bottom]
    colors = [entry.color for entry in from_bottom]
    return _Legend(labels, signs, colors)


def _entry_indices(panel: PanelPlan, entries: Sequence[LegendEntry]) -> EntryIndices:
    """Return the legend entry of each head of a panel."""
    index_of_fill = {entry.id.removeprefix("legend--"): i for i, entry in enumerate(reversed(entries))}
    entry_indices = np.full(panel.fills[0].parts[0].mask.shape, -1, dtype=np.int64)
    for fill in panel.fills:
        for part in fill.parts:
            entry_indices[part.mask] = index_of_fill[fill.id]
    return entry_indices


def _panel_lines(
    entry_indices: EntryIndices, legend: _Legend, width: int, support: ColorSupport, origin: str
) -> Iterator[str]:
    """Yield the lines of one panel, in as many blocks of columns as the width requires."""
    rows, columns = entry_indices.shape
    margin = len(str(rows - 1)) + 1
    block_width = max(1, width - margin)
    row_numbers = list(range(rows))
    if origin == "bottom":
        row_numbers.reverse()
        entry_indices = entry_indices[::-1]
    for start in range(0, columns, block_width):
        block = entry_indices[:, start : start + block_width]
        if support == "none":
            yield from _letter_lines(block, row_numbers, legend.signs, margin)
        else:
            yield from _color_lines(block, row_numbers, legend.colors, support, margin)
        yield " " * margin + _column_numbers(start, block.shape[1], block_width)


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


def _legend_lines(legend: _Legend, width: int, support: ColorSupport) -> Iterator[str]:
    """Yield lines of swatches and labels, the first category first, with as many in a line as fit."""
    line = ""
    line_width = 0
    # Unclassified heads, the entry at the bottom of the legend, come last.
    for i in [*range(1, len(legend.signs)), 0]:
        label = _truncate(legend.labels[i], width - 4)
        swatch = legend.signs[i]
        swatch_width = 1
        if support != "none":
            # Two characters are about as wide as one is high.
            swatch = foreground_code(legend.colors[i], support) + FULL_BLOCK * 2 + RESET
            swatch_width = 2
        entry_width = swatch_width + 1 + display_width(label)
        if line and line_width + len(LEGEND_GAP) + entry_width > width:
            yield line
            line = ""
            line_width = 0
        if line:
            line += LEGEND_GAP
            line_width += len(LEGEND_GAP)
        line += f"{swatch} {label}"
        line_width += entry_width
    yield line


def _truncate(text: str, width: int) -> str:
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
