"""Hold what a reader finds in its input, before a grid and rules for scores make a classification of it."""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers: TypeAlias = npt.NDArray[np.generic]

Head = tuple[int, int]
"""(layer, head), from 0."""


class Entries:
    """Rows of (layer, head, label, score), and what the input says about itself.

    Attributes:
        source: The name of the input in messages.
        shape: The shape in which the input holds its rows, for messages.
        ordered: Whether the order of the labels is meant, as that of the columns or of a document is.
        exact: Whether labels are taken as they are, so that nothing in them is split or left out.
        listing: Whether the rows list heads whatever their category, so that a head left out is not there.
        scored: Whether the rows are scores, not memberships.
        categorised: Whether each row has its score beside the category that the file or ``Name=FILE`` puts it
            in, so that a list of some heads of each category is a list of memberships.
        labels: Each raw label with its number, in order of first appearance; "" where the input names none.
        ignored: Names that the input gives as categories, but which say that a head has none.
        layer: The layer of each row, from 0.
        head: The head of each row, from 0.
        label: The number of the label of each row; -1 declares a head without a category.
        score: The score of each row; NaN where it has none.
        grid: (layers, heads), where the input says it.
        absent: The heads that the input says are not there.
        model: The name of the model; empty where the input has none.
        has_columns: Whether --column could name something: the input is not a grid of numbers alone.
        is_figure: Whether the input is a figure of headmap, which holds no scores.
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

    def number(self, label: str) -> int:
        """Return the number of a label, which is a new one at its first appearance."""
        return self.labels.setdefault(label, len(self.labels))

    def add(self, layer: int, head: int, label: int = -1, score: float = math.nan) -> None:
        """Add one membership, one score, or one head that is declared to be in no category."""
        self.layer.append(layer)
        self.head.append(head)
        self.label.append(label)
        self.score.append(score)

    def extend(self, layer: Numbers, head: Numbers, label: Numbers, score: Numbers) -> None:
        """Add many rows at once, given by arrays of one length."""
        columns = (self.layer, layer), (self.head, head), (self.label, label), (self.score, score)
        for column, values in columns:
            column.frombytes(values.astype(column.typecode).tobytes())
