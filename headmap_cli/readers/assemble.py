"""Entries + what the caller says -> Classification: grid, categories, rules for scores, absent heads."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..classification import Classification
from ..errors import did_you_mean, input_error, quote
from ..limits import MAX_HEADS
from .entries import Entries
from .options import Options, Rule

log = logging.getLogger("headmap")

Scores = npt.NDArray[np.float64]


def assemble(inputs: Sequence[Entries], options: Options) -> Classification:
    """The classification of one or several inputs, whose grids must agree.

    Raises InputError for scores without a rule, inputs without a category, and grids that differ or are
    too large.
    """
    grid = _grid(inputs, options)
    names = _ordered(inputs, options)
    membership = np.zeros((len(names), *grid), dtype=bool)
    present = np.ones(grid, dtype=bool)
    scores = np.full(membership.shape, np.nan) if any(entries.scored for entries in inputs) else None
    for entries in inputs:
        _add(entries, names, membership, scores, options)
        present &= _present(entries, grid, options)
    model = next((entries.model for entries in inputs if entries.model), "")
    wrong = (membership & ~present).any(axis=0)
    if wrong.any():
        layer, head = (int(i) for i in np.argwhere(wrong)[0])
        raise input_error(
            inputs[0].source, f"layer {layer}, head {head} is in a category and said to be absent"
        )
    return Classification(tuple(names), membership, present, model, scores)


def _grid(inputs: Sequence[Entries], options: Options) -> tuple[int, int]:
    """The grid: the caller's, else the inputs' own, else what the largest indices span."""
    if options.grid:
        return options.grid
    own = {entries.grid: entries.source for entries in inputs if entries.grid}
    if len(own) > 1:
        said = ", ".join(f"{source} {grid[0]}x{grid[1]}" for grid, source in own.items() if grid)
        raise input_error(inputs[-1].source, f"its grid differs from that of another input: {said}")
    if own:
        return next(grid for grid in own if grid)
    first = inputs[0]
    if not any(entries.layer for entries in inputs):
        raise input_error(first.source, "lists no head, so that its grid is unknown; set --grid LAYERSxHEADS")
    layers = max(int(np.max(entries.layer)) for entries in inputs if entries.layer) + 1
    heads = max(int(np.max(entries.head)) for entries in inputs if entries.layer) + 1
    if layers * heads > MAX_HEADS:
        raise input_error(first.source, f"makes a grid of {layers} x {heads}, more than {MAX_HEADS:,} heads")
    log.warning(
        "%s: grid %dx%d taken from the largest layer and head seen; set --grid to be sure",
        first.source,
        layers,
        heads,
    )
    return layers, heads


def _categories_of(options: Options) -> dict[str, list[str]]:
    """The categories that each raw label belongs to, by the style."""
    out: dict[str, list[str]] = {}
    for name, raws in options.categories.items():
        for raw in dict.fromkeys((*raws, name)):
            out.setdefault(raw, []).append(name)
    return out


def _ordered(inputs: Sequence[Entries], options: Options) -> list[str]:
    """The categories' names: the style's first, then each input's own order, or alphabetical."""
    categories_of = _categories_of(options)
    found: dict[str, None] = {}
    for entries in inputs:
        own = list(entries.labels)
        if not entries.ordered:
            own.sort(key=lambda name: (name.casefold(), name))
        found |= dict.fromkeys(name for label in own for name in categories_of.get(label, [label]))
    if not found:
        raise input_error(inputs[0].source, "names no category; every row leaves it blank")
    for name in found:
        if any("\ud800" <= char <= "\udfff" for char in name):
            raise input_error(
                inputs[0].source, f"category {quote(name)} holds half a character (a lone surrogate)"
            )
    for name in options.categories:
        if name not in found:
            unused = [other for other in found if other not in options.categories]
            log.warning(
                "the style's category %r does not occur in the data%s", name, did_you_mean(name, unused)
            )
    return [name for name in options.categories if name in found] + [
        n for n in found if n not in options.categories
    ]


def _add(
    entries: Entries,
    names: Sequence[str],
    membership: npt.NDArray[np.bool_],
    known: Scores | None,
    options: Options,
) -> None:
    """Set the memberships of one input's rows, and the scores known of them."""
    categories_of, number = _categories_of(options), {name: i for i, name in enumerate(names)}
    raw = list(entries.labels)
    if not raw:
        return
    layer, head = np.asarray(entries.layer, dtype=np.int64), np.asarray(entries.head, dtype=np.int64)
    label = np.asarray(entries.label, dtype=np.int64)
    owners = [[number[name] for name in categories_of.get(label, [label])] for label in raw]
    if not entries.scored:
        for each in range(max(map(len, owners))):
            owner = np.array([own[each] if each < len(own) else -1 for own in owners])
            category = np.where(label >= 0, owner[label], -1)
            member = category >= 0
            membership[category[member], layer[member], head[member]] = True
        return
    scores = _best(entries, label, layer, head, owners, membership.shape)
    if known is not None:
        np.fmax(scores, known, out=known)
    rules = {names[i]: options.rule(names[i]) for i in sorted({i for own in owners for i in own})}
    without = [name for name, rule in rules.items() if not rule]
    if without:
        ranges = "; ".join(f"{name or 'scores'} {_range(scores[number[name]])}" for name in without[:8])
        more = f"; and {len(without) - 8} more" if len(without) > 8 else ""
        message = f"holds scores; choose a --threshold or --top; smallest, median and largest: {ranges}{more}"
        raise input_error(entries.source, message)
    for name, rule in rules.items():
        membership[number[name]] |= chosen(scores[number[name]], rule, name)


def _best(
    entries: Entries,
    label: npt.NDArray[np.int64],
    layer: npt.NDArray[np.int64],
    head: npt.NDArray[np.int64],
    owners: Sequence[Sequence[int]],
    shape: tuple[int, ...],
) -> Scores:
    """The score of each head in each category, nan where there is none.

    Several rows of one raw label count with their mean, several labels of a category with the largest.
    """
    score = np.asarray(entries.score)
    kept = (label >= 0) & ~np.isnan(score)
    label, layer, head, score = label[kept], layer[kept], head[kept], score[kept]
    cell = (label * shape[1] + layer) * shape[2] + head
    cells, index, times = np.unique(cell, return_inverse=True, return_counts=True)
    mean = np.bincount(index, weights=score) / times
    if (times > 1).any():
        count = int((times > 1).sum())
        have = "1 head has" if count == 1 else f"{count} heads have"
        log.warning("%s: %s several scores for one label; their mean is taken", entries.source, have)
        single = times[index] == 1
        mean[index[single]] = score[single]
    else:
        mean[index] = score
    best = np.full(int(np.prod(shape)), -np.inf)
    size = shape[1] * shape[2]
    for each in range(max(map(len, owners))):
        owner = np.array([own[each] if each < len(own) else -1 for own in owners])[cells // size]
        np.maximum.at(best, (owner * size + cells % size)[owner >= 0], mean[owner >= 0])
    best[np.isneginf(best)] = np.nan
    return best.reshape(shape)


def chosen(scores: Scores, rule: Rule, name: str) -> npt.NDArray[np.bool_]:
    """The heads that a rule takes: bool (layers, heads); a tie at the end of --top is kept whole, and sai."""
    known = ~np.isnan(scores)
    member: npt.NDArray[np.bool_] = known if rule.threshold is None else scores > rule.threshold
    if rule.top is None:
        return member
    there = np.sort(scores[member])[::-1]
    count = min(top_count(rule.top, int(known.sum())), len(there))
    if not count:
        return np.zeros_like(member)
    least = there[count - 1]
    member = scores >= least
    if member.sum() > count:
        log.warning(
            "%s: %d heads, not %d, for the score %.6g stands at the end several times",
            name,
            member.sum(),
            count,
            least,
        )
    return member


def top_count(text: str, heads: int) -> int:
    """How many heads ``20`` or ``5%`` of a category's heads are; at least one.

    >>> top_count("20", 1440), top_count("5%", 1440)
    (20, 72)
    """
    if text.endswith("%"):
        return max(1, math.floor(heads * float(text[:-1]) / 100 + 1e-9))
    return int(text)


def _range(scores: Scores) -> str:
    there = scores[~np.isnan(scores)]
    if not len(there):
        return "none"
    return f"{there.min():.4g}, {np.median(there):.4g}, {there.max():.4g}"


def _present(entries: Entries, grid: tuple[int, int], options: Options) -> npt.NDArray[np.bool_]:
    """Which heads there are: bool (layers, heads).

    An input that lists heads whatever their category, each layer's from 0 on, and some layer's to the end,
    lists all there are: nothing is known of a head that it leaves out.
    """
    present = np.ones(grid, dtype=bool)
    if entries.absent:
        layer, head = np.array(entries.absent).T
        present[layer, head] = False
    if not entries.listing or options.missing == "unclassified":
        return present
    listed = np.zeros(grid, dtype=bool)
    known = np.ones(len(entries.layer), dtype=bool)
    if entries.scored and options.missing == "absent":
        known = (np.asarray(entries.label) < 0) | ~np.isnan(np.asarray(entries.score))
    listed[
        np.asarray(entries.layer, dtype=np.int64)[known], np.asarray(entries.head, dtype=np.int64)[known]
    ] = True
    listed |= ~present
    depth = listed.sum(axis=1)
    whole = bool((listed.cumprod(axis=1).sum(axis=1) == depth).all()) and depth.max() == grid[1]
    if options.missing == "absent" or whole:
        gone = int((present & ~listed).sum())
        if gone:
            said = "%s: %s not in it and drawn as absent; --missing unclassified draws %s gray"
            which = ("1 head is", "it") if gone == 1 else (f"{gone} heads are", "them")
            log.warning(said, entries.source, *which)
        present &= listed
    return present
