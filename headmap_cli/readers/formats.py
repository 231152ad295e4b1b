"""Register the input formats: how each is recognised and which reader reads it.

To support another format, write a reader and add one entry to READERS. The command line imports this module
for its help texts, so each reader is imported only when it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from ..embed.containers import container_of

if TYPE_CHECKING:
    from .context import ReadContext
    from .entries import Entries

NPY = b"\x93NUMPY"
ZIP = b"PK\x03\x04"
PARQUET = b"PAR1"
MAX_SAFETENSORS_HEADER = 100_000_000
"""The size that the format allows for a header."""
JSON_START = (b"{", b"[")
# JSON may be in UTF-16 and may begin with a byte order mark, so zeros and marks are skipped like blanks.
BEFORE_JSON = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


class Reader(Struct, frozen=True):
    """One input format.

    Attributes:
        name: The name that --input-format takes.
        recognises: The function that returns whether the first bytes of an input show this format. None for
            a format whose content looks like that of another one, so that only the user can choose it.
        read: The function that reads an input of this format; it raises InputError with all problems.
    """

    name: str
    recognises: Callable[[bytes], bool] | None
    read: Callable[[ReadContext], Entries]


def detect_format(start: bytes, readers: Iterable[Reader]) -> str:
    """Return the name of the format that the first bytes of an input show; by default, ``table``."""
    for reader in readers:
        if reader.recognises is not None and reader.recognises(start):
            return reader.name
    return "table"


def _is_figure(start: bytes) -> bool:
    return container_of(start) is not None


def _is_npy(start: bytes) -> bool:
    return start.startswith(NPY)


def _is_npz(start: bytes) -> bool:
    return start.startswith(ZIP)


def _is_safetensors(start: bytes) -> bool:
    # The first 8 letters of a text, taken as the size of the header, would be far larger than any header.
    return start[8:10] == b'{"' and int.from_bytes(start[:8], "little") < MAX_SAFETENSORS_HEADER


def _is_parquet(start: bytes) -> bool:
    return start.startswith(PARQUET)


def _is_json(start: bytes) -> bool:
    return start.lstrip(BEFORE_JSON).startswith(JSON_START)


def _read_arrays(context: ReadContext) -> Entries:
    from .arrays import read_arrays

    return read_arrays(context)


def _read_figure(context: ReadContext) -> Entries:
    from .figures import read_figure

    return read_figure(context)


def _read_json(context: ReadContext) -> Entries:
    from .json.documents import read_json

    return read_json(context)


def _read_parquet(context: ReadContext) -> Entries:
    from .tables.text import read_with_duckdb

    return read_with_duckdb(context)


def _read_safetensors(context: ReadContext) -> Entries:
    from .safetensors import read_safetensors

    return read_safetensors(context)


def _read_text(context: ReadContext) -> Entries:
    from .tables.text import read_text

    return read_text(context)


def _read_numbers(context: ReadContext) -> Entries:
    """Read a matrix or a list of heads, which arrays, JSON and text can all hold."""
    start = context.source.start
    if _is_npy(start) or _is_npz(start):
        return _read_arrays(context)
    if _is_json(start):
        return _read_json(context)
    return _read_text(context)


READERS = (
    Reader("table", None, _read_text),
    Reader("matrix", None, _read_numbers),
    Reader("flat", None, _read_text),
    Reader("json", _is_json, _read_json),
    Reader("jsonl", None, _read_json),
    Reader("heads", None, _read_numbers),
    Reader("npy", _is_npy, _read_arrays),
    Reader("npz", _is_npz, _read_arrays),
    Reader("safetensors", _is_safetensors, _read_safetensors),
    Reader("parquet", _is_parquet, _read_parquet),
    Reader("figure", _is_figure, _read_figure),
)
INPUT_FORMATS = tuple(reader.name for reader in READERS)
