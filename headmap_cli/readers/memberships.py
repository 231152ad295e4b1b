"""Decide whether rows with a category and a score are memberships or scores."""

from __future__ import annotations

import logging
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ..core.vocabulary import option
from .entries import Entries
from .options import Options

log = logging.getLogger("headmap")

NEARLY_ALL = 0.8
"""The share of the grid from which on a category's rows are the scores of all heads."""


def as_memberships(entries: Entries, grid: tuple[int, int], options: Options) -> Entries:
    """Return the entries with their rows as memberships if they list only some heads of each category.

    A rule on the command line or in the style selects heads by their scores instead.
    """
    if not (entries.scored and entries.categorised) or options.ruled:
        return entries
    members = _members(entries, grid)
    counts = members.sum(axis=(1, 2))
    if not counts.any() or _scores_all_heads(members, counts):
        return entries
    log.warning(
        "%s: lists only some heads of each category, at most %d of %d, and is read as memberships; "
        "%s or %s selects heads by their scores instead",
        entries.source,
        counts.max(),
        grid[0] * grid[1],
        option("threshold"),
        option("top"),
    )
    return replace(entries, scored=False, listing=False)


def _members(entries: Entries, grid: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Return which heads are listed with each label: bool (labels, layers, heads)."""
    label = np.asarray(entries.label, dtype=np.int64)
    layer, head = np.asarray(entries.layer, dtype=np.int64), np.asarray(entries.head, dtype=np.int64)
    members = np.zeros((max(entries.labels.values(), default=0) + 1, *grid), dtype=bool)
    has_label = label >= 0
    members[label[has_label], layer[has_label], head[has_label]] = True
    return members


def _scores_all_heads(members: npt.NDArray[np.bool_], counts: npt.NDArray[np.int_]) -> bool:
    """Return whether the rows score the heads of the grid, instead of listing the heads of categories.

    They do if a category has nearly all heads, unless each head is in a single category, and if several
    categories have the same heads.
    """
    used_labels = int((counts > 0).sum())
    labels_per_head = members.sum(axis=0)
    if used_labels > 1:
        if labels_per_head.max() == 1:
            return False
        has_all_or_none = (labels_per_head == 0) | (labels_per_head == used_labels)
        if has_all_or_none.all():
            return True
    return bool(counts.max() >= NEARLY_ALL * members[0].size)
