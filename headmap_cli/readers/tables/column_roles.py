"""Which columns of a table become categories, which holds the score, and which are left out.

Every reader of tables asks here, so that a table means the same in every format. The columns of the layer,
the head and the model are not part of the question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...core.vocabulary import option
from .cells import Kind
from .column_names import (
    category_rank,
    is_aggregate,
    is_bookkeeping,
    is_index,
    is_surely_category,
    is_surely_score,
    score_rank,
)
from .column_question import Question, Roles, UnclearColumnsError

UNKNOWN = "has no column that is known to hold categories or scores"


def choose_roles(question: Question) -> Roles:
    """Choose the roles of the columns of a table by their names and by what they hold.

    Raises:
        UnclearColumnsError: several readings are equally good, or there is none.
    """
    category, inferred = _category(question)
    asked = question.asked
    if asked is not None:
        return _asked(question, asked, category)
    if category is not None:
        score = _score_of_category(question, category)
        return question.roles(category=category, score=score, inferred=inferred)
    if question.named:
        return _of_one_category(question)
    return _without_category(question)


def probable_roles(names: Mapping[int, str]) -> Roles:
    """Return the column of categories and that of scores by the names of the columns alone."""
    ranks = {i: rank for i, name in names.items() if (rank := category_rank(name)) is not None}
    category = min(ranks, key=ranks.__getitem__, default=None)
    scores = _best_scores(names, [i for i in names if i != category])
    score = scores[0] if len(scores) == 1 else None
    return Roles(category, score, (), tuple(i for i in names if i not in (category, score)))


def certain_roles(names: Mapping[int, str]) -> Roles | None:
    """Return the roles of the columns if what the columns hold cannot change them.

    They are certain for one column with a common name of categories, with a column ``score`` beside it or
    with nothing that could be data.
    """
    roles = probable_roles(names)
    if roles.category is None or not is_surely_category(names[roles.category]):
        return None
    if any(category_rank(names[i]) is not None for i in roles.left_out):
        return None
    if roles.score is not None:
        return roles if is_surely_score(names[roles.score]) else None
    return roles if all(is_bookkeeping(names[i]) for i in roles.left_out) else None


def _category(question: Question) -> tuple[int | None, bool]:
    """Return the column of categories, if there is one, and whether it was chosen by what it holds."""
    names, kinds = question.names, question.kinds
    ranks = {i: rank for i, name in names.items() if (rank := category_rank(name)) is not None}
    known = [i for i in ranks if is_surely_category(names[i]) or _holds_names(names[i], kinds[i])]
    if question.asked in known:
        return question.asked, False
    best = [i for i in known if ranks[i] == min(ranks[j] for j in known)]
    if len(best) > 1:
        _refuse("has several columns that could hold the categories", question, best)
    if best:
        return best[0], False
    texts = [i for i in question.of_kind(Kind.TEXT) if not is_surely_score(names[i])]
    unclear = question.of_kind(Kind.MIXED, Kind.FLAGS, Kind.LETTERS, Kind.FLAGS_OR_SCORES)
    if len(texts) != 1 or question.named or unclear:
        return None, False
    return texts[0], True


def _holds_names(name: str, kind: Kind) -> bool:
    """Whether a column whose name may mean categories holds their names, rather than flags or scores."""
    if "cluster" in name.lower() or "group" in name.lower():
        return kind is not Kind.FRACTIONS
    return kind in (Kind.TEXT, Kind.MIXED, Kind.WHOLE_NUMBERS, Kind.LETTERS)


def _asked(question: Question, asked: int, category: int | None) -> Roles:
    """Return the roles where the user names a column: it holds categories, their scores, or one category."""
    kind = question.kinds[asked]
    if category not in (None, asked) and kind.is_number:
        return question.roles(category=category, score=asked)
    if category != asked and (kind.is_number or kind.is_flags or kind is Kind.BLANK):
        return question.roles(columns=(asked,))
    if category == asked and kind is Kind.FRACTIONS:
        return question.roles(columns=(asked,))
    scores = _recognised_scores(question, without=asked)
    if len(scores) > 1 and question.ruled:
        _refuse("has several columns that could hold the scores", question, scores, "keep one of them")
    score = scores[0] if len(scores) == 1 else None
    return question.roles(category=asked, score=score)


def _score_of_category(question: Question, category: int) -> int | None:
    """Return the column of the scores beside a column of categories, if there is one."""
    scores = _recognised_scores(question, without=category)
    if len(scores) > 1:
        _refuse("has several columns that could hold the scores", question, scores)
    return scores[0] if scores else None


def _without_category(question: Question) -> Roles:
    """Return the roles of a table that has no column of categories."""
    scores = _recognised_scores(question)
    flags = question.of_kind(Kind.FLAGS, Kind.LETTERS)
    numbers = question.of_kind(Kind.WHOLE_NUMBERS, Kind.FRACTIONS)
    either = question.of_kind(Kind.FLAGS_OR_SCORES)
    unclear = question.of_kind(Kind.TEXT, Kind.MIXED)
    unclear = [i for i in unclear if i not in scores]
    aggregates = _aggregates(question)
    if aggregates:
        scores, flags, numbers, either = (
            [i for i in columns if i not in aggregates] for columns in (scores, flags, numbers, either)
        )
    if scores and (not flags or score_rank(question.names[scores[0]]) != score_rank("mean")):
        if len(scores) == 1:
            return question.roles(score=scores[0])
        return question.roles(columns=tuple(scores), inferred=True)
    data = [i for i in question.names if i in {*flags, *numbers, *either}]
    if unclear or (flags and numbers):
        _refuse(UNKNOWN, question, [*unclear, *data])
    if data:
        blank = question.of_kind(Kind.BLANK) if not numbers else []
        columns = tuple(i for i in question.names if i in {*data, *blank})
        return question.roles(columns=columns, inferred=True)
    return _listed_heads(question)


def _aggregates(question: Question) -> list[int]:
    """Return the columns that sum up several others: the mean, the total and the like of flags or scores.

    A column such as ``mean`` beside fewer than two others holds the score itself.
    """
    data = question.of_kind(*(kind for kind in Kind if kind.is_number or kind.is_flags))
    aggregates = [i for i in data if is_aggregate(question.names[i])]
    summed_up = [i for i in data if i not in aggregates]
    known = any(is_surely_score(question.names[i]) for i in summed_up)
    return aggregates if len(summed_up) > 1 and not known else []


def _listed_heads(question: Question) -> Roles:
    """Return the roles of a table that only lists heads, beside columns that number or name them."""
    blank = question.of_kind(Kind.BLANK)
    if blank:
        return question.roles(columns=tuple(blank), inferred=True)
    data = [i for i in question.names if not (is_index(question.names[i]) or question.kinds[i] is Kind.HEADS)]
    if data:
        _refuse(UNKNOWN, question, data)
    return question.roles(inferred=True)


def _of_one_category(question: Question) -> Roles:
    """Return the roles of a table whose rows are the heads of the category that Name=FILE names."""
    scores = _recognised_scores(question)
    numbers = question.of_kind(Kind.WHOLE_NUMBERS, Kind.FRACTIONS)
    flags = question.of_kind(Kind.FLAGS, Kind.LETTERS, Kind.FLAGS_OR_SCORES)
    if not scores and flags and numbers:
        _refuse(UNKNOWN, question, [*flags, *numbers])
    if not scores and flags:
        return question.roles(columns=tuple(flags))
    scores = scores or numbers
    if len(scores) > 1 and question.ruled:
        _refuse("has several columns that could hold the scores", question, scores)
    if len(scores) == 1:
        return question.roles(score=scores[0], inferred=True)
    return question.roles()


def _recognised_scores(question: Question, without: int | None = None) -> list[int]:
    """Return the columns whose names mean scores most surely; several are equally good."""
    names = question.names
    numeric = [
        i
        for i, kind in question.kinds.items()
        if i != without
        and (is_surely_score(names[i]) or kind not in (Kind.TEXT, Kind.NESTED, Kind.HEADS, Kind.BLANK))
    ]
    return _best_scores(names, numeric)


def _best_scores(names: Mapping[int, str], columns: Sequence[int]) -> list[int]:
    """Return those columns whose names mean scores most surely."""
    ranks = {i: rank for i in columns if (rank := score_rank(names[i])) is not None}
    return [i for i, rank in ranks.items() if rank == min(ranks.values())]


def _refuse(message: str, question: Question, columns: Sequence[int], hint: str = "") -> None:
    """Raise an error at the first of these columns that lists all of them; hint: what to do about them."""
    hint = hint or f"choose one with {option('column', question.names[columns[0]])}"
    raise UnclearColumnsError(f"{message}: {question.shown(sorted(columns))}; {hint}", columns[0])
