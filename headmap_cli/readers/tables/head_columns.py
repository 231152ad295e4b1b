"""Read the layers and the heads of rows with numpy, from two columns or from the names of heads in one."""

from __future__ import annotations

from .byte_fields import ByteFields, split_fields
from .head_name_cells import HeadNameTable
from .header import Header
from .machine_words import Ints, parse_indices


class HeadColumns:
    """The columns of the layer and the head.

    Attributes:
        layer: The column of the layer; None if the names of heads, such as L5H3, include it.
        head: The column of the head.
        names: The distinct names of heads so far.
    """

    def __init__(self, layer: int | None, head: int) -> None:
        self.layer = layer
        self.head = head
        self.names = HeadNameTable()

    def split(self, block: bytes, delimiter: str, header: Header) -> tuple[ByteFields, Ints, Ints] | None:
        """Return the fields of a block of lines, and their layers and heads; None if a line is not plain.

        Args:
            block: The lines.
            delimiter: The character between two fields.
            header: The header of the table.
        """
        fields = split_fields(block, delimiter, len(header.names))
        if fields is None:
            return None
        indices = self._parse(fields)
        if indices is None:
            return None
        return fields, *indices

    def _parse(self, fields: ByteFields) -> tuple[Ints, Ints] | None:
        """Return the layers and the heads of a block of rows; None if a cell is not plain."""
        if self.layer is None:
            return self.names.parse(fields.words, *fields.spans(self.head))
        layer = parse_indices(fields.words, *fields.spans(self.layer))
        head = parse_indices(fields.words, *fields.spans(self.head))
        if layer is None or head is None:
            return None
        return layer, head
