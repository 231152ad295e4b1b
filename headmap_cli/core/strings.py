"""Turn values into short pieces of text for messages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

MAX_NAME_LENGTH = 80


def counted(n: int, word: str, plural: str = "") -> str:
    """A number of things.

    >>> counted(1, "head"), counted(3, "head"), counted(2, "category", "categories")
    ('1 head', '3 heads', '2 categories')
    """
    return f"{n} {word if n == 1 else plural or word + 's'}"


def round_significant(value: float) -> float:
    """A fraction with six significant digits, the same on every machine.

    >>> round_significant(1 / 3)
    0.333333
    """
    return float(f"{value:.6g}")


def truncate(name: str) -> str:
    """A name, cut where it is very long."""
    return name if len(name) <= MAX_NAME_LENGTH else name[:MAX_NAME_LENGTH] + ".."


def display_width(text: str) -> int:
    """The columns that a text takes in a terminal: two for wide letters, none for marks on others."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def printable(text: str) -> str:
    """The text with every character visible: control characters, and what XML forbids, as escapes.

    >>> printable("a\\x00b")
    'a\\\\x00b'
    """
    hidden = ("Cc", "Cs")
    return "".join(
        c.encode("unicode_escape").decode() if unicodedata.category(c) in hidden or c in "\ufffe\uffff" else c
        for c in text
    )


MAX_QUOTED_LENGTH = 60


def quote(value: object) -> str:
    """A value as an error shows it: in quotes, on one line, cut at 60 characters.

    >>> quote("Knowledge")
    "'Knowledge'"
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = repr(
        value
        if isinstance(value, str) and len(value) <= MAX_QUOTED_LENGTH
        else str(value)[:MAX_QUOTED_LENGTH]
    )
    cut = "..." if len(str(value)) > MAX_QUOTED_LENGTH else ""
    return text.encode("unicode_escape").decode("ascii") + cut if not text.isprintable() else text + cut


def one_line(text: str) -> str:
    """A message with every control character written as an escape, so that it is one line on any terminal.

    >>> one_line("a\\nb")
    'a\\\\nb'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


MAX_LISTED = 12


def truncated_list(names: Sequence[str]) -> str:
    """The first names of a list, and two dots where there are more.

    >>> truncated_list("abc"), truncated_list("abcdefghijklm")
    ('a, b, c', 'a, b, c, d, e, f, g, h, i, j, k, l, ..')
    """
    return ", ".join([*names[:MAX_LISTED], *([".."] if len(names) > MAX_LISTED else [])])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (did you mean 'x'?)`` when a known word is close, else nothing.

    >>> did_you_mean("colour", ["color", "label"])
    " (did you mean 'color'?)"
    """
    from difflib import get_close_matches

    names = {name.lower(): name for name in known}
    close = get_close_matches(word.lower(), list(names), n=1, cutoff=0.6)
    return f" (did you mean {names[close[0]]!r}?)" if close else ""
