"""Describe the axes of a figure in words."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.classification import Classification
from ..core.strings import counted
from ..layout.ticks import tick_places
from ..style.schema import Style
from .prose import join_and


def axis_text(direction: str, word: str, length: int, ticks: Sequence[int], origin: str = "") -> str:
    """Return a sentence on an axis; origin is the side of index 0, or an empty text to leave it out."""
    text = f"The {direction} axis is the {word}, from 0 to {length - 1}"
    if origin:
        text += f", 0 at the {origin}"
    text += f", with {counted(len(ticks), 'tick')}"
    if ticks:
        text += f" at {join_and([str(tick) for tick in ticks])}"
    return f"{text}."


def axes_text(data: Classification, style: Style) -> str:
    """Return what runs along x and along y, and where the ticks are."""
    axes = style.axes
    layer_ticks = tick_places(axes.layer, data.layers)
    head_ticks = tick_places(axes.head, data.heads)
    if axes.x == "layer":
        x_axis = axis_text("x", "layer", data.layers, layer_ticks)
        y_axis = axis_text("y", "head", data.heads, head_ticks, axes.origin)
    else:
        x_axis = axis_text("x", "head", data.heads, head_ticks)
        y_axis = axis_text("y", "layer", data.layers, layer_ticks, axes.origin)
    return f"{x_axis} {y_axis}"
