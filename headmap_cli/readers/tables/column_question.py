"""The question which columns of a table become categories, and its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...core.strings import truncated_list
from .cells import Kind
from .column_names import category_rank, is_bookkeeping, is_remark, may_be_flag

WORDS = (Kind.TEXT, Kind.MIXED, Kind.NESTED)


class UnclearColumnsError(Exception):
    """The columns have several readings, or none; column: the number of the one to point at."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


class Roles(NamedTuple):
    """What the columns of a table are for, by their numbers.

    category: the column of names. score: the column of scores. columns: columns that each are a category.
    left_out: all others. overlooked: those of them that could be data. inferred: whether the choice rests
    on more than the names of the columns.
    """

    category: int | None = None
    score: int | None = None
    columns: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()
    overlooked: tuple[int, ...] = ()
    inferred: bool = False


class Question(NamedTuple):
    """The columns to choose from, and what the user said about them.

    names, kinds: of each column by its number. asked: the column that --column names. named: whether
    Name=FILE names the category. ruled: whether there is a rule that selects heads by their scores. constant:
    the columns whose cells all say the same.
    """

    names: Mapping[int, str]
    kinds: Mapping[int, Kind]
    asked: int | None = None
    named: bool = False
    ruled: bool = False
    constant: frozenset[int] = frozenset()

    def shown(self, columns: Iterable[int]) -> str:
        """The names of columns with what they hold."""
        return truncated_list([f"{self.names[i]} ({self.kinds[i].label})" for i in columns])

    def of_kind(self, *kinds: Kind) -> list[int]:
        """The columns of these kinds that are neither bookkeeping nor remarks."""
        return [i for i in self.names if self.kinds[i] in kinds and not self.is_harmless(i)]

    def is_harmless(self, i: int) -> bool:
        """Whether a column can be left out without losing a category or a score."""
        kind = self.kinds[i]
        remark = kind in WORDS and is_remark(self.names[i])
        if kind is Kind.FLAGS and may_be_flag(self.names[i]):
            return False
        return is_bookkeeping(self.names[i]) or remark or kind is Kind.HEADS

    def roles(
        self,
        category: int | None = None,
        score: int | None = None,
        columns: tuple[int, ...] = (),
        inferred: bool = False,
    ) -> Roles:
        """The roles of all columns: those given, and the others left out."""
        used = {category, score, *columns}
        left_out = tuple(i for i in self.names if i not in used)
        by_name = category is not None and not inferred
        overlooked = [i for i in left_out if not self.is_harmless(i)]
        if by_name:
            overlooked = [i for i in left_out if self.rivals(i, score)]
        return Roles(category, score, columns, left_out, tuple(overlooked), inferred)

    def rivals(self, i: int, score: int | None) -> bool:
        """Whether a column could have been meant instead, although one of categories is known by its name."""
        name, kind = self.names[i], self.kinds[i]
        if kind in (Kind.TEXT, Kind.MIXED):
            return category_rank(name) is not None
        if score is not None or is_bookkeeping(name):
            return False
        varied = i not in self.constant and not is_remark(name)
        return kind is Kind.FRACTIONS or (kind is Kind.WHOLE_NUMBERS and varied)
