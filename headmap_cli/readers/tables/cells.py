"""What the cells of a column hold: flags, numbers or text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import Any

from ...core.numbers import decimal
from ..missing import MISSING, is_no_score

YES = frozenset({"1", "1.0", "true", "yes", "y", "x", "t", "✓"})
LETTERS = frozenset({"x", "y", "t"})
NO = frozenset({"0", "0.0", "false", "no", "n", "", "f", "-"})
FLAGS = YES | NO | MISSING

HEAD_ALONE = re.compile(r"\W*(l|layer|a|attn)?[\W_]*\d+[\W_]*(h|head)?[\W_]*\d+\W*")
"""The name of a head and nothing else, which repeats the layer and the head of the row."""


class Kind(Enum):
    """What all cells of a column have in common."""

    BLANK = "blank"
    FLAGS = "0/1"
    FLAGS_OR_SCORES = "0.0/1.0"
    """Zeros alone, or ``0.0`` and ``1.0``: flags or scores, whichever the other columns hold."""
    LETTERS = "letters"
    """Letters such as ``x`` in every row: flags that are all set, or names in a column of categories."""
    WHOLE_NUMBERS = "numbers"
    FRACTIONS = "scores"
    HEADS = "names of heads"
    TEXT = "text"
    MIXED = "text and numbers"
    NESTED = "lists or objects"

    @property
    def label(self) -> str:
        """How a message calls it."""
        return Kind.FLAGS.value if self is Kind.LETTERS else self.value

    @property
    def is_number(self) -> bool:
        """Whether the cells are numbers that are not just flags."""
        return self in (Kind.WHOLE_NUMBERS, Kind.FRACTIONS)

    @property
    def is_flags(self) -> bool:
        """Whether the cells can be flags."""
        return self in (Kind.FLAGS, Kind.FLAGS_OR_SCORES, Kind.LETTERS)


class Cells:
    """The kinds of cells that were seen in a column."""

    def __init__(self, cells: Iterable[Any] = ()) -> None:
        self.seen: set[str] = set()
        self.samples: set[str] = set()
        self.add(cells)

    def add(self, cells: Iterable[Any]) -> None:
        """Look at further cells: texts, or JSON values."""
        for cell in cells:
            self.seen.add(_cell_kind(cell))
            if len(self.samples) < 2:
                self.samples.add(text(cell))

    @property
    def are_alike(self) -> bool:
        """Whether all cells say the same, as those of a column for the size of the model do."""
        return len(self.samples) < 2

    @property
    def has_text(self) -> bool:
        """Whether there is text among the cells, so that they are not numbers whatever follows."""
        return "text" in self.seen

    @property
    def kind(self) -> Kind:
        """What the cells that were seen have in common."""
        if self.seen == {"letter"}:
            return Kind.LETTERS
        seen = self.seen - {"blank"}
        if not seen:
            return Kind.BLANK
        if "nested" in seen:
            return Kind.NESTED
        if seen <= {"zero", "1.0"}:
            return Kind.FLAGS_OR_SCORES
        if seen <= {"zero", "1.0", "1", "word", "letter"}:
            return Kind.FLAGS
        if seen <= {"zero", "1.0", "1", "whole"}:
            return Kind.WHOLE_NUMBERS
        if seen <= {"zero", "1.0", "1", "whole", "fraction"}:
            return Kind.FRACTIONS
        if seen == {"head"}:
            return Kind.HEADS
        return Kind.TEXT if seen <= {"head", "text"} else Kind.MIXED


def _cell_kind(cell: Any) -> str:
    """Return what one cell holds; ``word`` is a flag such as yes, ``letter`` one such as x."""
    if isinstance(cell, dict):
        return "nested"
    if isinstance(cell, list):
        names = all(isinstance(item, str) for item in cell)
        return ("text" if cell else "blank") if names else "nested"
    found = text(cell)
    if found in ("0", "0.0"):
        return "zero"
    if found in ("1", "1.0"):
        return found
    if is_no_score(found):
        return "blank"
    if found in YES or found in NO:
        return "letter" if found in LETTERS else "word"
    if is_number(found):
        return "whole" if float(found).is_integer() else "fraction"
    return "head" if HEAD_ALONE.fullmatch(found) else "text"


def text(cell: Any) -> str:
    """A cell as flags and numbers are looked up: without spaces around it, in lower case; empty for null."""
    return "" if cell is None else str(cell).strip().lower()


def is_number(cell: str) -> bool:
    """Tell whether a cell is a number in decimal, as in JSON and CSV."""
    return decimal(cell) is not None


def is_score(cell: str) -> bool:
    """Tell whether a cell is a number, or says that there is none."""
    return is_number(cell) or is_no_score(cell)
