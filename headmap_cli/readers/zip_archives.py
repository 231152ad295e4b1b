"""Read a table or a JSON document in a zip archive."""

from __future__ import annotations

import io
import os
import zipfile

from ..core.errors import input_error
from ..core.strings import did_you_mean, quote, truncated_list
from ..core.vocabulary import more_bytes_than, option
from ..files.foreign import known_archive
from ..files.source import Source
from ..files.zip_members import BOUNDED_METHODS, read_member
from .inputs import Input
from .json.at import at_inside

TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".yaml", ".yml", ".md")


def open_archive(input: Input, at: str) -> Input:
    """Return the file of a zip archive that --at names, or its only file, as an input.

    Args:
        input: The archive.
        at: What --at names: a file, perhaps with a part of it as in ``runs.json.gpt2``, or a part of the only
            file.

    Returns:
        The file; the archive itself if it holds arrays, is damaged, or is of another kind of file, which the
        reader of arrays reports.

    Raises:
        InputError: There are several files and --at names none of them, or the file is larger than
            --max-bytes or cannot be unpacked.
    """
    source = input.source
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except Exception:  # zipfile raises a dozen kinds of errors for damaged archives
        return input
    with archive:
        members = archive.infolist()
        files = list(filter(_is_visible_file, members))
        texts = {info.filename: info for info in files if info.filename.lower().endswith(TEXT_ENDINGS)}
        names = [info.filename for info in members]
        if not texts or any(name.endswith(".npy") for name in names) or known_archive(names, source.name):
            return input
        name = _choose_file(list(texts), len(files), at, source)
        data = _read_file(archive, texts[name], source)
    is_named = len(files) > 1 or _begins_with(at, name)
    opened = Source(f"{source.name}/{name}", None, data, source.max_bytes)
    return Input(input.label, input.path, opened, input.facet, name if is_named else "")


def _choose_file(names: list[str], file_count: int, at: str, source: Source) -> str:
    """Return the name of the file that is read.

    Args:
        names: The names of the files that may be data, at least one.
        file_count: The number of all files.
        at: What --at names.
        source: The archive.

    Raises:
        InputError: There are several files and --at names none of these.
    """
    if file_count == 1:
        return names[0]
    named = [name for name in names if _begins_with(at, name)]
    if named:
        return max(named, key=len)
    choices = truncated_list([option("at", at_inside("", name)) for name in names])
    if at:
        raise input_error(
            source.name, f"has no file {quote(at)}{did_you_mean(at, names)}; choose one: {choices}"
        )
    raise input_error(source.name, f"is a zip archive of {file_count} files; choose one: {choices}")


def _begins_with(at: str, name: str) -> bool:
    """Return whether --at names a file, or a part of it."""
    return f"{at.removeprefix('$.')}.".startswith(f"{name}.")


def _is_visible_file(info: zipfile.ZipInfo) -> bool:
    """Return whether a member is a file, and not one that macOS adds or hides."""
    # ZipInfo.is_dir fails for an empty name, which a damaged archive can have.
    name = os.path.basename(info.filename)
    is_hidden = name.startswith(".") or info.filename.startswith("__MACOSX/")
    return bool(name) and not is_hidden


def _read_file(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> bytes:
    """Return the bytes of a file in an archive."""
    if info.file_size > source.max_bytes:
        limit = more_bytes_than(source.max_bytes, info.file_size)
        raise input_error(source.name, f"unpacks to {limit}")
    if info.compress_type not in BOUNDED_METHODS:
        raise input_error(source.name, f"holds {info.filename!r} in an unusual compression; unpack it first")
    try:
        return read_member(archive, info)
    except Exception as error:  # zipfile and its decompressors raise a dozen kinds of errors
        raise input_error(source.name, f"is not a whole zip archive: {error}") from None
