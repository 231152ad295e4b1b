"""Write numbers for readers of a figure."""

from __future__ import annotations

MINUS = "\N{MINUS SIGN}"


def short_number(value: float, digits: int = 3) -> str:
    """Return a number with at most some significant digits, with a real minus and without needless zeros.

    >>> short_number(0.30000000000000004), short_number(-1e300), short_number(2500, 2)
    ('0.3', '−1e300', '2500')
    """
    text = f"{value:.{digits}g}"
    mantissa, e, exponent = text.partition("e")
    if e and 0 <= int(exponent) < digits + MAX_ZEROS:
        text = f"{float(text):.0f}"
    elif e:
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", MINUS)


MAX_ZEROS = 4
"""The most zeros with which a large number is filled up before it is written with an exponent."""
