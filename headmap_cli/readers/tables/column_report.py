"""Report which columns of a table became categories or scores, and which were left out."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from ...core.logs import NOTICE
from ...core.strings import quote, truncated_list
from ...core.vocabulary import option
from ..context import ReadContext
from ..options import Options
from .cells import Kind
from .column_names import is_index, is_statistic, means_no_category
from .column_question import Question, Roles

log = logging.getLogger("headmap")


def report(roles: Roles, question: Question, context: ReadContext) -> None:
    """Log one line about the choice: a warning if it may be wrong, and otherwise information for -v."""
    if not _is_doubtful(roles, question, context.options):
        if question.asked is None:
            measured = [i for i in roles.left_out if question.kinds[i].is_number]
            _report_score(roles, question.names, measured, context)
        list_left_out(roles, question.names)
        return
    if roles.category is not None:
        message, hint = _of_category(roles, question)
    elif roles.score is not None:
        message = f"takes the scores from the column {quote(question.names[roles.score])}"
        hint = f"{_other(roles, question)} takes another column"
    elif roles.columns:
        names = _category_columns(roles, question.names)
        each = "each of the columns " if len(names) > 1 else "the column "
        message = f"draws {each}{truncated_list(names)} as a category"
        hint = f"{option('column', names[0])} draws that column alone"
    else:
        message = "takes every listed head as a member"
        hint = f"{_other(roles, question)} reads another column"
    ignored = f" and ignores {question.shown(roles.left_out)}" if roles.left_out else ""
    log.warning("%s: %s%s; %s", context.name, message, ignored, hint)


def report_left_out(roles: Roles, names: Mapping[int, str], context: ReadContext) -> None:
    """Report columns that are left out by their names alone: a notice of statistics, and all names for -v."""
    _report_score(roles, names, [i for i in roles.left_out if is_statistic(names[i])], context)
    list_left_out(roles, names)


def _report_score(
    roles: Roles, names: Mapping[int, str], measured: Sequence[int], context: ReadContext
) -> None:
    """Say which column of numbers holds the scores, if it was chosen over others that measure the heads.

    An index, such as a rank or a seed, measures nothing, so that there was nothing to choose.
    """
    others = [names[i] for i in measured if not is_index(names[i])]
    if roles.score is None or not others:
        return
    score = quote(names[roles.score])
    log.log(
        NOTICE,
        "%s: takes the scores from the column %s and ignores %s",
        context.name,
        score,
        truncated_list(others),
    )


def list_left_out(roles: Roles, names: Mapping[int, str]) -> None:
    """Name the columns that are left out, for -v."""
    if roles.left_out:
        log.info("ignored columns: %s", ", ".join(names[i] for i in roles.left_out))


def _is_doubtful(roles: Roles, question: Question, options: Options) -> bool:
    """Whether other roles are plausible and the user has not chosen these.

    The user has chosen columns that --column or the style's categories name.
    """
    if question.asked is not None:
        return False
    if roles.columns:
        names = _category_columns(roles, question.names)
        several = len(names) > 1
        chosen = all(map(options.styles_name, names))
        return not chosen and (several or bool(roles.left_out))
    if roles.category is not None or question.named or not roles.inferred:
        return bool(roles.overlooked)
    return any(question.kinds[i] is not Kind.HEADS for i in roles.left_out)


def _category_columns(roles: Roles, names: Mapping[int, str]) -> list[str]:
    """Return the columns that are categories, without "unclassified" and the like."""
    return [names[i] for i in roles.columns if not means_no_category(names[i])]


def _of_category(roles: Roles, question: Question) -> tuple[str, str]:
    """What to say of a column of categories, and how to choose another one or its scores."""
    assert roles.category is not None
    message = f"takes the categories from the column {quote(question.names[roles.category])}"
    numbers = [i for i in roles.overlooked if question.kinds[i].is_number]
    if numbers and roles.score is None:
        choice = option("column", question.names[numbers[0]])
        message += ", with every listed head as a member,"
        return message, f"{choice} uses its numbers as the scores of the categories"
    return message, f"{_other(roles, question)} takes another column"


def _other(roles: Roles, question: Question) -> str:
    """Return the option that chooses the column that may be meant instead."""
    other = next(iter(roles.overlooked or roles.left_out))
    return option("column", question.names[other])
