"""Read long lists of records, and JSON Lines, into arrays.

All records must be plain here: a layer, a head, the name of a category or a score or both, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from ..context import ReadContext
from ..entries import Entries
from .plain_rows import Index, PlainRows, may_be_plain, plain_entries


class MembershipRecord(Struct, gc=False, forbid_unknown_fields=True):
    """A head in a category."""

    layer: Index
    head: Index
    category: str


class ScoreRecord(Struct, gc=False, forbid_unknown_fields=True):
    """The score of a head."""

    layer: Index
    head: Index
    score: float


class CategoryScoreRecord(Struct, gc=False, forbid_unknown_fields=True):
    """The score of a head in a category."""

    layer: Index
    head: Index
    category: str
    score: float


QUOTES = {MembershipRecord: 8, ScoreRecord: 6, CategoryScoreRecord: 10}
"""The number of quotes in each kind of record: two around each of its keys, and two around the category."""

Decode = Callable[[str, Any], list[Any]]


def read_plain_records(text: str, context: ReadContext) -> Entries | None:
    """Return the entries of a document that is a long list of records; None if it has to be read as usual.

    Args:
        text: The document.
        context: The input and how it is to be read.
    """
    return _read_records(text, _decode_list, context)


def read_plain_lines(text: str, context: ReadContext) -> Entries | None:
    """Return the entries of JSON Lines; None if they have to be read as usual.

    Args:
        text: The lines.
        context: The input and how it is to be read.
    """
    return _read_records(text, _decode_lines, context)


def _read_records(text: str, decode: Decode, context: ReadContext) -> Entries | None:
    """Return the entries of records of one kind; None if the text has to be read as usual."""
    if not may_be_plain(text, context):
        return None
    for kind, quotes in QUOTES.items():
        try:
            records = decode(text, kind)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            continue
        # msgspec takes the last of several values of a key, which are refused elsewhere.
        if records and text.count('"') == quotes * len(records):
            return plain_entries(_as_rows(records, kind), "list of records", context)
    return None


def _decode_list(text: str, kind: Any) -> list[Any]:
    """Return the records of a list."""
    records: list[Any] = msgspec.json.decode(text, type=list[kind])
    return records


def _decode_lines(text: str, kind: Any) -> list[Any]:
    """Return the records of JSON Lines; none if a line is blank or does not hold just one record."""
    lines: list[Any] = msgspec.json.Decoder(kind).decode_lines(text)
    # msgspec does not need newlines between records. If there are as many lines as records, and each begins
    # with a brace, each line is a record.
    line_count = text.count("\n") + (not text.endswith("\n"))
    brace_count = text.count("\n{") + text.startswith("{")
    if not line_count == brace_count == len(lines):
        return []
    return lines


def _as_rows(records: Sequence[Any], kind: Any) -> PlainRows:
    """Return the columns of records of one kind."""
    count = len(records)
    layer = np.fromiter(map(attrgetter("layer"), records), np.int64, count)
    head = np.fromiter(map(attrgetter("head"), records), np.int64, count)
    categories = None
    if kind is not ScoreRecord:
        categories = list(map(attrgetter("category"), records))
    score = None
    if kind is not MembershipRecord:
        score = np.fromiter(map(attrgetter("score"), records), np.float64, count)
    return PlainRows(layer, head, categories, score)
