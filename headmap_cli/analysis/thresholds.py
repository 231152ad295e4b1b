"""Count the heads of each category, and the heads in several categories, at several thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from msgspec import Meta, Struct

from ..core.classification import Classification
from ..core.rule import Rule
from ..core.selection import select
from .statistics import GridSize

# The docstrings and descriptions of the structs are part of docs/stats.schema.json.


class ThresholdCounts(Struct, frozen=True):
    """The numbers of heads whose scores are greater than one threshold."""

    threshold: float
    categories: Annotated[list[int], Meta(description="heads in each category")]
    classified: Annotated[int, Meta(description="heads in at least one category")]
    by_count: Annotated[list[int], Meta(description="heads in 0, 1, 2, .. categories")]


class ThresholdStats(Struct, frozen=True):
    """What stats --thresholds prints. Absent heads are left out."""

    model: str
    grid: GridSize
    heads: Annotated[int, Meta(description="heads that the model has")]
    absent: Annotated[int, Meta(description="cells of the grid without a head")]
    magnitudes: Annotated[bool, Meta(description="whether the magnitudes of the scores are compared (--abs)")]
    categories: list[str]
    thresholds: list[ThresholdCounts]


def threshold_counts(
    data: Classification, thresholds: Sequence[float], magnitudes: bool = False
) -> ThresholdStats:
    """Return the numbers of heads at each threshold; a head counts if its score is greater.

    Args:
        data: The scores; what is known about memberships is ignored.
        thresholds: The thresholds.
        magnitudes: Whether to compare the magnitudes of the scores.
    """
    assert data.scores is not None
    counts = []
    for threshold in thresholds:
        rule = Rule(threshold, abs=magnitudes)
        membership = np.array([select(scores, rule) for scores in data.scores])
        per_head = membership.sum(axis=0)
        counts.append(
            ThresholdCounts(
                threshold=threshold,
                categories=membership.sum(axis=(1, 2)).tolist(),
                classified=int((per_head > 0).sum()),
                by_count=np.bincount(per_head[data.present], minlength=len(data.categories) + 1).tolist(),
            )
        )
    heads = int(data.present.sum())
    return ThresholdStats(
        model=data.model,
        grid=GridSize(data.layers, data.heads),
        heads=heads,
        absent=data.present.size - heads,
        magnitudes=magnitudes,
        categories=list(data.categories),
        thresholds=counts,
    )
