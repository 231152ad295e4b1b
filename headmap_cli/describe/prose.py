"""Write numbers, lists and places in plain English, for alt text, descriptions and comparisons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..core.strings import counted, printable, truncate

if TYPE_CHECKING:
    from ..analysis.densest_region import Region
    from ..core.classification import Classification

MAX_ITEMS = 12
"""The number of items of a list that are named, unless the caller gives another."""


def is_are(n: int) -> str:
    """Return the form of *to be* for n things."""
    return "is" if n == 1 else "are"


def percent(part: float, total: float) -> str:
    """Return a share in percent, rounded so that only an empty part is 0% and only the total is 100%.

    Args:
        part: A number from 0 to total.
        total: The number that is 100%; if it is 0, so is the share.

    >>> percent(1, 3), percent(1, 1000), percent(999, 1000), percent(0, 5), percent(1, 10**6)
    ('33%', '0.1%', '99.9%', '0%', 'less than 0.1%')
    """
    if not total:
        return "0%"
    share = 100 * part / total
    if 0 < share < 0.1:
        return "less than 0.1%"
    if 99.9 < share < 100:
        return "more than 99.9%"
    # Close to 0% and 100%, whole percentages would be too coarse.
    if 9.5 <= share <= 99 or share in (0, 100):
        return f"{share:.0f}%"
    return f"{share:.1f}%"


def p_value_text(p: float) -> str:
    """Return a p-value with two digits, or its upper limit where it is tiny.

    >>> p_value_text(0.0341), p_value_text(0.5), p_value_text(2e-9), p_value_text(0.00012)
    ('p = 0.034', 'p = 0.5', 'p < 0.0001', 'p = 0.00012')
    """
    if p < 0.0001:
        return "p < 0.0001"
    return f"p = {p:.2g}"


def span(word: str, first: int, last: int) -> str:
    """Return a range of layers or heads.

    Args:
        word: ``layer`` or ``head``.
        first: The first index.
        last: The last index, included.

    >>> span("layer", 3, 3), span("head", 8, 31)
    ('layer 3', 'heads 8 to 31')
    """
    if first == last:
        return f"{word} {first}"
    return f"{word}s {first} to {last}"


def join_and(items: Sequence[str], max_items: int = MAX_ITEMS) -> str:
    """Return items with commas and an ``and``; those beyond max_items are counted.

    >>> join_and(["a"]), join_and(["a", "b", "c"]), join_and(["a", "b", "c", "d"], 2)
    ('a', 'a, b and c', 'a, b and 2 more')
    """
    if not items:
        return "none"
    parts = list(items[:max_items])
    if len(items) > max_items:
        parts.append(f"{len(items) - max_items} more")
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def region_text(region: Region) -> str:
    """Return the layers and heads of a rectangle of the grid."""
    layers = span("layer", *region.layers)
    heads = span("head", *region.heads)
    return f"{layers}, {heads}"


def grid_text(data: Classification, escape: Callable[[str], str] = str) -> str:
    """Return how many heads there are, in which model if it is known, and in which grid.

    Args:
        data: The heads.
        escape: Escapes what would be markup in the name of the model.
    """
    heads = counted(int(data.present.sum()), "attention head")
    model = ""
    if data.model:
        model = f" of {escape(truncate(printable(data.model)))}"
    return f"{heads}{model} ({counted(data.layers, 'layer')} of {counted(data.heads, 'head')})"
