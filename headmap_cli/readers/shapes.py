"""Which reader an input needs, by its first bytes, and --input-format where the user says it."""

from __future__ import annotations

import logging
import re
from itertools import chain
from typing import TYPE_CHECKING

from ..errors import InputError, UsageError, did_you_mean, input_error, quote
from ..numbers import DECIMAL
from .entries import Entries
from .foreign import foreign_kind
from .options import FORMATS, Options
from .source import Source, decoded, kind_of_figure

if TYPE_CHECKING:
    from .records import TextRecord

log = logging.getLogger("headmap")

BIG_BYTES = 1 << 30
NUMBER = re.compile(rf"\s*(?:{DECIMAL.pattern}|nan|true|false)\s*", re.IGNORECASE)


def read_entries(source: Source, options: Options) -> Entries:
    """The entries of one input, by the reader of its shape.

    Raises InputError with all problems, UsageError for an unknown --input-format.
    """
    kind = options.input_format or _kind(source)
    if kind not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(
            f"--input-format {quote(kind)}{did_you_mean(kind, FORMATS)}; expected one of {known}"
        )
    try:
        entries = _read(kind, source, options)
    except InputError as e:
        from .misread import explain

        raise explain(source, e) from None
    log.info("%s: read as %s", source.name, entries.shape)
    return entries


def _kind(source: Source) -> str:
    start = source.start
    foreign = foreign_kind(start, source)
    if foreign:
        raise input_error(source.name, foreign)
    if kind_of_figure(start):
        return "figure"
    if start.startswith(b"\x93NUMPY"):
        return "npy"
    if start.startswith(b"PK\x03\x04"):
        return "npz"
    if start.startswith(b"PAR1"):
        return "parquet"
    return "json" if start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] in (b"{", b"[") else "table"


def _read(kind: str, source: Source, options: Options) -> Entries:
    if kind == "figure":
        from .figures import read_figure

        return read_figure(source, options)
    if kind in ("npy", "npz"):
        from .arrays import read_arrays

        return read_arrays(source, options)
    either = kind in ("heads", "matrix")
    if kind in ("json", "jsonl") or (
        either and source.start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")
    ):
        from .documents import read_json

        return read_json(source, options)
    return _read_text(kind, source, options)


def _read_text(kind: str, source: Source, options: Options) -> Entries:
    """A table, a matrix or a flat column of delimited text, or of parquet."""
    if kind == "parquet" or source.size > BIG_BYTES:
        from .big import big_records
        from .tables import read_table

        return read_table(big_records(source, options), source.name, options)
    if kind == "table":
        from .fast import read_fast

        entries = read_fast(source, options)
        if entries is not None:
            return entries
    return _read_carefully(kind, source, options)


def _is_counted(fields: list[str]) -> bool:
    """Whether a row is 0, 1, 2, .., as tables of numbers without names of columns are saved."""
    return len(fields) > 2 and fields == [str(i) for i in range(len(fields))]


def _read_carefully(kind: str, source: Source, options: Options) -> Entries:
    """A table; a list of heads, which is one without its header; a matrix or a flat column."""
    from .canonical import read_canonical_table
    from .header import LAYER, MARK, plain
    from .names import named
    from .records import PlacedRecord, one_field, records
    from .tables import read_table

    text = decoded(source)
    if text.startswith(MARK):
        return read_canonical_table(text, source.name, options)
    rows = records(text, source.name)
    first = next(rows, None)
    if first is None:
        raise input_error(source.name, "holds no rows; expected a table of layers, heads and categories")

    numbers = all(NUMBER.fullmatch(field) for field in first.fields)
    line = one_field(first)
    names = not numbers and not options.column and len(line.fields) == 1 and named(line.fields[0])
    if kind == "heads" or (kind == "table" and names):
        header = PlacedRecord(["head"], [""])
        return read_table(chain([header, line], map(one_field, rows)), source.name, options)
    indexed = len(first.fields) > 1 and first.fields[1:] == [str(i) for i in range(len(first.fields) - 1)]
    if kind == "table" and not numbers and not (indexed and plain(first.fields[0]) in ("", *LAYER)):
        return read_table(chain([first], rows), source.name, options)
    return _read_numbers(kind, first, list(rows), 1 if indexed and not numbers else 0, source, options)


def _read_numbers(
    kind: str, first: TextRecord, rows: list[TextRecord], skip: int, source: Source, options: Options
) -> Entries:
    """A matrix or a flat column; skip: 1 where the first row and column count the layers and heads."""
    from .matrix import read_flat, read_matrix

    shape = (len(rows) + 1, len(first.fields))
    counted = kind == "table" and _is_counted(first.fields) and options.grid != shape
    if counted:
        log.warning("%s: its first row, which counts from 0, is taken as a header", source.name)
    if not skip and not counted:
        rows.insert(0, first)
    cells = [row.fields[skip:] for row in rows]
    if not any(cells):
        raise input_error(source.name, f"has a header but no {'numbers' if rows else 'rows'}")
    if kind == "table" and shape[1] in (2, 3) and options.grid != shape and not skip and not counted:
        lists, heads = (", a list of heads", "heads or ") if shape[1] == 2 else ("", "")
        message = f"could be a matrix{lists}, or a table without its header; "
        hint = f"say --input-format {heads}matrix, or add the header"
        raise input_error(source.name, message + hint, **first.place(0))
    if kind == "flat" or (kind == "table" and len(first.fields) == 1):
        for row, own in zip(rows, cells, strict=True):
            if len(own) != 1:
                message = f"row has {len(own)} numbers where a flat column has one"
                raise input_error(source.name, message, **row.place(skip))
        return read_flat([own[0] for own in cells], lambda i, _: rows[i].place(skip), source.name, options)
    return read_matrix(cells, lambda i, j: rows[i].place(j + skip), source.name, options)
