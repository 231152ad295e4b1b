"""Read the names that files give to one head, such as ``L8H10`` and ``8-10``."""

from __future__ import annotations

import re
from typing import Any

from .strings import quote

PLAIN = re.compile(r"\s*\(?\s*([0-9]{1,9})\s*[-.,/]\s*([0-9]{1,9})\s*\)?\s*")
LETTERS = r"(?:L(?:ayer)?|A(?:ttn)?)[ _]?([0-9]{1,9})[-._, ]*H(?:ead)?[ _]?([0-9]{1,9})"
NAME_AT_END = re.compile(rf"(?:.*[^A-Za-z0-9]|\s*){LETTERS}\s*", re.IGNORECASE)
ANY_NAME = re.compile(rf"(?<![A-Za-z0-9]){LETTERS}", re.IGNORECASE)
EXPECTED_HEAD = 'expected a head such as [8, 10], {"layer": 8, "head": 10}, "8-10", "8.10" or "L8H10"'


def parse_head_name(text: str) -> tuple[str, str] | None:
    """Return the digits of the layer and of the head in the name of one head; None for any other text.

    >>> parse_head_name("8-10"), parse_head_name("(5, 1)"), parse_head_name("L00H00")
    (('8', '10'), ('5', '1'), ('00', '00'))
    >>> parse_head_name("a5.h1"), parse_head_name("first_token_bias_L10H11")
    (('5', '1'), ('10', '11'))
    >>> parse_head_name("Knowledge"), parse_head_name("L5H1 L3H2")
    (None, None)
    """
    match = PLAIN.fullmatch(text) or NAME_AT_END.fullmatch(text)
    # "L5H1 L3H2" also ends in the name of a head, but it names two.
    if match is None or len(ANY_NAME.findall(text)) > 1:
        return None
    return match[1], match[2]


def parse_head(value: Any) -> tuple[Any, Any] | str:
    """Return the layer and the head that a JSON value names, or a message that says why it names none.

    The layer and the head may still be anything; Collector.read_head checks them.

    >>> parse_head([8, 10]), parse_head({"layer": 8, "head": 10}), parse_head("8.10")
    ((8, 10), (8, 10), ('8', '10'))
    """
    if isinstance(value, list) and len(value) == 2:
        return value[0], value[1]
    if isinstance(value, dict) and {"layer", "head"} <= value.keys():
        return value["layer"], value["head"]
    pair = parse_head_name(value) if isinstance(value, str) else None
    return pair or f"{quote(value)} is not a head; {EXPECTED_HEAD}"
