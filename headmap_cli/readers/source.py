"""Where bytes come from: a file or standard input, read once, with a name for error messages."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from ..errors import input_error


@dataclass(frozen=True)
class Source:
    """One input: the name that messages use, and its bytes."""

    name: str
    data: bytes


def open_source(path: str | Path) -> Source:
    """The bytes of a file, or of standard input for ``-``.

    Raises InputError when there is no such file, it cannot be read, or it holds nothing.
    """
    name = "<stdin>" if str(path) == "-" else str(path)
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
    except FileNotFoundError:
        raise input_error(name, "no such file") from None
    except IsADirectoryError:
        raise input_error(name, "is a folder; expected a file") from None
    except OSError as e:
        raise input_error(name, f"cannot be read: {e.strerror or e}") from None
    if not data.strip():
        raise input_error(name, "is empty; expected a table or JSON of layers, heads and categories")
    return Source(name, data)


def decoded(source: Source) -> str:
    """The text of a source: UTF-8 with or without a byte order mark, or UTF-16 with one."""
    data = source.data
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as e:
        start = data.rfind(b"\n", 0, e.start) + 1
        line, column = (
            data.count(b"\n", 0, e.start) + 1,
            len(data[start : e.start].decode("utf-8", "replace")) + 1,
        )
        raise input_error(
            source.name,
            f"byte 0x{data[e.start]:02x} is not {encoding[:6].upper()} text",
            line=line,
            column=column,
        ) from None
