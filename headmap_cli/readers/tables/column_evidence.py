"""Hold what is known about the columns of a table, and the roles that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from ...core.strings import truncated_list
from ..context import ReadContext
from .cells import ColumnCells, ColumnKind
from .column_names import category_rank, is_bookkeeping, is_remark, may_be_flag

TEXT_KINDS = (ColumnKind.TEXT, ColumnKind.MIXED, ColumnKind.NESTED)


class AmbiguousColumnsError(Exception):
    """Several readings of the columns are equally plausible, or none is.

    Attributes:
        column: The number of the column that the message is about.
    """

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


class ColumnRoles(Struct, frozen=True):
    """What the columns of a table are used for, by their numbers.

    Attributes:
        category: The column with the names of categories, if there is one.
        score: The column with the scores, if there is one.
        category_columns: The columns that are each a category, with flags or scores as cells.
        left_out: All other columns.
        overlooked: The columns that are left out although they could be data.
        inferred: Whether the cells were needed to choose the roles, because the names were not enough.
    """

    category: int | None = None
    score: int | None = None
    category_columns: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    overlooked: tuple[int, ...] = ()
    inferred: bool = False


class ColumnEvidence(Struct, frozen=True):
    """The columns that may be categories or scores, and what the user asked for.

    Attributes:
        names: The name of each column, by its number.
        kinds: What the cells of each column hold, by its number.
        requested: The column that --column names.
        names_category: Whether ``Name=FILE`` names the category of the heads.
        has_rule: Whether there is a rule that selects heads by their scores.
        constant: The columns whose cells are all the same.
    """

    names: Mapping[int, str]
    kinds: Mapping[int, ColumnKind]
    requested: int | None
    names_category: bool
    has_rule: bool
    constant: frozenset[int] = frozenset()

    def listing(self, columns: Iterable[int]) -> str:
        """Return the names of columns with what they hold, for messages."""
        return truncated_list([f"{self.names[i]} ({self.kinds[i].label})" for i in columns])

    def of_kind(self, *kinds: ColumnKind) -> list[int]:
        """Return the columns of these kinds that are neither bookkeeping nor remarks."""
        return [i for i in self.names if self.kinds[i] in kinds and not self.is_negligible(i)]

    def is_negligible(self, column: int) -> bool:
        """Return whether a column can be left out without losing a category or a score."""
        name = self.names[column]
        kind = self.kinds[column]
        if kind is ColumnKind.FLAGS and may_be_flag(name):
            return False
        if kind in TEXT_KINDS and is_remark(name):
            return True
        return is_bookkeeping(name) or kind is ColumnKind.HEADS

    def assign_roles(
        self,
        category: int | None = None,
        score: int | None = None,
        category_columns: Iterable[int] = (),
        inferred: bool = False,
    ) -> ColumnRoles:
        """Return the roles of all columns; those that are not given here are left out.

        Args:
            category: The column with the names of categories.
            score: The column with the scores.
            category_columns: The columns that are each a category.
            inferred: Whether the cells were needed to choose the roles.
        """
        category_columns = tuple(category_columns)
        used = {category, score, *category_columns}
        left_out = tuple(i for i in self.names if i not in used)
        # If a name means categories, fewer of the other columns are plausible than if this is a guess.
        has_category_name = category is not None and not inferred
        overlooked = []
        for i in left_out:
            if has_category_name:
                is_overlooked = self._rivals_category(i, score)
            else:
                is_overlooked = not self.is_negligible(i)
            if is_overlooked:
                overlooked.append(i)
        return ColumnRoles(category, score, category_columns, left_out, tuple(overlooked), inferred)

    def _rivals_category(self, column: int, score: int | None) -> bool:
        """Return whether a column could be meant although the name of another column means categories."""
        name = self.names[column]
        kind = self.kinds[column]
        if kind in (ColumnKind.TEXT, ColumnKind.MIXED):
            return category_rank(name) is not None
        if score is not None or is_bookkeeping(name):
            return False
        # A number that is the same in all rows, such as the size of the model, says nothing about the heads.
        if kind is ColumnKind.WHOLE_NUMBERS:
            return column not in self.constant and not is_remark(name)
        return kind is ColumnKind.FRACTIONS


def gather_evidence(
    names: Mapping[int, str],
    cells: Mapping[int, ColumnCells],
    requested: int | None,
    context: ReadContext,
) -> ColumnEvidence:
    """Return the evidence about columns whose cells have been summarised.

    Args:
        names: The name of each column, by its number.
        cells: The cells of each column, by its number.
        requested: The column that --column names.
        context: The input and how it is to be read.
    """
    kinds = {}
    constant = set()
    for i, column_cells in cells.items():
        kinds[i] = column_cells.kind
        if column_cells.is_constant:
            constant.add(i)
    names_category = bool(context.options.name)
    return ColumnEvidence(names, kinds, requested, names_category, context.options.ruled, frozenset(constant))
