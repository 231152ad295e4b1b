"""Hold what a reader finds in its input, before it is assembled into a classification."""

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
        ordered: Whether the order of the labels is deliberate, as that of the columns of a table is.
        exact: Whether labels are used as they are: none is split or left out.
        listing: Whether the rows list heads regardless of category, so that a head left out may be absent.
        scored: Whether the rows are scores, not memberships.
        categorised: Whether each row has both a score and a category, which the file or ``Name=FILE`` gives,
            so that the rows may be memberships if they list only some heads.
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
            column.frombytes(values.astype(column.typecode).tobytes())
