"""Numbers in text: decimal digits 0 to 9, a point and an exponent, as in JSON and CSV."""

from __future__ import annotations

import math
import re

DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def is_python_number(text: str) -> bool:
    """Whether only Python reads a text as a number, as it does ``1_0`` and digits of other scripts."""
    try:
        return decimal(text) is None and math.isfinite(float(text))
    except ValueError:
        return False


def decimal(text: str) -> float | None:
    """Return the number that a text holds, or None if it is not written as a decimal number.

    Python's own ``float`` also accepts ``1_0`` and digits of other scripts, which no other tool reads as
    numbers. A number beyond the range of a float becomes infinite.

    >>> decimal(" 0.15 "), decimal("-2e3"), decimal("1_0"), decimal("nan")
    (0.15, -2000.0, None, None)
    """
    plain = text.strip()
    return float(plain) if DECIMAL.fullmatch(plain) else None


def ceil_div(dividend: int, divisor: int) -> int:
    """Return the quotient of two integers, rounded up to the next integer.

    >>> ceil_div(6, 3), ceil_div(7, 3)
    (2, 3)
    """
    # Python rounds the quotient of // down, so the negated quotient of the negated dividend is rounded up.
    # math.ceil(dividend / divisor) would pass through a float and lose the last digits of large integers.
    return -(-dividend // divisor)
