"""Format rows as an aligned table for the terminal, as a Markdown table or as CSV; format data as JSON."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from ..core.canonical import guarded
from ..core.strings import counted, display_width, escape_json, one_line

Cell: TypeAlias = str | int | float | None
Rows: TypeAlias = Sequence[Sequence[Cell]]
FormatTable: TypeAlias = Callable[[Sequence[str], Rows], list[str]]
"""A function that returns the lines of a table with a header and rows: aligned_table or markdown_table."""

MAX_CELL_LENGTH = 48
"""The longest text in a cell of an aligned table, in characters."""
MAX_ROWS = 12
"""The number of rows of a truncated table."""
NUMBER_STARTS = ("", *"-0123456789")
"""The first character of a number; empty for an empty cell."""
FLAT_LIST = re.compile(r"\[\n[^\[\]{}]*\]")
"""A list of plain values in indented JSON."""


def aligned_table(header: Sequence[str], rows: Rows) -> list[str]:
    """Return the lines of a table for the terminal, with numbers aligned right and names aligned left."""
    text_rows = [list(header)]
    for row in rows:
        text_rows.append([_shorten(cell_text(value)) for value in row])
    widths = [max(map(display_width, column)) for column in zip(*text_rows, strict=True)]
    numeric = _numeric_columns(header, rows)
    lines = []
    for text_row in text_rows:
        cells = []
        for text, width, is_numeric in zip(text_row, widths, numeric, strict=True):
            # str.ljust counts characters, but some take two columns of a terminal and some none.
            padding = " " * (width - display_width(text))
            cells.append(padding + text if is_numeric else text + padding)
        lines.append("  ".join(cells).rstrip())
    return lines


def truncated_table(format_table: FormatTable, header: Sequence[str], rows: Rows) -> list[str]:
    """Return a blank line, the first rows as a table, and how many more there are; no lines if no rows."""
    if not rows:
        return []
    lines = ["", *format_table(header, rows[:MAX_ROWS])]
    if len(rows) > MAX_ROWS:
        lines.append(f"and {len(rows) - MAX_ROWS} more; --format json has all")
    return lines


def markdown_table(header: Sequence[str], rows: Rows) -> list[str]:
    """Return the lines of a Markdown table; no name can end its cell or be taken for markup."""
    alignments = ["---:" if is_numeric else "---" for is_numeric in _numeric_columns(header, rows)]
    lines = [_markdown_line(header), _markdown_line(alignments)]
    for row in rows:
        lines.append(_markdown_line([escape_markdown(cell_text(value)) for value in row]))
    return lines


def _markdown_line(cells: Sequence[str]) -> str:
    """Return one line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def _numeric_columns(header: Sequence[str], rows: Rows) -> list[bool]:
    """Return for each column whether all its cells begin like a number or are empty.

    The first column holds names, even where all of them are numbers.
    """
    numeric = [False]
    for column in range(1, len(header)):
        numeric.append(all(cell_text(row[column])[:1] in NUMBER_STARTS for row in rows))
    return numeric


def csv_table(header: Sequence[str], rows: Rows) -> str:
    """Return CSV; names that a spreadsheet would run as a formula begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        # The csv module writes None as an empty cell.
        writer.writerow([guarded(value) if isinstance(value, str) else value for value in row])
    return out.getvalue()


def readable_json(data: Any) -> bytes:
    """Return a msgspec Struct as JSON, indented, with each list of plain values on one line."""
    text = msgspec.json.format(msgspec.json.encode(data)).decode()

    def join_lines(flat_list: re.Match[str]) -> str:
        return re.sub(r"\n\s*", " ", flat_list[0])

    return (escape_json(FLAT_LIST.sub(join_lines, text)) + "\n").encode()


def cell_text(value: Cell) -> str:
    """Return a value as a table shows it: fractions with three digits, nothing for None, one line.

    >>> cell_text(0.123456), cell_text(12), cell_text(None), cell_text(0.0000123)
    ('0.123', '12', '', '1.23e-05')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3g}"
    return one_line(str(value))


def left_out_text(noun: str, counts: Mapping[str, int]) -> str:
    """Return the end of a summary that counts what only one of two inputs has, and is therefore left out.

    >>> left_out_text("head", {"a.csv": 2, "b.csv": 0}), left_out_text("head", {"a.csv": 0})
    ('; left out: 2 heads that only a.csv has', '')

    Args:
        noun: The singular of what is counted.
        counts: The number for each input.
    """
    parts = [
        f"{counted(count, noun)} that only {cell_text(name)} has" for name, count in counts.items() if count
    ]
    if not parts:
        return ""
    return f"; left out: {' and '.join(parts)}"


def escape_markdown(text: str) -> str:
    r"""Return text with backslashes before the characters that mean something in Markdown.

    >>> escape_markdown("a|b *c*")
    'a\\|b \\*c\\*'
    """
    return re.sub(r"([\\`*_{}\[\]<>|~#$&])", r"\\\1", one_line(text))


def _shorten(text: str) -> str:
    """Return text that fits a cell, with ``..`` in the place of what is cut off."""
    if len(text) <= MAX_CELL_LENGTH:
        return text
    return text[: MAX_CELL_LENGTH - 2] + ".."
