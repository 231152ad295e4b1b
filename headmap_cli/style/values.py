"""Texts of a style -> values: colours, lengths, grids. Each raises ValueError with what was expected."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from contextlib import suppress

from ..errors import did_you_mean, quote
from ..limits import MAX_HEADS
from ..numbers import decimal

TAB10 = {
    "blue": "#1f77b4",
    "orange": "#ff7f0e",
    "green": "#2ca02c",
    "red": "#d62728",
    "purple": "#9467bd",
    "brown": "#8c564b",
    "pink": "#e377c2",
    "gray": "#7f7f7f",
    "olive": "#bcbd22",
    "cyan": "#17becf",
}
POINTS = {"pt": 1.0, "": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
LONGEST = 200 * 72.0
LEAST_PAGE = 30.0
"""Fewer points than this are no width of a figure; they are inches or centimetres whose unit is missing."""
LEAST_CENTIMETRES = 12.0
"""A width without a unit is more likely in inches below this, and in centimetres from it on."""


def parse_color(text: str) -> str:
    """``#rrggbb`` of a colour name, hex code, ``tab:`` or ``C0`` colour, or CSS ``rgb()``.

    >>> parse_color("tab:orange"), parse_color("C0"), parse_color("#ABC"), parse_color("rgb(1, 2, 3)")
    ('#ff7f0e', '#1f77b4', '#aabbcc', '#010203')
    """
    name = text.strip().lower()
    if re.fullmatch("#[0-9a-f]{6}", name):
        return name
    if name.startswith("tab:") and name[4:].replace("grey", "gray") in TAB10:
        return TAB10[name[4:].replace("grey", "gray")]
    if re.fullmatch("c[0-9]", name):
        return list(TAB10.values())[int(name[1])]
    from PIL import ImageColor

    rgb: tuple[int, ...] = ()
    with suppress(ValueError):
        rgb = ImageColor.getrgb(name)
    if len(rgb) != 3:
        known = [*ImageColor.colormap, *(f"tab:{c}" for c in TAB10)]
        raise ValueError(
            f"{quote(text)} is not a colour{did_you_mean(name, known)}; "
            "expected a name, #rrggbb, tab:blue, C0 or rgb(r, g, b)"
        )
    return "#{:02x}{:02x}{:02x}".format(*(min(v, 255) for v in rgb))


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


def parse_grid(text: str) -> str:
    """``LAYERSxHEADS`` in its plain form.

    >>> parse_grid("36 x 40")
    '36x40'
    """
    return "{}x{}".format(*grid_shape(text))


def grid_shape(text: str) -> tuple[int, int]:
    """(layers, heads) of a grid such as ``36x40``."""
    found = re.fullmatch(r"\s*([0-9]{1,7})\s*[xX×]\s*([0-9]{1,7})\s*", text)
    shape = (int(found[1]), int(found[2])) if found else (0, 0)
    if 0 in shape:
        raise ValueError(f"{quote(text)} is not a grid; expected LAYERSxHEADS, such as 36x40")
    if shape[0] * shape[1] > MAX_HEADS:
        raise ValueError(f"grid {shape[0]}x{shape[1]} has more than {MAX_HEADS:,} heads")
    return shape


def parse_top(value: str | int) -> str:
    """A count of heads, or a share of them, as text.

    >>> parse_top(20), parse_top(" 5 %")
    ('20', '5%')
    """
    text = str(value).replace(" ", "")
    found = re.fullmatch(r"([1-9][0-9]{0,6})|([0-9]+\.?[0-9]*|\.[0-9]+)%", text)
    if not found or (found[2] and not 0 < float(found[2]) <= 100):
        raise ValueError(
            f"{quote(value)} is not a number of top heads; expected a count such as 20, or a share such as 5%"
        )
    return text


def parse_number(value: str | float) -> float:
    """Return a finite number; text is a number in decimal digits.

    >>> parse_number(" 0.15 ")
    0.15
    """
    try:
        number = decimal(value) if isinstance(value, str) else float(value)
    except OverflowError:
        number = None
    if number is None or not math.isfinite(number):
        raise ValueError(f"found {quote(value)}; expected a number")
    return number


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
