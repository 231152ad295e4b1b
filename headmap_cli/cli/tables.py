"""Rows -> an aligned table for the terminal, a Markdown table, or CSV; plain data -> readable JSON."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import msgspec

from ..core.canonical import guarded
from ..core.strings import display_width, one_line

Cell: TypeAlias = str | int | float | None
Rows: TypeAlias = Sequence[Sequence[Cell]]
Table: TypeAlias = Callable[[Sequence[str], Rows], list[str]]
WIDEST, LISTED = 48, 12
DIGITS = ("", *"-0123456789")
FLAT = re.compile(r"\[\n[^\[\]{}]*\]")


def aligned(header: Sequence[str], rows: Rows) -> list[str]:
    """Lines with each column as wide as its widest cell, numbers on the right, names on the left."""
    text = [list(header), *([_cut(cell(value)) for value in row] for row in rows)]
    widths = [max(map(display_width, column)) for column in zip(*text, strict=True)]
    lines = []
    for line in text:
        padded = [
            " " * (width - display_width(value)) + value
            if right
            else value + " " * (width - display_width(value))
            for value, width, right in zip(line, widths, _numbers(header, rows), strict=True)
        ]
        lines.append("  ".join(padded).rstrip())
    return lines


def truncated_table(table: Table, header: Sequence[str], rows: Rows) -> list[str]:
    """A blank line, the first rows as a table, and how many more there are; nothing for no rows."""
    more = [f"and {len(rows) - LISTED} more; --format json has all"] if len(rows) > LISTED else []
    return ["", *table(header, rows[:LISTED]), *more] if rows else []


def markdown(header: Sequence[str], rows: Rows) -> list[str]:
    """Lines of a Markdown table; no name can end its cell or be taken for markup."""
    lines = [list(header), ["---:" if right else "---" for right in _numbers(header, rows)]]
    lines += [[escaped(cell(value)) for value in row] for row in rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _numbers(header: Sequence[str], rows: Rows) -> list[bool]:
    """Which columns, but for the first, hold numbers: those whose cells begin with a digit, or are empty."""
    return [i > 0 and all(cell(row[i])[:1] in DIGITS for row in rows) for i in range(len(header))]


def csv_table(header: Sequence[str], rows: Rows) -> str:
    """CSV with a header; names that a spreadsheet would run as a formula begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(
        [guarded(v) if isinstance(v, str) else "" if v is None else v for v in row] for row in rows
    )
    return out.getvalue()


def readable_json(data: Any) -> bytes:
    """JSON of a msgspec Struct, indented, lists of plain values on one line."""
    text = msgspec.json.format(msgspec.json.encode(data)).decode()
    return (FLAT.sub(lambda found: re.sub(r"\n\s*", " ", found[0]), text) + "\n").encode()


def cell(value: Cell) -> str:
    """A value as a table shows it: fractions with three digits, nothing for None, names on one line.

    >>> cell(0.123456), cell(12), cell(None), cell(0.0000123)
    ('0.123', '12', '', '1.23e-05')
    """
    return "" if value is None else f"{value:.3g}" if isinstance(value, float) else one_line(str(value))


def escaped(text: str) -> str:
    """A text that Markdown shows as it is.

    >>> escaped("a|b *c*")
    'a\\\\|b \\\\*c\\\\*'
    """
    return re.sub(r"([\\`*_{}\[\]<>|~#$&])", r"\\\1", one_line(text))


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 2] + ".."
