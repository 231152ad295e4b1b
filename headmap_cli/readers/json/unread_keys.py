"""Report the values of records that are left out where all heads of a list are one category."""

from __future__ import annotations

import logging
from typing import Any

from ...core.strings import quote, truncated_list
from ..context import ReadContext
from ..tables.header import HEAD, LAYER, SCORE, normalize_name
from .at import at_option
from .shapes import is_category_name

log = logging.getLogger("headmap")


def report_unread_keys(category: str, heads: Any, context: ReadContext) -> None:
    """Warn if records that are read as the heads of one category have other values that may matter."""
    if not isinstance(heads, list):
        return
    unread: dict[str, None] = {}
    for record in heads:
        if not isinstance(record, dict):
            continue
        for key, value in record.items():
            matters = isinstance(value, int | float) or is_category_name(key, value)
            if matters and normalize_name(key) not in (*LAYER, *HEAD, *SCORE):
                unread[key] = None
    if unread:
        log.warning(
            "%s: takes all heads of %s as one category and leaves out %s; %s reads them",
            context.name,
            quote(category),
            truncated_list(list(unread)),
            at_option(category, context),
        )
