"""Read wide tables of flags with numpy: block by block, see vectorized.py.

All columns except those of the layer and the head must hold flags. A table with scores is left to
vectorized_scores.py, and one with other columns beside the flags is read row by row.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

import numpy as np

from ...core.numbers import cell_number
from ..context import ReadContext
from ..entries import Entries
from .byte_fields import ByteFields, strip_blank_lines
from .cells import FLAGS, ColumnCells, is_score, normalize_cell
from .column_evidence import ColumnRoles, gather_evidence
from .column_report import report_roles
from .column_roles import choose_clear_roles
from .flag_cells import FlagTable
from .head_columns import HeadColumns
from .head_counts import head_prefix
from .head_store import HeadRows, MembershipStore
from .machine_words import Ints
from .plain_header import PlainHeader
from .vectorized_scores import ROWS_LOOKED_AT, ScoreTableReader

MAX_START = 1 << 14
"""How many bytes of the first rows are looked at to see whether they hold scores."""


def read_wide_blocks(plain: PlainHeader, context: ReadContext, blocks: Iterable[bytes]) -> Entries | None:
    """Return the entries of a table of flags or scores; None if only the row-by-row reader can read it.

    Args:
        plain: The header.
        context: The input and how it is to be read.
        blocks: The lines below the header, in blocks of whole lines.
    """
    header = plain.header
    names = list(header.names)
    # Numbered columns may be the heads of a matrix, and numbers in front a row without a header.
    if head_prefix(names) is not None or head_prefix(names[1:]) is not None or all(map(is_score, names[:2])):
        return None
    if header.head is None or header.facet is not None or not header.candidates:
        return None
    all_blocks = iter(blocks)
    start = next(all_blocks, b"")
    heads = HeadColumns(header.layer, header.head)
    reader: FlagTableReader | ScoreTableReader
    if _may_hold_scores(start, plain):
        reader = ScoreTableReader(plain, heads, context)
    else:
        reader = FlagTableReader(plain, heads, context)
    if not all(map(reader.read, chain([start], all_blocks))):
        return None
    return reader.entries()


def _may_hold_scores(block: bytes, plain: PlainHeader) -> bool:
    """Return whether the first rows of a table have a number that is not a flag."""
    for line in block[:MAX_START].decode("utf-8", "replace").split("\n")[:ROWS_LOOKED_AT]:
        cells = line.split(plain.delimiter)
        for column in plain.header.candidates:
            cell = normalize_cell(cells[column].strip('"')) if column < len(cells) else ""
            if cell not in FLAGS and cell_number(cell) is not None:
                return True
    return False


class FlagTableReader:
    """A reader of the blocks of a wide table of flags.

    Attributes:
        plain: The header.
        heads: The columns of the layer and the head.
        context: The input and how it is to be read.
        flags: The distinct cells of each column that may be a category.
        members: The heads so far, with the column whose flag they have; those of all rows with the column
            of the head.
    """

    def __init__(self, plain: PlainHeader, heads: HeadColumns, context: ReadContext) -> None:
        self.plain = plain
        self.heads = heads
        self.context = context
        self.flags = {column: FlagTable() for column in plain.header.candidates}
        self.members = MembershipStore()

    def read(self, block: bytes) -> bool:
        """Read the lines of a block; return False if only the row-by-row reader can read one of them."""
        block = strip_blank_lines(block)
        if not block:
            return True
        if not block.isascii():
            return False
        rows = self.heads.split(block, self.plain.delimiter, self.plain.header)
        if rows is None:
            return False
        fields, layer, head = rows
        if not self._add(self.heads.head, layer, head):
            return False
        return all(self._read_flags(column, fields, layer, head) for column in self.flags)

    def _read_flags(self, column: int, fields: ByteFields, layer: Ints, head: Ints) -> bool:
        """Store the heads that have the flag of a column; return False if a cell is not a flag."""
        is_set = self.flags[column].parse(fields.words, *fields.spans(column))
        if is_set is None:
            return False
        rows = np.flatnonzero(is_set)
        return not len(rows) or self._add(column, layer[rows], head[rows])

    def _add(self, column: int, layer: Ints, head: Ints) -> bool:
        """Store heads with a column; return False if that takes too much memory."""
        return self.members.add(HeadRows(np.full(len(layer), column), layer, head, None))

    def entries(self) -> Entries | None:
        """Return the entries of all rows, or None if the row-by-row reader has to report a problem.

        That is the case if there are no rows, the roles of the columns are unclear, or a head is outside the
        grid.
        """
        members = self.members.is_member
        _, layers, heads = members.shape
        grid = self.context.options.grid
        if not members.size or (grid and (layers > grid[0] or heads > grid[1])):
            return None
        roles = self._choose_roles()
        if roles is None:
            return None
        entries = Entries(self.context.name, "wide table", ordered=True, listing=True)
        layer, head = np.nonzero(members[self.heads.head])
        entries.extend(layer, head, -1)
        for column in roles.category_columns:
            number = entries.number(self.plain.header.names[column])
            if column < len(members):
                layer, head = np.nonzero(members[column])
                entries.extend(layer, head, number)
        return entries

    def _choose_roles(self) -> ColumnRoles | None:
        """Return the roles of the columns and report them; None if they are unclear or others are needed."""
        cells = {column: ColumnCells(flags.texts()) for column, flags in self.flags.items()}
        evidence = gather_evidence(self.plain.header.candidate_names, cells, None, self.context)
        roles = choose_clear_roles(evidence)
        if roles is None:
            return None
        if roles.category is not None or not roles.category_columns:
            return None
        report_roles(roles, evidence, self.context)
        return roles
