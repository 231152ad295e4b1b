"""Delimited text -> its header and rows of fields, each with its place in the file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, Protocol

from ...core.errors import Location, input_error
from ..head_names import PLAIN

DELIMITERS = (",", "\t", ";", "|")
LONGEST_FIELD = 1 << 20
SEPARATOR = re.compile(r"sep=.\s*", re.IGNORECASE)
"""The line that Excel may write in front of a table."""
RULE = re.compile(r"\s*(:?-+:?\s*)?")
"""A field of the line that Markdown has under a table's header."""


class Record(Protocol):
    """One row of a table: its fields, and where each of them stands."""

    @property
    def fields(self) -> list[Any]:
        """Texts, or values of JSON."""

    @property
    def delimiter(self) -> str:
        """What parts the fields in the file; empty where they are values of their own."""

    def place(self, field: int) -> Location:
        """Line and column, or JSON path, of a field."""


@dataclass(frozen=True, slots=True)
class TextRecord:
    """A row of delimited text: the line it begins on (from 1), and its text as it stands in the file."""

    fields: list[Any]
    line: int
    raw: str
    delimiter: str

    def place(self, field: int) -> Location:
        """Line and column, from 1, where a field begins, or where the row ends that has fewer.

        The spaces before a field do not belong to it. A quote opens a field only where it begins one.
        """
        mark = re.escape(self.delimiter)
        spaces = " *" if self.delimiter == " " else rf"(?: *(?=[^ {mark}]))?"
        fields = re.compile(rf'{spaces}(?P<text>"(?:[^"]|"")*"|[^{mark}]*)(?:{mark}|\Z)')
        end = len(self.raw.rstrip("\n"))
        found = next(islice(fields.finditer(self.raw, 0, end), field, None), None)
        at = found.start("text") if found else end
        before = self.raw[:at]
        return Location(self.line + before.count("\n"), at - before.rfind("\n"))


@dataclass(frozen=True, slots=True)
class PlacedRecord:
    """A row whose cells each have a place of their own: a path in a document, or the name of a column."""

    fields: list[Any]
    places: Sequence[Location]
    delimiter: str = ""

    def place(self, field: int) -> Location:
        """The place of one cell."""
        return self.places[field]


def is_header(line: str) -> bool:
    """Whether a line can be a header: neither blank, nor a ``#`` line, nor Excel's ``sep=;``."""
    return bool(line.strip()) and not line.startswith("#") and not SEPARATOR.fullmatch(line)


def records(text: str, source: str) -> Iterator[TextRecord]:
    """Rows of a table in their order, the header first; what stands before it is left out: blank lines,
    ``#`` lines and Excel's ``sep=;``; so is the line under the header of a Markdown table.

    The delimiter is the comma, tab, semicolon or bar that the header line has most of outside quotes, else
    the space.
    Raises InputError for an unclosed quote and for fields of more than a million characters.
    """
    lines = _Lines(text)
    for first in lines:
        if is_header(first):
            break
    else:
        return
    lines.taken = [first]
    opened = first.count('"') % 2
    while opened and (further := next(lines, "")):
        opened ^= further.count('"') % 2
    delimiter = sniffed("".join(lines.taken))
    lines.give_back()
    csv.field_size_limit(LONGEST_FIELD)
    rows = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    while True:
        lines.taken.clear()
        try:
            fields = next(rows)
        except StopIteration:
            return
        except csv.Error as e:
            start = lines.number - len(lines.taken) + 1
            raise input_error(source, _words(e), Location(start)) from None
        raw = "".join(lines.taken)
        if delimiter == " " and raw.rstrip("\n").endswith(" "):
            fields.pop()
        if any(map(str.strip, fields)) and not (delimiter == "|" and all(map(RULE.fullmatch, fields))):
            yield TextRecord(fields, lines.number - len(lines.taken) + 1, raw, delimiter)


def one_field(record: TextRecord) -> TextRecord:
    """A line that is a pair, such as ``(5, 1)``, as a row of a single field; any other row as it is."""
    text = record.raw.strip()
    return replace(record, fields=[text]) if PLAIN.fullmatch(text) else record


def sniffed(header: str) -> str:
    """The delimiter of a header line.

    >>> sniffed('layer\\thead\\t"a, b, c, d"'), sniffed('"layer" "head" "category"')
    ('\\t', ' ')
    """
    bare = '"'.join(header.split('"')[::2])
    best = max(DELIMITERS, key=bare.count)
    return best if best in bare or " " not in bare.strip() else " "


def _words(e: csv.Error) -> str:
    if "field larger" in str(e):
        return f"a field is longer than {LONGEST_FIELD:,} characters; is a quote left open?"
    if "unexpected end" in str(e):
        return "a quote is opened here and never closed"
    return f'this row is not delimited text: {e}; a quote inside a quoted field is written ""'


class _Lines:
    """Lines of a text, counted, with those that the current record has taken."""

    def __init__(self, text: str) -> None:
        self.lines: Iterator[str] = io.StringIO(text, newline=None)
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.number += 1
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Those taken come again."""
        self.number -= len(self.taken)
        self.lines = chain(self.taken, self.lines)
        self.taken = []
