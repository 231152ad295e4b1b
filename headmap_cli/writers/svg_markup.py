"""Write the parts of SVG's markup: numbers as short as they can be, and attributes."""

from __future__ import annotations

POINTS_PER_INCH = 72
"""The unit of an SVG is the point."""
BLACK = "#000000"
DECIMALS = 4
"""Digits after the point: no edge is off by more than 1/20,000 of a point, which no renderer shows."""


def number(value: float) -> str:
    """Return a number as SVG reads it, without zeros that say nothing.

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


def escape(text: str) -> str:
    """Return a text between tags.

    html.escape does the same, but its module takes longer to import than a usual figure to write.

    >>> escape("<A> & B")
    '&lt;A&gt; &amp; B'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Return a text as the value of an attribute in double quotes.

    >>> attribute('"A" & B')
    '&quot;A&quot; &amp; B'
    """
    return escape(text).replace('"', "&quot;")


def fill_attribute(color: str) -> str:
    """Return the attribute of a colour; black needs none.

    >>> fill_attribute("#d3d3d3"), fill_attribute("#000000")
    (' fill="#d3d3d3"', '')
    """
    if color == BLACK:
        return ""
    return f' fill="{color}"'
