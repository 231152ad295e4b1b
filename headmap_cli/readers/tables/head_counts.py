"""Rows and columns that count layers and heads, from 0 or from 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

HEAD_NAME = re.compile(r"(?:(?P<prefix>V|X|H|head)[ _.]?)?(?P<number>\d{1,6})", re.IGNORECASE)
"""A head as the name of a column: numpy and pandas number columns, R adds a V or an X."""


def counts(cells: Sequence[str]) -> bool:
    """Return whether cells count up by one, from 0 or from 1.

    >>> counts(["0", "1"]), counts(["1", "2", "3"]), counts(["2", "3"]), counts(["a", "b"])
    (True, True, False, False)
    """
    stripped = [cell.strip() for cell in cells]
    first = int(stripped[:1] == ["1"])
    return bool(cells) and stripped == [str(i) for i in range(first, first + len(cells))]


def head_prefix(names: Sequence[str]) -> str | None:
    """Return what stands before the numbers of columns that count the heads of a matrix, or None.

    >>> head_prefix(["0", "1", "2"]), head_prefix(["V1", "V2"]), head_prefix(["Head 0", "Head 1"])
    ('', 'v', 'head')
    >>> head_prefix(["0", "2"]), head_prefix(["A1", "A2"]), head_prefix(["V1", "X2"]), head_prefix([])
    (None, None, None, None)
    """
    prefixes = set()
    numbers = []
    for name in names:
        match = HEAD_NAME.fullmatch(name.strip())
        if match is None:
            return None
        prefixes.add((match["prefix"] or "").lower())
        numbers.append(match["number"])
    if len(prefixes) != 1 or not counts(numbers):
        return None
    return prefixes.pop()
