"""Read long tables of plain lines with numpy: block by block, see vectorized.py."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ..category_cells import splitter
from ..context import ReadContext
from ..entries import Entries
from .byte_fields import ByteFields, strip_blank_lines
from .cells import ColumnCells, ColumnKind
from .column_evidence import ColumnEvidence, gather_evidence
from .column_report import report_left_out, report_roles
from .column_roles import choose_clear_roles
from .decimal_cells import parse_numbers
from .head_columns import HeadColumns
from .head_store import HeadRows, HeadStore, MembershipStore, ScoreStore
from .interning import CellTable
from .long_cells import add_cells
from .long_header import LongHeader
from .machine_words import Ints
from .roles_by_name import certain_roles


def read_long_blocks(
    long_header: LongHeader, context: ReadContext, blocks: Iterable[bytes]
) -> Entries | None:
    """Return the entries of a long table; None if only the row-by-row reader can read it.

    Args:
        long_header: The header, without a facet column.
        context: The input and how it is to be read.
        blocks: The lines below the header, in blocks of whole lines.
    """
    reader = LongTableReader(long_header, context)
    if not all(map(reader.read, blocks)):
        return None
    entries = reader.entries()
    # The roles are reported only if the rows are read here; the row-by-row reader reports them otherwise.
    if entries is None or not reader.confirm_roles():
        return None
    return entries


class LongTableReader:
    """A reader of the blocks of a long table.

    Attributes:
        long_header: The header.
        context: The input and how it is to be read.
        category_cells: The distinct cells of the category column.
        heads: The columns of the layer and the head.
        store: The heads so far.
        has_certain_roles: Whether the names of the columns alone decide their roles.
        unclear_columns: The cells of the columns that are left out by their names, but that may have a role
            because of their cells.
    """

    def __init__(self, long_header: LongHeader, context: ReadContext) -> None:
        self.long_header = long_header
        self.context = context
        self.category_cells = CellTable()
        self.heads = HeadColumns(long_header.layer, long_header.head)
        self.store: HeadStore = MembershipStore()
        if long_header.score is not None:
            self.store = ScoreStore()
        header = long_header.header
        self.has_certain_roles = certain_roles(header.candidate_names) is not None
        self.unclear_columns: dict[int, ColumnCells] = {}
        if not self.has_certain_roles:
            self.unclear_columns = {i: ColumnCells() for i in long_header.roles.left_out}

    def read(self, block: bytes) -> bool:
        """Read the lines of a block; return False if only the row-by-row reader can read one of them."""
        long_header = self.long_header
        block = strip_blank_lines(block)
        if not block:
            return True
        split_block = self.heads.split(block, long_header.delimiter, long_header.header)
        if split_block is None:
            return False
        rows = self._parse_rows(*split_block)
        if rows is None:
            return False
        self._look_at_unclear_columns(split_block[0])
        return self.store.add(rows)

    def _parse_rows(self, fields: ByteFields, layer: Ints, head: Ints) -> HeadRows | None:
        """Return the rows of a block as numbers; None if a cell is not plain."""
        long_header = self.long_header
        cell = self.category_cells.numbers(fields.block, fields.words, *fields.spans(long_header.category))
        if cell is None:
            return None
        if long_header.score is None:
            return HeadRows(cell, layer, head, None)
        score = parse_numbers(fields, long_header.score)
        if score is None:
            return None
        return HeadRows(cell, layer, head, score)

    def _look_at_unclear_columns(self, fields: ByteFields) -> None:
        """Add the cells of a block to those of the unclear columns."""
        for column, cells in self.unclear_columns.items():
            # A column with text needs no further look, and most have text in the first rows.
            for rows in (slice(0, 10), slice(10, None)):
                if not cells.has_text:
                    cells.add({cell.decode("utf-8", "replace") for cell in fields.cells(column, rows)})

    def confirm_roles(self) -> bool:
        """Report the roles of the columns; return False if the cells give them other roles than the names."""
        roles = self.long_header.roles
        names = self.long_header.header.candidate_names
        if self.has_certain_roles:
            report_left_out(roles, names, self.context)
            return True
        evidence = self._evidence(names)
        chosen = choose_clear_roles(evidence)
        if chosen is None or (chosen.category, chosen.score) != (roles.category, roles.score):
            return False
        report_roles(chosen, evidence, self.context)
        return True

    def _evidence(self, names: dict[int, str]) -> ColumnEvidence:
        """Return what is known about the columns after all rows have been read."""
        cells = dict(self.unclear_columns)
        texts = [cell.decode("utf-8", "replace") for cell in self.category_cells.cells]
        cells[self.long_header.category] = ColumnCells(texts)
        evidence = gather_evidence(names, cells, None, self.context)
        if self.long_header.score is None:
            return evidence
        # All cells in the column of scores have been read as numbers, so its kind is known.
        kinds = {**evidence.kinds, self.long_header.score: ColumnKind.FRACTIONS}
        return replace(evidence, kinds=kinds)

    def entries(self) -> Entries | None:
        """Return the entries of all rows, or None if the row-by-row reader has to report a problem.

        That is the case if there are no rows, a cell is not UTF-8, or a head is outside the grid.
        """
        has_score = self.long_header.score is not None
        shape = "long table with scores" if has_score else "long table"
        entries = Entries(self.context.name, shape, listing=has_score, scored=has_score)
        entries.categorised = has_score
        if not self.category_cells.cells:
            return None
        try:
            texts = [cell.decode() for cell in self.category_cells.cells]
        except UnicodeDecodeError:
            return None
        rows = self.store.rows()
        grid = self.context.options.grid
        if grid and (rows.layer.max() >= grid[0] or rows.head.max() >= grid[1]):
            return None
        add_cells(entries, rows, texts, splitter(self.long_header.delimiter), self.context.options)
        return entries
