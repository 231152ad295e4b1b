"""Parse numbers in text: decimal digits 0 to 9, a point and an exponent, as in JSON and CSV."""

from __future__ import annotations

import math
import re

from .strings import quote

DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def ceil_div(dividend: int, divisor: int) -> int:
    """Return the quotient of two integers, rounded up.

    >>> ceil_div(7, 2), ceil_div(6, 2)
    (4, 3)
    """
    # // rounds down, so negating twice rounds up. math.ceil(a / b) is wrong for large integers.
    return -(-dividend // divisor)


def decimal(text: str) -> float | None:
    """Return the number in a text, or None if it is not written as a decimal number.

    Python's own ``float`` also accepts ``1_0`` and digits of other scripts, which no other tool reads as
    numbers. A number beyond the range of a float becomes infinite.

    >>> decimal(" 0.15 "), decimal("-2e3"), decimal("1_0"), decimal("nan")
    (0.15, -2000.0, None, None)
    """
    stripped = text.strip()
    if not DECIMAL.fullmatch(stripped):
        return None
    return float(stripped)


def cell_number(text: str) -> float | None:
    """Return the number in a cell, which may be a percentage.

    Its minus may be that of typography, and be followed by a space.

    >>> cell_number("50.8%"), cell_number("\N{MINUS SIGN}0.5"), cell_number("- 0.15"), cell_number("x%")
    (0.508, -0.5, -0.15, None)
    """
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    if text.startswith("- "):
        text = "-" + text[1:].lstrip()
    if not text.endswith("%"):
        return decimal(text)
    number = text[:-1].rstrip()
    if decimal(number) is None:
        return None
    if "e" in number.lower():
        return float(number) / 100
    # Shifting the point in the text gives the nearest float, which a division may miss.
    return float(f"{number}e-2")


def parse_number(value: str | float) -> float:
    """Return a finite number, which may be given as text in decimal digits.

    Raises:
        ValueError: The value is not a finite number.

    >>> parse_number(" 0.15 ")
    0.15
    """
    try:
        number = decimal(value) if isinstance(value, str) else float(value)
    except OverflowError:  # an int beyond the range of a float
        number = None
    if number is None or not math.isfinite(number):
        raise ValueError(f"found {quote(value)}; expected a number")
    return number


def is_python_number(text: str) -> bool:
    """Return whether only Python reads a text as a number.

    >>> is_python_number("1_0"), is_python_number("10"), is_python_number("ten")
    (True, False, False)
    """
    try:
        return decimal(text) is None and math.isfinite(float(text))
    except ValueError:
        return False
