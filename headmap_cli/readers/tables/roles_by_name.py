"""Decide the roles of the columns of a table by their names alone, as far as that is possible.

A reader that knows the roles from the header can read the rows one by one. Otherwise the cells decide, so all
rows have to be held in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .column_evidence import ColumnRoles
from .column_names import category_rank, is_bookkeeping, is_surely_category, is_surely_score, score_rank


def probable_roles(names: Mapping[int, str]) -> ColumnRoles:
    """Return the column of categories and that of scores by the names of the columns alone."""
    ranks = category_ranks(names)
    category = None
    if ranks:
        category = min(ranks, key=ranks.__getitem__)
    scores = best_scores(names, [i for i in names if i != category])
    # If the names of several columns mean scores equally clearly, only their cells can decide.
    score = None
    if len(scores) == 1:
        score = scores[0]
    left_out = tuple(i for i in names if i not in (category, score))
    return ColumnRoles(category, score, left_out=left_out)


def certain_roles(names: Mapping[int, str]) -> ColumnRoles | None:
    """Return the roles of the columns if the names alone decide them; None if the cells are needed too.

    The roles are certain if one column has a common name for categories, no other has a name for them, and
    either there is a column ``score`` or no other column could be data.
    """
    roles = probable_roles(names)
    if roles.category is None or not is_surely_category(names[roles.category]):
        return None
    for i in roles.left_out:
        if category_rank(names[i]) is not None:
            return None
        if roles.score is None and not is_bookkeeping(names[i]):
            return None
    if roles.score is not None and not is_surely_score(names[roles.score]):
        return None
    return roles


def category_ranks(names: Mapping[int, str]) -> dict[int, int]:
    """Return the columns whose names mean categories, with the rank of each, lowest for the clearest name."""
    ranks = {}
    for i, name in names.items():
        rank = category_rank(name)
        if rank is not None:
            ranks[i] = rank
    return ranks


def best_scores(names: Mapping[int, str], columns: Iterable[int]) -> list[int]:
    """Return the columns whose names mean scores most clearly; there may be several, or none."""
    ranks = {}
    for i in columns:
        rank = score_rank(names[i])
        if rank is not None:
            ranks[i] = rank
    return columns_of_min_rank(ranks)


def columns_of_min_rank(ranks: Mapping[int, int]) -> list[int]:
    """Return the columns that share the lowest rank."""
    min_rank = min(ranks.values(), default=0)
    return [i for i, rank in ranks.items() if rank == min_rank]
