"""Read long lists of records, and JSON Lines, with the score of a head in each, into arrays.

All records must be plain here: a layer, a head, a score, perhaps the name of a category, and nothing else.
For any other document, these functions return None before they report anything, and it is read as usual.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct

from ..category_cells import splitter
from ..context import ReadContext
from ..entries import Entries
from ..tables.head_store import HeadRows
from ..tables.long_cells import add_cells
from .plain_memberships import QUOTES_IN_RECORD, Index
from .plain_rows import may_be_plain

QUOTES_AROUND_KEY = 2


class ScoreRecord(Struct, gc=False, forbid_unknown_fields=True):
    """The score of a head."""

    layer: Index
    head: Index
    score: float


class CategoryRecord(Struct, gc=False, forbid_unknown_fields=True):
    """The score of a head in a category."""

    layer: Index
    head: Index
    category: str
    score: float


QUOTES = {
    ScoreRecord: 3 * QUOTES_AROUND_KEY,
    CategoryRecord: QUOTES_IN_RECORD + QUOTES_AROUND_KEY,
}
"""The number of quotes in each kind of record."""

Decode = Callable[[str, Any], list[Any]]


def read_plain_scores(text: str, context: ReadContext) -> Entries | None:
    """Return the entries of a document that is a long list of scores; None if it has to be read as usual.

    Args:
        text: The document.
        context: The input and how it is to be read.
    """
    return _read_records(text, _decode_list, context)


def read_plain_score_lines(text: str, context: ReadContext) -> Entries | None:
    """Return the entries of JSON Lines of scores; None if they have to be read as usual.

    Args:
        text: The lines.
        context: The input and how it is to be read.
    """
    return _read_records(text, _decode_lines, context)


def _read_records(text: str, decode: Decode, context: ReadContext) -> Entries | None:
    """Return the entries of plain records of either kind; None if the text has to be read as usual."""
    if not may_be_plain(text, context):
        return None
    for kind, quotes in QUOTES.items():
        try:
            records = decode(text, kind)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            continue
        # msgspec takes the last of several values of a key, which are refused elsewhere.
        if records and text.count('"') == quotes * len(records):
            return _make_entries(records, kind is CategoryRecord, context)
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
    stripped = text.strip()
    if stripped.count("\n") != len(lines) - 1 or stripped.count("\n{") != len(lines) - 1:
        return []
    return lines


def _make_entries(records: Sequence[Any], has_category: bool, context: ReadContext) -> Entries | None:
    """Return the entries of records; None if a head is outside the grid or a score is not finite."""
    count = len(records)
    layer = np.fromiter(map(attrgetter("layer"), records), np.int64, count)
    head = np.fromiter(map(attrgetter("head"), records), np.int64, count)
    score = np.fromiter(map(attrgetter("score"), records), np.float64, count)
    grid = context.options.grid
    is_outside = grid is not None and (layer.max() >= grid[0] or head.max() >= grid[1])
    if is_outside or not np.isfinite(score).all():
        return None
    if not has_category:
        entries = Entries(context.name, "scores of heads", listing=True, scored=True)
        entries.categorised = bool(context.options.name)
        entries.extend(layer, head, np.full(count, entries.number("")), score)
        return entries
    entries = Entries(context.name, "long list of records with scores", listing=True, scored=True)
    entries.categorised = True
    cells = list(map(attrgetter("category"), records))
    numbers = {cell: number for number, cell in enumerate(dict.fromkeys(cells))}
    cell = np.fromiter(map(numbers.__getitem__, cells), np.int64, count)
    rows = HeadRows(cell, layer, head, score)
    add_cells(entries, rows, list(numbers), splitter(""), context.options)
    return entries
