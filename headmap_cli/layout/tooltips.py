"""Write the tooltips that name the categories of a head when a reader points at its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan

import numpy as np

from ..core.classification import Classification
from ..scene.marks import PanelGrid, Rect
from ..style.schema import Style
from .labels import shown_labels


def tooltips(
    panels: Sequence[PanelGrid], classification: Classification, style: Style
) -> Iterator[tuple[Rect, str]]:
    """Yield a tooltip for each head that is in a category, or has a score, in every panel with cells.

    Args:
        panels: The places of the cells of each panel that shows these heads.
        classification: The heads that the panels show.
        style: The style of the figure.

    Yields:
        The x, y, width and height of the cell in pixels, and a text such as
        ``layer 14, head 3: Knowledge, Linguistic``.
    """
    labels = shown_labels(classification.categories, style)
    if not classification.is_decided:
        texts = _score_texts(classification, labels)
    else:
        texts = _category_texts(classification, labels)
    for panel in panels:
        for layer, head, named in texts:
            if style.axes.x == "layer":
                left, right = panel.columns[layer].tolist()
                top, bottom = panel.rows[head].tolist()
            else:
                left, right = panel.columns[head].tolist()
                top, bottom = panel.rows[layer].tolist()
            yield (left, top, right - left, bottom - top), f"layer {layer}, head {head}: {named}"


def _category_texts(classification: Classification, labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the layer, the head and the categories of each head that is in any."""
    membership = classification.membership
    texts = []
    for layer, head in np.argwhere(membership.any(axis=0)).tolist():
        named = ", ".join(labels[c] for c in np.flatnonzero(membership[:, layer, head]).tolist())
        texts.append((layer, head, named))
    return texts


def _score_texts(classification: Classification, labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the layer, the head and the scores of each head that has any."""
    assert classification.scores is not None
    texts = []
    for layer, head in np.argwhere(~np.isnan(classification.scores).all(axis=0)).tolist():
        scores = classification.scores[:, layer, head].tolist()
        named = [
            f"{label} {score:.4g}" for label, score in zip(labels, scores, strict=True) if not isnan(score)
        ]
        texts.append((layer, head, ", ".join(named)))
    return texts
