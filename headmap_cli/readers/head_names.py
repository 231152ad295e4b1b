"""Read the names that files give to one head, such as ``L8H10`` and ``8-10``."""

from __future__ import annotations

import re
from typing import Any

from ..core.strings import quote

PLAIN = re.compile(r"\s*\(?\s*([0-9]{1,9})\s*[-.,/]\s*([0-9]{1,9})\s*\)?\s*")
LETTERS = r"(?:L(?:ayer)?|A(?:ttn)?)[ _]?([0-9]{1,9})[-._, ]*H(?:ead)?[ _]?([0-9]{1,9})"
NAME_AT_END = re.compile(rf"(?:.*[^A-Za-z0-9]|\s*){LETTERS}\s*", re.IGNORECASE)
ANY_NAME = re.compile(rf"(?<![A-Za-z0-9]){LETTERS}", re.IGNORECASE)
EXPECTED_HEAD = 'expected a head such as [8, 10], {"layer": 8, "head": 10}, "8-10", "8.10" or "L8H10"'


def named(text: str) -> tuple[str, str] | None:
    """Return the digits of the layer and of the head in a text that names one head, and None for any other.

    >>> named("8-10"), named("(5, 1)"), named("L00H00"), named("a5.h1"), named("first_token_bias_L10H11")
    (('8', '10'), ('5', '1'), ('00', '00'), ('5', '1'), ('10', '11'))
    >>> named("Knowledge"), named("L5H1 L3H2")
    (None, None)
    """
    match = PLAIN.fullmatch(text) or NAME_AT_END.fullmatch(text)
    # A text such as "L5H1 L3H2" also ends in a name, but it names two heads.
    if match is None or len(ANY_NAME.findall(text)) > 1:
        return None
    return match[1], match[2]


def pair_of(value: Any) -> tuple[Any, Any] | str:
    """Return the layer and the head that a JSON value names, not yet checked, or a message of what is wrong.

    >>> pair_of([8, 10]), pair_of({"layer": 8, "head": 10}), pair_of("8.10")
    ((8, 10), (8, 10), ('8', '10'))
    """
    if isinstance(value, list) and len(value) == 2:
        return value[0], value[1]
    if isinstance(value, dict) and {"layer", "head"} <= value.keys():
        return value["layer"], value["head"]
    pair = named(value) if isinstance(value, str) else None
    return pair or f"{quote(value)} is not a head; {EXPECTED_HEAD}"
