"""Find the header of delimited text and its delimiter."""

from __future__ import annotations

import re

DELIMITERS = (",", "\t", ";", "|")

SEPARATOR = re.compile(r"sep=.\s*", re.IGNORECASE)
"""The line with the delimiter that Excel may write above a table."""


def is_header(line: str) -> bool:
    """Return whether a line can be a header: neither blank, nor a ``#`` line, nor Excel's ``sep=;``."""
    return bool(line.strip()) and not line.startswith("#") and not SEPARATOR.fullmatch(line)


def detect_delimiter(header: str) -> str:
    r"""Return the delimiter of a header, which is the most frequent one outside quotes.

    >>> detect_delimiter('layer\thead\t"a, b, c, d"'), detect_delimiter('"layer" "head" "category"')
    ('\t', ' ')
    """
    # Split at the quotes, every second part is outside them. Joining with a quote keeps the parts separate.
    outside_quotes = '"'.join(header.split('"')[::2])
    delimiter = max(DELIMITERS, key=outside_quotes.count)
    if delimiter not in outside_quotes and " " in outside_quotes.strip():
        return " "
    return delimiter
