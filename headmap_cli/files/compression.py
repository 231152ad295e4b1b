"""Recognise and decompress gzip, bzip2 and xz."""

from __future__ import annotations

from typing import IO

from ..core.errors import input_error
from ..core.vocabulary import more_bytes_than
from .streams import unreadable

MODULES = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "lzma"}
"""The module of the standard library that decompresses data, by the first bytes of the data."""


def compression_module(data: bytes) -> str | None:
    """Return the name of the module that decompresses data; None for data that is not compressed."""
    for magic, module in MODULES.items():
        if data.startswith(magic):
            return module
    return None


def decompress(file: IO[bytes], name: str, module: str, max_bytes: int) -> bytes:
    """Decompress a file from its start.

    Args:
        file: The compressed file, which is seekable.
        name: The name of the file in messages.
        module: The name of the module that decompresses it, see compression_module.
        max_bytes: The maximum size of the decompressed data.

    Raises:
        InputError: The file cannot be read, is damaged, or holds too much.
    """
    # Imported only when needed, since most inputs are not compressed.
    from importlib import import_module

    try:
        file.seek(0)
        with import_module(module).open(file) as decompressed:
            # One byte more than allowed shows that a file is too large, even if it holds terabytes.
            data: bytes = decompressed.read(max_bytes + 1)
    except Exception as e:
        # Each module raises other errors for damaged data; gzip raises an OSError without a number.
        if isinstance(e, OSError) and e.errno:
            raise unreadable(name, e) from None
        raise input_error(name, f"is not valid {module} data: {e}") from None
    if len(data) > max_bytes:
        raise input_error(name, f"unpacks to {more_bytes_than(max_bytes)}")
    return data
