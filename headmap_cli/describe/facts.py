"""Collect the numbers and names of a figure, from which its description is written."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from ..analysis.adjacency import Adjacency, adjacency
from ..analysis.concentration import MIN_HEADS
from ..analysis.statistics import Stats, statistics
from ..core.classification import Classification
from ..core.composite import Composite
from ..core.strings import printable, truncate
from ..layout.labels import shown_label
from ..style.schema import Style
from .findings import Axis

WriteName = Callable[[str], str]
"""A function that writes a name in the markup of a description, in which some characters need escapes."""


class FigureFacts(Struct, frozen=True):
    """The numbers and names of a figure.

    Attributes:
        composite: The heads, their categories and their counts.
        style: The style of the figure.
        write_name: Writes a name as the description shows it: short, visible and without markup.
        stats: The statistics of the classification.
        names: The label of each category, as the description shows it.
        adjacent: The adjacent heads along the layers and along the head indices, by the index of a category;
            of categories with enough heads to describe their shapes.
        layer_axis: The layers, along which concentrations are measured.
        head_axis: The head indices, along which concentrations are measured.
        tests: The number of tests for which p-values are corrected.
    """

    composite: Composite
    style: Style
    write_name: WriteName
    stats: Stats
    names: list[str]
    adjacent: dict[int, tuple[Adjacency, Adjacency]]
    layer_axis: Axis
    head_axis: Axis
    tests: int

    @property
    def data(self) -> Classification:
        """Return the heads and their categories."""
        return self.composite.classification


def collect_facts(composite: Composite, style: Style, escape: WriteName) -> FigureFacts:
    """Return the numbers and names of a figure.

    Args:
        composite: The heads, their categories and their counts.
        style: The style of the figure.
        escape: Escapes what would be markup in a name.
    """
    data = composite.classification

    def write_name(text: str) -> str:
        """Write a name as the description shows it."""
        return escape(truncate(printable(text)))

    stats = statistics(data)
    # Two axes are tested for each category, and for all classified heads together.
    tests = 2 * (len(data.categories) + 1)
    return FigureFacts(
        composite=composite,
        style=style,
        write_name=write_name,
        stats=stats,
        names=[write_name(shown_label(name, style)) for name in data.categories],
        adjacent=_adjacent_heads(data, tests),
        layer_axis=Axis("layer", stats.bands.layer, data.present.sum(axis=1), tests),
        head_axis=Axis("head", stats.bands.head, data.present.sum(axis=0), tests),
        tests=tests,
    )


def _adjacent_heads(data: Classification, tests: int) -> dict[int, tuple[Adjacency, Adjacency]]:
    """Return the adjacent heads of each category that has enough heads to describe their shapes."""
    sizes = data.membership.sum(axis=(1, 2))
    indices = np.flatnonzero(sizes >= MIN_HEADS)
    measured = adjacency(data.membership[indices], data.present, tests)
    return dict(zip(indices.tolist(), measured, strict=True))
