"""Composite -> text for a terminal: two heads per character in colour, or a letter per head without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from ..core.composite import Composite
from ..core.strings import display_width
from ..layout.plan import plan
from ..layout.plan_types import LegendEntry, PanelPlan
from ..style.schema import Style

Colors: TypeAlias = Literal["truecolor", "256", "none"]
Codes: TypeAlias = npt.NDArray[np.int64]
"""Which of the legend's entries each head shows, counted from the bottom: 0 unclassified; -1 for no head."""

RESET = "\x1b[0m"
UPPER, LOWER = "\u2580", "\u2584"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
EVERY = 5
LEVELS = (0, 95, 135, 175, 215, 255)
"""Of red, green and blue in the cube of 216 colours (xterm)."""


def terminal(
    composite: Composite, style: Style, width: int, colors: Colors = "none", panels: bool = False
) -> str:
    """The composite, with panels each category too, and the legend, in lines of at most width columns.

    colors: 24 bits, xterm's 256, or none, and then letters stand for categories and digits for counts.
    Layers (or what runs along x) that do not fit the width go on in further blocks below.
    """
    show = ("composite", "categories") if panels else ("composite",)
    style = replace(
        style,
        panels=replace(style.panels, show=show, letters="", titles=True),
        multi=replace(style.multi, display="count"),
        legend=replace(style.legend, counts=True),
    )
    shown = plan(composite, style)
    plans, entries = shown.panels, shown.entries
    signs = _signs(composite, entries)
    order = -1 if style.axes.origin == "bottom" else 1
    lines: list[str] = []
    for drawn in plans:
        lines += [_cut(drawn.title, width)] if panels else []
        lines += [*_panel(_codes(drawn, entries), signs, entries, width, colors, order), ""]
    lines += _legend(entries, signs, width, colors)
    return "\n".join(lines) + "\n"


def _codes(drawn: PanelPlan, entries: Sequence[LegendEntry]) -> Codes:
    """The entry that each head of a panel shows, (rows, columns)."""
    places = {entry.id.removeprefix("legend--"): i for i, entry in enumerate(reversed(entries))}
    codes = np.full(drawn.fills[0].parts[0].mask.shape, -1, dtype=np.int64)
    for fill in drawn.fills:
        for part in fill.parts:
            codes[part.mask] = places[fill.id]
    return codes


def _signs(composite: Composite, entries: Sequence[LegendEntry]) -> list[str]:
    """A character for each entry from the bottom up: a dot, letters for categories, digits for counts."""
    categories = len(composite.classification.categories)
    letters = [LETTERS[i] if i < len(LETTERS) else "#" for i in range(categories)]
    counts = [str(k) if k < 10 else "+" for k in composite.counts]
    return [".", *letters, *counts][: len(entries)]


def _panel(
    codes: Codes, signs: Sequence[str], entries: Sequence[LegendEntry], width: int, colors: Colors, order: int
) -> Iterator[str]:
    """The lines of one panel, in as many blocks of columns as the width asks for."""
    rows, columns = codes.shape
    left = len(str(rows - 1)) + 1
    room = max(1, width - left)
    shades = [entry.color for entry in reversed(entries)]
    index = list(range(rows))[::order]
    for start in range(0, columns, room):
        block = codes[::order, start : start + room]
        if colors == "none":
            for row, line in zip(index, block.tolist(), strict=True):
                yield _number(row, left) + "".join(" " if c < 0 else signs[c] for c in line)
        else:
            for at in range(0, rows, 2):
                lower = block[at + 1] if at + 1 < rows else np.full(block.shape[1], -1)
                yield _number(index[at], left, 2) + _half_blocks(block[at], lower, shades, colors)
        yield " " * left + _numbers(start, block.shape[1], room)


def _number(row: int, left: int, rows: int = 1) -> str:
    """The number at the left of a line, at every fifth head or at the line of two that holds it."""
    shown = next((i for i in range(row, row + rows) if i % (EVERY * rows) == 0), None)
    return f"{shown:>{left - 1}} " if shown is not None else " " * left


def _numbers(start: int, columns: int, room: int) -> str:
    """The numbers below: every fifth or tenth column, or more, as far as there is room."""
    step = next(s for s in (5, 10, 20, 50, 100, 1000, 10**6) if len(str(start + columns)) < s)
    out = ""
    for column in range(-(-start // step) * step, start + columns, step):
        if column - start + len(str(column)) <= room:
            out = out.ljust(column - start) + str(column)
    return out


def _half_blocks(upper: Codes, lower: Codes, shades: Sequence[str], colors: Colors) -> str:
    """A line of two heads per character: the upper one in front, the lower one behind."""
    out, before = "", ""
    for top, bottom in zip(upper.tolist(), lower.tolist(), strict=True):
        front = _code(shades[top], colors, 38) if top >= 0 else ""
        if top >= 0:
            code, sign = front + (_code(shades[bottom], colors, 48) if bottom >= 0 else ""), UPPER
        elif bottom >= 0:
            code, sign = _code(shades[bottom], colors, 38), LOWER
        else:
            code, sign = "", " "
        out += (RESET * bool(before) + code if code != before else "") + sign
        before = code
    return out + RESET * bool(before)


def _code(color: str, colors: Colors, kind: int) -> str:
    """The escape sequence of a colour: kind 38 for the front, 48 for what is behind."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    if colors == "truecolor":
        return f"\x1b[{kind};2;{red};{green};{blue}m"
    return f"\x1b[{kind};5;{nearest_256(red, green, blue)}m"


def nearest_256(red: int, green: int, blue: int) -> int:
    """The nearest of xterm's colours 16 .. 255, a cube of 216 and 24 grays, to one of 0..255 each.

    >>> nearest_256(255, 0, 0), nearest_256(8, 8, 8)
    (196, 232)
    """
    cube = [min(range(6), key=lambda i: abs(LEVELS[i] - value)) for value in (red, green, blue)]
    gray = min(range(24), key=lambda i: abs(8 + 10 * i - (red + green + blue) / 3))
    ways = {
        16 + 36 * cube[0] + 6 * cube[1] + cube[2]: [LEVELS[i] for i in cube],
        232 + gray: [8 + 10 * gray] * 3,
    }
    return min(
        ways, key=lambda n: sum((a - b) ** 2 for a, b in zip(ways[n], (red, green, blue), strict=True))
    )


def _legend(
    entries: Sequence[LegendEntry], signs: Sequence[str], width: int, colors: Colors
) -> Iterator[str]:
    """Swatches with labels, from the first category on, as many in a line as the width has room for."""
    line, used = "", 0
    order = [*range(1, len(entries)), 0]
    for i in order:
        entry = entries[len(entries) - 1 - i]
        label = _cut(entry.label, width - 4)
        swatch = signs[i] if colors == "none" else _code(entry.color, colors, 38) + "\u2588\u2588" + RESET
        wide = (1 if colors == "none" else 2) + 1 + display_width(label)
        if used and used + 3 + wide > width:
            yield line
            line, used = "", 0
        line += ("   " if used else "") + f"{swatch} {label}"
        used += wide + (3 if used else 0)
    yield line


def _cut(text: str, width: int) -> str:
    """The text, without what a terminal would act on, cut to the width."""
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    if display_width(text) <= width:
        return text
    while text and display_width(text) > width - 2:
        text = text[: max(len(text) - max(1, (display_width(text) - width) // 2), 0)]
    return text + ".."
