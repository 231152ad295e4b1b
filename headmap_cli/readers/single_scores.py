"""Put the scores of an input into an array, if no head has several scores with one label, as is usual."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from .entries import Entries

Floats = npt.NDArray[np.float64]

MAX_SLOTS_PER_ROW = 8
"""An array with more places for each row would take more memory than sorting the rows."""


def single_scores(entries: Entries, owners: Sequence[Sequence[int]], shape: tuple[int, ...]) -> Floats | None:
    """Return the score of each head in each category, NaN where there is none.

    Args:
        entries: The rows of one input.
        owners: The indices of the categories that each label belongs to.
        shape: (categories, layers, heads).

    Returns:
        The scores; None if a head may have several in one category, or if most heads have none.
    """
    categories = list(chain.from_iterable(owners))
    if len(set(categories)) < len(categories):
        return None
    by_label = _scores_by_label(entries, (len(owners), *shape[1:]))
    if by_label is None or categories == list(range(shape[0])) == list(range(len(owners))):
        return by_label
    scores = np.full(shape, np.nan)
    for label_scores, owner in zip(by_label, owners, strict=True):
        scores[list(owner)] = label_scores
    return scores


def _scores_by_label(entries: Entries, shape: tuple[int, ...]) -> Floats | None:
    """Return the score of each head with each label (labels, layers, heads); None if there are several."""
    labels, layers, heads = shape
    if labels * layers * heads > MAX_SLOTS_PER_ROW * entries.row_count:
        return None
    scores = np.full(labels * layers * heads, np.nan)
    count = 0
    for rows in entries.blocks():
        slot = (rows.label.astype(np.int64) * layers + rows.layer) * heads + rows.head
        has_score = (rows.label >= 0) & ~np.isnan(rows.score)
        scores[slot[has_score]] = rows.score[has_score]
        count += int(has_score.sum())
    by_label = scores.reshape(shape)
    # If two rows have the same place, fewer places than rows are filled.
    if sum(np.count_nonzero(~np.isnan(of_label)) for of_label in by_label) < count:
        return None
    return by_label
