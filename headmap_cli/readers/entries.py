"""Hold what a reader finds in its input, before it is assembled into a classification."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from ..core.rule import Rule
from ..core.strings import truncated_list

Ints: TypeAlias = npt.NDArray[np.integer]
Floats: TypeAlias = npt.NDArray[np.float64]

Head = tuple[int, int]
"""(layer, head), from 0."""

MAX_BLOCK = 1 << 18
"""How many rows are processed at a time, so that arrays that are made of them take little memory."""
SMALL_BLOCK = 1 << 10
"""Blocks that are smaller than this on average are joined, since each takes the time of some calls."""


class RowBlock(NamedTuple):
    """Consecutive rows of entries, with an item of each array for a row.

    Attributes:
        layer: The layers, from 0.
        head: The heads, from 0.
        label: The numbers of the labels; -1 for a head without a category.
        score: The scores, NaN where there is none.
    """

    layer: Ints
    head: Ints
    label: Ints
    score: Floats


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
        self.grid = grid
        self.absent: list[Head] = []
        self.model = ""
        self.has_columns = has_columns
        self.is_figure = False
        self.facets: dict[str, Entries] = {}
        self.facet_order: list[str] = []
        self.rules: dict[str, Rule] = {}
        self._blocks: list[RowBlock] = []
        self._added = _AddedRows()

    def number(self, label: str) -> int:
        """Return the number of a label, and add a label that is new."""
        return self.labels.setdefault(label, len(self.labels))

    @property
    def row_count(self) -> int:
        """Return the number of rows."""
        return sum(len(block.layer) for block in self._blocks) + len(self._added.layer)

    def add(self, layer: int, head: int, label: int = -1, score: float = math.nan) -> None:
        """Add a row: a membership, a score, or a head without a category."""
        self._added.layer.append(layer)
        self._added.head.append(head)
        self._added.label.append(label)
        self._added.score.append(score)

    def extend(self, layer: Ints, head: Ints, label: Ints | int, score: Floats | None = None) -> None:
        """Add many rows at once.

        The arrays must not be changed later, since they are only copied to make integers smaller.

        Args:
            layer: The layers, from 0.
            head: The heads, from 0.
            label: The numbers of the labels, or a number that all rows have.
            score: The scores; None if no row has one.
        """
        self._keep_added()
        labels = np.asarray(label, dtype=np.int32)
        scores = np.asarray(math.nan if score is None else score)
        block = RowBlock(
            layer.astype(np.int32, copy=False),
            head.astype(np.int32, copy=False),
            np.broadcast_to(labels, layer.shape),
            np.broadcast_to(scores, layer.shape),
        )
        self._blocks.append(block)

    def blocks(self) -> Iterator[RowBlock]:
        """Yield all rows in their order, in blocks of limited size."""
        self._keep_added()
        if self.row_count < SMALL_BLOCK * len(self._blocks):
            self._blocks = [self.all_rows()]
        for block in self._blocks:
            for start in range(0, len(block.layer), MAX_BLOCK):
                part = slice(start, start + MAX_BLOCK)
                yield RowBlock(block.layer[part], block.head[part], block.label[part], block.score[part])

    def all_rows(self) -> RowBlock:
        """Return all rows as one block."""
        self._keep_added()
        if len(self._blocks) == 1:
            return self._blocks[0]
        if not self._blocks:
            return self._added.as_block()
        return RowBlock(*map(np.concatenate, zip(*self._blocks, strict=True)))

    def take_rows(self) -> RowBlock:
        """Return all rows, and remove them from these entries but not from copies of them."""
        rows = self.all_rows()
        self._blocks = []
        return rows

    def extent(self) -> tuple[int, int]:
        """Return the size of the smallest grid that has all heads; (0, 0) if there is no row."""
        layers = heads = 0
        for block in self.blocks():
            layers = max(layers, int(block.layer.max()) + 1)
            heads = max(heads, int(block.head.max()) + 1)
        return layers, heads

    def _keep_added(self) -> None:
        """Make a block of the rows that were added one by one since the last block."""
        if self._added.layer:
            self._blocks = [*self._blocks, self._added.as_block()]
            self._added = _AddedRows()


class _AddedRows:
    """Rows that were added one by one, in arrays that can grow.

    Attributes:
        layer: The layers.
        head: The heads.
        label: The numbers of the labels.
        score: The scores.
    """

    def __init__(self) -> None:
        self.layer = array("i")
        self.head = array("i")
        self.label = array("i")
        self.score = array("d")

    def as_block(self) -> RowBlock:
        """Return the rows as a block, which shares the memory of these arrays."""
        layer, head, label = map(np.asarray, (self.layer, self.head, self.label))
        return RowBlock(layer, head, label, np.asarray(self.score))


def list_sources(inputs: Iterable[Entries]) -> str:
    """Return the names of inputs, each once."""
    return truncated_list(list(dict.fromkeys(entries.source for entries in inputs)))
