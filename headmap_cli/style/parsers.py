"""Parse the texts of a style, such as lengths. A parser raises ValueError with a message for the user."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

from ..colors.names import NO_COLOR, parse_color
from ..core.grid import parse_grid
from ..core.head_names import parse_head_name
from ..core.numbers import decimal, parse_number
from ..core.rule import parse_head_count
from ..core.strings import quote

POINTS_PER_UNIT = {"pt": 1.0, "": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
MAX_LENGTH = 200 * 72.0
"""The longest length, in points."""
MIN_PAGE_LENGTH = 30.0
"""The least points of a figure's width: a smaller number is in inches or centimetres, and lacks its unit."""
MIN_CENTIMETRES = 12.0
"""From this on, a number that lacks its unit is more likely in centimetres than in inches."""
LENGTH = re.compile(r"\s*([0-9]+\.?[0-9]*|\.[0-9]+)\s*(pt|in|cm|mm|)\s*")
WIDTH_NAME = re.compile("[A-Za-z][A-Za-z0-9_-]*")
ASPECT = re.compile(r"([1-9][0-9]{0,3}):([1-9][0-9]{0,3})")
SCORE_ENDS = re.compile(r"\[([^,\[\]]*),([^,\[\]]*)\]")
MAX_ASPECT = 10
"""The largest ratio of a page's longer side to its shorter one."""
MIN_SHARE = 50
"""The least percentage of scores within the upper end of a scale, at which both ends meet."""


def parse_length(value: float | str) -> float:
    """Return the points of a length: a number of points, or a number with pt, in, cm or mm.

    Raises:
        ValueError: The value is not a length of at most 200 inches.

    >>> parse_length(5), parse_length("5.5in"), parse_length("12pt")
    (5.0, 396.0, 12.0)
    """
    return _parse_points(value, "points")


def parse_auto_length(value: float | str) -> float | str:
    """Return the points of a length, or ``auto``.

    Raises:
        ValueError: The value is neither.
    """
    if value == "auto":
        return "auto"
    return _parse_points(value, "auto, points")


def parse_page_length(value: float | str) -> float:
    """Return the points of a length on the page; a number that is too small to be points is refused.

    Raises:
        ValueError: The value is not a length, or its unit is missing.

    >>> parse_page_length(400), parse_page_length("5.5in")
    (400.0, 396.0)
    """
    return _parse_page_points(value, "points")


def parse_width(value: float | str) -> float | str:
    """Return the points of a length on the page, ``auto``, or the name of a width.

    A name is letters, digits, ``-`` and ``_``, and begins with a letter.

    Raises:
        ValueError: The value is none of these.
    """
    text = str(value).strip()
    if WIDTH_NAME.fullmatch(text):
        return text
    return _parse_page_points(value, "auto, points")


def _parse_points(value: float | str, expected: str) -> float:
    """Return the points of a length; ``expected`` is what the message lists before numbers with a unit."""
    length = LENGTH.fullmatch(str(value))
    if length:
        number, unit = length.groups()
        points = float(number) * POINTS_PER_UNIT[unit]
        if 0 < points <= MAX_LENGTH:
            return points
    raise ValueError(
        f"{quote(value)} is not a length; expected {expected}, or a number with pt, in, cm or mm, up to 200in"
    )


def _parse_page_points(value: float | str, expected: str) -> float:
    """Return the points of a length on the page; ``expected`` is the same as in _parse_points."""
    points = _parse_points(value, expected)
    number = decimal(str(value))
    if number is not None and number < MIN_PAGE_LENGTH:
        unit = "in" if number < MIN_CENTIMETRES else "cm"
        raise ValueError(
            f"{number:g} without a unit is in points (1/72 inch), too narrow for a figure; "
            f"did you mean {number:g}{unit}?"
        )
    return points


def parse_aspect(text: str) -> str:
    """Return WIDTH:HEIGHT without spaces, or ``auto``.

    Raises:
        ValueError: The text is neither, or one side is more than ten times as long as the other.

    >>> parse_aspect(" 16 : 9")
    '16:9'
    """
    without_spaces = text.replace(" ", "")
    if without_spaces == "auto":
        return without_spaces
    aspect = ASPECT.fullmatch(without_spaces)
    if aspect:
        ratio = int(aspect[1]) / int(aspect[2])
        if 1 / MAX_ASPECT <= ratio <= MAX_ASPECT:
            return without_spaces
    raise ValueError(f"{quote(text)} is not the shape of a page; expected auto, or width:height such as 16:9")


def parse_background(text: str) -> str:
    """Return the ``#rrggbb`` code of a colour, or ``none``.

    Raises:
        ValueError: If the text is neither.
    """
    if text.strip().lower() == NO_COLOR:
        return NO_COLOR
    return parse_color(text)


def parse_center(value: float | str) -> float | str:
    """Return the score in the middle of a diverging scale, ``auto`` or ``none``.

    Raises:
        ValueError: The value is none of these.
    """
    if value in ("auto", "none"):
        return value
    number = decimal(str(value))
    if number is None or math.isinf(number):
        raise ValueError(f"{quote(value)} is not a centre of a scale; expected auto, none, or a number")
    return number


def parse_score_range(value: Sequence[float] | str) -> tuple[float, float] | str:
    """Return the lowest and the highest score of a scale, ``auto``, or a percentage of the scores.

    Raises:
        ValueError: The value is none of these, or the highest score is not above the lowest.

    >>> parse_score_range([0, 0.6]), parse_score_range("98%")
    ((0.0, 0.6), '98%')
    """
    if not isinstance(value, str):
        return _parse_ends(*value)
    text = value.strip()
    ends = SCORE_ENDS.fullmatch(text)
    if ends:
        # A setting of the command line is text.
        return _parse_ends(decimal(ends[1]), decimal(ends[2]))
    share = decimal(text.removesuffix("%"))
    if text == "auto":
        return text
    if not text.endswith("%") or share is None or not MIN_SHARE <= share <= 100:
        raise ValueError(
            f"{quote(value)} is not a range of scores; expected auto, [lowest, highest], or a percentage of "
            f"the scores from {MIN_SHARE}% to 100%, such as 98%"
        )
    return text


def _parse_ends(low: float | None, high: float | None) -> tuple[float, float]:
    """Return the ends of a range of scores; raise ValueError unless the second is above the first."""
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(
            f"[{low}, {high}] is not a range of scores; expected [lowest, highest], such as [0, 0.6]"
        )
    return float(low), float(high)


def parse_head_text(text: str) -> str:
    """Return the name of a head in its usual form, such as ``L9H6``.

    Raises:
        ValueError: The text does not name one head.

    >>> parse_head_text("9.6"), parse_head_text("L09H06")
    ('L9H6', 'L9H6')
    """
    pair = parse_head_name(text)
    if pair is None:
        raise ValueError(f"{quote(text)} is not a head; expected a head such as L9H6 or 9.6")
    layer, head = pair
    return f"L{int(layer)}H{int(head)}"


PARSERS: dict[str, Callable[..., object]] = {
    "color": parse_color,
    "background": parse_background,
    "length": parse_length,
    "auto length": parse_auto_length,
    "page length": parse_page_length,
    "width": parse_width,
    "aspect": parse_aspect,
    "grid": parse_grid,
    "top": parse_head_count,
    "head name": parse_head_text,
    "number": parse_number,
    "center": parse_center,
    "score range": parse_score_range,
}
"""The parsers. A type in value_types.py names its parser as ``extra={"is": ...}``."""
