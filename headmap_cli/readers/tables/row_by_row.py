"""Read delimited text of any kind row by row: tables, lists of heads, matrices and flat columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from ...core.canonical import MARK
from ...core.errors import WHOLE_SOURCE
from ...core.head_names import parse_head_name
from ...core.numbers import DECIMAL
from ...files.source import decode_text
from ..canonical import read_canonical_table
from ..context import ReadContext
from ..entries import Entries
from ..missing import is_missing
from .delimited import merge_heads, merge_pair, records, strip_colon
from .head_counts import head_prefix
from .header import LAYER, normalize_name
from .index_column import with_index
from .layouts import read_table
from .matrix_text import read_numbers
from .records import LocatedRecord, Record, TextRecord
from .surroundings import without_surroundings
from .transposed import counts_layers, names_heads_alone, read_transposed

NUMBER = re.compile(rf"\s*(?:(?:\u2212 *|- +)?{DECIMAL.pattern}\s*%?|nan|true|false)\s*", re.IGNORECASE)


def read_row_by_row(context: ReadContext) -> Entries:
    """Read delimited text row by row.

    Raises:
        InputError: There are problems in the text; the error holds all of them.
    """
    text = decode_text(context.source)
    if text.startswith(MARK):
        return read_canonical_table(text, context)
    if context.format == "table":
        text = without_surroundings(text, context.name)
    rows = records(text, context.name)
    first = next(rows, None)
    if first is None:
        raise context.error("holds no rows; expected a table of layers, heads and categories")
    header = _header_of_head_list(first, context)
    if header is not None:
        if header.fields == ["head", "score"]:
            return read_table(chain([header, strip_colon(first)], map(strip_colon, rows)), context)
        if len(header.fields) > 1:
            return read_table(chain([header, first], rows), context)
        return read_table(chain([header, merge_heads(first)], map(merge_heads, rows)), context)
    return _read_table_or_numbers(first, rows, context)


def _header_of_head_list(first: TextRecord, context: ReadContext) -> LocatedRecord | None:
    """Return a header for a list of heads, which does not have one; None if the rows are not such a list."""
    line = merge_pair(first)
    has_numbers = _are_numbers(first.fields)
    if context.format == "heads":
        if has_numbers and len(line.fields) in (2, 3):
            names = ["layer", "head", "score"][: len(line.fields)]
            return LocatedRecord(names, [WHOLE_SOURCE] * len(names))
        return LocatedRecord(["head"], [WHOLE_SOURCE])
    if context.format != "table" or has_numbers or context.options.column:
        return None
    fields = [field for field in line.fields if field.strip()]
    if fields and all(map(_names_head, fields)):
        return LocatedRecord(["head"], [WHOLE_SOURCE])
    if len(fields) == 2 and parse_head_name(fields[0].rstrip(": ")) and NUMBER.fullmatch(fields[1]):
        return LocatedRecord(["head", "score"], [WHOLE_SOURCE] * 2)
    return None


def _names_head(field: str) -> bool:
    """Return whether a field names a head and is not a number; 0.9 may be a score."""
    return parse_head_name(field) is not None and NUMBER.fullmatch(field) is None


def _read_table_or_numbers(first: TextRecord, rows: Iterator[TextRecord], context: ReadContext) -> Entries:
    """Read rows as a table if their first row can be its header, or else as numbers."""
    top_row: Record = first
    second = next(rows, None)
    # The rows of a table are read one by one, so that a large file is never held in memory as a whole.
    following: Iterator[Record] = rows
    if second is not None:
        following = chain([second], rows)
        may_be_header = not _are_numbers(first.fields) or head_prefix(first.fields) is not None
        # A header with one field fewer than the rows may lack the name of their index.
        if may_be_header and len(second.fields) == len(first.fields) + 1:
            indexed_rows = [second, *rows]
            following = iter(indexed_rows)
            top_row = with_index(first, indexed_rows, context)

    columns = top_row.fields
    if context.format in ("table", "matrix") and not context.options.column and counts_layers(columns):
        all_rows = list(following)
        if all_rows and names_heads_alone(columns, all_rows):
            return read_transposed(columns, all_rows, context)
        following = iter(all_rows)
    has_layer_column = head_prefix(columns[1:]) is not None and normalize_name(columns[0]) in ("", *LAYER)
    counts_heads = not context.options.column and len(columns) > 1 and bool(head_prefix(columns))
    if context.format == "table" and not (has_layer_column or counts_heads or _are_numbers(columns)):
        return read_table(chain([top_row], following), context)
    return read_numbers(top_row, list(following), has_layer_column, context)


def _are_numbers(fields: Sequence[str]) -> bool:
    """Return whether a row holds numbers or flags, and nothing else but markers of missing values."""
    has_number = False
    for field in fields:
        if NUMBER.fullmatch(field):
            has_number = True
        elif not field.strip() or not is_missing(field):
            return False
    return has_number
