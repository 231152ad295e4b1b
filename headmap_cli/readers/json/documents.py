"""Read JSON documents and JSON Lines.

A document is a list or an object. LIST_SHAPES in lists.py, and RECORD_SHAPES and MAPPING_SHAPES in
objects.py, list the shapes that each can have, in the order in which they are tried. To support another
shape, write a function that recognises it and one that reads it, and add both to one of these tuples.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ...core.errors import Location
from ...files.source import decode_text
from ...files.strict_json import parse_json, refuse_many_values
from ..context import ReadContext
from ..entries import Entries
from .at import find_part
from .declared_grid import take_declared_grid
from .named_lists import are_named_lists, read_named_lists
from .objects import read_value
from .plain_columns import read_plain_columns
from .plain_heads import read_plain_heads
from .plain_records import read_plain_lines, read_plain_records
from .records import read_records

FIRST_LINE = re.compile(r"\s*(\S.*)\n\s*\S")
"""The first line of a text that has other lines, without copying them. Blank lines do not count."""


def read_json(context: ReadContext) -> Entries:
    """Read a JSON document, or JSON Lines, which have an object in each line.

    Raises:
        InputError: There are problems in the document; the error holds all of them with their locations.
    """
    text = decode_text(context.source)
    refuse_many_values(text, context.name, context.options.max_bytes)
    first_line = FIRST_LINE.match(text)
    if first_line and _is_object(first_line[1]):
        return read_plain_lines(text, context) or _read_lines(text, context)
    entries = read_plain_records(text, context) or read_plain_columns(text, context)
    entries = entries or read_plain_heads(text, context)
    if entries is not None:
        return entries
    document = parse_json(text, context.name, with_nan=bool(context.options.missing))
    part, location = find_part(document, context)
    entries = read_value(part, location, context)
    take_declared_grid(entries, document, context)
    return entries


def _is_object(line: str) -> bool:
    """Return whether a line is a JSON object by itself, which the first line of a document never is."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _read_lines(text: str, context: ReadContext) -> Entries:
    """Read JSON Lines as records."""
    rows: list[tuple[Any, Location]] = []
    # Not splitlines(), which would also split at characters that JSON allows in a string, such as U+2028.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            rows.append(
                (parse_json(line, context.name, number, bool(context.options.missing)), Location(number, 1))
            )
    if are_named_lists([row for row, _ in rows]):
        return read_named_lists(rows, context)
    return read_records(rows, context)
