"""Split blocks of plain delimited text into fields with numpy, without a Python object for each field."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...files.source import Source
from .delimited import MAX_FIELD_LENGTH
from .machine_words import MAX_CELL_BYTES, Ints, Words, view_words

NEWLINE = ord("\n")
QUOTE = b'"'


class ByteFields(Struct, frozen=True):
    """The fields of a block of lines.

    Attributes:
        block: The text of the lines.
        words: The word at each position of the block, see view_words; MAX_CELL_BYTES zeros follow it.
        starts: The position of each field (columns, rows).
        lengths: The length of each field in bytes (columns, rows).
    """

    block: bytes
    words: Words
    starts: Ints
    lengths: Ints

    def spans(self, column: int) -> tuple[Ints, Ints]:
        """Return the position and the length of each field of a column."""
        return self.starts[column], self.lengths[column]

    def cells(self, column: int, rows: slice | Ints = slice(None)) -> list[bytes]:
        """Return the fields of a column, of all rows or of some of them."""
        start = self.starts[column, rows]
        stop = start + self.lengths[column, rows]
        # Slicing with Python's integers is faster than with numpy's.
        return [self.block[i:j] for i, j in zip(start.tolist(), stop.tolist(), strict=True)]


def whole_lines(source: Source) -> Iterator[bytes]:
    """Yield the text of a source in blocks of whole lines, with the line ends of Windows as newlines."""
    remainder = b""
    for block in source.blocks():
        end = block.rfind(b"\n") + 1
        if not end:
            remainder += block
            continue
        lines = remainder + block[:end]
        if b"\r" in lines:
            lines = lines.replace(b"\r\n", b"\n")
        yield lines
        remainder = block[end:]
    if remainder.strip():
        yield remainder + b"\n"


def strip_blank_lines(block: bytes) -> bytes:
    """Return a block of lines without blank lines at its start and its end."""
    if block.startswith(b"\n") or block.endswith(b"\n\n"):
        block = block.strip(b"\n") + b"\n"
    return b"" if block == b"\n" else block


def split_fields(block: bytes, delimiter: str, width: int) -> ByteFields | None:
    r"""Return the fields of a block of lines; None if one of the lines is not plain.

    A plain line has as many fields as the header, and no carriage return or NUL. A field may be in quotes,
    which do not belong to it, if there is no quote, delimiter or newline between them. The block
    ``0,1,A\n2,17,B\n`` of a table with three columns is split so::

        text      0 , 1 , A \n 2 , 1 7 , B  \n
        position  0 1 2 3 4 5  6 7 8 9 10 11 12

        ends      1 3 5 7 10 12        each delimiter or newline ends a field
        stops     [[1, 7], [3, 10], [5, 12]]        a row per column
        starts    [[0, 6], [2, 8], [4, 11]]         one after the stop of the field before

    Args:
        block: Lines that end with a newline.
        delimiter: The character that separates the fields.
        width: The number of columns.
    """
    if b"\r" in block or b"\x00" in block:
        return None
    buffer = np.frombuffer(block + bytes(MAX_CELL_BYTES), dtype=np.uint8)
    is_newline = buffer == NEWLINE
    ends = np.flatnonzero(is_newline | (buffer == ord(delimiter)))
    if not _have_width(is_newline[ends], width):
        return None
    # Transposing alone would spread each column over the memory, and the columns are read one by one.
    stops = np.ascontiguousarray(ends.reshape(-1, width).T)
    starts = np.empty_like(stops)
    starts[1:] = stops[:-1] + 1
    starts[0, 1:] = stops[-1, :-1] + 1
    starts[0, 0] = 0
    lengths = stops - starts
    # The row-by-row reader refuses longer fields, in which a quote may have been left open.
    if lengths.max() > MAX_FIELD_LENGTH:
        return None
    quotes = block.count(QUOTE)
    if quotes and not _strip_quotes(buffer, quotes, starts, lengths):
        return None
    return ByteFields(block, view_words(buffer), starts, lengths)


def _have_width(is_newline: npt.NDArray[np.bool_], width: int) -> bool:
    """Return whether each line has as many fields as there are columns.

    Args:
        is_newline: Whether each field ends with a newline instead of a delimiter.
        width: The number of columns.
    """
    if len(is_newline) % width:
        return False
    ends_line = is_newline.reshape(-1, width)
    return bool(ends_line[:, -1].all()) and np.count_nonzero(ends_line) == len(ends_line)


def _strip_quotes(buffer: npt.NDArray[np.uint8], quotes: int, starts: Ints, lengths: Ints) -> bool:
    """Leave the quotes around fields out of the fields; return False if there are others.

    The text has been split at every delimiter and newline, so one between quotes is found here too: the field
    that ends there begins with a quote and does not end with one.

    Args:
        buffer: The text.
        quotes: The number of quotes in it.
        starts: The position of each field, which is moved.
        lengths: The length of each field, which is reduced.
    """
    is_quoted = buffer[starts] == ord(QUOTE)
    last = buffer[starts + lengths - 1]
    if ((last != ord(QUOTE)) & is_quoted).any() or (is_quoted & (lengths < 2)).any():
        return False
    # With all quotes at the ends of fields, none is inside a field.
    if quotes != 2 * np.count_nonzero(is_quoted):
        return False
    starts += is_quoted
    lengths -= 2 * is_quoted.astype(lengths.dtype)
    return True
