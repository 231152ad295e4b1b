"""Report which columns of a table became categories or scores, and which were left out."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from ...core.logs import NOTICE
from ...core.strings import quote, truncated_list
from ...core.vocabulary import option
from ..context import ReadContext
from ..options import Options
from .cells import ColumnKind
from .column_evidence import ColumnEvidence, ColumnRoles
from .column_names import is_index, is_statistic, means_no_category

log = logging.getLogger("headmap")


def report_roles(roles: ColumnRoles, evidence: ColumnEvidence, context: ReadContext) -> None:
    """Log the roles of the columns: in a warning if they may be wrong, otherwise in what -v prints.

    Args:
        roles: The roles that were chosen.
        evidence: The evidence that they were chosen by.
        context: The input and how it is to be read.
    """
    if _is_doubtful(roles, evidence, context.options):
        message, hint = _describe_choice(roles, evidence)
        ignored = ""
        if roles.left_out:
            ignored = f" and ignores {evidence.listing(roles.left_out)}"
        log.warning("%s: %s%s; %s", context.name, message, ignored, hint)
        return
    # With --column the user has chosen, so a notice of the other columns would only disturb.
    if evidence.requested is None:
        numbers = [i for i in roles.left_out if evidence.kinds[i].is_number]
        _report_score(roles, evidence.names, numbers, context)
    list_left_out(roles, evidence.names)


def report_left_out(roles: ColumnRoles, names: Mapping[int, str], context: ReadContext) -> None:
    """Log the columns that are left out by their names: statistics in a notice, and all for -v."""
    statistics = [i for i in roles.left_out if is_statistic(names[i])]
    _report_score(roles, names, statistics, context)
    list_left_out(roles, names)


def list_left_out(roles: ColumnRoles, names: Mapping[int, str]) -> None:
    """Log the names of the columns that are left out, for -v."""
    if roles.left_out:
        log.info("ignored columns: %s", ", ".join(names[i] for i in roles.left_out))


def _report_score(
    roles: ColumnRoles, names: Mapping[int, str], left_out: Sequence[int], context: ReadContext
) -> None:
    """Log which column of numbers holds the scores, if it was chosen over others that measure the heads."""
    # An index, such as a rank or a seed, is not a measure, so it could not have been chosen.
    measures = [names[i] for i in left_out if not is_index(names[i])]
    if roles.score is None or not measures:
        return
    log.log(
        NOTICE,
        "%s: takes the scores from the column %s and ignores %s",
        context.name,
        quote(names[roles.score]),
        truncated_list(measures),
    )


def _is_doubtful(roles: ColumnRoles, evidence: ColumnEvidence, options: Options) -> bool:
    """Return whether other roles are plausible and the user has not chosen these.

    The user chooses columns with --column, or by naming them as categories in a style.
    """
    if evidence.requested is not None:
        return False
    if roles.category_columns:
        names = _category_names(roles, evidence.names)
        # If the style names all of these columns, each is meant as a category.
        if all(map(options.styles_name, names)):
            return False
        return len(names) > 1 or bool(roles.left_out)
    if roles.category is not None or evidence.names_category or not roles.inferred:
        return bool(roles.overlooked)
    return any(evidence.kinds[i] is not ColumnKind.HEADS for i in roles.left_out)


def _category_names(roles: ColumnRoles, names: Mapping[int, str]) -> list[str]:
    """Return the names of the columns that are categories, without "unclassified" and the like."""
    return [names[i] for i in roles.category_columns if not means_no_category(names[i])]


def _describe_choice(roles: ColumnRoles, evidence: ColumnEvidence) -> tuple[str, str]:
    """Return what was chosen, and how to choose otherwise, in words."""
    if roles.category is not None:
        return _describe_category(roles, roles.category, evidence)
    if roles.score is not None:
        message = f"takes the scores from the column {quote(evidence.names[roles.score])}"
        return message, f"{_alternative(roles, evidence)} takes another column"
    if roles.category_columns:
        names = _category_names(roles, evidence.names)
        subject = "each of the columns" if len(names) > 1 else "the column"
        message = f"draws {subject} {truncated_list(names)} as a category"
        return message, f"{option('column', names[0])} draws that column alone"
    message = "takes every listed head as a member"
    return message, f"{_alternative(roles, evidence)} reads another column"


def _describe_category(roles: ColumnRoles, category: int, evidence: ColumnEvidence) -> tuple[str, str]:
    """Return, in words, which column holds the categories, and how to choose another one or their scores."""
    message = f"takes the categories from the column {quote(evidence.names[category])}"
    numbers = [i for i in roles.overlooked if evidence.kinds[i].is_number]
    if numbers and roles.score is None:
        message += ", with every listed head as a member,"
        choice = option("column", evidence.names[numbers[0]])
        return message, f"{choice} uses its numbers as the scores of the categories"
    return message, f"{_alternative(roles, evidence)} takes another column"


def _alternative(roles: ColumnRoles, evidence: ColumnEvidence) -> str:
    """Return the option that chooses the column that may be meant instead."""
    columns = roles.overlooked
    if not columns:
        columns = roles.left_out
    return option("column", evidence.names[columns[0]])
