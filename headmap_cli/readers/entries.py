"""Hold what a reader finds in its input, before a grid and rules for scores make a classification of it."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers: TypeAlias = npt.NDArray[np.generic]

Head = tuple[int, int]
"""(layer, head), from 0."""


@dataclass
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
    absent: list[Head] = field(default_factory=list)
    model: str = ""
    has_columns: bool = True
    is_figure: bool = False

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
