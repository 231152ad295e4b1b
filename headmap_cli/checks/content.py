"""Write messages on how the data and the style of a figure differ from the expected ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from ..core.classification import Classification
from ..core.facets import Facets
from ..core.strings import quote
from ..style.schema import Style

MAX_LISTED = 6
"""The greatest number of heads or categories that a message lists by name."""


def shown_differences(figure: Classification | Facets, data: Classification | Facets) -> Iterator[str]:
    """Yield how what a figure shows differs from what it should show: a classification, or several facets."""
    if not isinstance(figure, Facets) and not isinstance(data, Facets):
        yield from data_differences(figure, data)
        return
    drawn = _data_by_label(figure)
    expected = _data_by_label(data)
    for label in expected:
        if label not in drawn:
            yield f"does not show {_facet_text(label)}"
            continue
        for difference in data_differences(drawn[label], expected[label]):
            yield f"{difference} ({_facet_text(label)})"
    for label in drawn:
        if label not in expected:
            yield f"shows {_facet_text(label)}, which the data does not have"
    if list(drawn) != list(expected) and set(drawn) == set(expected):
        yield f"shows the facets in another order: {', '.join(map(quote, list(drawn)[:MAX_LISTED]))}"


def _data_by_label(shown: Classification | Facets) -> dict[str, Classification]:
    """Return the data of each facet by its label; a single classification has a blank one."""
    if isinstance(shown, Facets):
        return {facet.label: facet.data for facet in shown.facets}
    return {"": shown}


def _facet_text(label: str) -> str:
    """Return a facet in words; the label of a single classification is blank."""
    return f"facet {quote(label)}" if label else "a classification without facets"


def data_differences(figure: Classification, data: Classification) -> Iterator[str]:
    """Yield how the data of a figure differs from the expected data, as phrases about the figure.

    Args:
        figure: The data that the figure carries.
        data: The expected data.
    """
    if (figure.layers, figure.heads) != (data.layers, data.heads):
        yield f"shows a grid of {figure.layers} x {figure.heads}; the data has {data.layers} x {data.heads}"
        # Masks of different shapes cannot be compared head by head.
        return
    yield from _category_differences(figure.categories, data.categories)
    if figure.is_decided != data.is_decided:
        yield "shows scores alone" if data.is_decided else "shows categories, where the data has scores alone"
        return
    for name in data.categories:
        if name not in figure.categories or not data.is_decided:
            continue
        drawn = figure.membership[figure.categories.index(name)]
        expected = data.membership[data.categories.index(name)]
        yield from _head_difference("does not show", f"as {quote(name)}", expected & ~drawn)
        yield from _head_difference("shows", f"as {quote(name)}, which the data does not", drawn & ~expected)
    yield from _score_differences(figure, data)
    yield from _head_difference("shows", "as absent, which the data does not", data.present & ~figure.present)
    yield from _head_difference("does not show", "as absent", figure.present & ~data.present)
    if figure.model != data.model:
        yield f"is of model {quote(figure.model)}; the data is of {quote(data.model)}"


def _category_differences(drawn: tuple[str, ...], expected: tuple[str, ...]) -> Iterator[str]:
    """Yield which categories are missing, surplus or in another order."""
    if drawn != expected and set(drawn) == set(expected):
        yield f"shows the categories in another order: {', '.join(map(quote, drawn[:MAX_LISTED]))}"
    for name in expected:
        if name not in drawn:
            yield f"does not show category {quote(name)}"
    for name in drawn:
        if name not in expected:
            yield f"shows category {quote(name)}, which the data does not have"


def _score_differences(figure: Classification, data: Classification) -> Iterator[str]:
    """Yield how the scores that a figure carries differ from those of the data."""
    if figure.scores is None or data.scores is None:
        if figure.scores is not None:
            yield "carries scores, which the data does not have"
        elif data.scores is not None:
            yield "carries no scores; the data has scores"
        return
    for name in data.categories:
        if name not in figure.categories:
            continue
        carried = figure.scores[figure.categories.index(name)]
        expected = data.scores[data.categories.index(name)]
        differs = (carried != expected) & ~(np.isnan(carried) & np.isnan(expected))
        yield from _head_difference("carries another score of", f"in {quote(name)}", differs)


def _head_difference(verb: str, tail: str, mask: npt.NDArray[np.bool_]) -> Iterator[str]:
    """Yield a phrase about the heads of a mask, or nothing if there are none.

    Args:
        verb: The words in front of the heads.
        tail: The words behind them.
        mask: The heads, bool (layers, heads).
    """
    heads = [f"L{layer}H{head}" for layer, head in np.argwhere(mask)]
    if not heads:
        return
    more = f" and {len(heads) - MAX_LISTED} more" if len(heads) > MAX_LISTED else ""
    yield f"{verb} {', '.join(heads[:MAX_LISTED])}{more} {tail}"


def style_differences(figure: Style, style: Style) -> Iterator[str]:
    """Yield a phrase for each setting in which a figure's style differs from the expected one."""
    drawn = _settings(msgspec.to_builtins(figure))
    expected = _settings(msgspec.to_builtins(style))
    for key in dict.fromkeys((*expected, *drawn)):
        # A preset only gives values to other settings, which are compared one by one.
        if key != "preset" and drawn.get(key) != expected.get(key):
            yield f"has {key} {quote(drawn.get(key))}; the style has {quote(expected.get(key))}"


def _settings(data: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return the settings of nested sections by their dotted names, such as ``axes.x``."""
    flat: dict[str, Any] = {}
    for key, value in data.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            flat |= _settings(value, f"{name}.")
        else:
            flat[name] = value
    return flat
