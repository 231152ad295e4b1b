"""Entries + what the user says -> Classification: grid, categories, threshold."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ..classification import MAX_HEADS, Classification
from ..errors import input_error
from .entries import Entries

log = logging.getLogger("headmap")


def assemble(
    entries: Entries,
    source: str,
    grid: tuple[int, int] | None,
    threshold: float | None,
    categories: Mapping[str, Sequence[str]],
) -> Classification:
    """The classification of entries.

    grid: (layers, heads) that the user gave; else the input's own; else the largest indices, with a warning.
    threshold: a head is in a category when a score there is greater.
    categories: the style's categories in order, each with the raw labels that belong to it besides its own.
    Raises InputError for scores without a threshold, no entries, and grids of too many heads.
    """
    if not entries.labels:
        raise input_error(source, "names no category; a head's category cannot be blank in every row")
    layer, head = np.array(entries.layer, dtype=np.int64), np.array(entries.head, dtype=np.int64)
    label, score = np.array(entries.label, dtype=np.int64), np.array(entries.score)
    layers, heads = grid or entries.grid or _seen(layer, head, source)
    names, number_of = _grouped(entries, categories)
    member = label >= 0
    layer, head, category = layer[member], head[member], number_of[label[member]]
    if entries.score:
        score = score[member]
        if threshold is None:
            raise input_error(
                source, f"holds scores; choose a --threshold: {_ranges(score, category, names)}"
            )
        chosen = score > threshold
        layer, head, category = layer[chosen], head[chosen], category[chosen]
    elif threshold is not None:
        log.info("%s holds no scores; the threshold is not used", source)
    membership = np.zeros((len(names), layers, heads), dtype=bool)
    membership[category, layer, head] = True
    return Classification(tuple(names), membership, entries.model)


def _seen(layer: npt.NDArray[np.int64], head: npt.NDArray[np.int64], source: str) -> tuple[int, int]:
    """The grid that the largest indices span."""
    if not len(layer):
        raise input_error(source, "lists no head, so that its grid is unknown; set --grid LAYERSxHEADS")
    layers, heads = int(layer.max()) + 1, int(head.max()) + 1
    if layers * heads > MAX_HEADS:
        raise input_error(source, f"makes a grid of {layers} x {heads}, more than {MAX_HEADS:,} heads")
    log.warning(
        "%s: grid %dx%d taken from the largest layer and head seen; set --grid to be sure",
        source,
        layers,
        heads,
    )
    return layers, heads


def _grouped(
    entries: Entries, categories: Mapping[str, Sequence[str]]
) -> tuple[list[str], npt.NDArray[np.int64]]:
    """The categories' names in order, and for each raw label the number of its category."""
    category_of = {raw: name for name, raws in categories.items() for raw in (*raws, name)}
    labels = list(entries.labels)
    found = {category_of.get(label, label) for label in labels}
    for name in categories:
        if name not in found:
            log.warning("the style's category %r does not occur in the data", name)
    first = [name for name in categories if name in found]
    rest = [label for label in labels if label not in category_of]
    names = [*first, *(rest if entries.ordered else sorted(rest, key=lambda name: (name.casefold(), name)))]
    number = {name: i for i, name in enumerate(names)}
    return names, np.array([number[category_of.get(label, label)] for label in labels], dtype=np.int64)


def _ranges(score: npt.NDArray[np.float64], category: npt.NDArray[np.int64], names: Sequence[str]) -> str:
    """Smallest, middle and largest score of each category, in a line."""
    parts = []
    for i, name in enumerate(names[:8]):
        own = score[category == i]
        if len(own):
            parts.append(f"{name} {own.min():.4g} .. {np.median(own):.4g} .. {own.max():.4g}")
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f"smallest .. median .. largest are {'; '.join(parts)}{more}"
