"""Write sentences on scores: their range, the highest heads by name, and the layers that these lie in."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..core.array_types import FloatArray
from ..core.classification import Classification
from ..core.strings import counted, truncate
from ..style.schema import Style
from .prose import grid_text, is_are, join_and, span

NAMED_HEADS = 5
"""The number of heads that are named as the highest or strongest."""

MAX_CATEGORIES = 8
"""The number of categories whose scores the alt text describes, as it is read aloud as a whole."""


def score_sentences(name: str, scores: FloatArray) -> Iterator[str]:
    """Yield sentences on the scores of a category.

    Args:
        name: The label of the category.
        scores: float (layers, heads), NaN for no score.
    """
    values = scores[~np.isnan(scores)]
    if not len(values):
        yield f"{name} has no scores."
        return
    if values.min() == values.max():
        yield f"All {counted(len(values), 'score')} of {name} are {values.min():.4g}."
        return
    yield (
        f"{name} has {counted(len(values), 'score')} from {values.min():.4g} to {values.max():.4g}, "
        f"with the median {np.median(values):.4g}."
    )
    yield _strongest_sentence(scores)
    negative = int((values < 0).sum())
    if 0 < negative < len(values):
        yield f"{negative} of the {len(values)} {is_are(negative)} below zero."


def _strongest_sentence(scores: FloatArray) -> str:
    """Return a sentence that names the highest scores, or the strongest ones if some are negative."""
    values = scores[~np.isnan(scores)]
    word = "strongest" if (values < 0).any() else "highest"
    strengths = np.where(np.isnan(scores), -np.inf, np.abs(scores) if word == "strongest" else scores)
    count = min(NAMED_HEADS, len(values))
    order = np.argsort(-strengths.ravel(), kind="stable")[:count]
    layers, heads = np.unravel_index(order, scores.shape)
    named = []
    for layer, head in zip(layers.tolist(), heads.tolist(), strict=True):
        named.append(f"{layer}.{head} ({scores[layer, head]:.4g})")
    where = span("layer", int(layers.min()), int(layers.max()))
    return f"The {word} {is_are(count)} {join_and(named)}, in {where}."


def ranking_sentence(data: Classification, style: Style, names: list[str]) -> str:
    """Return a sentence on the bars of a panel of ranked heads.

    Args:
        data: The heads and their scores.
        style: The style of the figure.
        names: The label of each category.
    """
    from ..layout.panels.ranking import build_ranking
    from ..style.palette import palette

    # The names take the place of the ids, so that each bar comes with the name of its colour.
    ranking = build_ranking(data, palette(style, data.categories), names, style)
    bars = []
    for head in ranking.heads:
        bars.append(f"{head.name} ({head.score:.4g}, {head.id.replace('-categories', ' categories')})")
    return f"{counted(len(bars), 'bar')}, from the strongest score to the weakest: {join_and(bars)}."


def all_score_sentences(data: Classification, names: list[str]) -> Iterator[str]:
    """Yield sentences on the scores of every category, and on how many of these heads are in it."""
    assert data.scores is not None
    yield f"{counted(len(names), 'row')} of bars, one for each category, from high scores to low."
    for c, name in enumerate(names):
        yield from score_sentences(name, data.scores[c])
        if data.is_decided:
            selected = int((data.membership[c] & ~np.isnan(data.scores[c])).sum())
            yield f"{selected} of these heads {is_are(selected)} in {name}."


def scores_alt_text(data: Classification, labels: list[str]) -> str:
    """Return the alt text of a figure of scores without a rule.

    Args:
        data: The scores.
        labels: The labels of the categories.
    """
    assert data.scores is not None
    sentences = [f"Map of the scores of {grid_text(data)}."]
    if len(labels) > 1:
        sentences.append(f"There are {counted(len(labels), 'category', 'categories')}.")
    for label, scores in zip(labels[:MAX_CATEGORIES], data.scores, strict=False):
        sentences += score_sentences(truncate(label), scores)
    if len(labels) > MAX_CATEGORIES:
        sentences.append(f"{len(labels) - MAX_CATEGORIES} more categories are not described.")
    sentences += missing_sentences(data)
    return " ".join(sentences)


def missing_sentences(data: Classification) -> Iterator[str]:
    """Yield sentences on heads without a score, and on places without a head."""
    assert data.scores is not None
    missing = int((np.isnan(data.scores).any(axis=0) & data.present).sum())
    if missing:
        yield f"{counted(missing, 'head')} {is_are(missing)} without a score of some category."
    absent = int((~data.present).sum())
    if absent:
        yield f"{counted(absent, 'place')} of the grid {is_are(absent)} absent."
