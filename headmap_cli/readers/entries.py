"""What every reader finds in its input, before a grid and a rule for scores make a classification of it."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from ..core.errors import WHOLE_SOURCE, InputError, Location, Problem
from ..core.grid import MAX_HEADS
from ..core.numbers import decimal, is_python_number
from ..core.strings import quote
from ..core.vocabulary import option
from .missing import is_missing, is_no_score
from .options import Options

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers: TypeAlias = npt.NDArray[np.generic]

FIGURE = "figure made by headmap"
"""The shape of entries that come from a figure."""
KEPT = 1000
MAX_INDEX = MAX_HEADS - 1

COMMA = re.compile(r"-?\d+,\d+")
"""A number with a decimal comma."""
Locate = Callable[[str], Location]
"""Return the location of a row's ``layer``, ``head``, ``score`` or ``category``."""


def constant_location(location: Location) -> Locate:
    """Return the same location for all parts of a row."""
    return lambda _: location


@dataclass
class Entries:
    """Rows of (layer, head, label, score), and what the input says of itself.

    labels: each raw label with its number, in order of first appearance; "" where the input names none.
    ordered: whether that order is meant (a document's or the columns') or an accident of rows.
    exact: whether labels are category names as they are: nothing in them is split or left out.
    ignored: names that the input gives as categories, but which say that a head has none.
    listing: whether the rows list heads whatever their category, so that a head left out is not there.
    layer, head, label: int of each row; label -1 declares a head without a category.
    score: float of each row; nan where it has none. scored: whether the rows are scores, not memberships.
    categorised: whether each row has its score beside the category that the file or ``Name=FILE`` puts it in,
    so that a list of some heads of each category is a list of memberships.
    grid: (layers, heads) where the input says them. absent: heads that it says are not there.
    """

    source: str
    shape: str
    ordered: bool = False
    exact: bool = False
    listing: bool = False
    scored: bool = False
    categorised: bool = False
    labels: dict[str, int] = field(default_factory=dict)
    ignored: dict[str, None] = field(default_factory=dict)
    layer: array[int] = field(default_factory=lambda: array("i"))
    head: array[int] = field(default_factory=lambda: array("i"))
    label: array[int] = field(default_factory=lambda: array("i"))
    score: array[float] = field(default_factory=lambda: array("d"))
    grid: tuple[int, int] | None = None
    absent: list[tuple[int, int]] = field(default_factory=list)
    model: str = ""

    def number(self, label: str) -> int:
        """The number of a label, a new one at its first appearance."""
        return self.labels.setdefault(label, len(self.labels))

    def add(self, layer: int, head: int, label: int = -1, score: float = math.nan) -> None:
        """One membership, one score, or one head that is declared to be in no category."""
        self.layer.append(layer)
        self.head.append(head)
        self.label.append(label)
        self.score.append(score)

    def extend(self, layer: Numbers, head: Numbers, label: Numbers, score: Numbers) -> None:
        """Many rows at once."""
        columns = (self.layer, layer), (self.head, head), (self.label, label), (self.score, score)
        for column, values in columns:
            column.frombytes(values.astype(column.typecode).tobytes())


class Collector:
    """Checks rows as a reader finds them; keeps the good ones as entries, and all problems with places."""

    def __init__(self, source: str, shape: str, options: Options, **known: Any) -> None:
        self.entries = Entries(source, shape, **known)
        self.options = options
        self.problems: list[Problem] = []
        self.total = 0
        self.first: dict[str, tuple[int, int]] = {}
        self.outside: list[tuple[int, int]] = []
        self.first_outside = 0
        self.least = [MAX_HEADS, MAX_HEADS]

    @property
    def grid(self) -> tuple[int, int] | None:
        """The grid that indices must be inside, where one is known."""
        return self.options.grid or self.entries.grid

    def problem(self, message: str, location: Location = WHOLE_SOURCE) -> None:
        """Note one more thing that is wrong."""
        self.total += 1
        if self.total > KEPT:
            return
        self.problems.append(Problem(self.entries.source, message, location))

    def index(self, value: Any, what: str, locate: Locate) -> int:
        """The index from 0 that a cell or JSON value holds; -1 when it is wrong, which is then a problem."""
        found = index_of(value, what)
        if isinstance(found, int):
            found -= self.options.index_base
            if found >= 0:
                return found
            base = option("index-base", 1)
            found = f"{what} 0 in a file that counts from 1; leave out {base} or fix the row"
        self.problem(found, locate(what))
        return -1

    def head(self, layer: Any, head: Any, locate: Locate) -> tuple[int, int] | None:
        """The head at a layer's and a head's values; None when they are wrong or outside the grid."""
        pair = self.index(layer, "layer", locate), self.index(head, "head", locate)
        if min(pair) < 0:
            return None
        return pair if self.inside(*pair, locate) else None

    def inside(self, layer: int, head: int, locate: Locate) -> bool:
        """Whether a head is inside the grid, if one is known; it is a problem when not."""
        self.least = [min(self.least[0], layer), min(self.least[1], head)]
        grid = self.grid
        if grid is None or (layer < grid[0] and head < grid[1]):
            return True
        base = self.options.index_base
        what, index = ("layer", layer) if layer >= grid[0] else ("head", head)
        if not self.outside:
            self.first_outside = len(self.problems)
        self.outside.append((layer, head))
        size = f"the grid of {grid[0]} layers x {grid[1]} heads"
        self.problem(
            f"{what} {index + base} is outside {size}; set {option('grid')} or fix the row", locate(what)
        )
        return False

    def score(self, value: Any, locate: Locate, what: str = "score") -> float:
        """The finite number that a value holds; nan where it has none and --missing says what that means."""
        number: float | None = math.nan
        try:
            if isinstance(value, str):
                number = decimal(value)
            elif not isinstance(value, bool | list | dict):
                number = float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if number is not None and math.isfinite(number):
            return number
        blank = is_no_score(value)
        if self.options.missing and blank:
            return math.nan
        hint = f"; {option('missing', 'unclassified')} takes it as no score" if blank else ""
        if isinstance(value, str) and COMMA.fullmatch(value.strip()):
            hint = "; write a decimal comma as a point"
        elif isinstance(value, str) and is_python_number(value):
            hint = "; write it with the digits 0 to 9 alone, such as 1000 or 0.5"
        self.problem(f"{what} {quote(value)} is not a finite number{hint}", locate("score"))
        return math.nan

    def add(self, pair: tuple[int, int], labels: Iterable[str], score: float | None = None) -> None:
        """A head with its labels; with none it is declared to be in no category."""
        numbers = [self.entries.number(label) for label in labels]
        if score is not None:
            self.entries.scored = True
            self.first.setdefault("score", pair)
        elif numbers:
            self.first.setdefault("category", pair)
        for number in numbers or [-1]:
            self.entries.add(*pair, number, math.nan if score is None else score)

    def done(self) -> Entries:
        """The entries, or InputError with all problems, the first with a hint where one can be given."""
        if len(self.first) == 2:
            base = self.options.index_base
            scored, plain = (
                "layer {}, head {}".format(*(i + base for i in self.first[what]))
                for what in ("score", "category")
            )
            self.problem(
                f"gives {scored} a score and {plain} a category alone; expected scores for all or none"
            )
        if self.total:
            if self.outside and self.first_outside < len(self.problems):
                self._hint()
            raise InputError(self.problems, self.total)
        return self.entries

    def _hint(self) -> None:
        """Say so when counting from 1, or swapping layer and head, would put every head inside the grid."""
        assert self.grid is not None
        layers, heads = self.grid
        top = max(layer for layer, _ in self.outside), max(head for _, head in self.outside)
        every = [*zip(self.entries.layer, self.entries.head, strict=True), *self.outside]
        hint = ""
        if not self.options.index_base and min(self.least) >= 1 and top[0] <= layers and top[1] <= heads:
            hint = f"; no index is 0, so the file may count from 1: {option('index-base', 1)}"
        elif all(head < layers and layer < heads for layer, head in every):
            hint = "; with layer and head swapped all heads would fit"
        index = self.first_outside
        problem = self.problems[index]
        self.problems[index] = problem._replace(message=problem.message + hint)


def index_of(value: Any, what: str) -> int | str:
    """The index that a cell or a JSON value holds, or the message of what is wrong with it.

    >>> index_of("17", "head"), index_of(" 3 ", "layer"), index_of(4, "head"), index_of("5.0", "head")
    (17, 3, 4, 5)
    >>> index_of("-1", "head")
    "head '-1' is negative; expected a whole number from 0"
    """
    text = value.strip() if isinstance(value, str) else str(value) if type(value) in (int, float) else None
    if text is not None and text.endswith(".0"):
        text = text[:-2]
    if text is not None and text.isascii() and text.isdigit():
        if len(text) < 10 and int(text) <= MAX_INDEX:
            return int(text)
        shown = text if len(text) <= 20 else f"of {len(text)} digits"
        return f"{what} {shown} makes a grid of more than {MAX_HEADS:,} heads"
    if text is not None and text.startswith("-") and text[1:].isdigit():
        return f"{what} {quote(value)} is negative; expected a whole number from 0"
    if text == "":
        return f"{what} is blank; expected a whole number from 0"
    if value is None or (text is not None and is_missing(text)):
        return f"{what} {quote(value)} is a missing value; expected the {what}'s index, from 0"
    return f"{what} {quote(value)} is not a whole number; expected the {what}'s index, from 0"
