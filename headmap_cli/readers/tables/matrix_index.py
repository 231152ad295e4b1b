"""Check that the first column of a matrix counts its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...core.strings import quote
from ..context import ReadContext
from .records import Record

LAST_NUMBER = re.compile(r"(\d{1,9})(?:\.0+)?\s*$")


def check_index(rows: Sequence[Record], context: ReadContext) -> None:
    """Raise InputError if the index does not number the layers, since a missing row would shift all others.

    An index without numbers is not checked; the layers are then in the order of the rows.
    """
    numbers = []
    for row in rows:
        match = LAST_NUMBER.search(str(row.fields[0]))
        if match is None:
            return
        numbers.append(int(match[1]))
    hint = "the rows of a matrix must be all its layers in order, from 0 or from 1"
    refuse_gaps(numbers, rows, "index", hint, context)


def refuse_gaps(
    numbers: Sequence[int], rows: Sequence[Record], kind: str, hint: str, context: ReadContext
) -> None:
    """Raise InputError unless the rows are numbered in order, from 0 or from 1.

    Args:
        numbers: The number of each row.
        rows: The rows, whose first field holds their number.
        kind: What the numbers are, for the message.
        hint: What the message says that is expected.
        context: The input, for messages.
    """
    first = 1 if numbers[0] == 1 else 0
    for expected, (number, row) in enumerate(zip(numbers, rows, strict=True), first):
        if number != expected:
            message = (
                f"found the {kind} {quote(str(row.fields[0]).strip())} where {expected} was expected; {hint}"
            )
            raise context.error(message, row.locate(0))
