"""The key observations of a description: what stands out of all categories, each with its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..analysis.concentration import MIN_HEADS, SIGNIFICANT
from ..analysis.statistics import CategoryStats, Stats
from ..core.strings import counted
from .findings import Axis
from .prose import is_are, join_and, p_value_text, percent, region_text, span

ENOUGH = 20
"""Heads without which an even spread cannot be told from a small number."""
PAIRS = 3


def observations(stats: Stats, names: Sequence[str], layer: Axis) -> Iterator[str]:
    """Sentences on what stands out. names: what the categories are called."""
    found = list(zip(stats.categories, names, strict=True))
    yield from _specialised(found, layer.tests)
    free, total = stats.by_count[0], stats.heads
    yield f"{free} of {counted(total, 'head')} ({percent(free, total)}) {is_are(free)} unclassified."
    if len(names) > 1:
        yield from _overlaps(stats, names)
    yield from _depths(stats, names, layer)


def _specialised(found: Sequence[tuple[CategoryStats, str]], tests: int) -> Iterator[str]:
    """The category that keeps most to a part of the grid, and the one that is spread most evenly."""
    known = [(one, name) for one, name in found if one.heads >= MIN_HEADS]
    clear = [(one, name) for one, name in known if _is_clear(one, tests)]
    if clear:
        one, name = max(clear, key=lambda pair: _excess(pair[0]))
        area = one.densest
        tail = f"; {percent(area.inside, one.heads)} of its heads are in {region_text(area)}" if area else ""
        yield f"{name} keeps most to a part of the grid: {_measured(one, tests)}{tail}."
    else:
        tried = counted(len(known), "category", "categories")
        yield f"No clear pattern over layers and heads in {tried} of {MIN_HEADS} or more heads."
    many = [(one, name) for one, name in known if one.heads >= ENOUGH]
    if len(many) > 1:
        one, name = min(many, key=lambda pair: _excess(pair[0]))
        of = f"{len(many)} categories" + (f" of {ENOUGH} or more heads" if len(many) < len(found) else "")
        yield f"{name} is spread most evenly of {of}: {_measured(one, tests)}."


def _along(one: CategoryStats, tests: int = 1) -> list[tuple[str, float, float, float]]:
    """Word, concentration, what is expected and the p-value, along each axis that has bands."""
    axes = (("layer", one.concentration.layer), ("head", one.concentration.head))
    return [
        (word, a.value, a.expected, min(1.0, a.p * tests))
        for word, a in axes
        if a.value is not None and a.expected is not None and a.p is not None
    ]


def _excess(one: CategoryStats) -> float:
    """How much more concentrated a category is than one of as many heads at random."""
    return sum(value - expected for _, value, expected, _ in _along(one))


def _is_clear(one: CategoryStats, tests: int) -> bool:
    """Whether a category has a pattern, by its area or along an axis."""
    area = one.densest
    return bool(area and area.p < SIGNIFICANT) or any(p < SIGNIFICANT for *_, p in _along(one, tests))


def _measured(one: CategoryStats, tests: int) -> str:
    """The concentrations of a category."""
    said = [f"{value:.2g} by {word} ({p_value_text(p)})" for word, value, _, p in _along(one, tests)]
    return f"concentration {' and '.join(said)}" if said else counted(one.heads, "head")


def _overlaps(stats: Stats, names: Sequence[str]) -> Iterator[str]:
    """Heads in several categories, and pairs that overlap more or less than independent ones would."""
    n, pairs = sum(stats.by_count[2:]), stats.pairs
    yield f"{counted(n, 'head')} ({percent(n, stats.heads)}) {is_are(n)} in more than one category."
    clear = [pair for pair in pairs if pair.p * len(pairs) < SIGNIFICANT]
    if n and not clear:
        yield f"No clear pattern in what categories share, in {counted(len(pairs), 'pair')} of them."
    called = {one.name: name for one, name in zip(stats.categories, names, strict=True)}
    for pair in sorted(clear, key=lambda pair: pair.p)[: PAIRS if n else 0]:
        one, other = (called[name] for name in pair.categories)
        yield (
            f"{one} and {other} overlap {'more' if pair.heads > pair.expected else 'less'} than independent "
            f"categories: {counted(pair.heads, 'head')} in both, where {pair.expected:.1f} are expected "
            f"({p_value_text(pair.p * len(pairs))})."
        )


def _depths(stats: Stats, names: Sequence[str], layer: Axis) -> Iterator[str]:
    """The classified heads of each fifth of the layers, with the most frequent categories."""
    for i, (first, last) in enumerate(layer.bands):
        n, room = stats.concentration.layer.heads[i], int(layer.room[first : last + 1].sum())
        own = [one.concentration.layer.heads[i] for one in stats.categories]
        ranked = sorted(zip(own, names, strict=True), key=lambda found: -found[0])
        said = join_and([f"{name} {heads}" for heads, name in ranked if heads], 5)
        share = f"{n} of {counted(room, 'head')} ({percent(n, room)}) {is_are(n)} classified"
        yield f"In {span('layer', first, last)}, {share}{f': {said}' if n else ''}."
