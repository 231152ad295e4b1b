"""Classify the columns of a table by what their cells hold: flags, numbers, names of heads or other text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import Any, Literal

from ...core.numbers import cell_number
from ..missing import MISSING, is_no_score

YES = frozenset({"1", "1.0", "true", "yes", "y", "x", "t", "✓"})
LETTERS = frozenset({"x", "y", "t"})
NO = frozenset({"0", "0.0", "false", "no", "n", "", "f", "-"})
FLAGS = YES | NO | MISSING

HEAD_ALONE = re.compile(r"\W*(l|layer|a|attn)?[\W_]*\d+[\W_]*(h|head)?[\W_]*\d+\W*")
"""The name of a head and nothing more, which repeats the layer and the head of the row."""
MAX_NAME = 100
"""The most characters of such a name, as the pattern takes quadratic time."""

CellKind = Literal[
    "blank", "zero", "1", "1.0", "word", "letter", "whole", "fraction", "head", "text", "nested"
]
"""What one cell holds: ``word`` is a flag such as yes, ``letter`` is a flag such as x."""


class ColumnKind(Enum):
    """What all cells of a column have in common; the value is its name in messages."""

    BLANK = "blank"
    FLAGS = "0/1"
    # Zeros alone, or only 0.0 and 1.0, may be flags or scores; the other columns of the table decide.
    FLAGS_OR_SCORES = "0.0/1.0"
    # Letters such as x in every row are flags that are all set, or names in a column of categories.
    LETTERS = "letters"
    WHOLE_NUMBERS = "numbers"
    FRACTIONS = "scores"
    HEADS = "names of heads"
    TEXT = "text"
    MIXED = "text and numbers"
    NESTED = "lists or objects"

    @property
    def label(self) -> str:
        """Return the name of the kind in messages."""
        kind = ColumnKind.FLAGS if self is ColumnKind.LETTERS else self
        return str(kind.value)

    @property
    def is_number(self) -> bool:
        """Return whether the cells are numbers that are not just flags."""
        return self in (ColumnKind.WHOLE_NUMBERS, ColumnKind.FRACTIONS)

    @property
    def is_flags(self) -> bool:
        """Return whether the cells can be flags."""
        return self in (ColumnKind.FLAGS, ColumnKind.FLAGS_OR_SCORES, ColumnKind.LETTERS)


_FLAG_KINDS: frozenset[CellKind] = frozenset({"zero", "1.0", "1"})

_KINDS_BY_CELLS: tuple[tuple[frozenset[CellKind], ColumnKind], ...] = (
    (frozenset(), ColumnKind.BLANK),
    (frozenset({"zero", "1.0"}), ColumnKind.FLAGS_OR_SCORES),
    (_FLAG_KINDS | {"word", "letter"}, ColumnKind.FLAGS),
    (_FLAG_KINDS | {"whole"}, ColumnKind.WHOLE_NUMBERS),
    (_FLAG_KINDS | {"whole", "fraction"}, ColumnKind.FRACTIONS),
    (frozenset({"head"}), ColumnKind.HEADS),
    (frozenset({"head", "text"}), ColumnKind.TEXT),
)
"""The kinds of cells, apart from blank ones, that each kind of column may have; the first fit is used."""


class ColumnCells:
    """A summary of the cells of a column.

    Attributes:
        cell_kinds: The kinds of its cells.
        samples: Up to two different cells, normalized.
    """

    def __init__(self, cells: Iterable[Any] = ()) -> None:
        self.cell_kinds: set[CellKind] = set()
        self.samples: set[str] = set()
        self.add(cells)

    def add(self, cells: Iterable[Any]) -> None:
        """Add cells to the summary: strings or JSON values."""
        for cell in cells:
            self.cell_kinds.add(cell_kind(cell))
            # Two different samples show that the column is not constant, so no others are kept.
            if len(self.samples) < 2:
                self.samples.add(normalize_cell(cell))

    @property
    def is_constant(self) -> bool:
        """Return whether all cells are the same, as in a column for the size of the model."""
        return len(self.samples) < 2

    @property
    def has_text(self) -> bool:
        """Return whether any cell is text, so that no further cell can make this a column of numbers."""
        return "text" in self.cell_kinds

    @property
    def kind(self) -> ColumnKind:
        """Return what the cells have in common."""
        if self.cell_kinds == {"letter"}:
            return ColumnKind.LETTERS
        if "nested" in self.cell_kinds:
            return ColumnKind.NESTED
        cell_kinds = self.cell_kinds - {"blank"}
        for allowed, column_kind in _KINDS_BY_CELLS:
            if cell_kinds <= allowed:
                return column_kind
        return ColumnKind.MIXED


def normalize_cell(cell: Any) -> str:
    """Return a cell as it is looked up among flags and numbers: stripped, in lower case; empty for null."""
    if cell is None:
        return ""
    return str(cell).strip().lower()


def is_score(cell: str) -> bool:
    """Return whether a cell is a decimal number or a percentage, or marks a missing one."""
    return cell_number(cell) is not None or is_no_score(cell)


def cell_kind(cell: Any) -> CellKind:
    """Return what one cell holds."""
    if isinstance(cell, dict):
        return "nested"
    if isinstance(cell, list):
        return _list_kind(cell)
    return _text_kind(normalize_cell(cell))


def _list_kind(items: list[Any]) -> CellKind:
    """Return what a list in JSON holds: the names of categories, or something nested."""
    if not items:
        return "blank"
    if all(isinstance(item, str) for item in items):
        return "text"
    return "nested"


def _text_kind(text: str) -> CellKind:
    """Return what a normalized cell holds."""
    if text in ("0", "0.0"):
        return "zero"
    if text == "1":
        return "1"
    if text == "1.0":
        return "1.0"
    if is_no_score(text):
        return "blank"
    if text in LETTERS:
        return "letter"
    if text in FLAGS:
        return "word"
    return _number_or_text_kind(text)


def _number_or_text_kind(text: str) -> CellKind:
    """Return what a normalized cell holds that is not a flag."""
    number = cell_number(text)
    if number is not None:
        is_whole = number.is_integer() and not text.endswith("%")
        return "whole" if is_whole else "fraction"
    is_head = len(text) <= MAX_NAME and HEAD_ALONE.fullmatch(text)
    return "head" if is_head else "text"
