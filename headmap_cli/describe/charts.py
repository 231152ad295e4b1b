"""Describe the panels that are not maps of heads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from ..core.errors import HeadmapError
from ..core.strings import counted, quote
from .facts import FigureFacts
from .prose import join_and, percent
from .scores import all_score_sentences, ranking_sentence


def chart_sentences(kind: str, facts: FigureFacts) -> Iterator[str]:
    """Return the sentences on a chart.

    Args:
        kind: The name of a `PanelKind`.
        facts: The numbers and names of the figure.

    Raises:
        HeadmapError: If `CHART_SENTENCES` has no entry for this kind.
    """
    if kind not in CHART_SENTENCES:
        raise HeadmapError(f"panels of the kind {quote(kind)} cannot be described yet")
    return CHART_SENTENCES[kind](facts)


def upset_sentences(facts: FigureFacts) -> Iterator[str]:
    """Yield sentences on the chart of exclusive intersections."""
    intersections = facts.stats.intersections
    yield f"{counted(len(intersections), 'bar')}, one for each exact set of categories that heads are in."
    if not intersections:
        return
    names = dict(zip(facts.data.categories, facts.names, strict=True))
    sets = []
    for intersection in intersections:
        members = " + ".join(names[category] for category in intersection.categories)
        sets.append(f"{members} ({intersection.heads})")
    yield f"From the largest to the smallest: {join_and(sets)}."


def layer_profile_sentences(facts: FigureFacts) -> Iterator[str]:
    """Yield sentences on the chart of each category's share of the heads of a layer."""
    rows = counted(len(facts.names), "row")
    layers = counted(facts.data.layers, "layer")
    yield f"{rows} of bars over {layers}, one for each category."
    room = facts.layer_axis.room
    for category, name in zip(facts.stats.categories, facts.names, strict=True):
        # A layer without heads has no members either: divided by 1, its share is 0.
        shares = np.array(category.per_layer) / np.maximum(1, room)
        layer = int(shares.argmax())
        heads = category.per_layer[layer]
        total = int(room[layer])
        if heads:
            yield (
                f"{name} is highest in layer {layer}: {heads} of {counted(total, 'head')} "
                f"({percent(heads, total)})."
            )


def depth_sentences(facts: FigureFacts) -> Iterator[str]:
    """Yield sentences on the chart of each category's share of the heads of a part of the model."""
    from ..layout.panels.depth import part_indices

    data = facts.data
    bins = min(facts.style.panels.depth.bins, data.layers)
    parts = part_indices(data.layers, bins)
    bars = counted(bins, "stacked bar")
    yield f"{bars}, one for each part of the layers; unclassified heads are at the top."
    classified = facts.composite.count > 0
    sentences = []
    for part in range(bins):
        layers = np.flatnonzero(parts == part)
        heads = int(classified[layers].sum())
        total = int(data.present[layers].sum())
        place = f"layers {layers[0]} to {layers[-1]}" if len(layers) > 1 else f"layer {layers[0]}"
        sentences.append(f"{heads} of {total} in {place}{_share(heads, total)}")
    yield f"Classified heads: {join_and(sentences)}."


def _share(heads: int, total: int) -> str:
    """Return `` (12%)`` for a share of heads, or nothing if there are no heads at all."""
    return f" ({percent(heads, total)})" if total else ""


def ranked_sentences(facts: FigureFacts) -> Iterator[str]:
    """Yield a sentence on the bars of the strongest heads."""
    yield ranking_sentence(facts.data, facts.style, facts.names)


def distribution_sentences(facts: FigureFacts) -> Iterator[str]:
    """Yield sentences on the scores of each category, and on how many of their heads are in it."""
    yield from all_score_sentences(facts.data, facts.names)


def trend_sentences(facts: FigureFacts) -> Iterator[str]:
    """Yield a sentence on the chart of heads per category over the steps of the facets."""
    lines = counted(len(facts.names), "line")
    yield f"{lines}, one for each category, with its number of heads at each step."


CHART_SENTENCES: dict[str, Callable[[FigureFacts], Iterator[str]]] = {
    "upset": upset_sentences,
    "layers": layer_profile_sentences,
    "depth": depth_sentences,
    "ranked": ranked_sentences,
    "distribution": distribution_sentences,
    "trend": trend_sentences,
}
"""The function that writes the sentences on a chart, for each kind of layout/panels/kinds.py by its name.

The registry of kinds does not hold these functions, because layout must not import describe.
"""
