"""Read a member of a zip archive without letting a small archive fill the memory."""

from __future__ import annotations

import zipfile

BOUNDED_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The compressions that Python unpacks piece by piece; it unpacks the blocks of others whole."""


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member, which is stored or deflated and whose declared size has been checked.

    Raises:
        ValueError: The member has another size than the archive declares.
        Exception: The archive is damaged; zipfile and its decompressors raise a dozen kinds of errors.
    """
    with archive.open(info) as file:
        data = file.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise ValueError(f"{info.filename!r} has another size than the archive says")
    return data
