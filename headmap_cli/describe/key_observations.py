"""Write the key observations of a description: what stands out among all categories, with numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..analysis.concentration import MIN_HEADS, SIGNIFICANT
from ..analysis.overlaps import CategoryOverlap
from ..analysis.statistics import CategoryStats, Stats
from ..core.strings import counted
from .findings import Axis
from .prose import is_are, join_and, p_value_text, percent, region_text, span

MIN_EVEN_HEADS = 20
"""The number of heads below which an even spread cannot be told from chance."""

MAX_PAIRS = 3
"""The largest number of overlapping pairs that are described."""

MAX_CATEGORIES_PER_BAND = 5
"""The largest number of categories that are listed for a fifth of the layers."""


class NamedCategory(Struct, frozen=True):
    """The statistics of a category, and its label as the description shows it."""

    stats: CategoryStats
    name: str


class AxisConcentration(Struct, frozen=True):
    """How unevenly the heads of a category lie along one axis.

    Attributes:
        word: ``layer`` or ``head``.
        excess: The concentration, less the mean concentration of as many heads that are placed at random.
        p: The p-value after correction.
    """

    word: str
    excess: float
    p: float


def observations(stats: Stats, names: Sequence[str], layer_axis: Axis) -> Iterator[str]:
    """Yield sentences on what stands out.

    Args:
        stats: The statistics of the classification.
        names: The labels of the categories.
        layer_axis: The layers, with their bands.
    """
    categories = []
    for category, name in zip(stats.categories, names, strict=True):
        categories.append(NamedCategory(category, name))
    # A category of few heads looks localised by chance.
    testable = [category for category in categories if category.stats.heads >= MIN_HEADS]
    yield _most_localised_sentence(testable, layer_axis.tests)
    yield from _most_even_sentence(testable, len(categories), layer_axis.tests)
    unclassified = stats.by_count[0]
    total = stats.heads
    yield (
        f"{unclassified} of {counted(total, 'head')} ({percent(unclassified, total)}) {is_are(unclassified)} "
        "unclassified."
    )
    if len(categories) > 1:
        yield from _overlap_sentences(stats, categories)
    yield from _band_sentences(stats, categories, layer_axis)


def _most_localised_sentence(testable: Sequence[NamedCategory], tests: int) -> str:
    """Return a sentence on the category that is the most localised in the grid."""
    patterned = [category for category in testable if _has_pattern(category.stats, tests)]
    if not patterned:
        tested = counted(len(testable), "category", "categories")
        return f"No clear pattern over layers and heads in {tested} of {MIN_HEADS} or more heads."
    category = max(patterned, key=_excess)
    region_share = ""
    region = category.stats.densest
    if region and region.p < SIGNIFICANT:
        share = percent(region.inside, category.stats.heads)
        region_share = f"; {share} of its heads are in {region_text(region)}"
    measured = _excess_text(category, tests)
    return f"{category.name} is the most localised category: {measured}{region_share}."


def _most_even_sentence(testable: Sequence[NamedCategory], categories: int, tests: int) -> Iterator[str]:
    """Yield a sentence on the category that is spread most evenly, if several are large enough to tell.

    Args:
        testable: The categories with enough heads for a test.
        categories: The number of all categories.
        tests: The number of tests for which p-values are corrected.
    """
    large = [category for category in testable if category.stats.heads >= MIN_EVEN_HEADS]
    if len(large) < 2:
        return
    # The p-value would not help: it is large for any small category, however its heads are spread.
    category = min(large, key=_excess)
    compared = f"{len(large)} categories"
    if len(large) < categories:
        compared += f" of {MIN_EVEN_HEADS} or more heads"
    measured = _excess_text(category, tests)
    yield f"{category.name} is the most evenly spread of {compared}: {measured}."


def _axis_concentrations(category: CategoryStats, tests: int = 1) -> list[AxisConcentration]:
    """Return the concentrations of a category along each axis that has bands."""
    concentrations = []
    axes = (("layer", category.concentration.layer), ("head", category.concentration.head))
    for word, axis in axes:
        if axis.value is not None and axis.expected is not None and axis.p is not None:
            p = min(1.0, axis.p * tests)
            concentrations.append(AxisConcentration(word, axis.value - axis.expected, p))
    return concentrations


def _excess(category: NamedCategory) -> float:
    """Return how much more concentrated a category is than as many heads at random."""
    # Few heads are concentrated even at random, so plain concentrations would favour small categories.
    return sum(axis.excess for axis in _axis_concentrations(category.stats))


def _has_pattern(category: CategoryStats, tests: int) -> bool:
    """Return whether a category has a pattern, in a rectangle of the grid or along an axis."""
    if category.densest and category.densest.p < SIGNIFICANT:
        return True
    return any(axis.p < SIGNIFICANT for axis in _axis_concentrations(category, tests))


def _excess_text(category: NamedCategory, tests: int) -> str:
    """Return the number that categories are ranked by and its parts, or the number of heads without it."""
    axes = _axis_concentrations(category.stats, tests)
    if not axes:
        return counted(category.stats.heads, "head")
    parts = [f"{axis.excess:+.3f} by {axis.word}, {p_value_text(axis.p)}" for axis in axes]
    return f"its concentration differs from chance by {_excess(category):+.3f} ({'; '.join(parts)})"


def _overlap_sentences(stats: Stats, categories: Sequence[NamedCategory]) -> Iterator[str]:
    """Yield sentences on heads in several categories, and on pairs that do not overlap as by chance."""
    shared = sum(stats.by_count[2:])
    pairs = stats.pairs
    yield (
        f"{counted(shared, 'head')} ({percent(shared, stats.heads)}) {is_are(shared)} "
        "in more than one category."
    )
    # If no head is in two categories, every sentence on a pair would say that it overlaps less.
    if shared == 0:
        return
    clear = [pair for pair in pairs if pair.p * len(pairs) < SIGNIFICANT]
    if not clear:
        yield f"No clear pattern in the overlaps of {counted(len(pairs), 'pair')} of categories."
    # Overlaps name categories as the data does, without labels or escapes.
    names = {category.stats.name: category.name for category in categories}
    clear.sort(key=lambda pair: pair.p)
    for pair in clear[:MAX_PAIRS]:
        yield _overlap_sentence(pair, names, len(pairs))


def _overlap_sentence(pair: CategoryOverlap, names: dict[str, str], tests: int) -> str:
    """Return a sentence on how far two categories overlap.

    Args:
        pair: The overlap of two categories.
        names: The label of each category by its name.
        tests: The number of pairs that are tested.
    """
    first, second = pair.categories
    direction = "more" if pair.heads > pair.expected else "less"
    return (
        f"{names[first]} and {names[second]} overlap {direction} than independent categories: "
        f"{counted(pair.heads, 'head')} in both, where {pair.expected:.1f} are expected "
        f"({p_value_text(pair.p * tests)})."
    )


def _band_sentences(stats: Stats, categories: Sequence[NamedCategory], layer_axis: Axis) -> Iterator[str]:
    """Yield a sentence on each fifth of the layers: its classified heads and its largest categories."""
    for i, (first, last) in enumerate(layer_axis.bands):
        classified = stats.concentration.layer.heads[i]
        room = int(layer_axis.room[first : last + 1].sum())
        text = (
            f"In {span('layer', first, last)}, {classified} of {counted(room, 'head')} "
            f"({percent(classified, room)}) {is_are(classified)} classified"
        )
        if classified:
            text += f": {_largest_categories(categories, i)}"
        yield f"{text}."


def _largest_categories(categories: Sequence[NamedCategory], band: int) -> str:
    """Return the categories with heads in a fifth of the layers, the largest first."""
    sizes = []
    for category in categories:
        heads = category.stats.concentration.layer.heads[band]
        if heads:
            sizes.append((heads, category.name))
    sizes.sort(key=lambda size: size[0], reverse=True)
    return join_and([f"{name} {heads}" for heads, name in sizes], MAX_CATEGORIES_PER_BAND)
