"""Check the rows that a reader finds, and collect the valid ones and the problems."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable, Iterable
from typing import Any, Literal

from ..core.errors import WHOLE_SOURCE, InputError, Location, Problem
from ..core.grid import MAX_HEADS
from ..core.numbers import cell_number, is_python_number
from ..core.strings import quote, truncated_list
from ..core.vocabulary import option
from .context import ReadContext
from .entries import Entries, Head
from .indices import parse_index
from .missing import is_no_score

log = logging.getLogger("headmap")

MAX_PROBLEMS_KEPT = 1000
"""How many problems of one input are kept, of which errors.MAX_PROBLEMS_SHOWN are printed."""

DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
"""A number with a decimal comma."""

Locate = Callable[[str], Location]
"""A function that returns the location of a row's ``layer``, ``head``, ``score`` or ``category``."""


def constant_location(location: Location) -> Locate:
    """Return a function that gives the same location for all parts of a row."""
    return lambda _: location


class Collector:
    """Check the rows of one input, and keep the valid ones as entries and the problems with their locations.

    A reader calls read_head, read_score and add for each row, and finish after the last one.

    Attributes:
        entries: The valid rows so far.
        options: How to read.
        problems: The first MAX_PROBLEMS_KEPT problems.
        total: How many problems there are.
        first_seen: The first head with a score (key ``score``), and the first without (key ``category``).
        outside: The heads that are not in the grid.
        first_outside: The index in problems of the first head that is not in the grid.
        min_index: The smallest layer and the smallest head so far.
        other_nodes: Nodes of a circuit that are no heads, as the keys of a dict.
    """

    def __init__(self, context: ReadContext, shape: str, **declared: Any) -> None:
        self.entries = Entries(context.name, shape, **declared)
        self.options = context.options
        self.problems: list[Problem] = []
        self.total = 0
        self.first_seen: dict[str, Head] = {}
        self.outside: list[Head] = []
        self.first_outside = 0
        self.min_index = [MAX_HEADS, MAX_HEADS]
        self.other_nodes: dict[str, None] = {}

    @property
    def grid(self) -> tuple[int, int] | None:
        """Return the grid that indices must be inside, if one is known."""
        return self.options.grid or self.entries.grid

    def add_problem(self, message: str, location: Location = WHOLE_SOURCE, value: object = "") -> None:
        """Add a problem.

        Args:
            message: What is wrong.
            location: Where it is.
            value: The value that is wrong, if there is one; a hint may depend on it.
        """
        self.total += 1
        if self.total <= MAX_PROBLEMS_KEPT:
            text = value if isinstance(value, str) else ""
            self.problems.append(Problem(self.entries.source, message, location, text))

    def read_index(self, value: Any, kind: Literal["layer", "head"], locate: Locate) -> int:
        """Return the index from 0 that a cell or a JSON value holds, or -1 after adding a problem.

        Args:
            value: The cell or the JSON value.
            kind: What the index counts.
            locate: Where the value is.
        """
        index = parse_index(value, kind)
        if isinstance(index, str):
            self.add_problem(index, locate(kind), value)
            return -1
        index -= self.options.index_base
        if index < 0:
            base = option("index-base", 1)
            message = f"{kind} 0 in a file that counts from 1; leave out {base} or fix the row"
            self.add_problem(message, locate(kind))
            return -1
        return index

    def read_head(self, layer: Any, head: Any, locate: Locate) -> Head | None:
        """Return the head that two values name, or None after adding a problem for each that is wrong.

        Args:
            layer: A cell or a JSON value, which should be an index.
            head: A cell or a JSON value, which should be an index.
            locate: Where each of them is.

        Returns:
            (layer, head), from 0.
        """
        # Both are read before either is judged, so that both are reported.
        layer_index = self.read_index(layer, "layer", locate)
        head_index = self.read_index(head, "head", locate)
        if layer_index < 0 or head_index < 0 or not self._is_inside(layer_index, head_index, locate):
            return None
        return layer_index, head_index

    def _is_inside(self, layer: int, head: int, locate: Locate) -> bool:
        """Return whether a head is inside the grid, as far as one is known; add a problem if it is not."""
        self.min_index = [min(self.min_index[0], layer), min(self.min_index[1], head)]
        if self.grid is None:
            return True
        layers, heads = self.grid
        if layer < layers and head < heads:
            return True
        if not self.outside:
            self.first_outside = len(self.problems)
        self.outside.append((layer, head))
        name, index = "head", head
        if layer >= layers:
            name, index = "layer", layer
        size = f"the grid of {layers} layers x {heads} heads"
        message = f"{name} {index + self.options.index_base} is outside {size}"
        self.add_problem(f"{message}; set {self.options.grid_setting} or fix the row", locate(name))
        return False

    def read_score(self, value: Any, locate: Locate, name: str = "score") -> float:
        """Return the finite number that a value holds, or NaN after adding a problem.

        A missing value is not a problem if --missing says what it means.

        Args:
            value: A cell or a JSON value.
            locate: Where it is.
            name: The name of the value in messages.
        """
        number = _finite_number(value)
        if number is not None:
            return number
        is_blank = is_no_score(value)
        if self.options.missing and is_blank:
            return math.nan
        hint = ""
        if is_blank:
            hint = f"; {option('missing', 'unclassified')} takes it as no score"
        elif isinstance(value, str) and DECIMAL_COMMA.fullmatch(value.strip()):
            hint = "; write a decimal comma as a point"
        elif isinstance(value, str) and is_python_number(value):
            hint = "; write it with the digits 0 to 9 alone, such as 1000 or 0.5"
        self.add_problem(f"{name} {quote(value)} is not a finite number{hint}", locate("score"), value)
        return math.nan

    def add(self, head: Head, labels: Iterable[str], score: float | None = None) -> None:
        """Add a head with its labels; a head without labels is in no category.

        Args:
            head: (layer, head), from 0.
            labels: The raw labels.
            score: The score for each of the labels; None if the row is a membership.
        """
        numbers = [self.entries.number(label) for label in labels]
        if score is not None:
            self.entries.scored = True
            self.first_seen.setdefault("score", head)
        elif numbers:
            self.first_seen.setdefault("category", head)
        if score is None:
            score = math.nan
        for number in numbers or [-1]:
            self.entries.add(*head, number, score)

    def finish(self) -> Entries:
        """Return the entries.

        Raises:
            InputError: There are problems; the error holds them, and a hint for heads outside the grid.
        """
        if len(self.first_seen) == 2:  # some rows have scores and others do not
            scored = self._describe_head(self.first_seen["score"])
            unscored = self._describe_head(self.first_seen["category"])
            message = f"gives {scored} a score, but {unscored} only a category"
            self.add_problem(f"{message}; expected scores for all rows or none")
        if self.other_nodes:
            report_other_nodes(list(self.other_nodes), self.entries.source)
        if not self.total:
            return self.entries
        if self.outside and self.first_outside < len(self.problems):
            problem = self.problems[self.first_outside]
            hinted = problem._replace(message=problem.message + self._hint_for_outside())
            self.problems[self.first_outside] = hinted
        raise InputError(self.problems, self.total)

    def _describe_head(self, head: Head) -> str:
        """Return a head in words, counted from 0 or 1 as in the file."""
        base = self.options.index_base
        return f"layer {head[0] + base}, head {head[1] + base}"

    def _hint_for_outside(self) -> str:
        """Return a hint if counting from 1, or swapping layers and heads, would make all heads fit."""
        assert self.grid is not None
        layers, heads = self.grid
        max_layer = max(layer for layer, _ in self.outside)
        max_head = max(head for _, head in self.outside)
        counts_from_one = min(self.min_index) >= 1 and max_layer <= layers and max_head <= heads
        if counts_from_one and not self.options.index_base:
            return f"; no index is 0, so the file may count from 1: {option('index-base', 1)}"
        rows = self.entries.all_rows()
        inside = zip(rows.layer.tolist(), rows.head.tolist(), strict=True)
        if all(head < layers and layer < heads for layer, head in [*inside, *self.outside]):
            return "; with layer and head swapped all heads would fit"
        return ""


def report_other_nodes(names: list[str], source: str) -> None:
    """Warn that nodes of a circuit that are no heads are left out."""
    log.warning("%s: leaves out nodes that are not attention heads: %s", source, truncated_list(names))


def _finite_number(value: Any) -> float | None:
    """Return the number that a cell or a JSON value holds; None if it holds no finite number."""
    if isinstance(value, bool | list | dict):
        return None
    try:
        number = cell_number(value) if isinstance(value, str) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    if number is None or not math.isfinite(number):
        return None
    return number
