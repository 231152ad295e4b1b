"""Describe a figure in three sentences, for readers who cannot see it.

The sentences name the figure, count the heads of each category, and give the strongest pattern.
"""

from __future__ import annotations

from typing import NamedTuple

from ..analysis.concentration import MIN_HEADS, SIGNIFICANT
from ..analysis.densest_region import Region, densest_region
from ..core.comparison import Comparison
from ..core.composite import Composite
from ..core.strings import counted, truncate
from .prose import grid_text, is_are, join_and, percent, region_text

MAX_CATEGORIES = 8
"""Alt text is read aloud as a whole, so that it names only so many categories."""


class CategoryRegion(NamedTuple):
    """The densest rectangle of one category.

    Attributes:
        name: The label of the category.
        heads: The number of its heads.
        region: The rectangle.
    """

    name: str
    heads: int
    region: Region


def alt_text(composite: Composite, labels: list[str]) -> str:
    """Return three sentences on the figure of a classification.

    Args:
        composite: The heads, their categories and their counts.
        labels: The labels of the categories.
    """
    data = composite.classification
    count = composite.count
    names = [truncate(label) for label in labels]
    categories = f"{len(names)} categories"
    if len(names) == 1:
        categories = "one category"
    sizes = []
    for name, member in zip(names, data.membership, strict=True):
        sizes.append(f"{name} has {int(member.sum())}")
    if len(sizes) > MAX_CATEGORIES:
        sizes[MAX_CATEGORIES:] = [f"{len(names) - MAX_CATEGORIES} more categories follow"]
    several = int((count > 1).sum())
    unclassified = int((data.present & (count == 0)).sum())
    return (
        f"Map of which of {grid_text(data)} are in {categories}. "
        f"Of these heads, {', '.join(sizes)}; "
        f"{several} {is_are(several)} in more than one, {unclassified} in none. "
        f"{_pattern_sentence(composite, names)}"
    )


def _pattern_sentence(composite: Composite, names: list[str]) -> str:
    """Return a sentence on the most localised category, by the p-value of its densest rectangle."""
    data = composite.classification
    total = int(data.present.sum())
    # Each category is tested, and all classified heads together.
    tests = len(names) + 1
    candidates = []
    for name, member in zip(names, data.membership, strict=True):
        region = densest_region(member, data.present, tests)
        heads = int(member.sum())
        if region and heads >= MIN_HEADS:
            candidates.append(CategoryRegion(name, heads, region))
    if not candidates:
        return "No category keeps to a part of the layers and heads."
    strongest = min(candidates, key=_pattern_strength)
    name, heads, region = strongest
    if region.p >= SIGNIFICANT:
        return "No category keeps to a part of the layers and heads."
    return (
        f"The strongest pattern: {region.inside} of the {counted(heads, 'head')} of {name} "
        f"({percent(region.inside, heads)}) {is_are(region.inside)} in {region_text(region)}, "
        f"which hold {percent(region.room, total)} of all heads."
    )


def _pattern_strength(candidate: CategoryRegion) -> tuple[float, float]:
    """Return a sort key that is lowest for the strongest pattern: its p-value, then its relative density."""
    region = candidate.region
    return region.p, region.expected / region.inside


def alt_comparison(comparison: Comparison, labels: list[str]) -> str:
    """Return three sentences on the figure of a comparison.

    Args:
        comparison: The differences.
        labels: The labels of the categories.
    """
    grid = f"{counted(comparison.layers, 'layer')} of {counted(comparison.heads, 'head')}"
    before = truncate(comparison.before)
    after = truncate(comparison.after)
    changes = []
    for label, change in zip(labels, comparison.categories, strict=True):
        changes.append(f"{truncate(label)} kept {change.kept}, gained {change.gained}, lost {change.lost}")
    # After an alignment by depth, a place of the grid can hold several heads.
    compared = counted(comparison.compared, "place" if comparison.aligned else "head")
    n = len(comparison.changed)
    return (
        f"Map of what differs between {before} and {after} in {grid}. "
        f"{join_and(changes, MAX_CATEGORIES)}. "
        f"{n} of {compared} ({percent(n, comparison.compared)}) {is_are(n)} in other categories than before."
    )
