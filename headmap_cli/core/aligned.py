"""Give several classifications the same categories, so that they can be compared and drawn alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .array_types import AnyArray
from .classification import Classification
from .facets import Facet, Facets


def with_categories(data: Classification, categories: Sequence[str]) -> Classification:
    """Return a classification with the categories of a batch or of all facets, in their order.

    Args:
        data: The classification.
        categories: The categories, among them those of the data. Those that the data does not have are empty.
    """
    if data.categories == tuple(categories):
        return data
    positions = [categories.index(name) for name in data.categories]
    shape = (len(categories), data.layers, data.heads)
    membership = None
    if data.is_decided:
        membership = np.zeros(shape, dtype=bool)
        membership[positions] = data.membership
    scores = None
    if data.scores is not None:
        # A head has no score in a category that its data does not have.
        scores = np.full(shape, np.nan)
        scores[positions] = data.scores
    return Classification(tuple(categories), membership, data.present, data.model, scores)


def shown_with_categories(
    shown: Classification | Facets, categories: Sequence[str]
) -> Classification | Facets:
    """Return a classification, or each of several facets, with the categories of a batch, in their order."""
    if isinstance(shown, Facets):
        facets = [Facet(facet.label, with_categories(facet.data, categories)) for facet in shown.facets]
        return Facets(facets, categories)
    return with_categories(shown, categories)


def align_facets(facets: Facets) -> list[Facet]:
    """Return the facets, each with the categories of all of them in one order."""
    return [Facet(facet.label, with_categories(facet.data, facets.categories)) for facet in facets.facets]


def stack_facets(facets: Facets) -> Classification:
    """Return one classification with the heads of all facets, layer below layer.

    It has the counts and the scores that occur in any facet, for a legend or a scale that all of them share::

        facet A   1 1 0          1 1 0
                          ->     1 0 -      - is no head
        facet B   1 0            0 0 -
                  0 0

    Returns:
        The classification. It has scores if each facet does.
    """
    aligned = [facet.data for facet in align_facets(facets)]
    heads = max(data.heads for data in aligned)

    def stacked(arrays: list[AnyArray], filler: float) -> AnyArray:
        """Return arrays (.., layers, heads) below each other, padded to the most heads of a facet."""
        padded = []
        for array in arrays:
            padding = [(0, 0)] * (array.ndim - 1) + [(0, heads - array.shape[-1])]
            padded.append(np.pad(array, padding, constant_values=filler))
        return np.concatenate(padded, axis=-2)

    membership = None
    if facets.is_decided:
        membership = stacked([data.membership for data in aligned], False)
    scores = None
    all_scores = [data.scores for data in aligned if data.scores is not None]
    if len(all_scores) == len(aligned):
        scores = stacked(all_scores, np.nan)
    present = stacked([data.present for data in aligned], False)
    return Classification(facets.categories, membership, present, scores=scores)
