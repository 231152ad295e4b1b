"""Write numbers as short as SVG and PDF read them."""

from __future__ import annotations

DECIMALS = 4
"""Digits after the point: no edge is off by more than 1/20,000 of a point or pixel, which is invisible."""


def number(value: float) -> str:
    """Return a number with DECIMALS digits after the point, without zeros that say nothing.

    >>> number(40.0), number(-0.25), number(2 / 3), number(-1e-9)
    ('40', '-.25', '.6667', '0')
    """
    # Adding 0 turns -0.0 into 0.0.
    rounded = round(float(value), DECIMALS) + 0.0
    text = repr(rounded).removesuffix(".0")
    if text.startswith("0."):
        return text[1:]
    if text.startswith("-0."):
        return "-" + text[2:]
    return text
