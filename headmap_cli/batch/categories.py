"""One order of categories for all figures of a run, so that each has the same colour everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..core.natural_order import natural_key


def shared_categories(found: Iterable[tuple[Sequence[str], Sequence[str]]]) -> tuple[str, ...]:
    """All categories of figures, each given as its categories and those that its style names.

    Those that styles name come first; the others are in natural order where each figure's are, else as
    they come up.

    >>> shared_categories([(["B", "D"], []), (["A", "C"], [])])
    ('A', 'B', 'C', 'D')
    >>> shared_categories([(["B", "A"], []), (["C"], [])])
    ('B', 'A', 'C')
    """
    found = list(found)
    there = {name for categories, _ in found for name in categories}
    first = [name for name in dict.fromkeys(name for _, named in found for name in named) if name in there]
    others = [[name for name in categories if name not in first] for categories, _ in found]
    rest = list(dict.fromkeys(name for names in others for name in names))
    if all(names == sorted(names, key=natural_key) for names in others):
        rest.sort(key=natural_key)
    return (*first, *rest)
