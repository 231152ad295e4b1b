"""Read long tables of several facets with numpy: split each block of lines by facet, and read the parts.

The facets share the cells of the category column, so that the roles of the columns are confirmed once, by
the rows of all facets. Like the reader of one table, this one gives up on anything unusual.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from msgspec.structs import replace

from ...core.facets import MAX_FACETS
from ..context import ReadContext
from ..entries import Entries
from .byte_fields import split_fields
from .facet_rows import order_labels
from .interning import CellTable
from .long_header import LongHeader
from .vectorized_long import LongTableReader


def read_facet_blocks(
    long_header: LongHeader, context: ReadContext, blocks: Iterable[bytes]
) -> Entries | None:
    """Return entries that hold those of each facet; None if only the row-by-row reader can read the table.

    Args:
        long_header: The header, which has a facet column.
        context: The input and how it is to be read.
        blocks: The lines below the header, in blocks of whole lines.
    """
    labels = CellTable()
    readers: list[LongTableReader] = []
    for block in blocks:
        parts = _split_block(block, long_header, labels)
        if parts is None or len(labels.cells) > MAX_FACETS:
            return None
        for number, lines in parts:
            while len(readers) < len(labels.cells):
                readers.append(_make_reader(long_header, context, labels.cells[len(readers)], readers))
            if not readers[number].read(lines):
                return None
    texts = _decode_labels(labels)
    if not readers or texts is None:
        return None
    all_facets = _join_facets(dict(zip(texts, readers, strict=True)), context)
    # The roles are reported only if the rows are read here; the row-by-row reader reports them otherwise.
    if all_facets is None or not readers[0].confirm_roles():
        return None
    return all_facets


def _join_facets(readers: Mapping[str, LongTableReader], context: ReadContext) -> Entries | None:
    """Return entries that hold those of each facet; None if the row-by-row reader has to report a problem.

    Args:
        readers: The reader of each facet by its label.
        context: The input and how it is to be read.
    """
    all_facets = Entries(context.name, "table of facets")
    for label in order_labels(list(readers)):
        entries = readers[label].entries()
        if entries is None:
            return None
        if readers[label].long_header.header.model is not None:
            entries.model = label
        all_facets.facets[label] = entries
    return all_facets


def _split_block(
    block: bytes, long_header: LongHeader, labels: CellTable
) -> Iterator[tuple[int, bytes]] | None:
    """Return the lines of each facet in a block, with the number of its label; None for unusual lines."""
    block = block.strip(b"\n") + b"\n"
    if block == b"\n":
        return iter(())
    fields = split_fields(block, long_header.delimiter, len(long_header.header.names))
    column = long_header.header.facet
    assert column is not None
    if fields is None:
        return None
    numbers = labels.numbers(fields.block, fields.words, *fields.spans(column))
    if numbers is None:
        return None
    if (numbers == numbers[0]).all():
        return iter([(int(numbers[0]), block)])
    lines = block.splitlines(keepends=True)
    # A stable sort keeps the rows of each facet in their order.
    order = np.argsort(numbers, kind="stable")
    first_rows = np.flatnonzero(np.diff(numbers[order], prepend=-1))
    parts = np.split(order, first_rows[1:])
    return ((int(numbers[part[0]]), b"".join([lines[i] for i in part.tolist()])) for part in parts)


def _make_reader(
    long_header: LongHeader, context: ReadContext, label: bytes, readers: list[LongTableReader]
) -> LongTableReader:
    """Return the reader of one facet, which shares the cells of the columns with the other readers."""
    options = context.options.for_facet(label.decode("utf-8", "replace"))
    reader = LongTableReader(long_header, replace(context, options=options))
    if readers:
        reader.category_cells = readers[0].category_cells
        reader.unclear_columns = readers[0].unclear_columns
    return reader


def _decode_labels(labels: CellTable) -> list[str] | None:
    """Return the labels of the facets; None if one is blank, padded with spaces or not UTF-8."""
    texts = []
    for cell in labels.cells:
        try:
            text = cell.decode()
        except UnicodeDecodeError:
            return None
        if not text or text != text.strip():
            return None
        texts.append(text)
    return texts
