"""Define the rows of a table, in any format, with the location of each field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any, Protocol

from msgspec import Struct

from ...core.errors import Location


class Record(Protocol):
    """One row of a table: its fields, and where each of them is."""

    @property
    def fields(self) -> list[Any]:
        """Return the fields: strings or JSON values."""

    @property
    def delimiter(self) -> str:
        """Return what separates the fields in the file; empty where they are separate values."""

    def locate(self, field: int) -> Location:
        """Return the location of a field: line and column, or a path in a document."""


class TextRecord(Struct, frozen=True):
    """A row of delimited text.

    Attributes:
        fields: The fields, without their quotes.
        line: The line on which the row begins, counted from 1.
        raw: The text of the row in the file; a field in quotes may make it several lines.
        delimiter: What separates the fields.
    """

    fields: list[Any]
    line: int
    raw: str
    delimiter: str

    def locate(self, field: int) -> Location:
        """Return where a field begins, or where the row ends if it has fewer fields.

        The spaces before a field do not belong to it. A quote opens a field only where the field begins.
        """
        end = len(self.raw.rstrip("\n"))
        matches = _field_pattern(self.delimiter).finditer(self.raw, 0, end)
        match = next(islice(matches, field, None), None)
        position = end if match is None else match.start("text")
        text_before = self.raw[:position]
        line = self.line + text_before.count("\n")
        # rfind gives -1 on the first line, which makes the column of the first character 1.
        return Location(line, position - text_before.rfind("\n"))


class LocatedRecord(Struct, frozen=True):
    """A row whose fields each have a location that is known beforehand.

    Attributes:
        fields: The fields: strings or JSON values.
        locations: The location of each field, such as a path in a document or the name of a column.
        delimiter: What separates the fields in the file; empty where they are separate values.
    """

    fields: list[Any]
    locations: Sequence[Location]
    delimiter: str = ""

    def locate(self, field: int) -> Location:
        """Return the location of a field."""
        return self.locations[field]


def _field_pattern(delimiter: str) -> re.Pattern[str]:
    """Return a pattern that matches one field after another, with the delimiter that follows."""
    mark = re.escape(delimiter)
    # Spaces are skipped only before text: a field of spaces alone begins with its first space.
    spaces = rf"(?: *(?=[^ {mark}]))?"
    if delimiter == " ":
        spaces = " *"
    return re.compile(rf'{spaces}(?P<text>"(?:[^"]|"")*"|[^{mark}]*)(?:{mark}|\Z)')
