"""Write the objects of a PDF file: numbers, names, texts, lists and streams (ISO 32000-1, 7.3)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from .numbers import number

HEADER = b"%PDF-1.4\n%\xac\xdc \xab\xba\n"
"""The version, and a comment from which programs that transfer files see that this is not a text.

Some venues and old programs accept no later version. Viewers ignore keys of later versions that they do not
know, such as AF of PDF 2.0."""
COMPRESSION_LEVEL = 9


class Name(str):
    """A text that is a name, such as that of a type."""


class Reference(Struct, frozen=True):
    """A reference to another object of the file.

    Attributes:
        number: The number of the object, from 1.
    """

    number: int


Value: TypeAlias = "bool | int | float | str | Name | Reference | Sequence[Value] | Mapping[str, Value]"
"""What an object can be. A text is written as one for readers, in Unicode if it is not ASCII."""


class PdfFile:
    """A PDF file in the making: its objects, which refer to one another by their numbers."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> Reference:
        """Return a reference to an object that is written later."""
        self._objects.append(b"")
        return Reference(len(self._objects))

    def add(self, value: Value, reference: Reference | None = None) -> Reference:
        """Write an object and return a reference to it.

        Args:
            value: The object.
            reference: The reference that was reserved for it; None for a new one.
        """
        return self._write(serialize(value), reference)

    def add_stream(self, data: bytes, entries: Mapping[str, Value] | None = None) -> Reference:
        """Write a stream, compressed, and return a reference to it.

        Args:
            data: The bytes.
            entries: The entries of the stream's dictionary besides the length.
        """
        compressed = zlib.compress(data, COMPRESSION_LEVEL)
        dictionary = {**(entries or {}), "Length": len(compressed), "Filter": Name("FlateDecode")}
        return self._write(serialize(dictionary) + b"\nstream\n" + compressed + b"\nendstream", None)

    def _write(self, content: bytes, reference: Reference | None) -> Reference:
        """Keep the bytes of an object."""
        reference = reference or self.reserve()
        self._objects[reference.number - 1] = content
        return reference

    def finish(self, catalog: Reference, information: Reference) -> bytes:
        """Return the bytes of the file, with the table that says where each object begins.

        Args:
            catalog: The object that leads to all others.
            information: The object with the title and the like.
        """
        parts = [HEADER]
        position = len(HEADER)
        # The first entry of the table stands for the free objects, of which there are none.
        table = [b"0000000000 65535 f \n"]
        for i, content in enumerate(self._objects, start=1):
            table.append(b"%010d 00000 n \n" % position)
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (i, content))
            position += len(parts[-1])
        count = len(table)
        trailer = serialize({"Size": count, "Root": catalog, "Info": information})
        parts += [b"xref\n0 %d\n" % count, *table]
        parts.append(b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, position))
        return b"".join(parts)


def serialize(value: Value) -> bytes:
    r"""Return an object as PDF writes it.

    >>> serialize([0, 12.5, True, Name("Page"), Reference(3)])
    b'[ 0 12.5 true /Page 3 0 R ]'
    >>> serialize({"Alt": "a (b)"}), serialize("é")
    (b'<< /Alt (a \\(b\\)) >>', b'<FEFF00E9>')
    """
    match value:
        case bool():
            return b"true" if value else b"false"
        case int() | float():
            return number(value).encode()
        case Name():
            return _name(value)
        case str():
            return _text(value)
        case Reference():
            return b"%d 0 R" % value.number
        case Mapping():
            entries = [_name(key) + b" " + serialize(entry) for key, entry in value.items()]
            return b"<< " + b" ".join(entries) + b" >>"
        case _:
            return b"[ " + b" ".join(map(serialize, value)) + b" ]"


def _name(name: str) -> bytes:
    """Return a name, whose special characters are written as numbers (7.3.5)."""
    return b"/" + re.sub(rb"[^!-~]|[#()<>\[\]{}/%]", lambda match: b"#%02X" % ord(match[0]), name.encode())


def _text(text: str) -> bytes:
    """Return a text, as ASCII if it can be, otherwise as UTF-16 with a byte order mark (7.9.2.2)."""
    if re.fullmatch(r"[ -~]*", text):
        return b"(" + re.sub(rb"([\\()])", rb"\\\1", text.encode()) + b")"
    # A lone surrogate is no character, and has no code.
    return b"<FEFF" + text.encode("utf-16-be", errors="replace").hex().upper().encode() + b">"
