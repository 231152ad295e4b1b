"""Numbers and places in plain English: what alt text, descriptions and comparisons are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..core.strings import counted, truncate

if TYPE_CHECKING:
    from ..analysis.densest_region import Region
    from ..core.classification import Classification


def is_are(n: int) -> str:
    """Is or are."""
    return "is" if n == 1 else "are"


def percent(part: float, whole: float) -> str:
    """A share in percent, never 0% where there is something and never 100% where something is missing.

    >>> percent(1, 3), percent(1, 1000), percent(999, 1000), percent(0, 5), percent(1, 10**6)
    ('33%', '0.1%', '99.9%', '0%', 'less than 0.1%')
    """
    share = 100 * part / whole if whole else 0.0
    if 0 < share < 0.1:
        return "less than 0.1%"
    if 99.9 < share < 100:
        return "more than 99.9%"
    return f"{share:.0f}%" if 9.5 <= share <= 99 or share in (0, 100) else f"{share:.1f}%"


def p_value_text(p: float) -> str:
    """A p-value.

    >>> p_value_text(0.0341), p_value_text(0.5), p_value_text(2e-9), p_value_text(0.00012)
    ('p = 0.034', 'p = 0.5', 'p < 0.0001', 'p = 0.00012')
    """
    return "p < 0.0001" if p < 0.0001 else f"p = {p:.2g}"


def span(word: str, first: int, last: int) -> str:
    """Neighbouring layers or heads.

    >>> span("layer", 3, 3), span("head", 8, 31)
    ('layer 3', 'heads 8 to 31')
    """
    return f"{word} {first}" if first == last else f"{word}s {first} to {last}"


def join_and(items: Sequence[str], most: int = 12) -> str:
    """Items with commas and an ``and``; what goes beyond ``most`` is counted.

    >>> join_and(["a"]), join_and(["a", "b", "c"]), join_and(["a", "b", "c", "d"], 2)
    ('a', 'a, b and c', 'a, b and 2 more')
    """
    shown = [*items[:most], *([f"{len(items) - most} more"] if len(items) > most else [])]
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]])) if shown else "none"


def region_text(area: Region) -> str:
    """The layers and heads of an area."""
    return f"{span('layer', *area.layers)}, {span('head', *area.heads)}"


def grid_text(data: Classification) -> str:
    """How many heads there are, of which model, in which grid."""
    model = f" of {truncate(data.model)}" if data.model else ""
    grid = f"{counted(data.layers, 'layer')} of {counted(data.heads, 'head')}"
    return f"{counted(int(data.present.sum()), 'attention head')}{model} ({grid})"
