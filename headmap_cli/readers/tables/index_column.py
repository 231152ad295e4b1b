"""Recognise an index column without a name, in tables whose header has one field fewer than the rows.

R's write.table writes the names of rows in such a column, and printing a DataFrame shows its index in one.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from msgspec import Struct

from ...core.errors import WHOLE_SOURCE, InputError
from ...core.head_names import parse_head_name
from ...core.numbers import DECIMAL
from ...core.strings import quote
from ..context import ReadContext
from ..indices import parse_index
from .head_counts import head_prefix, is_count
from .header import Header, read_header
from .records import LocatedRecord, Record, TextRecord
from .roles_by_name import probable_roles

log = logging.getLogger("headmap")

INDEX = re.compile(r"[A-Za-z_. ]*\d{1,9}(?:\.0)?")
"""The index of a layer or head, alone or after a word."""

FLAGS = frozenset({"0", "1"})


def with_index(first: Record, rows: Sequence[TextRecord], context: ReadContext) -> Record:
    """Return the header with a blank name for the index, if the first field of each row is one.

    Args:
        first: The header.
        rows: All rows under it.
        context: The input and how it is to be read.

    Raises:
        InputError: The first field may be an index, or the first column that the header names.
    """
    width = len(first.fields) + 1
    if not rows or any(len(row.fields) != width for row in rows):
        return first
    names = first.fields
    has_blank_end = not any(row.fields[-1].strip() for row in rows)
    if has_blank_end and names[-1].strip():
        # Each row ends with a delimiter that the header lacks.
        return first
    position = _index_position(first, rows)
    if not _has_index(first, position, rows, context):
        return first
    log.info("%s: its rows have one field more than the header; the first is taken as an index", context.name)
    locations = list(map(first.locate, range(len(names))))
    # The index has no name that could be located, so its location is that of the name after it.
    locations.insert(position, first.locate(position))
    return LocatedRecord([*names[:position], "", *names[position:]], locations, first.delimiter)


def _index_position(first: Record, rows: Sequence[TextRecord]) -> int:
    """Return the number of the field that may be the index."""
    # A table with bars around its rows has a blank field before the first column.
    has_outer_bars = not first.fields[0].strip() and not any(row.fields[0].strip() for row in rows)
    if first.delimiter == "|" and has_outer_bars:
        return 1
    return 0


def _has_index(first: Record, position: int, rows: Sequence[TextRecord], context: ReadContext) -> bool:
    """Return whether the first field of the rows is an index; otherwise the last field has no name.

    Args:
        first: The header.
        position: The number of the field that may be the index.
        rows: All rows under the header.
        context: The input and how it is to be read.

    Raises:
        InputError: Both readings are equally plausible.
    """
    names = first.fields
    if head_prefix(names[position:]) is not None:
        return True
    try:
        header = read_header(names, lambda _: WHOLE_SOURCE, context)
    except InputError:
        return False  # the reader of tables raises it again, with its location
    header = header.with_roles(probable_roles(header.candidate_names))
    index = [row.fields[position].strip() for row in rows]
    if header.head is None:
        return _looks_like_index(index, rows)
    if_index = _gather_support(header, rows, shift=1)
    if_column = _gather_support(header, rows, shift=0)
    if if_index.heads == 0 or if_column.heads == 0:
        return if_index.heads > 0
    if if_index.total < if_column.total:
        return False
    if if_index.total > if_column.total:
        # The values of an index are distinct. If the first field repeats, it may as well be a layer.
        is_distinct = len(set(index)) == len(index)
        if is_distinct or _looks_like_index(index, rows):
            return True
    return _break_tie(first, index, rows, context)


def _break_tie(first: Record, index: Sequence[str], rows: Sequence[TextRecord], context: ReadContext) -> bool:
    """Return whether the first field is an index although the rows support both readings."""
    if _has_row_names(rows):
        return True
    # Under a header of two names, a last field of flags is a category whose name is missing.
    has_flags = len(first.fields) == 2 and all(row.fields[-1].strip() in FLAGS for row in rows)
    if not _looks_like_index(index, rows) or has_flags:
        raise _ambiguous(first.fields, rows[0], context)
    message = "%s: takes the first field of each row, which the header does not name, as an index"
    log.warning(message, context.name)
    return True


def _looks_like_index(index: Sequence[str], rows: Sequence[TextRecord]) -> bool:
    """Return whether fields may be an index: they number the rows, or none of them is a number."""
    return is_count(index) or _has_row_names(rows) or not any(map(DECIMAL.fullmatch, index))


def _has_row_names(rows: Sequence[TextRecord]) -> bool:
    """Return whether each row begins with a number in quotes, as R writes the names of rows."""
    return all(re.match(r'\s*"\d+"', row.raw) for row in rows)


def _ambiguous(names: Sequence[str], row: TextRecord, context: ReadContext) -> InputError:
    """Return the error for rows whose first field may be an index, and their last a column without a name."""
    with_index = row.delimiter.join(["index", *names])
    with_note = row.delimiter.join([*names, "note"])
    message = (
        f"row has {len(row.fields)} fields where the header has {len(names)}: the first may be an index, "
    )
    hint = f"or the last column has no name; make the header {quote(with_index)} or {quote(with_note)}"
    return context.error(message + hint, row.locate(0))


class _Support(Struct, frozen=True):
    """How many rows support a reading.

    Attributes:
        heads: The rows that name a head.
        texts: The rows whose category is not a number.
    """

    heads: int
    texts: int

    @property
    def total(self) -> int:
        """Return the support as one number."""
        return self.heads + self.texts


def _gather_support(header: Header, rows: Sequence[TextRecord], shift: int) -> _Support:
    """Return the support for the reading in which each name belongs to the field ``shift`` to its right."""
    heads = 0
    texts = 0
    for row in rows:
        fields = row.fields[shift:]
        if _names_head(fields, header):
            heads += 1
        if header.category is not None and not DECIMAL.fullmatch(fields[header.category].strip()):
            texts += 1
    return _Support(heads, texts)


def _names_head(fields: Sequence[str], header: Header) -> bool:
    """Return whether a row has a layer and a head in the columns that the header gives them."""
    assert header.head is not None
    head = fields[header.head]
    if header.layer is None:
        return parse_head_name(head) is not None
    return _is_index(fields[header.layer]) and _is_index(head)


def _is_index(cell: str) -> bool:
    """Return whether a cell is the index of a layer or a head."""
    return isinstance(parse_index(cell, "head"), int) or bool(INDEX.fullmatch(cell.strip()))
