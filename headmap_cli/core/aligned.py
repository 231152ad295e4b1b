"""Give several classifications the same categories, so that they can be compared and drawn alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .array_types import AnyArray
from .classification import Classification
from .facets import Facet, Facets
from .rule import Rule


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
    rules = None
    if data.rules is not None:
        own_rules = dict(zip(data.categories, data.rules, strict=True))
        rules = tuple(own_rules.get(name, Rule()) for name in categories)
    return Classification(tuple(categories), membership, data.present, data.model, scores, rules)


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
    """Return one classification with the heads of all facets, one after the other in a single layer.

    It has the counts and the scores that occur in any facet, for a legend or a scale that all of them share::

        facet A   1 1 0          1 1 0 1 0 0 0
                           ->    A     B
        facet B   1 0
                  0 0

    Returns:
        The classification. It has scores if each facet does.
    """
    aligned = [facet.data for facet in align_facets(facets)]
    membership = None
    if facets.is_decided:
        membership = _joined([data.membership for data in aligned])
    scores = None
    all_scores = [data.scores for data in aligned if data.scores is not None]
    if len(all_scores) == len(aligned):
        scores = _joined(all_scores)
    present = _joined([data.present for data in aligned])
    all_rules = {data.rules for data in aligned}
    # Facets can have rules of their own, and then no rule is that of all heads.
    rules = all_rules.pop() if len(all_rules) == 1 else None
    return Classification(facets.categories, membership, present, scores=scores, rules=rules)


def _joined(arrays: Sequence[AnyArray]) -> AnyArray:
    """Return arrays (.., layers, heads) as one array (.., 1, all heads)."""
    flat = [array.reshape(*array.shape[:-2], 1, -1) for array in arrays]
    return np.concatenate(flat, axis=-1)
