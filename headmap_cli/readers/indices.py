"""Parse the index of a layer or a head."""

from __future__ import annotations

from typing import Any, Literal

from ..core.grid import MAX_HEADS
from ..core.head_names import parse_head_in_layer, parse_layer_name
from ..core.strings import quote
from .missing import is_missing

MAX_INDEX = MAX_HEADS - 1


def parse_index(value: Any, kind: Literal["layer", "head"]) -> int | str:
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
        text = _digits_of_name(text, kind) or text
    if text is None:
        if value is None:
            return f"{kind} {quote(value)} is a missing value; expected the {kind}'s index, from 0"
        return f"{kind} {quote(value)} is not a whole number; expected the {kind}'s index, from 0"
    if text.isascii() and text.isdigit():
        digits = text.lstrip("0") or "0"
        # Python refuses to convert texts of thousands of digits, and takes long for those of hundreds.
        if len(digits) < 10 and int(digits) <= MAX_INDEX:
            return int(digits)
        number = digits if len(digits) <= 20 else f"of {len(digits)} digits"
        return f"{kind} {number} needs a grid of more than {MAX_HEADS:,} heads"
    if text.startswith("-") and text[1:].isdigit():
        return f"{kind} {quote(value)} is negative; expected a whole number from 0"
    if text == "":
        return f"{kind} is blank; expected a whole number from 0"
    if is_missing(text):
        return f"{kind} {quote(value)} is a missing value; expected the {kind}'s index, from 0"
    return f"{kind} {quote(value)} is not a whole number; expected the {kind}'s index, from 0"


def _digits_of_name(text: str, kind: Literal["layer", "head"]) -> str | None:
    """Return the digits of a layer's or a head's name, such as ``L5`` or ``head_1``."""
    if kind == "layer":
        return parse_layer_name(text)
    return parse_head_in_layer(text)


def _index_text(value: Any) -> str | None:
    """Return the text of a cell or a number, without ``.0``, which programs write for whole numbers."""
    # The exact type, because isinstance(True, int) is true.
    if type(value) in (int, float):
        value = str(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text == ".0":
        return text
    return text.removesuffix(".0")
