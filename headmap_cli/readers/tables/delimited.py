"""Parse delimited text into the records of a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain

from msgspec.structs import replace

from ...core.errors import InputError, Location, input_error
from ...core.head_names import PLAIN, split_head_names
from .delimiter import detect_delimiter, is_header
from .records import TextRecord

MAX_FIELD_LENGTH = 1 << 20
"""The largest number of characters in a field."""

MARKDOWN_RULE = re.compile(r"\s*(:?-+:?\s*)?")
"""A field of the line of hyphens below the header of a Markdown table."""

EMPHASIS = re.compile(r"\s*(\*\*|`)(.+)\1\s*")
"""A field of a Markdown table in bold, or in the type of code."""


def records(text: str, source: str) -> Iterator[TextRecord]:
    """Yield the rows of a table in their order, the header first.

    Blank lines, ``#`` lines and Excel's ``sep=;`` above the header are skipped, and so is the line of hyphens
    below the header of a Markdown table. The delimiter is the comma, tab, semicolon or bar that occurs most
    often in the header outside quotes, or the space if none of them occurs.

    Args:
        text: The text of the table.
        source: The name of the input, for messages.

    Raises:
        InputError: A quote is not closed, text follows a closed quote, or a field has more than a million
            characters.
    """
    lines = _Lines(text)
    delimiter = _find_header(lines)
    if delimiter is None:
        return
    csv.field_size_limit(MAX_FIELD_LENGTH)
    rows = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    while True:
        lines.taken.clear()
        try:
            fields = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise _syntax_error(lines, delimiter, error, source) from None
        raw = "".join(lines.taken)
        if delimiter == " " and raw.rstrip("\n").endswith(" "):
            # csv takes the space at the end of a padded line for a delimiter before a blank field.
            fields.pop()
        if raw.lstrip().startswith("|"):
            fields = list(map(_without_emphasis, fields))
        if any(map(str.strip, fields)) and not _is_markdown_rule(fields, delimiter):
            yield TextRecord(fields, lines.first_taken, raw, delimiter)


def merge_pair(record: TextRecord) -> TextRecord:
    """Return a line that is a pair, such as ``(5, 1)``, as a row with one field; any other row unchanged."""
    text = record.raw.strip()
    if re.fullmatch(PLAIN, text):
        return replace(record, fields=[text])
    return record


def merge_heads(record: TextRecord) -> TextRecord:
    """Return a line that names one or several heads as a row with one field; any other row unchanged."""
    text = record.raw.strip().strip(",;")
    if re.fullmatch(PLAIN, text) or split_head_names(text):
        return replace(record, fields=[text])
    return record


def strip_colon(record: TextRecord) -> TextRecord:
    """Return a row without the colon after its first field, as in ``L5H1: 0.9``."""
    fields = [field for field in record.fields if field.strip()]
    if len(fields) != 2:
        return record
    return replace(record, fields=[fields[0].rstrip(": "), fields[1]])


class _Lines:
    """Yield the lines of a text to csv, and keep those of the current record, which may span several lines.

    Attributes:
        number: The number of lines taken so far.
        taken: The lines of the current record.
        are_exhausted: Whether csv has asked for a line after the last one.
    """

    def __init__(self, text: str) -> None:
        # newline=None translates all line ends; csv refuses a lone carriage return, the line end of old Macs.
        self.lines: Iterator[str] = io.StringIO(text, newline=None)
        self.number = 0
        self.taken: list[str] = []
        self.are_exhausted = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = next(self.lines)
        except StopIteration:
            self.are_exhausted = True
            raise
        self.number += 1
        self.taken.append(line)
        return line

    @property
    def first_taken(self) -> int:
        """Return the number of the line on which the current record begins, counted from 1."""
        return self.number - len(self.taken) + 1

    def give_back(self) -> None:
        """Put the lines of the current record back, so that they are taken again."""
        self.number -= len(self.taken)
        self.lines = chain(self.taken, self.lines)
        self.taken = []
        self.are_exhausted = False


def _find_header(lines: _Lines) -> str | None:
    """Skip the lines above the header, and return the delimiter of the header; None if there is none."""
    for line in lines:
        lines.taken.clear()
        if is_header(line):
            lines.taken.append(line)
            break
    else:
        return None
    # Names in quotes may hold line breaks, so a header goes on for as long as a quote is open.
    is_open = lines.taken[0].count('"') % 2 == 1
    while is_open:
        line = next(lines, "")
        if not line:
            break
        if line.count('"') % 2 == 1:
            is_open = False
    delimiter = detect_delimiter("".join(lines.taken))
    lines.give_back()
    return delimiter


def _without_emphasis(field: str) -> str:
    """Return a field of a Markdown table without the signs for bold or code around all of it."""
    match = EMPHASIS.fullmatch(field)
    return match[2] if match else field


def _is_markdown_rule(fields: list[str], delimiter: str) -> bool:
    """Return whether a row is the line under the header of a Markdown table."""
    return delimiter == "|" and all(map(MARKDOWN_RULE.fullmatch, fields))


def _syntax_error(lines: _Lines, delimiter: str, error: csv.Error, source: str) -> InputError:
    """Return the error for a row that csv refuses, at the line on which the row begins."""
    # csv has one exception for all problems, with messages that differ between versions of Python, so the
    # kind of the problem is found out here. At the end of the text, it can only be an open quote.
    if lines.are_exhausted:
        message = "a quote is opened here and never closed"
    elif _has_long_field(lines.taken, delimiter):
        message = f"a field is longer than {MAX_FIELD_LENGTH:,} characters; is a quote left open?"
    else:
        message = f'this row is not delimited text: {error}; a quote inside a quoted field is written ""'
    return input_error(source, message, Location(lines.first_taken))


def _has_long_field(lines: list[str], delimiter: str) -> bool:
    """Return whether a field of a record exceeds the limit."""
    # Without strict, csv accepts all quotes, so an error can only be about the length of a field.
    lenient = csv.reader(lines, delimiter=delimiter, strict=False, skipinitialspace=True)
    try:
        list(lenient)
    except csv.Error:
        return True
    return False
