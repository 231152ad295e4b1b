"""Write the parts of SVG's markup: text and attributes."""

from __future__ import annotations

POINTS_PER_INCH = 72
"""The unit of an SVG is the point."""
BLACK = "#000000"


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
