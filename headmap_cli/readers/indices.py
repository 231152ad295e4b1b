"""Parse the index of a layer or a head."""

from __future__ import annotations

from typing import Any

from ..core.grid import MAX_HEADS
from ..core.head_names import parse_head_in_layer, parse_layer_name
from ..core.strings import quote
from .missing import is_missing

MAX_INDEX = MAX_HEADS - 1


def parse_index(value: Any, name: str) -> int | str:
    """Return the index that a cell or a JSON value holds, or a message that says what is wrong with it.

    >>> parse_index("17", "head"), parse_index(" 3 ", "layer")
    (17, 3)
    >>> parse_index(4, "head"), parse_index("5.0", "head")
    (4, 5)
    >>> parse_index("L5", "layer"), parse_index("head_1", "head")
    (5, 1)
    >>> parse_index("-1", "head")
    "head '-1' is negative; expected a whole number from 0"
    """
    text = _index_text(value)
    if text is not None and not text.isdigit():
        text = _digits_of_name(text, name) or text
    if text is None:
        if value is None:
            return f"{name} {quote(value)} is a missing value; expected the {name}'s index, from 0"
        return f"{name} {quote(value)} is not a whole number; expected the {name}'s index, from 0"
    if text.isascii() and text.isdigit():
        if len(text) < 10 and int(text) <= MAX_INDEX:
            return int(text)
        number = text if len(text) <= 20 else f"of {len(text)} digits"
        return f"{name} {number} needs a grid of more than {MAX_HEADS:,} heads"
    if text.startswith("-") and text[1:].isdigit():
        return f"{name} {quote(value)} is negative; expected a whole number from 0"
    if text == "":
        return f"{name} is blank; expected a whole number from 0"
    if is_missing(text):
        return f"{name} {quote(value)} is a missing value; expected the {name}'s index, from 0"
    return f"{name} {quote(value)} is not a whole number; expected the {name}'s index, from 0"


def _digits_of_name(text: str, name: str) -> str | None:
    """Return the digits of a layer's or a head's name, such as ``L5`` or ``head_1``."""
    if name == "layer":
        return parse_layer_name(text)
    return parse_head_in_layer(text)


def _index_text(value: Any) -> str | None:
    """Return the text of a cell or a number, without ``.0``, which programs write for whole numbers."""
    # The exact type, because isinstance(True, int) is true.
    if type(value) in (int, float):
        value = str(value)
    if not isinstance(value, str):
        return None
    return value.strip().removesuffix(".0")
