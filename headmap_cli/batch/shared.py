"""One order of categories for all figures of a run, so that each has the same colour everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ..classification import Classification


def union(found: Iterable[tuple[Sequence[str], Sequence[str]]]) -> tuple[str, ...]:
    """All categories of figures, each given as its categories and those that its style names.

    Those that styles name come first; the others are in alphabetical order where each figure's are, else as
    they come up.

    >>> union([(["B", "D"], []), (["A", "C"], [])]), union([(["B", "A"], []), (["C"], [])])
    (('A', 'B', 'C', 'D'), ('B', 'A', 'C'))
    """
    found = list(found)
    there = {name for categories, _ in found for name in categories}
    first = [name for name in dict.fromkeys(name for _, named in found for name in named) if name in there]
    others = [[name for name in categories if name not in first] for categories, _ in found]
    rest = list(dict.fromkeys(name for names in others for name in names))
    if all(names == sorted(names, key=_alphabetical) for names in others):
        rest.sort(key=_alphabetical)
    return (*first, *rest)


def _alphabetical(name: str) -> tuple[str, str]:
    return name.casefold(), name


def spread(data: Classification, categories: Sequence[str]) -> Classification:
    """The same data with more categories, in the order given; what it does not have is empty."""
    if data.categories == tuple(categories):
        return data
    at = [categories.index(name) for name in data.categories]
    membership = np.zeros((len(categories), *data.membership.shape[1:]), dtype=bool)
    membership[at] = data.membership
    scores = None
    if data.scores is not None:
        scores = np.full(membership.shape, np.nan)
        scores[at] = data.scores
    return Classification(tuple(categories), membership, data.present, data.model, scores)
