"""Choose the labels of categories, and the ids that stand for them in a figure's file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..core.composite import Composite
from ..core.strings import printable
from ..style.schema import Style
from .panels.kinds import kind_names

RESERVED_IDS = ("all", "unclassified", "absent", "legend")
"""The ids of the parts of a figure that are neither a category nor a chart."""

MAX_ID_LENGTH = 60
"""The greatest length of an id, without the number that makes it unique."""


def shown_label(category: str, style: Style) -> str:
    """Return the style's label for a category, or else its name."""
    category_style = style.categories.get(category)
    if category_style is None or not category_style.label:
        return category
    return category_style.label


def shown_labels(categories: Sequence[str], style: Style) -> list[str]:
    """Return the labels of categories, with control characters written as escapes."""
    return [printable(shown_label(name, style)) for name in categories]


def category_ids(composite: Composite) -> list[str]:
    """Return the id of each category, which differs from the ids of all other parts of the figure."""
    count_ids = [f"{k}-categories" for k in composite.counts]
    taken = [*RESERVED_IDS, *kind_names(), *count_ids]
    return identifiers(composite.classification.categories, taken)


def identifiers(names: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Return a short, unique id for each name, made of letters, digits and single hyphens.

    Args:
        names: The names. Those that would have the same id get a number.
        taken: The ids that must not be used.

    >>> identifiers(["Knowledge", "knowledge!", "日本"])
    ['knowledge', 'knowledge-2', 'category']
    """
    used = set(taken)
    ids = []
    for name in names:
        # The hyphens are stripped last, since cutting a long name can leave one at its end.
        stem = re.sub("[^a-z0-9]+", "-", name.lower())[:MAX_ID_LENGTH].strip("-")
        if not stem:
            stem = "category"
        id = stem
        n = 1
        while id in used:
            n += 1
            id = f"{stem}-{n}"
        used.add(id)
        ids.append(id)
    return ids
