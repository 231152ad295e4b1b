"""Collect the memberships and the scores of all inputs in arrays."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from ..core.rule import Rule
from ..core.selection import strength
from .entries import Entries
from .single_scores import single_scores

log = logging.getLogger("headmap")

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Accumulator:
    """The memberships and the scores of all inputs.

    Attributes:
        names: The names of the categories, in their order.
        categories_by_label: The names of the categories that a label belongs to; a label that is missing here
            is a category by itself.
        rules: The rule for the scores of each category; None if no input has scores.
        membership: bool (categories, layers, heads): True where the head is in the category.
        scored: The indices of the categories that have scores to which a rule applies.
        listed: The indices of the categories that an input lists the members of.
    """

    def __init__(
        self,
        names: Sequence[str],
        categories_by_label: Mapping[str, Sequence[str]],
        grid: tuple[int, int],
        rules: Sequence[Rule] | None,
    ) -> None:
        self.names = names
        self.rules = rules
        self.categories_by_label = categories_by_label
        self.membership = np.zeros((len(names), *grid), dtype=bool)
        self._scores: Floats | None = None
        self.scored: set[int] = set()
        self.listed: set[int] = set()

    @property
    def scores(self) -> Floats | None:
        """Return float (categories, layers, heads), NaN where there is none; None if no input has scores."""
        if self._scores is None and self.rules is not None:
            self._scores = np.full(self.membership.shape, np.nan)
        return self._scores

    def scores_by_category(self) -> dict[str, Floats]:
        """Return the scores of each category to which a rule applies: float (layers, heads)."""
        assert self.scores is not None
        return {self.names[i]: self.scores[i] for i in sorted(self.scored)}

    def add(self, entries: Entries) -> None:
        """Add the memberships or the scores of the rows of one input."""
        if not entries.labels:
            return
        owners = self._owners(entries)
        if not entries.scored:
            self._mark_members(entries, owners)
            self.listed.update(*owners)
        # Memberships with a score beside them keep it.
        if entries.scored or entries.categorised:
            self._add_scores(entries, owners)
        if entries.scored:
            self.scored.update(*owners)

    def _add_scores(self, entries: Entries, owners: Sequence[Sequence[int]]) -> None:
        """Add the scores of the rows; of several in a category, the one that its rule prefers counts."""
        assert self.rules is not None
        best = best_scores(entries, owners, self.membership.shape, self.rules)
        if self._scores is None:
            self._scores = best
            return
        for scores, new_scores, rule in zip(self._scores, best, self.rules, strict=True):
            new, old = strength(new_scores, rule), strength(scores, rule)
            # Of 0.5 and -0.5, which have one magnitude, 0.5 counts, whatever the order of the inputs.
            is_stronger = (new > old) | ((new == old) & (new_scores > scores))
            replaced = is_stronger | (np.isnan(scores) & ~np.isnan(new_scores))
            scores[replaced] = new_scores[replaced]

    def _owners(self, entries: Entries) -> list[list[int]]:
        """Return the indices of the categories that each label of an input belongs to."""
        index = {name: i for i, name in enumerate(self.names)}
        owners = []
        for label in entries.labels:
            categories = self.categories_by_label.get(label, [label])
            owners.append([index[name] for name in categories])
        return owners

    def _mark_members(self, entries: Entries, owners: Sequence[Sequence[int]]) -> None:
        """Put the heads of the rows into the categories of their labels."""
        rows = entries.all_rows()
        label = rows.label
        if entries.score_only:
            label = label.copy()
            label[np.asarray(entries.score_only)] = -1
        for owner in _owner_columns(owners):
            # A row whose label is -1 declares a head without a category.
            category = np.where(label >= 0, owner[label], -1)
            member = category >= 0
            self.membership[category[member], rows.layer[member], rows.head[member]] = True


def _owner_columns(owners: Sequence[Sequence[int]]) -> list[Ints]:
    """Return the indices of the first category of each label, then of the second, and so on; -1 for none.

    Each array can be indexed with the label numbers of all rows at once.

    >>> [column.tolist() for column in _owner_columns([[0], [2, 1], [0]])]
    [[0, 2, 0], [-1, 1, -1]]
    """
    columns = np.full((max(map(len, owners)), len(owners)), -1)
    for label, categories in enumerate(owners):
        columns[: len(categories), label] = categories
    return list(columns)


def best_scores(
    entries: Entries, owners: Sequence[Sequence[int]], shape: tuple[int, ...], rules: Sequence[Rule]
) -> Floats:
    """Return the score of each head in each category, NaN where there is none.

    If several rows have the same label and head, their mean counts. If several labels belong to a category,
    the score that its rule prefers counts, see ``strength``: without a rule, the largest.

    Args:
        entries: The rows of one input.
        owners: The indices of the categories that each label belongs to.
        shape: (categories, layers, heads).
        rules: The rule for the scores of each category.
    """
    single = single_scores(entries, owners, shape)
    if single is not None:
        return single
    _, layers, heads = shape
    rows = entries.all_rows()
    kept = (rows.label >= 0) & ~np.isnan(rows.score)
    # Number the pairs of a label and a head, so that rows with the same pair have the same number.
    slot = (rows.label[kept].astype(np.int64) * layers + rows.layer[kept]) * heads + rows.head[kept]
    slots, group, sizes = np.unique(slot, return_inverse=True, return_counts=True)
    from .means import group_means

    mean = group_means(rows.score[kept], group, sizes)
    _report_repeated(int((sizes > 1).sum()), entries.source)

    grid_size = layers * heads
    label_of_slot, position = np.divmod(slots, grid_size)
    best = np.full((shape[0], grid_size), np.nan)
    labels_of_category = Counter(chain.from_iterable(owners))
    owner_of_slot = [owner[label_of_slot] for owner in _owner_columns(owners)]
    for i, rule in enumerate(rules):
        in_category = np.any([owner == i for owner in owner_of_slot], axis=0)
        positions, scores = position[in_category], mean[in_category]
        if labels_of_category[i] > 1:
            # Of several scores for one position, numpy keeps the last, so the strongest comes last.
            order = np.lexsort((scores, strength(scores, rule)))
            positions, scores = positions[order], scores[order]
        best[i, positions] = scores
    return best.reshape(shape)


def _report_repeated(count: int, source: str) -> None:
    """Warn that heads have several scores for one label."""
    if count:
        heads = "1 head has" if count == 1 else f"{count} heads have"
        log.warning("%s: %s several scores for one label; their mean is taken", source, heads)
