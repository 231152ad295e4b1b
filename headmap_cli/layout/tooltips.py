"""What is said of a single head when a reader points at it, and where on the page it is pointed at."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..core.classification import Classification
from ..scene.marks import Rect, Scene
from ..style.schema import Style
from .labels import shown_labels


def tooltips(scene: Scene, classification: Classification, style: Style) -> Iterator[tuple[Rect, str]]:
    """The cell, in pixels, of each head that is in a category, in every panel, and its words:
    ``layer 14, head 3: Knowledge, Linguistic``.
    """
    labels = shown_labels(classification.categories, style)
    members = classification.membership
    for panel in scene.panels:
        for layer, head in np.argwhere(members.any(axis=0)).tolist():
            column, row = (layer, head) if style.axes.x == "layer" else (head, layer)
            (left, right), (top, bottom) = panel.columns[column].tolist(), panel.rows[row].tolist()
            said = ", ".join(labels[c] for c in np.flatnonzero(members[:, layer, head]))
            yield (left, top, right - left, bottom - top), f"layer {layer}, head {head}: {said}"
