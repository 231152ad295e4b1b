"""Texts of a style -> values: colours, lengths, grids. Each raises ValueError with what was expected."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..colors.names import parse_color
from ..core.grid import parse_grid
from ..core.numbers import decimal, parse_number
from ..core.rule import parse_top
from ..core.strings import quote

POINTS = {"pt": 1.0, "": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
LONGEST = 200 * 72.0
LEAST_PAGE = 30.0
"""Fewer points than this are no width of a figure; they are inches or centimetres whose unit is missing."""
LEAST_CENTIMETRES = 12.0
"""A width without a unit is more likely in inches below this, and in centimetres from it on."""


def parse_length(value: float | str) -> float:
    """Points of a length: a number is points; pt, in, cm and mm may follow.

    >>> parse_length(5), parse_length("5.5in"), parse_length("12pt")
    (5.0, 396.0, 12.0)
    """
    found = re.fullmatch(r"\s*([0-9]+\.?[0-9]*|\.[0-9]+)\s*(pt|in|cm|mm|)\s*", str(value))
    points = float(found[1]) * POINTS[found[2]] if found else 0.0
    if not 0 < points <= LONGEST:
        raise ValueError(
            f"{quote(value)} is not a length; expected points, or a number with pt, in, cm or mm, up to 200in"
        )
    return points


def parse_page_length(value: float | str) -> float:
    """Return the points of a length on the page; a number alone that is too small for one is refused.

    >>> parse_page_length(400), parse_page_length("5.5in")
    (400.0, 396.0)
    """
    points = parse_length(value)
    number = decimal(str(value))
    if number is not None and number < LEAST_PAGE:
        unit = "in" if number < LEAST_CENTIMETRES else "cm"
        raise ValueError(
            f"{number:g} without a unit is in points (1/72 inch), too narrow for a figure; "
            f"did you mean {number:g}{unit}?"
        )
    return points


def parse_auto_length(value: float | str) -> float | str:
    """Points of a length, or ``auto``."""
    if value == "auto":
        return "auto"
    try:
        return parse_length(value)
    except ValueError as e:
        raise ValueError(str(e).replace("expected points", "expected auto, points")) from None


def parse_width(value: float | str) -> float | str:
    """Points of a length, ``auto``, or a name: letters, digits, ``-`` and ``_``, a letter first."""
    text = str(value).strip()
    if re.fullmatch("[A-Za-z][A-Za-z0-9_-]*", text):
        return text
    try:
        return parse_page_length(value)
    except ValueError as e:
        raise ValueError(str(e).replace("expected points", "expected auto, points")) from None


def parse_aspect(text: str) -> str:
    """``auto``, or WIDTH:HEIGHT.

    >>> parse_aspect(" 16 : 9")
    '16:9'
    """
    plain = text.replace(" ", "")
    found = re.fullmatch(r"([1-9][0-9]{0,3}):([1-9][0-9]{0,3})", plain)
    if plain != "auto" and (not found or not 0.1 <= int(found[1]) / int(found[2]) <= 10):
        raise ValueError(
            f"{quote(text)} is not the shape of a page; expected auto, or width:height such as 16:9"
        )
    return plain


PARSERS: dict[str, Callable[..., object]] = {
    "color": parse_color,
    "length": parse_length,
    "auto length": parse_auto_length,
    "page length": parse_page_length,
    "width": parse_width,
    "aspect": parse_aspect,
    "grid": parse_grid,
    "top": parse_top,
    "number": parse_number,
}
"""What the ``is`` of a type in types.py names."""
