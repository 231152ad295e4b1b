"""The index column of tables whose header has one name fewer than the rows have fields.

R's write.table writes row names so, and so does a printed DataFrame show its index.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import NamedTuple

from ...core.errors import WHOLE_SOURCE, InputError
from ...core.numbers import DECIMAL
from ...core.strings import quote
from ..context import ReadContext
from ..head_names import named
from ..indices import index_of
from .column_roles import probable_roles
from .delimited import PlacedRecord, Record, TextRecord
from .head_counts import counts, head_prefix
from .header import Header, read_header

log = logging.getLogger("headmap")

INDEX = re.compile(r"[A-Za-z_. ]*\d{1,9}(?:\.0)?")
"""The index of a layer or head, alone or after a word."""
FLAGS = frozenset({"0", "1"})


def with_index(first: Record, rows: Sequence[TextRecord], context: ReadContext) -> Record:
    """Return the header with a blank name for the index, if the first field of each row is one.

    Args:
        first: The header.
        rows: All rows under it.
        source: The name of the input.
        options: How the input is to be read.

    Raises:
        InputError: If the first field may be an index, but may as well be the first column that is named.
    """
    width = len(first.fields) + 1
    if not rows or any(len(row.fields) != width for row in rows):
        return first
    # A table with bars around its rows has a blank field before the first column.
    at = 1 if first.delimiter == "|" and not any(row.fields[0].strip() for row in (first, *rows)) else 0
    names = first.fields
    trailing = bool(names[-1].strip()) and not any(row.fields[-1].strip() for row in rows)
    if trailing or not _has_index(first, at, rows, context):
        return first
    log.info("%s: its rows have one field more than the header; the first is taken as an index", context.name)
    places = [first.place(max(i - 1, 0)) if i > at else first.place(i) for i in range(width)]
    return PlacedRecord([*names[:at], "", *names[at:]], places, first.delimiter)


def _has_index(first: Record, at: int, rows: Sequence[TextRecord], context: ReadContext) -> bool:
    """Return whether the first field of the rows is an index, or else the last a column without a name."""
    names = first.fields
    if head_prefix(names[at:]) is not None:
        return True
    try:
        header = read_header(names, lambda _: WHOLE_SOURCE, context)
    except InputError:
        return False  # the reader of tables raises it again, with its place
    header = header.with_roles(probable_roles({i: header.names[i] for i in header.candidates}))
    index = [row.fields[at].strip() for row in rows]
    is_index = counts(index) or _has_row_names(rows) or not any(map(DECIMAL.fullmatch, index))
    if header.head is None:
        return is_index
    as_index, as_layer = _evidence(header, rows, 1), _evidence(header, rows, 0)
    if not as_index.heads or as_layer.heads == 0:
        return as_index.heads > 0
    # An index is distinct. If the first field repeats, it is as likely a layer.
    if as_index.total < as_layer.total:
        return False
    if as_index.total > as_layer.total and (is_index or len(set(index)) == len(index)):
        return True
    flags = len(names) == 2 and all(row.fields[-1].strip() in FLAGS for row in rows)
    if _has_row_names(rows):
        return True
    if is_index and not flags:
        message = "%s: takes the first field of each row, which the header does not name, as an index"
        log.warning(message, context.name)
        return True
    raise _ambiguous(names, rows[0], context)


def _ambiguous(names: Sequence[str], row: TextRecord, context: ReadContext) -> InputError:
    """Return the error for rows whose first field may be an index, and their last a column without a name."""
    with_index = row.delimiter.join(["index", *names])
    with_note = row.delimiter.join([*names, "note"])
    message = (
        f"row has {len(row.fields)} fields where the header has {len(names)}: the first may be an index, "
    )
    hint = f"or the last column has no name; make the header {quote(with_index)} or {quote(with_note)}"
    return context.error(message + hint, row.place(0))


def _has_row_names(rows: Sequence[TextRecord]) -> bool:
    """Return whether each row begins with a number in quotes, as R writes the names of rows."""
    return all(re.match(r'\s*"\d+"', row.raw) for row in rows)


class _Evidence(NamedTuple):
    """How many rows support a reading: those that name a head, and those whose category is a text."""

    heads: int
    texts: int

    @property
    def total(self) -> int:
        return self.heads + self.texts


def _evidence(header: Header, rows: Sequence[TextRecord], shift: int) -> _Evidence:
    """Return what supports the reading in which the columns are shifted by so many fields."""
    heads = 0
    texts = 0
    for row in rows:
        head = row.fields[(header.head or 0) + shift]
        if header.layer is None:
            heads += bool(named(head))
        else:
            heads += _is_index(row.fields[header.layer + shift]) and _is_index(head)
        if header.category is not None:
            texts += not DECIMAL.fullmatch(row.fields[header.category + shift].strip())
    return _Evidence(heads, texts)


def _is_index(cell: str) -> bool:
    """Return whether a cell is the index of a layer or a head."""
    return isinstance(index_of(cell, "head"), int) or bool(INDEX.fullmatch(cell.strip()))
