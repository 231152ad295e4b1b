"""Rank the heads by their scores for the panel of ranked heads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from ...core.classification import Classification
from ...core.cutoffs import category_cutoffs
from ...style.palette import Palette
from ...style.schema import Style
from .require_scores import require_scores


class RankedHead(Struct, frozen=True):
    """A head and its bar.

    Attributes:
        name: The layer and the head, such as ``14.23``.
        score: The score that the bar shows.
        id: The id of the category or count whose colour the bar has.
        color: The colour as ``#rrggbb``.
        hatch: The kind of lines across the bar, or ``none``.
        cuts: The scores between which the rule of the score's category selects heads, ascending.
    """

    name: str
    score: float
    id: str
    color: str
    hatch: str
    cuts: tuple[float, ...]


class Ranking(Struct, frozen=True):
    """The content of a panel of ranked heads: the strongest first."""

    heads: tuple[RankedHead, ...]


def build_ranking(data: Classification, colors: Palette, ids: Sequence[str], style: Style) -> Ranking:
    """Return the strongest heads by what the rules prefer, or by magnitude without a rule.

    Args:
        data: The heads and their scores.
        colors: The colours of the figure.
        ids: The ids of the categories.
        style: The style, which has the number of heads.

    Raises:
        HeadmapError: If the data has no scores.
    """
    scores = require_scores(data, "ranked")
    cutoffs = [category_cutoffs(data, c) for c in range(len(ids))]
    strengths = np.stack([cutoff.strengths(values) for cutoff, values in zip(cutoffs, scores, strict=True)])
    strengths = np.where(np.isnan(scores), -np.inf, strengths)
    if data.is_decided:
        # A bar in the colour of a category must not show the score of another one.
        is_other = data.membership.any(axis=0) & ~data.membership
        strengths[is_other] = -np.inf
    best = strengths.argmax(axis=0)
    ranked = np.argsort(-strengths.max(axis=0).ravel(), kind="stable")[: style.panels.ranked_heads]
    heads = []
    for layer, head in zip(*np.unravel_index(ranked, best.shape), strict=True):
        c = int(best[layer, head])
        if np.isneginf(strengths[c, layer, head]):
            break  # this head and those after it have no score
        id, color, hatch = _look(data, colors, ids, (int(layer), int(head), c))
        score = float(scores[c, layer, head])
        heads.append(RankedHead(f"{layer}.{head}", score, id, color, hatch, cutoffs[c].scores))
    return Ranking(tuple(heads))


def _look(
    data: Classification, colors: Palette, ids: Sequence[str], place: tuple[int, int, int]
) -> tuple[str, str, str]:
    """Return the id, the colour and the hatch of a head's bar.

    Args:
        data: The heads and their categories.
        colors: The colours of the figure.
        ids: The ids of the categories.
        place: The layer, the head, and the category of its strongest score.
    """
    layer, head, c = place
    if not data.is_decided:
        return ids[c], colors.categories[c], colors.hatches[c]
    count = int(data.membership[:, layer, head].sum())
    if count == 0:
        return "unclassified", colors.unclassified, "none"
    if count == 1:
        return ids[c], colors.categories[c], colors.hatches[c]
    return f"{count}-categories", colors.multi[count], colors.multi_hatches[count]
