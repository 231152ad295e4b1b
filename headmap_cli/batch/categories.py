"""Give all figures of a batch one set of categories, so that each category has the same colour everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..core.natural_order import natural_key


def shared_categories(figures: Iterable[tuple[Sequence[str], Sequence[str]]]) -> tuple[str, ...]:
    """Return the categories of all figures in one order.

    Categories that a style names come first, in the order of the styles. The others are in natural order if
    each figure has its own in natural order, and otherwise in the order of their first figure.

    Args:
        figures: For each figure, the categories of its data and the categories that its style names. Names in
            a style that no data has are left out.

    >>> shared_categories([(["B", "D"], []), (["A", "C"], [])])
    ('A', 'B', 'C', 'D')
    >>> shared_categories([(["B", "A"], []), (["C"], [])])
    ('B', 'A', 'C')
    >>> shared_categories([(["A", "B"], ["B", "Z"]), (["C"], ["B", "Z"])])
    ('B', 'A', 'C')
    """
    # The keys of a dict are a set that keeps the order of insertion.
    in_data: dict[str, None] = {}
    in_styles: dict[str, None] = {}
    figures = list(figures)
    for categories, styled in figures:
        in_data.update(dict.fromkeys(categories))
        in_styles.update(dict.fromkeys(styled))
    first = [name for name in in_styles if name in in_data]
    others = [name for name in in_data if name not in in_styles]
    if all(_in_natural_order(categories, in_styles) for categories, _ in figures):
        others.sort(key=natural_key)
    return (*first, *others)


def _in_natural_order(categories: Sequence[str], ignored: dict[str, None]) -> bool:
    """Return whether the categories, without those to ignore, are in natural order."""
    names = [name for name in categories if name not in ignored]
    return names == sorted(names, key=natural_key)
