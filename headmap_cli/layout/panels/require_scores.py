"""Refuse charts of scores for data that has none."""

from __future__ import annotations

import numpy as np

from ...core.array_types import FloatArray
from ...core.classification import Classification
from ...core.errors import HeadmapError


def require_scores(data: Classification, kind: str) -> FloatArray:
    """Return the scores, float (categories, layers, heads), which a kind of panel shows.

    Raises:
        HeadmapError: There are no scores.
    """
    if data.scores is None or np.isnan(data.scores).all():
        raise HeadmapError(
            f"panels.show: {kind} needs scores, and the data has none; "
            "use the file that the scores are in, or leave this panel out"
        )
    return data.scores
