"""Warn about category names that differ only in ways that are hard to see, which is usually a mistake."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from ..core.strings import quote

log = logging.getLogger("headmap")

MAX_PAIRS = 3

INVISIBLE = ("Cc", "Cf", "Cn")
"""Unicode's general categories of characters that draw nothing: controls, and zero-width characters."""

BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Characters that draw nothing, although they count as letters or marks."""


def warn_about_similar_names(names: Iterable[str], deliberate: Iterable[str], source: str) -> None:
    """Warn once about names that differ only in case, spaces, invisible characters or encoding.

    Args:
        names: The names of all categories.
        deliberate: Names that the style lists; two of these are different on purpose.
        source: The input that the warning names.
    """
    deliberate = set(deliberate)
    names_by_form: dict[str, list[str]] = {}
    for name in names:
        names_by_form.setdefault(fold_name(name), []).append(name)
    pairs = []
    for group in names_by_form.values():
        for variant in group[1:]:
            if not {group[0], variant} <= deliberate:
                pairs.append(" and ".join(_distinguishable(group[0], variant)))
    if pairs:
        listed = "; ".join(pairs[:MAX_PAIRS])
        if len(pairs) > MAX_PAIRS:
            listed += f"; and {len(pairs) - MAX_PAIRS} more"
        log.warning(
            "%s: category names that are almost the same: %s; if they mean the same, fix the file or merge "
            "them with includes: in a style",
            source,
            listed,
        )


def fold_name(name: str) -> str:
    r"""Return a name without case, outer and repeated spaces, invisible characters and compatibility forms.

    >>> fold_name(" Knowledge  Recall") == fold_name("knowledge recall")
    True
    >>> fold_name("caf\u00e9") == fold_name("CAFE\u0301"), fold_name("A\u200b") == fold_name("A")
    (True, True)
    >>> fold_name("A B") == fold_name("AB")
    False
    """
    return " ".join(_visible(_visible(name).casefold()).split())


def _visible(name: str) -> str:
    """Return a name in compatibility form (NFKC), without the characters that draw nothing."""
    if name.isascii() and name.isprintable():
        return name  # the usual case, which does not need unicodedata
    from unicodedata import category, normalize

    kept = []
    for char in normalize("NFKC", name):
        if char.isspace():
            kept.append(" ")
        elif not (char in BLANK_LETTERS or category(char) in INVISIBLE or _is_selector(char)):
            kept.append(char)
    return normalize("NFKC", "".join(kept))


def _is_selector(char: str) -> bool:
    """Return whether a character is a variation selector, which chooses a form of the one before it."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _distinguishable(first: str, second: str) -> tuple[str, str]:
    """Return two names in quotes, written with escapes if they would look the same."""
    if _visible(first) == _visible(second):
        return ascii(first), ascii(second)
    return quote(first), quote(second)
