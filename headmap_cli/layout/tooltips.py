"""Write the tooltips that name the categories of a head when a reader points at its cell."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..core.classification import Classification
from ..scene.marks import Rect, Scene
from ..style.schema import Style
from .labels import shown_labels


def tooltips(scene: Scene, classification: Classification, style: Style) -> Iterator[tuple[Rect, str]]:
    """Yield a tooltip for each head that is in a category, in every panel with cells.

    Args:
        scene: The figure, laid out.
        classification: The heads that the figure shows.
        style: The style of the figure.

    Yields:
        The x, y, width and height of the cell in pixels, and a text such as
        ``layer 14, head 3: Knowledge, Linguistic``.
    """
    labels = shown_labels(classification.categories, style)
    membership = classification.membership
    classified = np.argwhere(membership.any(axis=0)).tolist()
    for panel in scene.panels:
        for layer, head in classified:
            if style.axes.x == "layer":
                left, right = panel.columns[layer].tolist()
                top, bottom = panel.rows[head].tolist()
            else:
                left, right = panel.columns[head].tolist()
                top, bottom = panel.rows[layer].tolist()
            categories = ", ".join(labels[c] for c in np.flatnonzero(membership[:, layer, head]))
            text = f"layer {layer}, head {head}: {categories}"
            yield (left, top, right - left, bottom - top), text
