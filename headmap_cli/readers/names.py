"""The ways in which JSON files name one head."""

from __future__ import annotations

import re
from typing import Any

from ..errors import quote
from .entries import index_of

PAIR = re.compile(
    r"\s*(\d{1,9})\s*[-.,]\s*(\d{1,9})\s*|\s*L\s*(\d{1,9})[-._, ]?H\s*(\d{1,9})\s*", re.IGNORECASE
)
EXPECTED = 'expected [layer, head], {"layer": .., "head": ..}, "8-10", "8.10", "8,10" or "L8H10"'


def head_of(value: Any) -> tuple[int, int] | str:
    """(layer, head) that a JSON value names, or the message of what is wrong with it.

    >>> head_of([8, 10]), head_of("8-10"), head_of("L8H10"), head_of({"layer": 8, "head": 10})
    ((8, 10), (8, 10), (8, 10), (8, 10))
    """
    if isinstance(value, list) and len(value) == 2:
        pair = value
    elif isinstance(value, dict) and {"layer", "head"} <= value.keys():
        pair = [value["layer"], value["head"]]
    elif isinstance(value, str) and (found := PAIR.fullmatch(value)):
        pair = [g for g in found.groups() if g is not None]
    else:
        return f"{quote(value)} is not a head; {EXPECTED}"
    layer, head = index_of(pair[0], "layer"), index_of(pair[1], "head")
    if isinstance(layer, str):
        return layer
    return head if isinstance(head, str) else (layer, head)
