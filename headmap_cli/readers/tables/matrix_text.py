"""Read delimited text that is a matrix, with or without a header, or a flat column."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from itertools import chain

from msgspec import Struct

from ...core.errors import Location
from ...core.head_rows import MAX_COLUMNS, may_be_indices, may_be_table
from ...core.numbers import cell_number
from ...core.vocabulary import option
from ..context import ReadContext
from ..entries import Entries
from .head_counts import head_prefix, is_count
from .matrix import read_flat, read_matrix
from .matrix_index import check_index
from .name_matrix import hold_names, read_cells
from .records import Record

log = logging.getLogger("headmap")

NAMED_HEADS = ("h", "head")
"""Prefixes of columns that can only be heads, unlike V, since R names the columns of any table V1, V2, .."""

WHOLE = re.compile(r"\s*\d+\s*")


class _MatrixRows(Struct, frozen=True):
    """Rows of numbers or names.

    Attributes:
        first: The first row, which may be the header.
        has_header: Whether the first row is the header.
        has_index: Whether the first field of each row is the index of a layer.
        rows: The rows under the header.
        cells: The fields of the rows, without the index.
    """

    first: Record
    has_header: bool
    has_index: bool
    rows: Sequence[Record]
    cells: Sequence[Sequence[str]]

    @property
    def names(self) -> Sequence[str]:
        """Return the fields of the first row, without that of the index."""
        return self.first.fields[1:] if self.has_index else self.first.fields

    @property
    def names_axes(self) -> bool:
        """Return whether the header says that there is a row per layer or a column per head."""
        # In a pivot table, only the index has a name, such as "layer".
        is_pivot = self.has_index and bool(self.first.fields[0].strip())
        return is_pivot or head_prefix(self.names) in NAMED_HEADS

    def locate(self, row: int, column: int) -> Location:
        """Return the location of a cell, both counted from 0 and without the header and the index."""
        return self.rows[row].locate(column + 1 if self.has_index else column)


def read_numbers(first: Record, rows: list[Record], has_index: bool, context: ReadContext) -> Entries:
    """Return the entries of a matrix or a flat column, whose cells are usually numbers.

    Args:
        first: The first row, which may be a header.
        rows: The rows after it.
        has_index: Whether the first row counts the heads, and the first field of each row the layers.
        context: The input, its format and how to read it.

    Raises:
        InputError: The rows are not a matrix, or could as well be a list of heads or a table.
    """
    has_header = has_index or _is_header(first, rows, context)
    if not has_header:
        rows = [first, *rows]
    start = 1 if has_index else 0
    cells = [row.fields[start:] for row in rows]
    if not any(cells):
        raise context.error(f"has a header but no {'numbers' if rows else 'rows'}")
    matrix = _MatrixRows(first, has_header, has_index, rows, cells)
    if has_index:
        check_index(rows, context)
    if context.format == "table" and has_header and hold_names(chain.from_iterable(cells)):
        _check_names(matrix, context)
    elif context.format == "table":
        _check_size(matrix, context)
    if has_header and not has_index:
        _check_first_column(matrix, context)
    if context.format == "flat" or (context.format == "table" and len(first.fields) == 1):
        return _read_flat_rows(matrix, context)
    if has_header:
        return read_cells(cells, matrix.locate, context, first.delimiter)
    # Without a header that counts the heads, any text could be the names of a matrix.
    return read_matrix(cells, matrix.locate, context)


def _is_header(first: Record, rows: Sequence[Record], context: ReadContext) -> bool:
    """Return whether the first row numbers the heads instead of being the first layer.

    Args:
        first: The first row.
        rows: The rows after it.
        context: The input, its format and how to read it.
    """
    prefix = head_prefix(first.fields)
    if prefix is None:
        return False
    if prefix:
        return True
    if len(first.fields) > 1 and hold_names(chain.from_iterable(row.fields for row in rows)):
        return True
    # Above numbers, plain numbers are a header only if they are 0, 1, 2, .., which programs write for columns
    # without names, and if the grid does not need the first row as a layer.
    begins_with_zero = len(first.fields) > 2 and first.fields[0] == "0"
    if context.format != "table" or not begins_with_zero:
        return False
    if context.options.grid == (len(rows) + 1, len(first.fields)):
        return False
    log.warning("%s: its first row, which counts from 0, is taken as a header", context.name)
    return True


def _read_flat_rows(matrix: _MatrixRows, context: ReadContext) -> Entries:
    """Return the entries of rows that have one number each."""
    flat_cells = []
    for i, cells in enumerate(matrix.cells):
        if len(cells) != 1:
            message = f"row has {len(cells)} numbers where a flat column has one"
            raise context.error(message, matrix.locate(i, 0))
        flat_cells.append(cells[0])
    return read_flat(flat_cells, matrix.locate, context)


def _check_size(matrix: _MatrixRows, context: ReadContext) -> None:
    """Raise InputError if there are so few columns that they could be layers, heads and scores."""
    cells = matrix.cells
    heads = len(cells[0])
    if not 1 < heads <= MAX_COLUMNS or context.options.grid == (len(cells), heads):
        return
    rows = [list(map(cell_number, row)) for row in cells]
    if heads > 3 and not may_be_table(rows):
        return
    location = matrix.first.locate(0)
    if not matrix.has_header:
        readings, hint = _describe_readings(rows)
        raise context.error(f"could be a matrix, {readings}; set {hint}", location)
    if matrix.names_axes:
        return
    if heads > 3 or _may_be_heads(cells):
        message = "could be a matrix, or a table of layers and heads whose columns have no names; "
        hint = f"set {option('input-format', 'matrix')}, or name the columns"
        raise context.error(message + hint, location)


def _check_names(matrix: _MatrixRows, context: ReadContext) -> None:
    """Raise InputError if names are in few columns without names, which could be those of any table."""
    cells = matrix.cells
    heads = len(cells[0])
    if matrix.names_axes or heads > MAX_COLUMNS or context.options.grid == (len(cells), heads):
        return
    message = "could be a matrix with the names of categories, or a table whose columns have no names; "
    hint = f"set {option('input-format', 'matrix')}, or name the columns H0, H1, .. if they are heads"
    raise context.error(message + hint, matrix.first.locate(0))


def _may_be_heads(cells: Sequence[Sequence[str]]) -> bool:
    """Return whether the first two columns can be layers and heads, and are not just flags."""
    max_index = 0
    for row in cells:
        for cell in row[:2]:
            if not WHOLE.fullmatch(cell):
                return False
            # A number of ten digits or more is not an index, and Python refuses to convert very long ones.
            if len(cell) < 10:
                max_index = max(max_index, int(cell))
    return max_index > 1


def _describe_readings(rows: Sequence[Sequence[float | None]]) -> tuple[str, str]:
    """Return what rows without a header may be besides a matrix, and the options that choose a reading."""
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


def _check_first_column(matrix: _MatrixRows, context: ReadContext) -> None:
    """Raise InputError if the first column numbers the rows, since it could be an index instead of a head."""
    first_column = [row[0] for row in matrix.cells]
    if not is_count(first_column):
        return
    # Two rows that begin with 0 and 1 may be flags, if all other cells are whole numbers too.
    if len(matrix.cells) > 2 or not _are_whole(matrix.cells):
        message = "the first column counts the rows, so it could be an index or the first head; "
        hint = "name it layer and number the others from 0, or remove the header"
        raise context.error(message + hint, matrix.rows[0].locate(0))


def _are_whole(cells: Sequence[Sequence[str]]) -> bool:
    """Return whether all cells after the first column are whole numbers."""
    return all(all(map(WHOLE.fullmatch, row[1:])) for row in cells)
