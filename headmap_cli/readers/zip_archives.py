"""Read the single table or JSON document that a zip archive holds."""

from __future__ import annotations

import io
import os
import zipfile

from ..core.errors import input_error
from ..core.vocabulary import option
from ..files.source import Source
from ..files.zip_members import BOUNDED_METHODS, read_member
from .formats import ZIP
from .inputs import Input

TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".yaml", ".yml", ".md")


def open_archive(input: Input) -> Input:
    """Return the only file of a zip archive as an input, if it may be text; return any other input as it is.

    Raises:
        InputError: The file is larger than --max-bytes, or it cannot be unpacked.
    """
    source = input.source
    if not source.start.startswith(ZIP):
        return input
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except (zipfile.BadZipFile, ValueError, OSError):
        return input  # the reader of arrays reports it
    with archive:
        files = list(filter(_is_visible_file, archive.infolist()))
        if len(files) != 1 or not files[0].filename.lower().endswith(TEXT_ENDINGS):
            return input
        data = _read_file(archive, files[0], source)
    name = f"{source.name}/{files[0].filename}"
    return Input(input.label, input.path, Source(name, None, data, source.max_bytes), input.facet)


def _is_visible_file(info: zipfile.ZipInfo) -> bool:
    """Return whether a member is a file, and not one that macOS adds or hides."""
    is_hidden = os.path.basename(info.filename).startswith(".")
    return not (info.is_dir() or is_hidden or info.filename.startswith("__MACOSX/"))


def _read_file(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> bytes:
    """Return the bytes of a file in an archive."""
    if info.file_size > source.max_bytes:
        limit = f"{source.max_bytes:,} bytes"
        raise input_error(source.name, f"unpacks to more than {limit}; {option('max-bytes')} allows more")
    if info.compress_type not in BOUNDED_METHODS:
        raise input_error(source.name, f"holds {info.filename!r} in an unusual compression; unpack it first")
    try:
        return read_member(archive, info)
    except Exception as error:  # zipfile and its decompressors raise a dozen kinds of errors
        raise input_error(source.name, f"is not a whole zip archive: {error}") from None
