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


def decide(entries: Entries, grid: tuple[int, int], options: Options) -> list[Entries]:
    """Return the rows of one input as memberships, as scores, or as a part of each.

    Rows that list only the heads of each category, with their scores, are memberships, unless there is a rule
    for scores or --scores. So are the memberships beside the scores of a figure or a canonical file, which
    only the caller's rule or --scores replaces: a rule of the style may be the one that they came from.

    Args:
        entries: The rows of one input.
        grid: (layers, heads).
        options: Whether there is a rule, and whether --scores is given.
    """
    if not entries.categorised:
        return [entries]
    if not entries.scored:
        if options.own_rule or options.scores:
            return _split_by_scores(entries)
        return [entries]
    if options.ruled or options.scores:
        return [entries]
    members = _members(entries, grid)
    counts = members.sum(axis=(1, 2))
    if not counts.any() or _scores_all_heads(members, counts):
        return [entries]
    log.warning(
        "%s: lists only some heads of each category, at most %d of %d, and is read as memberships; "
        "%s, or a rule such as %s, takes it as scores",
        entries.source,
        counts.max(),
        grid[0] * grid[1],
        option("scores"),
        option("threshold"),
    )
    memberships = copy(entries)
    memberships.scored = False
    memberships.listing = False
    return [memberships]


def _split_by_scores(entries: Entries) -> list[Entries]:
    """Return the rows of the labels that have scores as scores, and those of other labels as memberships."""
    scored_numbers: set[int] = set()
    for rows in entries.blocks():
        scored_numbers.update(np.unique(rows.label[~np.isnan(rows.score)]).tolist())
    scored_names = [name for name, number in entries.labels.items() if number in scored_numbers]
    other_names = [name for name in entries.labels if name not in scored_names]
    scores = _with_labels(entries, scored_names)
    scores.scored = True
    return [scores, _with_labels(entries, other_names)]


def _with_labels(entries: Entries, names: list[str]) -> Entries:
    """Return the entries with some of their labels; the rows of the others are heads without a category."""
    numbers = np.full(max(entries.labels.values(), default=0) + 2, -1)
    for number, name in enumerate(names):
        numbers[entries.labels[name]] = number
    part = copy(entries)
    part.labels = {name: number for number, name in enumerate(names)}
    rows = part.take_rows()
    # A head without a category has the label -1, which is the last of the numbers and stays -1.
    part.extend(rows.layer, rows.head, numbers[rows.label], rows.score)
    return part


def _members(entries: Entries, grid: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Return which heads are listed with each label: bool (labels, layers, heads)."""
    members = np.zeros((max(entries.labels.values(), default=0) + 1, *grid), dtype=bool)
    for rows in entries.blocks():
        has_label = rows.label >= 0
        members[rows.label[has_label], rows.layer[has_label], rows.head[has_label]] = True
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
