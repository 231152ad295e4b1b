"""Grids of layers and heads, and the other sizes that users write."""

from __future__ import annotations

import math
import re

from .numbers import decimal
from .strings import quote


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


MAX_HEADS = 1_000_000
"""Heads of a grid, layers times heads."""
