"""Decide which columns of a table become categories, which holds the score, and which are left out.

All readers of tables use this module, so that a table is read in the same way in every format. The columns of
the layer, the head and the model have been recognised before, in header.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NoReturn

from ...core.vocabulary import option
from .cells import ColumnKind
from .column_evidence import AmbiguousColumnsError, ColumnEvidence, ColumnRoles
from .column_names import is_aggregate, is_index, is_surely_category, is_surely_score, score_rank
from .roles_by_name import best_scores, category_ranks, columns_of_min_rank

NO_DATA_COLUMN = "has no column that is known to hold categories or scores"
SEVERAL_CATEGORY_COLUMNS = "has several columns that could hold the categories"
SEVERAL_SCORE_COLUMNS = "has several columns that could hold the scores"


def choose_roles(evidence: ColumnEvidence) -> ColumnRoles:
    """Return the roles of the columns of a table by their names and by what they hold.

    Raises:
        AmbiguousColumnsError: Several readings are equally plausible, or none is.
    """
    category = _category_by_name(evidence)
    inferred = False
    if category is None:
        category = _only_text_column(evidence)
        inferred = category is not None
    if evidence.requested is not None:
        return _roles_of_requested(evidence, evidence.requested, category)
    if category is not None:
        score = _score_of_category(evidence, category)
        return evidence.assign_roles(category=category, score=score, inferred=inferred)
    if evidence.names_category:
        return _roles_of_named_category(evidence)
    return _roles_without_category(evidence)


def choose_clear_roles(evidence: ColumnEvidence) -> ColumnRoles | None:
    """Return the roles of the columns as ``choose_roles`` does; None if they are ambiguous.

    Readers with numpy leave an ambiguous table to the row-by-row reader, which reports it.
    """
    try:
        return choose_roles(evidence)
    except AmbiguousColumnsError:
        return None


def _category_by_name(evidence: ColumnEvidence) -> int | None:
    """Return the column whose name means categories most clearly and which can hold them, if there is one."""
    names = evidence.names
    ranks = {}
    for i, rank in category_ranks(names).items():
        if is_surely_category(names[i]) or _can_hold_categories(names[i], evidence.kinds[i]):
            ranks[i] = rank
    if evidence.requested in ranks:
        return evidence.requested
    best = columns_of_min_rank(ranks)
    if len(best) > 1:
        _refuse(SEVERAL_CATEGORY_COLUMNS, evidence, best)
    return best[0] if best else None


def _only_text_column(evidence: ColumnEvidence) -> int | None:
    """Return the column that is the only one with text, next to plain numbers, if there is one."""
    texts = [i for i in evidence.of_kind(ColumnKind.TEXT) if not is_surely_score(evidence.names[i])]
    # Flags may be the categories themselves, and then the text is a remark about the heads.
    unclear = evidence.of_kind(
        ColumnKind.MIXED, ColumnKind.FLAGS, ColumnKind.LETTERS, ColumnKind.FLAGS_OR_SCORES
    )
    if len(texts) != 1 or evidence.names_category or unclear:
        return None
    return texts[0]


def _can_hold_categories(name: str, kind: ColumnKind) -> bool:
    """Return whether a column whose name may mean categories holds their names, not flags or scores."""
    # Clusters and groups are often named by numbers. If there are just two, 0 and 1, these look like flags.
    if "cluster" in name.lower() or "group" in name.lower():
        return kind is not ColumnKind.FRACTIONS
    return kind in (ColumnKind.TEXT, ColumnKind.MIXED, ColumnKind.WHOLE_NUMBERS, ColumnKind.LETTERS)


def _roles_of_requested(evidence: ColumnEvidence, requested: int, category: int | None) -> ColumnRoles:
    """Return the roles if --column is given: its column holds categories, their scores, or a single category.

    Args:
        evidence: What is known about the columns.
        requested: The column that --column names.
        category: The column that holds categories by its name or content, which may be the requested one.
    """
    kind = evidence.kinds[requested]
    if category not in (None, requested) and kind.is_number:
        return evidence.assign_roles(category=category, score=requested)
    if category == requested:
        is_category = kind is not ColumnKind.FRACTIONS
    else:
        is_category = not (kind.is_number or kind.is_flags or kind is ColumnKind.BLANK)
    if not is_category:
        return evidence.assign_roles(category_columns=(requested,))
    scores = _recognised_scores(evidence, excluded=requested)
    if len(scores) > 1 and evidence.has_rule:
        _refuse(SEVERAL_SCORE_COLUMNS, evidence, scores, "keep one of them")
    score = scores[0] if len(scores) == 1 else None
    return evidence.assign_roles(category=requested, score=score)


def _score_of_category(evidence: ColumnEvidence, category: int) -> int | None:
    """Return the column of the scores that go with a column of categories, if there is one."""
    scores = _recognised_scores(evidence, excluded=category)
    if len(scores) > 1:
        _refuse(SEVERAL_SCORE_COLUMNS, evidence, scores)
    return scores[0] if scores else None


def _roles_of_named_category(evidence: ColumnEvidence) -> ColumnRoles:
    """Return the roles of a table of the heads of one category, which ``Name=FILE`` names."""
    scores = _recognised_scores(evidence)
    numbers = evidence.of_kind(ColumnKind.WHOLE_NUMBERS, ColumnKind.FRACTIONS)
    flags = evidence.of_kind(ColumnKind.FLAGS, ColumnKind.LETTERS, ColumnKind.FLAGS_OR_SCORES)
    if not scores and flags and numbers:
        _refuse(NO_DATA_COLUMN, evidence, [*flags, *numbers])
    if not scores and flags:
        return evidence.assign_roles(category_columns=flags)
    if not scores:
        scores = numbers
    if len(scores) > 1 and evidence.has_rule:
        _refuse(SEVERAL_SCORE_COLUMNS, evidence, scores)
    if len(scores) == 1:
        return evidence.assign_roles(score=scores[0], inferred=True)
    return evidence.assign_roles()


def _roles_without_category(evidence: ColumnEvidence) -> ColumnRoles:
    """Return the roles of a table that has no column of categories."""
    aggregates = _aggregates(evidence)
    scores = _without(aggregates, _recognised_scores(evidence))
    flags = _without(aggregates, evidence.of_kind(ColumnKind.FLAGS, ColumnKind.LETTERS))
    if _are_scores(scores, flags, evidence):
        if len(scores) == 1:
            return evidence.assign_roles(score=scores[0])
        return evidence.assign_roles(category_columns=scores, inferred=True)
    numbers = _without(aggregates, evidence.of_kind(ColumnKind.WHOLE_NUMBERS, ColumnKind.FRACTIONS))
    flags_or_scores = _without(aggregates, evidence.of_kind(ColumnKind.FLAGS_OR_SCORES))
    data = sorted({*flags, *numbers, *flags_or_scores})
    unclear = _without(scores, evidence.of_kind(ColumnKind.TEXT, ColumnKind.MIXED))
    if unclear or (flags and numbers):
        _refuse(NO_DATA_COLUMN, evidence, [*unclear, *data])
    if not data:
        return _roles_of_listed_heads(evidence)
    if not numbers:
        # Among flags, a blank column is a category without heads; among scores, one without any score.
        data = sorted({*data, *evidence.of_kind(ColumnKind.BLANK)})
    return evidence.assign_roles(category_columns=data, inferred=True)


def _are_scores(scores: Sequence[int], flags: Sequence[int], evidence: ColumnEvidence) -> bool:
    """Return whether columns whose names mean scores are the data of a table without categories."""
    if not scores:
        return False
    # Beside flags, a measure such as "weight" may be any property of the head, whereas "score" is the score.
    return not flags or score_rank(evidence.names[scores[0]]) != score_rank("mean")


def _aggregates(evidence: ColumnEvidence) -> list[int]:
    """Return the columns that aggregate others, such as a mean or a total of columns of flags or scores.

    With fewer than two other columns to aggregate, a column such as ``mean`` is the score itself.
    """
    data_kinds = [kind for kind in ColumnKind if kind.is_number or kind.is_flags]
    data = evidence.of_kind(*data_kinds)
    aggregates = [i for i in data if is_aggregate(evidence.names[i])]
    aggregated = _without(aggregates, data)
    has_score = any(is_surely_score(evidence.names[i]) for i in aggregated)
    if len(aggregated) < 2 or has_score:
        return []
    return aggregates


def _roles_of_listed_heads(evidence: ColumnEvidence) -> ColumnRoles:
    """Return the roles of a table that only lists heads, perhaps with columns that number or name them."""
    blank = evidence.of_kind(ColumnKind.BLANK)
    if blank:
        return evidence.assign_roles(category_columns=blank, inferred=True)
    data = []
    # Without any data, even a remark or a statistic may be what was meant, so it is not silently ignored.
    for i, name in evidence.names.items():
        if not is_index(name) and evidence.kinds[i] is not ColumnKind.HEADS:
            data.append(i)
    if data:
        _refuse(NO_DATA_COLUMN, evidence, data)
    return evidence.assign_roles(inferred=True)


def _recognised_scores(evidence: ColumnEvidence, excluded: int | None = None) -> list[int]:
    """Return the columns whose names mean scores most clearly; there may be several, or none."""
    not_scores = (ColumnKind.TEXT, ColumnKind.NESTED, ColumnKind.HEADS, ColumnKind.BLANK)
    possible = []
    for i, kind in evidence.kinds.items():
        if i != excluded and (kind not in not_scores or is_surely_score(evidence.names[i])):
            possible.append(i)
    return best_scores(evidence.names, possible)


def _without(excluded: Sequence[int], columns: Iterable[int]) -> list[int]:
    """Return the columns that are not excluded, in their order."""
    return [i for i in columns if i not in excluded]


def _refuse(message: str, evidence: ColumnEvidence, columns: Sequence[int], hint: str = "") -> NoReturn:
    """Raise AmbiguousColumnsError at the first of these columns.

    Args:
        message: What is wrong.
        evidence: What is known about the columns.
        columns: The columns that the message lists.
        hint: What the user can do; by default, to choose a column with --column.
    """
    if not hint:
        hint = f"choose one with {option('column', evidence.names[columns[0]])}"
    listing = evidence.listing(sorted(columns))
    raise AmbiguousColumnsError(f"{message}: {listing}; {hint}", columns[0])
