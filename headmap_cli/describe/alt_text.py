"""Write alt text: a few sentences that describe a figure to readers who cannot see it.

The sentences say what the figure shows, count the heads of each category, and give the strongest patterns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..analysis.concentration import MIN_HEADS, SIGNIFICANT
from ..analysis.densest_region import densest_region
from ..analysis.layer_stretches import Stretch, layer_stretches
from ..core.array_types import BoolArray
from ..core.composite import Composite
from ..core.strings import counted, truncate
from .prose import grid_text, is_are, join_and, percent, region_text, span

if TYPE_CHECKING:
    from ..core.comparison import Comparison

MAX_CATEGORIES = 8
"""The number of categories that are named. More would be tedious, as alt text is read aloud as a whole."""
NO_PATTERN = "Where the heads lie is not clearly different from chance."
PATTERNS = 3
"""The patterns tested for each category: a dense rectangle, a full and an empty stretch of layers."""


class Pattern(NamedTuple):
    """A part of the grid in which a category has clearly more or fewer heads than chance would put there.

    Attributes:
        name: The label of the category.
        heads: The number of its heads.
        place: The part of the grid in words.
        inside: The number of its heads in that part.
        room: The number of all heads in that part.
        expected: The number of its heads that an even spread would put there.
        p: The p-value after correction.
    """

    name: str
    heads: int
    place: str
    inside: int
    room: int
    expected: float
    p: float


def alt_text(composite: Composite, labels: list[str]) -> str:
    """Return the alt text of the figure of a classification.

    Args:
        composite: The heads, their categories and their counts.
        labels: The labels of the categories.
    """
    names = [truncate(label) for label in labels]
    if not composite.classification.is_decided:
        from .scores import scores_alt_text

        return scores_alt_text(composite.classification, names)
    sentences = [
        f"Map of {grid_text(composite.classification)} and the categories that they are in.",
        *_size_sentences(composite, names),
        *_pattern_sentences(composite, names),
    ]
    return " ".join(sentences)


def _size_sentences(composite: Composite, names: list[str]) -> Iterator[str]:
    """Yield sentences on the number of heads of each category, in several categories, and in none."""
    data = composite.classification
    sizes = []
    for name, member in zip(names, data.membership, strict=True):
        sizes.append(f"{name} with {int(member.sum())}")
    # The unit is named once, so that the list stays short when it is read aloud.
    sizes[0] = f"{names[0]} with {counted(int(data.membership[0].sum()), 'head')}"
    several = int((composite.count > 1).sum())
    unclassified = int((data.present & (composite.count == 0)).sum())
    if len(names) == 1:
        yield f"There is one category: {sizes[0]}; {unclassified} {is_are(unclassified)} not in it."
        return
    yield f"There are {len(names)} categories: {join_and(sizes, MAX_CATEGORIES)}."
    yield (
        f"{counted(several, 'head')} {is_are(several)} in more than one category, "
        f"and {unclassified} {is_are(unclassified)} in none."
    )


def _pattern_sentences(composite: Composite, names: list[str]) -> Iterator[str]:
    """Yield sentences on the layers of all classified heads, and on the strongest pattern of a category."""
    data = composite.classification
    # The categories are tested one by one, and all classified heads together.
    tests = PATTERNS * (len(names) + 1)
    has_sentence = False
    if len(names) > 1:
        for sentence in _classified_sentences(composite.count > 0, data.present, tests):
            has_sentence = True
            yield sentence
    patterns: list[Pattern] = []
    for name, member in zip(names, data.membership, strict=True):
        patterns += _clear_patterns(name, member, data.present, tests)
    if patterns:
        strongest = min(patterns, key=_strongest_first)
        yield _category_sentence(strongest, int(data.present.sum()), len(names))
    elif not has_sentence:
        yield NO_PATTERN


def _classified_sentences(classified: BoolArray, present: BoolArray, tests: int) -> Iterator[str]:
    """Yield a sentence on the layers that have the most and the fewest classified heads, if that is clear."""
    if classified.sum() < MIN_HEADS:
        return
    fullest, emptiest = layer_stretches(classified, present, tests)
    clauses = []
    if fullest and fullest.p < SIGNIFICANT:
        clauses.append(_stretch_clause(fullest))
    if emptiest and emptiest.p < SIGNIFICANT:
        clauses.append(f"only {_stretch_clause(emptiest)}")
    if clauses:
        sentence = ", and ".join(clauses)
        yield f"{sentence[0].upper()}{sentence[1:]}."


def _stretch_clause(stretch: Stretch) -> str:
    """Return a clause on how many heads of a stretch of layers are classified."""
    return (
        f"{stretch.inside} of the {counted(stretch.room, 'head')} in {span('layer', *stretch.layers)} "
        f"{is_are(stretch.inside)} classified, where an even spread would put {stretch.expected:.0f}"
    )


def _clear_patterns(name: str, member: BoolArray, present: BoolArray, tests: int) -> Iterator[Pattern]:
    """Yield the patterns of a category that chance hardly explains; none if it has only a few heads."""
    heads = int(member.sum())
    if heads < MIN_HEADS:
        return
    region = densest_region(member, present, tests)
    if region and region.p < SIGNIFICANT:
        place = region_text(region)
        yield Pattern(name, heads, place, region.inside, region.room, region.expected, region.p)
    for stretch in layer_stretches(member, present, tests):
        if stretch and stretch.p < SIGNIFICANT:
            place = span("layer", *stretch.layers)
            yield Pattern(name, heads, place, stretch.inside, stretch.room, stretch.expected, stretch.p)


def _strongest_first(pattern: Pattern) -> tuple[float, float]:
    """Return a sort key, lowest for the strongest pattern: its p-value, then its distance from chance."""
    return pattern.p, -abs(pattern.inside - pattern.expected)


def _category_sentence(pattern: Pattern, total: int, categories: int) -> str:
    """Return a sentence on the strongest pattern of a category.

    Args:
        pattern: The pattern.
        total: The number of heads of the model.
        categories: The number of categories.
    """
    subject = "The strongest pattern"
    if categories > 1:
        subject += " of a category"
    share = f" ({percent(pattern.inside, pattern.heads)})"
    some = f"{pattern.inside} of the {pattern.heads} heads"
    if pattern.inside == pattern.heads:
        some, share = f"all {pattern.heads} heads", ""
    elif pattern.inside == 0:
        some, share = f"none of the {pattern.heads} heads", ""
    elif pattern.inside < pattern.expected:
        some = f"only {some}"
    hold = "holds" if pattern.place.startswith("layer ") and "," not in pattern.place else "hold"
    heads = f"{some} of {pattern.name}{share} {is_are(pattern.inside)}"
    return f"{subject}: {heads} in {pattern.place}, which {hold} {percent(pattern.room, total)} of all heads."


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
