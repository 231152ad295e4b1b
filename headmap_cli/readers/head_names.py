"""The ways in which files name one head."""

from __future__ import annotations

import re
from typing import Any

from ..core.strings import quote

PLAIN = re.compile(r"\s*\(?\s*([0-9]{1,9})\s*[-.,/]\s*([0-9]{1,9})\s*\)?\s*")
LETTERS = r"(?:L(?:ayer)?|A(?:ttn)?)[ _]?([0-9]{1,9})[-._, ]*H(?:ead)?[ _]?([0-9]{1,9})"
ENDING = re.compile(rf"(?:.*[^A-Za-z0-9]|\s*){LETTERS}\s*", re.IGNORECASE)
ANY = re.compile(rf"(?<![A-Za-z0-9]){LETTERS}", re.IGNORECASE)
EXPECTED = 'expected a head such as [8, 10], {"layer": 8, "head": 10}, "8-10", "8.10" or "L8H10"'


def named(text: str) -> tuple[str, str] | None:
    """The layer's and the head's digits in a text that names a head, and no other, or None.

    >>> named("8-10"), named("(5, 1)"), named("L00H00"), named("a5.h1"), named("first_token_bias_L10H11")
    (('8', '10'), ('5', '1'), ('00', '00'), ('5', '1'), ('10', '11'))
    >>> named("Knowledge"), named("L5H1 L3H2")
    (None, None)
    """
    found = PLAIN.fullmatch(text) or ENDING.fullmatch(text)
    return (found[1], found[2]) if found and len(ANY.findall(text)) < 2 else None


def pair_of(value: Any) -> tuple[Any, Any] | str:
    """The layer and the head that a JSON value names, not yet checked, or the message of what is wrong.

    >>> pair_of([8, 10]), pair_of({"layer": 8, "head": 10}), pair_of("8.10")
    ((8, 10), (8, 10), ('8', '10'))
    """
    if isinstance(value, list) and len(value) == 2:
        return value[0], value[1]
    if isinstance(value, dict) and {"layer", "head"} <= value.keys():
        return value["layer"], value["head"]
    found = named(value) if isinstance(value, str) else None
    return found or f"{quote(value)} is not a head; {EXPECTED}"
