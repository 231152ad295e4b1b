"""Delimited text that holds numbers -> Entries: a matrix, with or without a header, or a flat column."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from ...core.head_rows import MAX_COLUMNS, may_be_indices, may_be_table
from ...core.numbers import decimal
from ...core.strings import quote
from ...core.vocabulary import option
from ..context import ReadContext
from ..entries import Entries
from .delimited import Record
from .head_counts import counts, head_prefix
from .matrix import read_flat, read_matrix

log = logging.getLogger("headmap")

NAMED_HEADS = ("h", "head")
"""Prefixes of columns that are heads and nothing else; R calls the columns of any table V1, V2, ..."""
LAST_NUMBER = re.compile(r"(\d{1,9})(?:\.0+)?\s*$")
WHOLE = re.compile(r"\s*\d+\s*")


def read_numbers(first: Record, rows: list[Record], indexed: bool, context: ReadContext) -> Entries:
    """Return the entries of a matrix or a flat column.

    Args:
        first: The first row, which may be a header.
        rows: The rows after it.
        indexed: Whether the first row counts the heads, and the first field of each row the layers.
        context: The input, its format and how to read it.

    Raises:
        InputError: If the rows are not a matrix, or could just as well be something else.
    """
    shape = (len(rows) + 1, len(first.fields))
    prefix = head_prefix(first.fields[1:] if indexed else first.fields)
    counted = context.format == "table" and prefix == "" and not indexed and _is_counted(first.fields)
    if counted and context.options.grid != shape:
        log.warning("%s: its first row, which counts from 0, is taken as a header", context.name)
    has_header = indexed or bool(prefix) or (counted and context.options.grid != shape)
    if not has_header:
        rows.insert(0, first)
    skip = 1 if indexed else 0
    cells = [row.fields[skip:] for row in rows]
    if not any(cells):
        raise context.error(f"has a header but no {'numbers' if rows else 'rows'}")
    if indexed:
        _check_index(rows, context)
    if context.format == "table":
        _check_size(first, cells, has_header, indexed, context)
    if has_header and not indexed:
        _check_first_column(cells, rows[0], context)
    if context.format == "flat" or (context.format == "table" and len(first.fields) == 1):
        for row, own in zip(rows, cells, strict=True):
            if len(own) != 1:
                message = f"row has {len(own)} numbers where a flat column has one"
                raise context.error(message, row.place(skip))
        return read_flat([own[0] for own in cells], lambda i, _: rows[i].place(skip), context)
    return read_matrix(cells, lambda i, j: rows[i].place(j + skip), context)


def _is_counted(fields: Sequence[str]) -> bool:
    """Return whether a row of numbers is 0, 1, 2, .., as tables without names of columns are saved."""
    return len(fields) > 2 and fields[0] == "0"


def _check_size(
    first: Record,
    cells: Sequence[Sequence[str]],
    has_header: bool,
    indexed: bool,
    context: ReadContext,
) -> None:
    """Refuse few columns that could be layers, heads and scores instead of heads."""
    heads = len(cells[0])
    if not 1 < heads <= MAX_COLUMNS or context.options.grid == (len(cells), heads):
        return
    rows = [[decimal(cell) for cell in row] for row in cells]
    if heads > 3 and not may_be_table(rows):
        return
    choice = option("input-format", "matrix")
    if not has_header:
        readings, hint = _without_header(rows)
        raise context.error(f"could be a matrix, {readings}; set {hint}", first.place(0))
    is_pivot = indexed and bool(first.fields[0].strip())
    if is_pivot or head_prefix(first.fields[1:] if indexed else first.fields) in NAMED_HEADS:
        return
    pairs = [cell for row in cells for cell in row[:2]]
    whole = all(map(WHOLE.fullmatch, pairs))
    if heads > 3 or (whole and any(int(cell) > 1 for cell in pairs if len(cell) < 10)):
        message = "could be a matrix, or a table of layers and heads whose columns have no names; "
        raise context.error(f"{message}set {choice}, or name the columns", first.place(0))


def _without_header(rows: Sequence[Sequence[float | None]]) -> tuple[str, str]:
    """Return what rows without a header may be beside a matrix, and how to say which of these they are."""
    width = len(rows[0])
    matrix = option("input-format", "matrix")
    if width > 3:
        readings = "or a table of layers, heads and scores without its header"
        return readings, f"{matrix}, or add a header that begins with layer,head,score"
    if width == 3 and not may_be_indices(rows):
        return "or a table without its header", f"{matrix}, or add the header"
    either = f"{option('input-format', 'heads')} or matrix"
    if width == 2:
        return "a list of heads, or a table without its header", f"{either}, or add the header layer,head"
    readings = "a list of heads with scores, or a table without its header"
    return readings, f"{either}, or add the header layer,head,score"


def _check_first_column(cells: Sequence[Sequence[str]], row: Record, context: ReadContext) -> None:
    """Refuse a first column that counts the rows, as it could be an index instead of a head."""
    others = [cell for row_cells in cells for cell in row_cells[1:]]
    whole = all(map(WHOLE.fullmatch, others))
    if counts([row_cells[0] for row_cells in cells]) and (len(cells) > 2 or not whole):
        message = "the first column counts the rows, so that it could be an index or the first head; "
        hint = "name it layer and number the others from 0, or remove the header"
        raise context.error(message + hint, row.place(0))


def _check_index(rows: Sequence[Record], context: ReadContext) -> None:
    """Refuse an index that does not count the layers, as a row left out would move all that follow.

    Names without numbers say nothing about the order, which is then that of the rows.
    """
    matches = [LAST_NUMBER.search(row.fields[0]) for row in rows]
    numbers = [int(match[1]) for match in matches if match]
    if len(numbers) < len(rows):
        return
    first = int(numbers[0] == 1)
    for expected, (number, row) in enumerate(zip(numbers, rows, strict=True), first):
        if number != expected:
            message = f"found the index {quote(row.fields[0].strip())} where {expected} was expected; "
            hint = "the rows of a matrix must be all its layers in order, from 0 or from 1"
            raise context.error(message + hint, row.place(0))
