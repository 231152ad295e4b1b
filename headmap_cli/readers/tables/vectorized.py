"""Read long and wide tables of plain lines with numpy, many rows at a time.

The readers give up on anything unusual, such as quotes inside fields, spaces, an invalid row, or a column
whose cells have to be looked at one by one. The row-by-row reader, which knows the location of every field,
then reads the file again from its start and reports what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import numpy as np

from ...core.canonical import MARK
from ..context import ReadContext
from ..entries import Entries
from .byte_fields import whole_lines
from .long_header import find_long_columns
from .plain_header import PlainHeader, read_plain_header

HEAP_BYTES = 1 << 24
"""The size of the array that is allocated once, see keep_heap_large."""


def read_vectorized(context: ReadContext) -> Entries | None:
    """Return the entries of a long or wide table, or None if only the row-by-row reader can read it."""
    options = context.options
    if options.column or options.where or options.index_base or options.missing:
        return None
    blocks = whole_lines(context.source)
    start = next(blocks, b"")
    if start.startswith(MARK.encode()):
        return None
    # The header is expected in the first block. After longer comments, the row-by-row reader takes over.
    while start.startswith((b"#", b"\n")):
        start = start.partition(b"\n")[2]
    header_line, _, start = start.partition(b"\n")
    header = read_plain_header(header_line, context)
    if header is None:
        return None
    return _read_blocks(header, chain([start], blocks), context)


def _read_blocks(plain: PlainHeader, blocks: Iterable[bytes], context: ReadContext) -> Entries | None:
    """Return the entries of the lines below a header; None if only the row-by-row reader can read them.

    Each layout is imported only when it is used, since most tables are short and importing takes longer.
    """
    long_header = find_long_columns(plain)
    keep_heap_large()
    if long_header is None:
        from .vectorized_wide import read_wide_blocks

        return read_wide_blocks(plain, context, blocks)
    if plain.header.facet is not None:
        from .vectorized_facets import read_facet_blocks

        return read_facet_blocks(long_header, context, blocks)
    from .vectorized_long import read_long_blocks

    return read_long_blocks(long_header, context, blocks)


def keep_heap_large() -> None:
    """Make the C library keep the memory of freed arrays for the arrays of the next block.

    Without this, a third of the time goes into asking the system for the same pages again. When an array of
    more than the M_MMAP_THRESHOLD of 128 KiB is freed, glibc gives its memory back to the system, but raises
    the threshold to the size of that array, up to 32 MiB: see mallopt(3). So one array of 16 MiB is enough,
    which is freed at once and whose pages are never touched. Other C libraries are not affected.
    """
    np.empty(HEAP_BYTES, dtype=np.uint8)
