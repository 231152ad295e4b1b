"""What every reader finds in its input, before a grid and a threshold make a classification of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..classification import MAX_HEADS
from ..errors import SHOWN, InputError, Problem, quote

MAX_INDEX = MAX_HEADS - 1


@dataclass
class Entries:
    """Rows of (layer, head, label or none, score or none), and what the input says of itself.

    labels: each raw label with its number, in order of first appearance.
    ordered: whether that order is meant (a document's or the columns') or an accident of rows.
    layer, head, label: numbers of each row; label -1 declares a head without a category.
    score: one number per row where the input holds scores, else empty.
    grid: (layers, heads) where the input says them.
    """

    ordered: bool
    labels: dict[str, int] = field(default_factory=dict)
    layer: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    label: list[int] = field(default_factory=list)
    score: list[float] = field(default_factory=list)
    grid: tuple[int, int] | None = None
    model: str = ""

    def number(self, label: str) -> int:
        """The number of a label, a new one at its first appearance."""
        return self.labels.setdefault(label, len(self.labels))

    def add(self, layer: int, head: int, label: int = -1) -> None:
        """One membership, or one head that is declared to be in no category."""
        self.layer.append(layer)
        self.head.append(head)
        self.label.append(label)


class Problems:
    """Collects what is wrong in one input; the first ones are kept whole, all are counted."""

    def __init__(self, source: str) -> None:
        self.source, self.total = source, 0
        self.kept: list[Problem] = []

    def add(self, message: str, *, line: int = 0, column: int = 0, path: str = "") -> None:
        """One problem at one place."""
        self.total += 1
        if self.total <= SHOWN:
            self.kept.append(Problem(self.source, message, line, column, path))

    def raise_any(self) -> None:
        """Raise InputError when there was any."""
        if self.total:
            raise InputError(self.kept, self.total)


def index_of(value: object, what: str) -> int | str:
    """The index that a cell or a JSON value holds, or the message of what is wrong with it.

    >>> index_of("17", "head"), index_of(" 3 ", "layer")
    (17, 3)
    >>> index_of("-1", "head")
    "head '-1' is negative; expected a whole number from 0"
    """
    expected = f"; expected a whole number from 0, the {what}'s index"
    if isinstance(value, str):
        text = value.strip()
        if text.isascii() and text.isdigit() and len(text) < 10:
            number = int(text)
        elif text.startswith("-") and text[1:].isdigit():
            return f"{what} {quote(value)} is negative; expected a whole number from 0"
        elif not text:
            return f"{what} is blank{expected}"
        else:
            return f"{what} {quote(value)} is not a whole number{expected}"
    elif isinstance(value, int) and not isinstance(value, bool):
        number = value
    else:
        return f"{what} {quote(value)} is not a whole number{expected}"
    if number < 0:
        return f"{what} {quote(str(number))} is negative; expected a whole number from 0"
    if number > MAX_INDEX:
        return f"{what} {number} makes a grid of more than {MAX_HEADS:,} heads"
    return number


def outside(layer: int, head: int, grid: tuple[int, int] | None) -> str:
    """What to say of a head that is outside the grid; empty when it is inside or no grid is known."""
    if grid is None or (layer < grid[0] and head < grid[1]):
        return ""
    what = f"layer {layer}" if layer >= grid[0] else f"head {head}"
    return f"{what} is outside the grid of {grid[0]} layers x {grid[1]} heads; set --grid or fix the row"
