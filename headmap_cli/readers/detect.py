"""Which reader an input needs, by its first bytes, and --input-format where the user says it."""

from __future__ import annotations

import logging
import re
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING

from ..core.errors import WHOLE_SOURCE, InputError, UsageError, input_error
from ..core.numbers import DECIMAL
from ..core.strings import did_you_mean, quote
from ..core.vocabulary import option
from ..embed.containers import container_of
from ..files.foreign import foreign_kind
from ..files.source import Source, decoded
from .category_names import settle_categories
from .entries import Entries
from .inputs import Input
from .missing import is_missing
from .options import INPUT_FORMATS, Options

if TYPE_CHECKING:
    from .tables.delimited import Record

log = logging.getLogger("headmap")

NPY = b"\x93NUMPY"
ZIP = b"PK\x03\x04"
BIG_BYTES = 1 << 30
NUMBER = re.compile(rf"\s*(?:{DECIMAL.pattern}|nan|true|false)\s*", re.IGNORECASE)


def read_entries(input: Input, options: Options) -> Entries:
    """The entries of one input, by the reader of its shape.

    Raises InputError with all problems, UsageError for an unknown --input-format.
    """
    kind = options.input_format or _kind(input.source)
    if kind not in INPUT_FORMATS:
        known = ", ".join(INPUT_FORMATS)
        raise UsageError(
            f"{option('input-format')} {quote(kind)}{did_you_mean(kind, INPUT_FORMATS)}; "
            f"expected one of {known}"
        )
    try:
        entries = _read(kind, input, options)
    except InputError as e:
        from .misread import explain

        raise explain(input.source, e) from None
    settle_categories(entries, options)
    log.info("%s: read as %s", input.source.name, entries.shape)
    return entries


def _kind(source: Source) -> str:
    start = source.start
    foreign = foreign_kind(start, source)
    if foreign:
        raise input_error(source.name, foreign)
    if container_of(start):
        return "figure"
    if start.startswith(NPY):
        return "npy"
    if start.startswith(ZIP):
        return "npz"
    if start.startswith(b"PAR1"):
        return "parquet"
    return "json" if start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] in (b"{", b"[") else "table"


def _read(kind: str, input: Input, options: Options) -> Entries:
    source = input.source
    if kind == "figure":
        from .figures import read_figure

        return read_figure(input, options)
    either = kind in ("heads", "matrix")
    if kind in ("npy", "npz") or (either and source.start.startswith((NPY, ZIP))):
        from .arrays import read_arrays

        return read_arrays(source, options)
    if kind in ("json", "jsonl") or (
        either and source.start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{")
    ):
        from .json.documents import read_json

        return read_json(source, options)
    return _read_text(kind, source, options)


def _read_text(kind: str, source: Source, options: Options) -> Entries:
    """A table, a matrix or a flat column of delimited text, or of parquet."""
    if kind == "parquet" or source.size > BIG_BYTES:
        from .tables.duckdb import big_records
        from .tables.layouts import read_table

        # An error leaves rows unread; closing them removes their temporary file at once.
        with closing(big_records(source, options)) as rows:
            return read_table(rows, source.name, options)
    if kind == "table":
        from .tables.vectorized import read_vectorized

        entries = read_vectorized(source, options)
        if entries is not None:
            return entries
    return _read_carefully(kind, source, options)


def _read_carefully(kind: str, source: Source, options: Options) -> Entries:
    """A table; a list of heads, which is one without its header; a matrix or a flat column."""
    from ..core.canonical import MARK
    from .canonical import read_canonical_table
    from .head_names import named
    from .tables.delimited import PlacedRecord, one_field, records
    from .tables.head_counts import head_prefix
    from .tables.header import LAYER, normalize_name
    from .tables.index_column import with_index
    from .tables.layouts import read_table
    from .tables.matrix_text import read_numbers

    text = decoded(source)
    if text.startswith(MARK):
        return read_canonical_table(text, source.name, options)
    rows = records(text, source.name)
    first = next(rows, None)
    if first is None:
        raise input_error(source.name, "holds no rows; expected a table of layers, heads and categories")

    numbers = _are_numbers(first.fields)
    line = one_field(first)
    names = not numbers and not options.column and len(line.fields) == 1 and named(line.fields[0])
    if kind == "heads" and numbers and len(line.fields) in (2, 3):
        header = PlacedRecord(
            ["layer", "head", "score"][: len(line.fields)], [WHOLE_SOURCE] * len(line.fields)
        )
        return read_table(chain([header, line], rows), source.name, options)
    if kind == "heads" or (kind == "table" and names):
        header = PlacedRecord(["head"], [WHOLE_SOURCE])
        return read_table(chain([header, line], map(one_field, rows)), source.name, options)
    top: Record = first
    second = next(rows, None)
    if second is not None:
        rows = chain([second], rows)
        may_be_header = not numbers or head_prefix(first.fields) is not None
        if may_be_header and len(second.fields) == len(first.fields) + 1:
            kept = list(rows)
            top, rows = with_index(first, kept, source.name, options), iter(kept)
    columns = top.fields
    indexed = head_prefix(columns[1:]) is not None and normalize_name(columns[0]) in ("", *LAYER)
    headed = not options.column and len(columns) > 1 and bool(head_prefix(columns))
    if kind == "table" and not (indexed or headed or _are_numbers(columns)):
        return read_table(chain([top], rows), source.name, options)
    return read_numbers(kind, top, list(rows), indexed, source.name, options)


def _are_numbers(fields: list[str]) -> bool:
    """Return whether a row holds numbers and flags, with or without markers of missing values."""
    if not all(NUMBER.fullmatch(field) or (field.strip() and is_missing(field)) for field in fields):
        return False
    return any(map(NUMBER.fullmatch, fields))
