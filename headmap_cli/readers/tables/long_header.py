"""Recognise the header of a long table of plain lines."""

from __future__ import annotations

from msgspec import Struct

from .column_evidence import ColumnRoles
from .header import Header
from .plain_header import PlainHeader
from .roles_by_name import probable_roles


class LongHeader(Struct, frozen=True):
    """The header of a long table, with the columns that such a table needs.

    Attributes:
        header: The columns of the table.
        roles: Their roles by their names.
        delimiter: The character that separates the fields.
        layer: The column of the layer; None if the names of heads, such as L5H3, include it.
        head: The column of the head.
        category: The column with the names of categories.
        score: The column with the scores, if there is one.
    """

    header: Header
    roles: ColumnRoles
    delimiter: str
    layer: int | None
    head: int
    category: int
    score: int | None


def find_long_columns(plain: PlainHeader) -> LongHeader | None:
    """Return the header of a long table with its columns; None for that of another layout."""
    header = plain.header
    roles = probable_roles(header.candidate_names)
    if header.head is None or roles.category is None:
        return None
    return LongHeader(header, roles, plain.delimiter, header.layer, header.head, roles.category, roles.score)
