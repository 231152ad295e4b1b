"""Show a composite as text in a terminal: two heads per character in colour, or a letter per head without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from ..core.composite import Composite
from ..core.strings import display_width
from ..layout.plan import plan
from ..layout.plan_types import LegendEntry, PanelPlan
from ..style.schema import Style
from .terminal_colors import RESET, Colors, background_code, foreground_code

Classes: TypeAlias = npt.NDArray[np.int64]
"""The class of each head, (rows, columns): its place in the legend from the bottom; -1 for an absent head."""

UPPER_HALF = "\u2580"
LOWER_HALF = "\u2584"
FULL_BLOCK = "\u2588"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROW_NUMBER_STEP = 5
COLUMN_NUMBER_STEPS = (5, 10, 20, 50, 100, 1000, 10**6)
LEGEND_GAP = "   "


class _Legend(NamedTuple):
    """How classes are shown.

    Attributes:
        labels: The label of each class.
        signs: The character of each class: a dot, letters for categories, digits for counts.
        shades: The colour of each class, ``#rrggbb``.
    """

    labels: Sequence[str]
    signs: Sequence[str]
    shades: Sequence[str]


def terminal(
    composite: Composite, style: Style, width: int, colors: Colors = "none", panels: bool = False
) -> str:
    """Return the composite and the legend as text.

    Args:
        composite: What to show.
        style: The style; only its colours, labels and axes count.
        width: The most columns of a line. Layers (or what runs along x) that do not fit go on in further
            blocks below.
        colors: 24 bits, xterm's 256, or none; then letters stand for categories and digits for counts.
        panels: Whether to show each category's panel too.
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
        legend=replace(style.legend, counts=True),
    )
    drawn = plan(composite, style)
    legend = _legend(composite, drawn.entries)
    lines: list[str] = []
    for panel in drawn.panels:
        if panels:
            lines.append(_truncate(panel.title, width))
        lines += _panel_lines(_classes(panel, drawn.entries), legend, width, colors, style.axes.origin)
        lines.append("")
    lines += _legend_lines(legend, width, colors)
    return "\n".join(lines) + "\n"


def _legend(composite: Composite, entries: Sequence[LegendEntry]) -> _Legend:
    """Return how the classes of a figure are shown; a figure lists its legend from the top."""
    from_bottom = entries[::-1]
    categories = len(composite.classification.categories)
    # Beyond the alphabet, several categories share a sign; their labels are in the legend all the same.
    letters = LETTERS.ljust(categories, "#")[:categories]
    signs = [".", *letters]
    for count in composite.counts:
        signs.append(str(count) if count < 10 else "+")
    labels = [entry.label for entry in from_bottom]
    shades = [entry.color for entry in from_bottom]
    return _Legend(labels, signs[: len(entries)], shades)


def _classes(panel: PanelPlan, entries: Sequence[LegendEntry]) -> Classes:
    """Return the class of each head of a panel."""
    class_of = {entry.id.removeprefix("legend--"): i for i, entry in enumerate(reversed(entries))}
    classes = np.full(panel.fills[0].parts[0].mask.shape, -1, dtype=np.int64)
    for fill in panel.fills:
        for part in fill.parts:
            classes[part.mask] = class_of[fill.id]
    return classes


def _panel_lines(classes: Classes, legend: _Legend, width: int, colors: Colors, origin: str) -> Iterator[str]:
    """Yield the lines of one panel, in as many blocks of columns as the width asks for."""
    rows, columns = classes.shape
    margin = len(str(rows - 1)) + 1
    block_width = max(1, width - margin)
    numbers = list(range(rows))
    if origin == "bottom":
        numbers.reverse()
        classes = classes[::-1]
    for start in range(0, columns, block_width):
        block = classes[:, start : start + block_width]
        if colors == "none":
            yield from _letter_lines(block, numbers, legend.signs, margin)
        else:
            yield from _color_lines(block, numbers, legend.shades, colors, margin)
        yield " " * margin + _column_numbers(start, block.shape[1], block_width)


def _letter_lines(block: Classes, numbers: Sequence[int], signs: Sequence[str], margin: int) -> Iterator[str]:
    """Yield a line for each row, with a character for each head."""
    for number, row in zip(numbers, block.tolist(), strict=True):
        line = _row_number([number], ROW_NUMBER_STEP, margin)
        for class_ in row:
            line += signs[class_] if class_ >= 0 else " "
        yield line


def _color_lines(
    block: Classes, numbers: Sequence[int], shades: Sequence[str], colors: Colors, margin: int
) -> Iterator[str]:
    """Yield a line for each two rows, with a character for the two heads of a column."""
    rows, columns = block.shape
    if rows % 2:
        # The last character of each column is half empty.
        block = np.concatenate([block, np.full((1, columns), -1)])
    for top in range(0, rows, 2):
        number = _row_number(numbers[top : top + 2], 2 * ROW_NUMBER_STEP, margin)
        yield number + _half_blocks(block[top].tolist(), block[top + 1].tolist(), shades, colors)


def _row_number(rows: Sequence[int], step: int, margin: int) -> str:
    """Return the number in front of a line, if one of its rows is a multiple of step, or else spaces."""
    for row in rows:
        if row % step == 0:
            return f"{row:>{margin - 1}} "
    return " " * margin


def _column_numbers(start: int, columns: int, width: int) -> str:
    """Return the line of numbers below: every fifth or tenth column, or more, as far as there is room."""
    digits = len(str(start + columns))
    # With a step of more than the digits, there is a space between two numbers.
    step = min(step for step in COLUMN_NUMBER_STEPS if step > digits)
    line = ""
    for column in range(0, start + columns, step):
        if column >= start and column - start + len(str(column)) <= width:
            line = line.ljust(column - start) + str(column)
    return line


def _half_blocks(upper: Sequence[int], lower: Sequence[int], shades: Sequence[str], colors: Colors) -> str:
    """Return a line of two heads per character: a half block of the upper one's colour on the lower one's."""
    line = ""
    current_code = ""
    for top, bottom in zip(upper, lower, strict=True):
        code = ""
        character = " "
        if top >= 0:
            character = UPPER_HALF
            code = foreground_code(shades[top], colors)
            if bottom >= 0:
                code += background_code(shades[bottom], colors)
        elif bottom >= 0:
            character = LOWER_HALF
            code = foreground_code(shades[bottom], colors)
        if code != current_code:
            # A reset first, since a code without a background would leave the last one.
            line += (RESET if current_code else "") + code
            current_code = code
        line += character
    if current_code:
        line += RESET
    return line


def _legend_lines(legend: _Legend, width: int, colors: Colors) -> Iterator[str]:
    """Yield swatches with labels, the first category first, as many in a line as the width has room for."""
    line = ""
    line_width = 0
    # Unclassified, the bottom of the legend, comes last.
    for i in [*range(1, len(legend.signs)), 0]:
        label = _truncate(legend.labels[i], width - 4)
        swatch = legend.signs[i]
        swatch_width = 1
        if colors != "none":
            # As wide as it is high, like most cells of a terminal.
            swatch = foreground_code(legend.shades[i], colors) + FULL_BLOCK * 2 + RESET
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


def _visible(character: str) -> str:
    """Return a character, or the escape sequence of Python for one that cannot be printed."""
    return character if character.isprintable() else character.encode("unicode_escape").decode()


def _truncate(text: str, width: int) -> str:
    """Return a text without the characters that a terminal would act on, cut to a width."""
    text = "".join(_visible(character) for character in text)
    if display_width(text) <= width:
        return text
    while text and display_width(text) > width - 2:
        # A character takes at most two columns, so half of the surplus can go at once.
        surplus = max(1, (display_width(text) - width) // 2)
        text = text[: max(len(text) - surplus, 0)]
    return text + ".."
