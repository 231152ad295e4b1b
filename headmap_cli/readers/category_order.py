"""Decide which categories there are, and in which order."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from ..core.errors import input_error
from ..core.natural_order import natural_key
from ..core.strings import did_you_mean, quote
from .entries import Entries
from .options import Options
from .similar_names import warn_about_similar_names

log = logging.getLogger("headmap")


def categories_by_label(options: Options) -> dict[str, list[str]]:
    """Return the categories of the style that each raw label belongs to.

    A label belongs to the categories that include it, and to the one that has its name. Every other label of
    an input is a category by itself.
    """
    categories: dict[str, list[str]] = {}
    for name, labels in options.categories.items():
        for label in dict.fromkeys((*labels, name)):
            categories.setdefault(label, []).append(name)
    return categories


def order_categories(
    inputs: Sequence[Entries], options: Options, category_order: Sequence[str] = ()
) -> list[str]:
    """Return the names of all categories, those of the style first.

    The other names follow input by input. Those of one input keep their order if it is deliberate, as that of
    columns is; otherwise they are in natural order.

    Args:
        inputs: The entries of all inputs; errors about their names are reported for the first input.
        options: The style's categories. One that is not in the data is left out, with a warning.
        category_order: The names in their order if the inputs are one of several facets, for which this
            function has chosen it and has warned of what is wrong with them.

    Raises:
        InputError: There is no category, or a name is blank or not valid Unicode.
    """
    names = _names_in_data(inputs, categories_by_label(options))
    source = inputs[0].source
    if not names:
        raise input_error(source, "names no category; every row leaves it blank")
    for name in names:
        if _has_lone_surrogate(name):
            raise input_error(source, f"category {quote(name)} holds half a character (a lone surrogate)")
    if category_order:
        return [name for name in category_order if name in names]
    warn_about_similar_names(names, options.categories, source)

    others = [name for name in names if name not in options.categories]
    ordered = []
    for name in options.categories:
        if name in names:
            ordered.append(name)
        else:
            hint = did_you_mean(name, others)
            log.warning("the style's category %r does not occur in the data%s", name, hint)
    return ordered + others


def _names_in_data(inputs: Sequence[Entries], by_label: Mapping[str, Sequence[str]]) -> dict[str, None]:
    """Return the names of the categories that the labels belong to, input by input, as keys of a dict."""
    # A dict serves as a set that keeps its order.
    names: dict[str, None] = {}
    for entries in inputs:
        labels = list(entries.labels)
        if not entries.ordered:
            labels.sort(key=natural_key)
        for label in labels:
            if not label.strip():
                message = "holds a category whose name is blank; give it a name"
                raise input_error(entries.source, message)
            names |= dict.fromkeys(by_label.get(label, [label]))
    return names


def _has_lone_surrogate(name: str) -> bool:
    r"""Return whether a name holds half of a surrogate pair, which the JSON escape ``\ud83d`` alone gives."""
    return any("\ud800" <= character <= "\udfff" for character in name)
