"""Labels and ids of the categories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..core.composite import Composite
from ..core.strings import printable
from ..style.schema import Style

OTHER_IDS = ("all", "unclassified", "legend", "upset", "layers")
"""What the parts of a figure that are no category are called."""


def shown_label(category: str, style: Style) -> str:
    """What panel and legend call a category: the style's label for it, or its name."""
    named = style.categories.get(category)
    return (named.label if named else None) or category


def shown_labels(categories: Sequence[str], style: Style) -> list[str]:
    """What the categories of a figure are called, with every character visible."""
    return [printable(shown_label(name, style)) for name in categories]


def category_ids(composite: Composite) -> list[str]:
    """What each category is called in the ids of a figure's groups."""
    counts = (f"{k}-categories" for k in composite.counts)
    return identifiers(composite.classification.categories, {*OTHER_IDS, *counts})


def identifiers(names: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """A short id for each name: letters, digits and single hyphens; no two alike, and none of those taken.

    >>> identifiers(["Knowledge", "knowledge!", "日本"])
    ['knowledge', 'knowledge-2', 'category']
    """
    taken = set(taken)
    out = []
    for name in names:
        stem = re.sub("[^a-z0-9]+", "-", name.lower())[:60].strip("-") or "category"
        unique, n = stem, 1
        while unique in taken:
            n += 1
            unique = f"{stem}-{n}"
        taken.add(unique)
        out.append(unique)
    return out
