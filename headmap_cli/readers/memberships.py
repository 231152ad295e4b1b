"""Decide whether rows with a category and a score are memberships or scores."""

from __future__ import annotations

import logging
from copy import copy

import numpy as np
import numpy.typing as npt

from ..core.vocabulary import option
from .entries import Entries
from .options import Options

log = logging.getLogger("headmap")

NEARLY_ALL = 0.8
"""A category that lists at least this share of the grid is taken to list the scores of all heads."""


def as_memberships(entries: Entries, grid: tuple[int, int], options: Options) -> Entries:
    """Return the entries as memberships if they list only the heads of each category, with their scores.

    Otherwise, or if there is a rule that selects heads by their scores, the entries are returned unchanged.

    Args:
        entries: The rows of one input.
        grid: (layers, heads).
        options: Whether there is a rule.
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
    memberships = copy(entries)
    memberships.scored = False
    memberships.listing = False
    return memberships


def _members(entries: Entries, grid: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Return which heads are listed with each label: bool (labels, layers, heads)."""
    label = np.asarray(entries.label, dtype=np.int64)
    layer = np.asarray(entries.layer, dtype=np.int64)
    head = np.asarray(entries.head, dtype=np.int64)
    members = np.zeros((max(entries.labels.values(), default=0) + 1, *grid), dtype=bool)
    has_label = label >= 0
    members[label[has_label], layer[has_label], head[has_label]] = True
    return members


def _scores_all_heads(members: npt.NDArray[np.bool_], counts: npt.NDArray[np.int_]) -> bool:
    """Return whether the rows are scores of all heads, instead of lists of the heads of categories.

    If there are several categories, the rows are lists if no head is in two of them, and scores if all
    have the same heads. Otherwise, they are scores if a category has nearly all heads of the grid.

    Args:
        members: bool (labels, layers, heads).
        counts: int (labels,), the heads of each label.
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
