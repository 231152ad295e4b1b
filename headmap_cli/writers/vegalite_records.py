"""Make the records of a Vega-Lite specification: one for each head of each panel."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ..core.composite import Composite
from ..core.strings import printable
from ..layout.cell_content import DIAGONAL
from ..layout.labels import category_ids, shown_labels
from ..layout.marked_heads import mark_label
from ..layout.plan_types import PanelPlan
from ..style.schema import Style

CLASS_FIELD = "class"


def head_records(
    composite: Composite, style: Style, panels: Sequence[PanelPlan], labels: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return a record for each head of each panel: layer, head, panel, class, categories, marks and scores.

    A record of a category's panel has the score in this category, one of the composite has all scores.
    """
    data = composite.classification
    names = shown_labels(data.categories, style)
    panel_categories: dict[str, int] = {}
    for i, id in enumerate(category_ids(composite)):
        panel_categories |= {f"panel-{id}": i, f"panel-scores_{id}": i}
    records = []
    for panel in panels:
        classes = _classes(panel, labels)
        if style.axes.x == "layer":
            classes = classes.T
        marks = [(printable(mark_label(style.marks[mark.number])), mark.mask) for mark in panel.marks]
        for layer, head in np.argwhere(data.present).tolist():
            record: dict[str, Any] = {"layer": layer, "head": head, "panel": panel.id}
            if not panel.scores:
                record[CLASS_FIELD] = classes[layer, head]
            if data.is_decided:
                categories = np.flatnonzero(data.membership[:, layer, head])
                # An empty list would be shown as an empty line of the tooltip.
                if len(categories):
                    record["categories"] = [names[i] for i in categories]
            position = (head, layer) if style.axes.x == "layer" else (layer, head)
            marked_as = [label for label, mask in marks if mask[position]]
            if marked_as:
                record["marks"] = marked_as
            if data.scores is not None:
                scores = data.scores[:, layer, head].tolist()
                record |= _score_fields(scores, names, panel_categories.get(panel.id))
            records.append(record)
    return records


def _score_fields(scores: Sequence[float], names: Sequence[str], category: int | None) -> dict[str, Any]:
    """Return what the record of a head says of its scores, which are NaN where it has none.

    Args:
        scores: The score of the head in each category.
        names: The names of the categories.
        category: The category of the panel; None for the composite.
    """
    if category is not None:
        score = scores[category]
        return {} if math.isnan(score) else {"score": score}
    records = []
    for name, score in zip(names, scores, strict=True):
        if not math.isnan(score):
            records.append({"category": name, "score": score})
    return {"scores": records} if records else {}


def _classes(panel: PanelPlan, labels: Mapping[str, str]) -> npt.NDArray[np.object_]:
    """Return the label of the legend entry that each head of a panel shows: (rows, columns)."""
    if panel.scores:
        return np.full(panel.scores.levels.shape, "", dtype=object)
    classes = np.full(panel.fills[0].parts[0].mask.shape, "", dtype=object)
    for fill in panel.fills:
        if fill.hatch == DIAGONAL:
            continue
        for part in fill.parts:
            classes[part.mask] = labels[fill.id]
    return classes
