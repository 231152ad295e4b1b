"""Write alt text: three sentences that describe a figure to readers who cannot see it.

The sentences say what the figure shows, count the heads of each category, and give the strongest pattern.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..analysis.concentration import MIN_HEADS, SIGNIFICANT
from ..analysis.densest_region import Region, densest_region
from ..core.composite import Composite
from ..core.strings import counted, truncate
from .prose import grid_text, is_are, join_and, percent, region_text

if TYPE_CHECKING:
    from ..core.comparison import Comparison

MAX_CATEGORIES = 8
"""The number of categories that are named. More would be tedious, as alt text is read aloud as a whole."""
NO_PATTERN = "No category keeps to a part of the layers and heads."


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
    """Return the alt text of the figure of a classification.

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
    for name, member in zip(names[:MAX_CATEGORIES], data.membership[:MAX_CATEGORIES], strict=True):
        sizes.append(f"{name} has {int(member.sum())}")
    if len(names) > MAX_CATEGORIES:
        sizes.append(f"{len(names) - MAX_CATEGORIES} more categories follow")
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
    # The categories are tested one by one, and all classified heads together.
    tests = len(names) + 1
    candidates = []
    for name, member in zip(names, data.membership, strict=True):
        region = densest_region(member, data.present, tests)
        heads = int(member.sum())
        if region and heads >= MIN_HEADS:
            candidates.append(CategoryRegion(name, heads, region))
    if not candidates:
        return NO_PATTERN
    strongest = min(candidates, key=_strongest_first)
    name, heads, region = strongest
    if region.p >= SIGNIFICANT:
        return NO_PATTERN
    return (
        f"The strongest pattern: {region.inside} of the {counted(heads, 'head')} of {name} "
        f"({percent(region.inside, heads)}) {is_are(region.inside)} in {region_text(region)}, "
        f"which hold {percent(region.room, total)} of all heads."
    )


def _strongest_first(candidate: CategoryRegion) -> tuple[float, float]:
    """Return a sort key, lowest for the strongest pattern: its p-value, then expected over actual heads."""
    region = candidate.region
    return region.p, region.expected / region.inside


def alt_comparison(comparison: Comparison, labels: list[str]) -> str:
    """Return the alt text of the figure of a comparison.

    Args:
        comparison: The differences of two classifications.
        labels: The labels of the categories.
    """
    grid = f"{counted(comparison.layers, 'layer')} of {counted(comparison.heads, 'head')}"
    before = truncate(comparison.before)
    after = truncate(comparison.after)
    changes = []
    for label, change in zip(labels, comparison.categories, strict=True):
        changes.append(f"{truncate(label)} kept {change.kept}, gained {change.gained}, lost {change.lost}")
    # If the models were aligned by depth, a place of the grid can stand for several heads.
    compared = counted(comparison.compared, "place" if comparison.aligned else "head")
    changed = len(comparison.changed)
    return (
        f"Map of what differs between {before} and {after} in {grid}. "
        f"{join_and(changes, MAX_CATEGORIES)}. "
        f"{changed} of {compared} ({percent(changed, comparison.compared)}) {is_are(changed)} "
        "in other categories than before."
    )
