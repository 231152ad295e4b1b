"""A figure in three sentences, for who does not see it: what it is, the counts, the strongest pattern."""

from __future__ import annotations

from ..analysis.concentration import MIN_HEADS, SIGNIFICANT
from ..analysis.densest_region import densest_region
from ..core.comparison import Comparison
from ..core.composite import Composite
from ..core.strings import counted, truncate
from .prose import grid_text, is_are, join_and, percent, region_text

LISTED = 8


def alt_text(composite: Composite, labels: list[str]) -> str:
    """Three sentences on a classification whose categories are called labels."""
    data, count = composite.classification, composite.count
    names = [truncate(label) for label in labels]
    kinds = "one category" if len(names) == 1 else f"{len(names)} categories"
    what = f"Map of which of {grid_text(data)} are in {kinds}."
    counts = [f"{name} has {int(m.sum())}" for name, m in zip(names, data.membership, strict=True)]
    more = [f"{len(counts) - LISTED} more categories follow"] if len(counts) > LISTED else []
    several, free = int((count > 1).sum()), int((data.present & (count == 0)).sum())
    tail = f"{several} {is_are(several)} in more than one, {free} in none"
    return (
        f"{what} Of these heads, {', '.join([*counts[:LISTED], *more])}; {tail}. {_pattern(composite, names)}"
    )


def _pattern(composite: Composite, names: list[str]) -> str:
    """The category that keeps most to a part of the grid, by the p-value of its densest area."""
    data = composite.classification
    total, tests = int(data.present.sum()), len(names) + 1
    areas = [
        (area.p, area.expected / area.inside, name, area, int(member.sum()))
        for name, member in zip(names, data.membership, strict=True)
        if (area := densest_region(member, data.present, tests)) and member.sum() >= MIN_HEADS
    ]
    if not areas or min(areas)[0] >= SIGNIFICANT:
        return "No category keeps to a part of the layers and heads."
    _, _, name, area, heads = min(areas, key=lambda found: found[:2])
    return (
        f"The strongest pattern: {area.inside} of the {counted(heads, 'head')} of {name} "
        f"({percent(area.inside, heads)}) {is_are(area.inside)} in {region_text(area)}, "
        f"which hold {percent(area.room, total)} of all heads."
    )


def alt_comparison(found: Comparison, labels: list[str]) -> str:
    """A comparison in three sentences, for who does not see it. labels: what the categories are called."""
    things = "place" if found.aligned else "head"
    grid = f"{counted(found.layers, 'layer')} of {counted(found.heads, 'head')}"
    what = f"Map of what differs between {truncate(found.before)} and {truncate(found.after)} in {grid}."
    said = [
        f"{truncate(label)} kept {one.kept}, gained {one.gained}, lost {one.lost}"
        for label, one in zip(labels, found.categories, strict=True)
    ]
    n = len(found.changed)
    return (
        f"{what} {join_and(said, LISTED)}. {n} of {counted(found.compared, things)} "
        f"({percent(n, found.compared)}) {is_are(n)} in other categories than before."
    )
