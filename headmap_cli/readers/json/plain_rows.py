"""Read memberships that are written again and again in JSON only once.

If each row of a table is one observation of a head, it has far more rows than distinct memberships. All rows
must be plain here: an object with a layer, a head and the name of a category, and nothing else. For any other
document, these functions return None before they report anything, and the document is read as usual.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from ...core.errors import Location
from ..context import ReadContext
from ..entries import Entries
from .at import ROOT
from .columnar import read_columnar
from .plain_columns import memberships_of_columns
from .plain_memberships import KEYS, QUOTES_IN_RECORD, Index, Membership
from .records import read_records

MIN_LENGTH = 1 << 16
"""Shorter texts are read as fast in the usual way."""

SEPARATOR = ",\n"
"""What stands between lines that are decoded as one list."""


class PlainRecord(Struct, gc=False, forbid_unknown_fields=True):
    """One membership of a list of records."""

    layer: Index
    head: Index
    category: str


def may_be_plain(text: str, context: ReadContext) -> bool:
    """Return whether a text is long and without escapes, and no option chooses a part or changes its indices.

    Args:
        text: The text of the input.
        context: The input and how it is to be read.
    """
    options = context.options
    changes_rows = options.column or options.where or options.at or options.missing or options.facet_by
    if changes_rows or options.repeats or options.index_base or context.format not in ("json", "jsonl"):
        return False
    # A backslash may stand for any character, so that quotes could not be counted.
    return len(text) >= MIN_LENGTH and "\\" not in text


def read_plain_rows(text: str, context: ReadContext) -> Entries | None:
    """Return the entries of a document that is a long list of plain records, or a plain table by columns.

    Args:
        text: The document.
        context: The input and how it is to be read.

    Returns:
        The entries; None if the document has to be read as usual.
    """
    start = text[:MIN_LENGTH].lstrip()
    if not may_be_plain(text, context):
        return None
    find_memberships = _memberships_of_records if start.startswith("[") else memberships_of_columns
    try:
        memberships = find_memberships(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return None
    if not memberships or not _are_inside(memberships, context):
        return None
    if start.startswith("["):
        return read_records(list(_as_records(memberships)), context)
    return read_columnar(_as_columns(memberships), ROOT, context)


def read_plain_lines(text: str, context: ReadContext) -> Entries | None:
    """Return the entries of JSON Lines with plain records, of which equal lines are parsed only once.

    Args:
        text: The lines.
        context: The input and how it is to be read.

    Returns:
        The entries; None if the lines have to be read as usual.
    """
    if not may_be_plain(text, context):
        return None
    lines = text.split("\n")
    distinct = dict.fromkeys(lines)
    # Where most lines differ, there is nothing to gain.
    if len(distinct) > len(lines) // 2:
        return None
    lines = list(filter(str.strip, distinct))
    try:
        # No string can go on after a line feed, so each line is whole if there are as many records as lines.
        memberships = _memberships_of_records(f"[{SEPARATOR.join(lines)}]", len(lines))
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return None
    if not memberships or not _are_inside(memberships, context):
        return None
    return read_records(list(_as_records(memberships)), context)


def _memberships_of_records(text: str, count: int | None = None) -> list[Membership] | None:
    """Return the distinct memberships of a list of records.

    Args:
        text: The list.
        count: How many records it must have, if that is known.

    Returns:
        The memberships; None if an object has a key twice, or there is another number of records.
    """
    records = msgspec.json.decode(text, type=list[PlainRecord])
    if count is not None and len(records) != count:
        return None
    # msgspec takes the last of several values of a key, which are refused elsewhere.
    if text.count('"') != QUOTES_IN_RECORD * len(records):
        return None
    return list(dict.fromkeys(map(msgspec.structs.astuple, records)))


def _are_inside(memberships: Iterable[Membership], context: ReadContext) -> bool:
    """Return whether all heads are inside the grid, if one is given."""
    grid = context.options.grid
    if grid is None:
        return True
    return all(layer < grid[0] and head < grid[1] for layer, head, _ in memberships)


def _as_records(memberships: Iterable[Membership]) -> Iterator[tuple[Any, Location]]:
    """Yield memberships as records; their location is never shown, since they have no problems."""
    for membership in memberships:
        yield dict(zip(KEYS, membership, strict=True)), ROOT


def _as_columns(memberships: list[Membership]) -> dict[str, Any]:
    """Return memberships as a table by columns."""
    layers, heads, categories = zip(*memberships, strict=True)
    return {"layer": list(layers), "head": list(heads), "category": list(categories)}
