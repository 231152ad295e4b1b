"""Hold what a reader finds in its input, before it is assembled into a classification."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from ..core.strings import truncated_list

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from ..core.rule import Rule

    Numbers: TypeAlias = npt.NDArray[np.generic]

Head = tuple[int, int]
"""(layer, head), from 0."""

ROWS_PER_SLICE = 1 << 18
"""How many rows are processed at a time, so that arrays that are made of them take little memory."""


class Entries:
    """Rows of (layer, head, label, score), and what the input says about itself.

    Attributes:
        source: The name of the input in messages.
        shape: The shape in which the input holds its rows, for messages.
        ordered: Whether the order of the labels is deliberate, as that of the columns of a table is.
        exact: Whether labels are used as they are: none is split or left out.
        listing: Whether the rows list heads regardless of category, so that a head left out may be absent.
        scored: Whether the rows are scores, not memberships.
        categorised: Whether each row has both a score and a category, which the file or ``Name=FILE`` gives,
            so that the rows may be memberships if they list only some heads; or whether the input holds
            memberships beside scores, if the rows are not scored.
        combined: Whether --repeats has combined several values of each head.
        score_only: The indices of rows that give a head a score without putting it into the category, while
            the other rows are memberships.
        labels: The number of each raw label, in order of first appearance; "" where the input names none.
        ignored: Names in the place of categories that mean that a head has none, as the keys of a dict.
        layer: The layer of each row, from 0.
        head: The head of each row, from 0.
        label: The number of the label of each row; -1 for a head without a category.
        score: The score of each row; NaN where it has none.
        grid: (layers, heads); None if the input does not give it.
        absent: The heads that the input declares absent.
        model: The name of the model; empty if the input does not give it.
        has_columns: Whether --column could name something: the input is not a grid of numbers alone.
        is_figure: Whether the input is a figure of headmap.
        facets: The entries of each facet by its label, if the input holds several and so has no other rows.
        rules: The rules that selected the heads of categories by their scores, if the input says so.
        facet_order: The order of the categories of all facets, if the input gives it.
    """

    # A plain class, since creating a dataclass would delay every start.
    def __init__(  # noqa: PLR0913 - all that an input can say about itself before its rows
        self,
        source: str,
        shape: str,
        *,
        ordered: bool = False,
        exact: bool = False,
        listing: bool = False,
        scored: bool = False,
        grid: tuple[int, int] | None = None,
        has_columns: bool = True,
    ) -> None:
        self.source = source
        self.shape = shape
        self.ordered = ordered
        self.exact = exact
        self.listing = listing
        self.scored = scored
        self.categorised = False
        self.combined = False
        self.score_only = array("i")
        self.labels: dict[str, int] = {}
        self.ignored: dict[str, None] = {}
        self.layer = array("i")
        self.head = array("i")
        self.label = array("i")
        self.score = array("d")
        self.grid = grid
        self.absent: list[Head] = []
        self.model = ""
        self.has_columns = has_columns
        self.is_figure = False
        self.facets: dict[str, Entries] = {}
        self.facet_order: list[str] = []
        self.rules: dict[str, Rule] = {}

    def number(self, label: str) -> int:
        """Return the number of a label, and add a label that is new."""
        return self.labels.setdefault(label, len(self.labels))

    def add(self, layer: int, head: int, label: int = -1, score: float = math.nan) -> None:
        """Add a row: a membership, a score, or a head without a category."""
        self.layer.append(layer)
        self.head.append(head)
        self.label.append(label)
        self.score.append(score)

    def extend(self, layer: Numbers, head: Numbers, label: Numbers, score: Numbers) -> None:
        """Add many rows at once, from arrays of the same length."""
        columns = (self.layer, layer), (self.head, head), (self.label, label), (self.score, score)
        for column, values in columns:
            # An array takes bytes alone, so the numbers are viewed as bytes.
            column.frombytes(values.astype(column.typecode, order="C", copy=False).view("u1").data)

    def slices(self) -> Iterator[slice]:
        """Yield slices that cover all rows, in their order."""
        for start in range(0, len(self.layer), ROWS_PER_SLICE):
            yield slice(start, start + ROWS_PER_SLICE)


def list_sources(inputs: Iterable[Entries]) -> str:
    """Return the names of inputs, each once."""
    return truncated_list(list(dict.fromkeys(entries.source for entries in inputs)))
