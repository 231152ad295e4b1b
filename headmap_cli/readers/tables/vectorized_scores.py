"""Read tables with a row per head and one or several columns of scores with numpy: see vectorized.py.

Other columns, such as remarks, may stand beside the scores. A table with a missing score is read row by row.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from ..context import ReadContext
from ..entries import Entries
from .byte_fields import ByteFields, strip_blank_lines
from .cells import ColumnCells
from .column_evidence import ColumnRoles, gather_evidence
from .column_report import report_roles
from .column_roles import choose_clear_roles
from .decimal_cells import parse_numbers
from .head_columns import HeadColumns
from .head_store import Floats, are_inside
from .machine_words import Ints
from .plain_header import PlainHeader

ROWS_LOOKED_AT = 10
"""In most columns of scores, so many rows show that they are fractions."""


class _Block(Struct, frozen=True):
    """The rows of a block of lines.

    Attributes:
        layer: The layer of each row.
        head: The head of each row.
        scores: The numbers in each column that holds numbers.
    """

    layer: Ints
    head: Ints
    scores: dict[int, Floats]


class ScoreTableReader:
    """A reader of the blocks of a table with columns of scores.

    Attributes:
        plain: The header.
        heads: The columns of the layer and the head.
        context: The input and how it is to be read.
        cells: What is known about the cells of each column that may be a score.
        other_columns: The columns that do not hold numbers.
        blocks: The rows so far.
    """

    def __init__(self, plain: PlainHeader, heads: HeadColumns, context: ReadContext) -> None:
        self.plain = plain
        self.heads = heads
        self.context = context
        self.cells = {column: ColumnCells() for column in plain.header.candidates}
        self.other_columns: set[int] = set()
        self.blocks: list[_Block] = []

    def read(self, block: bytes) -> bool:
        """Read the lines of a block; return False if only the row-by-row reader can read one of them."""
        block = strip_blank_lines(block)
        if not block:
            return True
        rows = self.heads.split(block, self.plain.delimiter, self.plain.header)
        if rows is None:
            return False
        fields, layer, head = rows
        scores = {}
        for column, cells in self.cells.items():
            numbers = None
            if column not in self.other_columns:
                numbers = parse_numbers(fields, column)
            if numbers is not None:
                scores[column] = numbers
                _add_numbers(cells, fields, column, numbers)
            elif self.blocks and column not in self.other_columns:
                return False
            else:
                self.other_columns.add(column)
                if not _add_texts(cells, fields, column):
                    return False
        self.blocks.append(_Block(layer, head, scores))
        return True

    def entries(self) -> Entries | None:
        """Return the entries of all rows, or None if the row-by-row reader has to report a problem.

        That is the case if there are no rows, the roles of the columns are unclear, or a head is outside the
        grid. A table whose data are flags or names is left to other readers too.
        """
        if not self.blocks or not self._are_inside():
            return None
        roles = self._choose_roles()
        if roles is None:
            return None
        if roles.score is not None:
            entries = Entries(self.context.name, "scores of heads", listing=True, scored=True)
            entries.categorised = bool(self.context.options.name)
            self._add_column(entries, roles.score, "")
            return entries
        entries = Entries(
            self.context.name, "wide table with scores", ordered=True, listing=True, scored=True
        )
        for column in roles.category_columns:
            self._add_column(entries, column, self.plain.header.names[column])
        return entries

    def _add_column(self, entries: Entries, column: int, label: str) -> None:
        """Add the scores of a column to the entries."""
        number = entries.number(label)
        for block in self.blocks:
            entries.extend(block.layer, block.head, number, block.scores[column])

    def _are_inside(self) -> bool:
        """Return whether all heads are inside the grid, if one is given."""
        grid = self.context.options.grid
        return all(are_inside(block.layer, block.head, grid) for block in self.blocks)

    def _choose_roles(self) -> ColumnRoles | None:
        """Return the roles of the columns and report them; None if they are unclear, or none holds scores."""
        evidence = gather_evidence(self.plain.header.candidate_names, self.cells, None, self.context)
        roles = choose_clear_roles(evidence)
        if roles is None:
            return None
        data = roles.category_columns
        if roles.score is not None:
            data = (roles.score,)
        if roles.category is not None or self.other_columns.intersection(data):
            return None
        # If all columns of a wide table hold flags, so do the categories.
        if roles.score is None and all(evidence.kinds[column].is_flags for column in data):
            return None
        report_roles(roles, evidence, self.context)
        return roles


def _add_numbers(cells: ColumnCells, fields: ByteFields, column: int, numbers: Floats) -> None:
    """Add what the numbers of a block show about their column, without looking at each cell.

    Fractions show that a column holds scores. Without any, the cells of 0 and 1 may be flags, for which it
    matters how they are written, and any other cell is a whole number.
    """
    if "fraction" in cells.cell_kinds and not cells.is_constant:
        return
    cells.add(_texts(fields, column, slice(ROWS_LOOKED_AT)))
    if cells.is_constant:
        cells.add(_texts(fields, column, slice(None)))
        return
    may_be_flag = (numbers == 0) | (numbers == 1)
    fractions = np.flatnonzero(numbers != np.floor(numbers))
    rows = [np.flatnonzero(may_be_flag), np.flatnonzero(~may_be_flag)[:1], fractions[:1]]
    cells.add(_texts(fields, column, np.concatenate(rows)))


def _add_texts(cells: ColumnCells, fields: ByteFields, column: int) -> bool:
    """Add the cells of a column without numbers; return False if one is not UTF-8."""
    try:
        cells.add(_texts(fields, column, slice(None)))
    except UnicodeDecodeError:
        return False
    return True


def _texts(fields: ByteFields, column: int, rows: slice | Ints) -> list[str]:
    """Return the distinct cells in some rows of a column, in the order of their first appearance."""
    return [cell.decode() for cell in dict.fromkeys(fields.cells(column, rows))]
