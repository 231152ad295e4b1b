"""A figure in three sentences, for who does not see it: what it is, the counts, the strongest pattern."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .composite import Composite

MOST = 0.8
"""The part of a category's heads that a run of layers must hold to be called a pattern."""
WIDEST = 0.6
"""The part of all layers that such a run may take."""
FEWEST = 5
LISTED = 8
LONGEST = 80


def alt_text(composite: Composite, labels: list[str]) -> str:
    """Three sentences on a classification whose categories are called labels."""
    data, count = composite.classification, composite.count
    names = [label if len(label) <= LONGEST else label[:LONGEST] + ".." for label in labels]
    heads = int(data.present.sum())
    model = f" of {data.model[:LONGEST]}" if data.model else ""
    grid = f"{data.layers} {_plural('layer', data.layers)} of {data.heads} {_plural('head', data.heads)}"
    kinds = "one category" if len(names) == 1 else f"{len(names)} categories"
    what = f"Map of which of {heads} attention heads{model} ({grid}) are in {kinds}."
    counts = [f"{name} has {int(m.sum())}" for name, m in zip(names, data.membership, strict=True)]
    more = [f"{len(counts) - LISTED} more categories follow"] if len(counts) > LISTED else []
    several, free = int((count > 1).sum()), int((data.present & (count == 0)).sum())
    tail = f"{several} {'is' if several == 1 else 'are'} in more than one, {free} in none"
    return (
        f"{what} Of these heads, {', '.join([*counts[:LISTED], *more])}; {tail}. {_pattern(composite, names)}"
    )


def _pattern(composite: Composite, names: list[str]) -> str:
    """The category that keeps most to a part of the layers."""
    data = composite.classification
    runs = []
    for name, member in zip(names, data.membership, strict=True):
        per_layer = member.sum(axis=1)
        first, last = shortest_run(per_layer, MOST)
        if per_layer.sum() >= FEWEST and last - first + 1 <= WIDEST * data.layers:
            runs.append((last - first + 1, first, last, name, per_layer))
    if not runs:
        return "No category keeps to a part of the layers."
    _, first, last, name, per_layer = min(runs, key=lambda run: run[:3])
    share = round(100 * per_layer[first : last + 1].sum() / per_layer.sum())
    where = f"layer {first}" if first == last else f"layers {first} to {last}"
    return f"The strongest pattern: {share}% of the heads of {name} are in {where}."


def shortest_run(counts: npt.NDArray[np.int64], part: float) -> tuple[int, int]:
    """The first and last of the fewest neighbours that hold at least a part of all; the first such run.

    >>> shortest_run(np.array([0, 1, 5, 4, 0]), 0.8)
    (2, 3)
    """
    ends = np.concatenate([[0], np.cumsum(counts)])
    wanted = part * ends[-1]
    lasts = np.searchsorted(ends, ends[:-1] + wanted - 1e-9)
    firsts = np.flatnonzero(lasts <= len(counts))
    first = min(firsts, key=lambda i: lasts[i] - i)
    return int(first), int(lasts[first]) - 1


def _plural(word: str, n: int) -> str:
    return word if n == 1 else word + "s"
