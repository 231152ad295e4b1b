"""Find the heads that the sets of marks of a style highlight in each map."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np

from ..core.array_types import BoolArray
from ..core.classification import Classification
from ..core.errors import HeadmapError
from ..core.head_names import parse_head_name
from ..core.strings import truncated_list
from ..style.schema import MarkStyle, Style
from .cell_content import MarkLook, PanelMark
from .fills import orient

log = logging.getLogger("headmap")

AUTO_LOOKS = ("outline", "dot")
"""The looks of sets that choose none, in turn."""


def mark_look(mark: MarkStyle, number: int) -> MarkLook:
    """Return how a set of marks looks.

    Args:
        mark: The set.
        number: Its position among the sets of the style, from 0.
    """
    kind: str = mark.look
    if kind == "auto":
        kind = AUTO_LOOKS[number % len(AUTO_LOOKS)]
    return MarkLook(kind, mark.color)


def mark_label(mark: MarkStyle) -> str:
    """Return the name of a set of marks in the legend."""
    if mark.label:
        return mark.label
    if mark.top is not None:
        return f"Top {mark.top}"
    return "Marked"


def check_marks(shown: Sequence[Classification], style: Style) -> None:
    """Raise HeadmapError for a head that is marked and is outside the grid of every classification.

    Args:
        shown: The classification of the figure, or those of all facets.
        style: The style, which has the sets of marks.
    """
    for mark in style.marks:
        for name in mark.heads:
            pair = parse_head_name(name)
            assert pair is not None, "the style has been checked"
            layer, head = map(int, pair)
            if all(layer >= data.layers or head >= data.heads for data in shown):
                grids = {f"{data.layers} layers x {data.heads} heads": None for data in shown}
                raise HeadmapError(
                    f"head {name} is marked and is outside the grid of {truncated_list(list(grids))}; "
                    "layers and heads are counted from 0"
                )


def panel_marks_of(data: Classification, style: Style, category: int | None) -> tuple[PanelMark, ...]:
    """Return the marks of one map; a set without a head on the map is left out.

    Args:
        data: The heads and their scores.
        style: The style, which has the sets of marks.
        category: The index of the category that the map shows; None for the composite, which has the best
            heads of all categories.

    Raises:
        HeadmapError: A set has both heads and ``top`` or neither, or there are no scores for ``top``.
    """
    marks = []
    for number, mark in enumerate(style.marks):
        heads = marked_heads(data, mark, f"marks.{number}", category)
        mask = orient(heads, style)
        if mask.any():
            names = _names_in_order(mask, mark, style)
            marks.append(PanelMark(number, mark_look(mark, number), mask, names))
    return tuple(marks)


def warn_of_absent_marks(data: Classification, style: Style) -> None:
    """Log a warning of each head that is marked although the model does not have it."""
    for mark in style.marks:
        if mark.top is not None:
            continue
        absent = _listed_heads(data, mark) & ~data.present
        for layer, head in np.argwhere(absent).tolist():
            log.warning("head %d.%d is marked, but the data has no such head", layer, head)


def marked_heads(data: Classification, mark: MarkStyle, key: str, category: int | None) -> BoolArray:
    """Return the heads of a set, bool (layers, heads), that the map of a category shows."""
    if (mark.top is None) == (not mark.heads):
        raise HeadmapError(f"{key}: expected either heads, such as [L9H6, L9H9], or top")
    if mark.top is None:
        return _listed_heads(data, mark)
    if data.scores is None:
        raise HeadmapError(
            f"the top {mark.top} heads cannot be marked, since the data has no scores; mark heads by their "
            "names, such as L0H0"
        )
    scores = data.scores
    if category is not None:
        scores = scores[category : category + 1]
    best = np.zeros((data.layers, data.heads), dtype=bool)
    for category_scores in scores:
        best |= _highest(category_scores, mark.top)
    return best


def _highest(scores: np.ndarray[tuple[int, ...], np.dtype[np.float64]], count: int) -> BoolArray:
    """Return the heads with the highest scores; of equal ones, those of the first layers and heads."""
    # NaN, which stands for no score, comes last in the order of numpy.
    order = np.argsort(-scores, axis=None, kind="stable")
    number_scored = int((~np.isnan(scores)).sum())
    best = np.zeros(scores.size, dtype=bool)
    best[order[: min(count, number_scored)]] = True
    return best.reshape(scores.shape)


def _listed_heads(data: Classification, mark: MarkStyle) -> BoolArray:
    """Return the heads of the grid that a set names, bool (layers, heads)."""
    listed = np.zeros((data.layers, data.heads), dtype=bool)
    for name in mark.heads:
        pair = parse_head_name(name)
        assert pair is not None, "the style has been checked"
        layer, head = map(int, pair)
        # Of several models, some may not have such a head; check_marks finds those that none has.
        if layer < data.layers and head < data.heads:
            listed[layer, head] = True
    return listed


def _names_in_order(mask: BoolArray, mark: MarkStyle, style: Style) -> tuple[str, ...]:
    """Return the names of the heads of a mask (rows, columns), row by row."""
    names = []
    for row, column in np.argwhere(mask).tolist():
        layer, head = row, column
        if style.axes.x == "layer":
            layer, head = column, row
        names.append(f"L{layer}H{head}" if mark.name == "L9H6" else f"{layer}.{head}")
    return tuple(names)
