"""Read JSON objects that each describe one head, as the rows of a table."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from msgspec import Struct

from ...core.errors import WHOLE_SOURCE, Location
from ...core.head_names import parse_head_name
from ..context import ReadContext
from ..entries import Entries
from ..tables.header import HEAD, LAYER, normalize_name
from ..tables.layouts import read_table
from .nested_columns import nested_column, spread
from .values import describe_value, find_key

EXPECTED_RECORD = 'expected {"layer": .., "head": .., "category": ..}'


def is_record(value: Any) -> bool:
    """Return whether a value is an object that describes one head.

    >>> is_record({"layer": 3, "head": 1, "category": "A"}), is_record({"head": "L3H1"})
    (True, True)
    >>> is_record({"layers": 12, "heads": 12}), is_record({"layer": 3, "head": [1, 2]})
    (False, False)
    """
    if not isinstance(value, dict):
        return False
    keys = set(map(normalize_name, value))
    if "layers" in keys or "heads" in keys:
        return False  # {"layers": 12, "heads": 12} is the size of a grid
    head_key = find_key(value, HEAD)
    if head_key is None or isinstance(value[head_key], list | dict):
        return False
    layer_key = find_key(value, LAYER)
    if layer_key is not None and not isinstance(value[layer_key], list | dict):
        return True
    head = value[head_key]
    return isinstance(head, str) and parse_head_name(head) is not None


class JsonRecord(Struct, frozen=True):
    """One object of a list, as a row of a table.

    Attributes:
        fields: The values of the columns; None where the object has no such key.
        names: The names of the columns.
        location: Where the object is: its path in the document, or its line.
        delimiter: What separates the fields in text; JSON has nothing of the kind.
        nested: The key of an object whose values are columns too; None if there is none.
        own_keys: The keys of the record itself.
    """

    fields: list[Any]
    names: list[str]
    location: Location
    delimiter: str = ""
    nested: str | None = None
    own_keys: Container[str] = ()

    def locate(self, field: int) -> Location:
        """Return the location of one value, or of the object if it has no such key."""
        if not self.location.path or self.fields[field] is None:
            return self.location
        name = self.names[field]
        if self.nested is not None and name not in self.own_keys:
            return self.location.child(self.nested).child(name)
        return self.location.child(name)


def read_records(rows: Sequence[tuple[Any, Location]], context: ReadContext) -> Entries:
    """Read objects as a table whose header is their keys.

    Args:
        rows: The objects, each with its location.
        context: The input.

    Raises:
        InputError: A row is not an object, or there are problems in the rows.
    """
    names: dict[str, None] = {}
    for row, location in rows:
        if not isinstance(row, dict):
            raise context.error(f"{EXPECTED_RECORD}, found {describe_value(row)}", location)
        names |= dict.fromkeys(row)
    nested = nested_column([row for row, _ in rows], names)
    if nested is not None:
        names = {}
        for row, _ in rows:
            names |= dict.fromkeys(spread(row, nested))
    if not names:
        raise context.error(f"{EXPECTED_RECORD}, found an empty object", rows[0][1])
    columns = list(names)
    records = [JsonRecord(list(columns), columns, WHOLE_SOURCE)]
    for row, location in rows:
        flat = row if nested is None else spread(row, nested)
        fields = [flat.get(name) for name in columns]
        records.append(JsonRecord(fields, columns, location, nested=nested, own_keys=row))
    return read_table(iter(records), context, "list of records")
