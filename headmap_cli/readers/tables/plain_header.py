"""Read the header of a table of plain lines, which can be read with numpy."""

from __future__ import annotations

from msgspec import Struct

from ...core.errors import WHOLE_SOURCE, InputError
from ..context import ReadContext
from .delimiter import detect_delimiter
from .header import Header, read_header


class PlainHeader(Struct, frozen=True):
    """The header of a table of plain lines.

    Attributes:
        header: The columns of the table.
        delimiter: The character that separates the fields.
    """

    header: Header
    delimiter: str


def read_plain_header(line: bytes, context: ReadContext) -> PlainHeader | None:
    """Return the header of a table; None for an unusual header, and for that of another kind of text.

    Args:
        line: The first line, without its newline.
        context: The input and how it is to be read.
    """
    # With a carriage return, the header may continue on the next line.
    if b"\r" in line:
        return None
    try:
        text = line.decode("utf-8-sig")
        delimiter = detect_delimiter(text)
        names = _strip_quotes(text.split(delimiter))
        if names is None:
            return None
        header = read_header(names, lambda _: WHOLE_SOURCE, context)
    except (UnicodeDecodeError, InputError):
        return None
    # Several spaces may separate two fields, and rows of several models have to be refused.
    if delimiter == " " or header.model not in (None, header.facet):
        return None
    return PlainHeader(header, delimiter)


def _strip_quotes(fields: list[str]) -> list[str] | None:
    """Return names without the quotes around them; None if there are quotes, or open quotes, inside a name.

    >>> _strip_quotes(['"layer"', "head"]), _strip_quotes(['"layer', 'head"']), _strip_quotes(['"a""b"'])
    (['layer', 'head'], None, None)
    """
    names = []
    for field in fields:
        name = field
        if len(field) >= 2 and field.startswith('"') and field.endswith('"'):
            name = field[1:-1]
        if '"' in name:
            return None
        names.append(name)
    return names
