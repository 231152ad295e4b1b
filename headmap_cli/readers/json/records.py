"""JSON objects that each say one thing of one head -> Entries, as the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...core.errors import WHOLE_SOURCE, Location
from ..context import ReadContext
from ..entries import Entries
from ..head_names import named
from ..tables.header import HEAD, LAYER, normalize_name
from ..tables.layouts import read_table
from .mappings import json_path, kind_of

EXPECTED = 'expected {"layer": .., "head": .., "category": ..}'


def is_record(value: Any) -> bool:
    """Whether a value is an object that names one head; ``layers`` and ``heads`` are numbers of them."""
    if not isinstance(value, dict):
        return False
    cells = {normalize_name(name): cell for name, cell in value.items()}
    none: Any = []
    layer, head = (next((cells[word] for word in words if word in cells), none) for words in (LAYER, HEAD))
    if {"layers", "heads"} & cells.keys() or isinstance(head, list | dict):
        return False
    return not isinstance(layer, list | dict) or (isinstance(head, str) and bool(named(head)))


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """One object of a list, as a row of a table; at is its path, or its line."""

    fields: list[Any]
    names: list[str]
    at: Location
    delimiter: str = ""

    def locate(self, field: int) -> Location:
        """The path of one value, or of the object where it has no such key."""
        missing = self.fields[field] is None
        if not self.at.path or missing:
            return self.at
        return Location(path=json_path(self.at.path, self.names[field]))


def read_records(rows: Sequence[tuple[Any, Location]], context: ReadContext) -> Entries:
    """Objects, each with its place, read as a table whose header is their keys."""
    for row, at in rows:
        if not isinstance(row, dict):
            raise context.error(f"{EXPECTED}, found {kind_of(row)}", at)
    names = list(dict.fromkeys(key for row, _ in rows for key in row))
    if not names:
        raise context.error(f"{EXPECTED}, found nothing in it", rows[0][1])
    header = JsonRecord(list(names), names, WHOLE_SOURCE)
    records = [JsonRecord([row.get(name) for name in names], names, at) for row, at in rows]
    return read_table(iter([header, *records]), context, "list of records")
