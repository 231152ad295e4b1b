"""Recognise headers and columns that number layers or heads consecutively, from 0 or from 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

HEAD_NAME = re.compile(r"(?:(?P<prefix>V|X|H|head)[ _.]?)?(?P<number>\d{1,6})", re.IGNORECASE)
"""A head as the name of a column: numpy and pandas number the columns, R adds a V or an X."""


def is_count(cells: Sequence[str]) -> bool:
    """Return whether cells count up by one, from 0 or from 1.

    >>> is_count(["0", "1"]), is_count(["1", "2", "3"]), is_count(["2", "3"]), is_count(["a", "b"])
    (True, True, False, False)
    """
    if not cells:
        return False
    first = 1 if cells[0].strip() == "1" else 0
    return all(cell.strip() == str(i) for i, cell in enumerate(cells, first))


def head_prefix(names: Sequence[str]) -> str | None:
    """Return the prefix of column names that number the heads of a matrix; None for other names.

    >>> head_prefix(["0", "1", "2"]), head_prefix(["V1", "V2"]), head_prefix(["Head 0", "Head 1"])
    ('', 'v', 'head')
    >>> head_prefix(["0", "2"]), head_prefix(["A1", "A2"]), head_prefix(["V1", "X2"]), head_prefix([])
    (None, None, None, None)
    """
    prefixes: set[str] = set()
    numbers = []
    for name in names:
        match = HEAD_NAME.fullmatch(name.strip())
        if match is None:
            return None
        prefix = match["prefix"]
        prefixes.add("" if prefix is None else prefix.lower())
        numbers.append(match["number"])
    if len(prefixes) != 1 or not is_count(numbers):
        return None
    return prefixes.pop()
