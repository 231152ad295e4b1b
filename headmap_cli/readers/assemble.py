"""Entries + what the caller says -> Classification: grid, categories, rules for scores, absent heads."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..core.classification import Classification
from ..core.errors import UsageError, input_error
from ..core.grid import MAX_HEADS
from ..core.natural_order import natural_key
from ..core.strings import did_you_mean, quote, truncated_list
from ..core.vocabulary import option
from .entries import Entries
from .memberships import as_memberships
from .options import Options
from .similar_names import warn_about_similar_names

if TYPE_CHECKING:
    from ..core.array_types import FloatArray

log = logging.getLogger("headmap")


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
    scored: set[int] = set()
    for entries in [as_memberships(entries, grid, options) for entries in inputs]:
        scored |= _add(entries, names, membership, scores, options)
        present &= _present(entries, grid, options)
    _select(inputs, names, membership, scores, scored, options)
    model = next((entries.model for entries in inputs if entries.model), "")
    wrong = (membership & ~present).any(axis=0)
    if wrong.any():
        layer, head = (int(i) for i in np.argwhere(wrong)[0])
        raise input_error(
            inputs[0].source, f"layer {layer}, head {head} is in a category and said to be absent"
        )
    try:
        return Classification(tuple(names), membership, present, model, scores)
    except UsageError as e:  # no option asks for it: the files hold what no classification can
        raise input_error(inputs[0].source, str(e)) from None


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
        grid = option("grid", "LAYERSxHEADS")
        raise input_error(first.source, f"lists no head, so that its grid is unknown; set {grid}")
    layers = max(int(np.max(entries.layer)) for entries in inputs if entries.layer) + 1
    heads = max(int(np.max(entries.head)) for entries in inputs if entries.layer) + 1
    if layers * heads > MAX_HEADS:
        raise input_error(first.source, f"makes a grid of {layers} x {heads}, more than {MAX_HEADS:,} heads")
    message = "%s: grid %dx%d taken from the largest layer and head seen; set %s to be sure"
    log.warning(message, first.source, layers, heads, option("grid"))
    return layers, heads


def _categories_of(options: Options) -> dict[str, list[str]]:
    """The categories that each raw label belongs to, by the style."""
    out: dict[str, list[str]] = {}
    for name, raws in options.categories.items():
        for raw in dict.fromkeys((*raws, name)):
            out.setdefault(raw, []).append(name)
    return out


def _ordered(inputs: Sequence[Entries], options: Options) -> list[str]:
    """The categories' names: the style's first, then each input's own order, or natural order."""
    categories_of = _categories_of(options)
    found: dict[str, None] = {}
    for entries in inputs:
        own = list(entries.labels)
        if not entries.ordered:
            own.sort(key=natural_key)
        if not all(map(str.strip, own)):
            raise input_error(entries.source, "holds a category whose name is blank; give it a name")
        found |= dict.fromkeys(name for label in own for name in categories_of.get(label, [label]))
    if not found:
        raise input_error(inputs[0].source, "names no category; every row leaves it blank")
    for name in found:
        if any("\ud800" <= char <= "\udfff" for char in name):
            raise input_error(
                inputs[0].source, f"category {quote(name)} holds half a character (a lone surrogate)"
            )
    warn_about_similar_names(found, options.categories, inputs[0].source)
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
    known: FloatArray | None,
    options: Options,
) -> set[int]:
    """Set the memberships or the scores of one input's rows; return the categories that it scores."""
    categories_of, number = _categories_of(options), {name: i for i, name in enumerate(names)}
    raw = list(entries.labels)
    if not raw:
        return set()
    layer, head = np.asarray(entries.layer, dtype=np.int64), np.asarray(entries.head, dtype=np.int64)
    label = np.asarray(entries.label, dtype=np.int64)
    owners = [[number[name] for name in categories_of.get(label, [label])] for label in raw]
    if not entries.scored:
        for each in range(max(map(len, owners))):
            owner = np.array([own[each] if each < len(own) else -1 for own in owners])
            category = np.where(label >= 0, owner[label], -1)
            member = category >= 0
            membership[category[member], layer[member], head[member]] = True
        if known is not None and entries.categorised:
            np.fmax(_best(entries, label, layer, head, owners, known.shape), known, out=known)
        return set()
    scores = _best(entries, label, layer, head, owners, membership.shape)
    if known is not None:
        np.fmax(scores, known, out=known)
    return {category for own in owners for category in own}


def _select(
    inputs: Sequence[Entries],
    names: Sequence[str],
    membership: npt.NDArray[np.bool_],
    scores: FloatArray | None,
    scored: set[int],
    options: Options,
) -> None:
    """Add the memberships that rules select by the scores, and warn of what has no effect."""
    if scores is None and options.own_rule:
        from .rules import report_unused_rule

        report_unused_rule(truncated_list(_sources(inputs)), options, {entries.shape for entries in inputs})
    elif scores is not None:
        from .rules import apply_rules  # memberships, the usual input, start sooner without it

        source = truncated_list(_sources(entries for entries in inputs if entries.scored))
        by_name = {names[i]: scores[i] for i in sorted(scored)}
        selected = apply_rules(source, by_name, options)
        for i in scored:
            membership[i] |= selected[names[i]]
        if selected and not any(heads.any() for heads in selected.values()):
            return  # the warning of an empty selection covers it
    if not membership.any():
        log.warning(
            "%s: no head is in any category, so the figure is empty", truncated_list(_sources(inputs))
        )


def _sources(inputs: Iterable[Entries]) -> list[str]:
    """The names of inputs, each once."""
    return list(dict.fromkeys(entries.source for entries in inputs))


def _best(
    entries: Entries,
    label: npt.NDArray[np.int64],
    layer: npt.NDArray[np.int64],
    head: npt.NDArray[np.int64],
    owners: Sequence[Sequence[int]],
    shape: tuple[int, ...],
) -> FloatArray:
    """The score of each head in each category, nan where there is none.

    Several rows of one raw label count with their mean, several labels of a category with the largest.
    """
    score = np.asarray(entries.score)
    kept = (label >= 0) & ~np.isnan(score)
    label, layer, head, score = label[kept], layer[kept], head[kept], score[kept]
    cell = (label * shape[1] + layer) * shape[2] + head
    cells, index, times = np.unique(cell, return_inverse=True, return_counts=True)
    from .means import group_means

    mean = group_means(score, index, times)
    count = int((times > 1).sum())
    if count:
        have = "1 head has" if count == 1 else f"{count} heads have"
        log.warning("%s: %s several scores for one label; their mean is taken", entries.source, have)
    best = np.full(int(np.prod(shape)), -np.inf)
    size = shape[1] * shape[2]
    for each in range(max(map(len, owners))):
        owner = np.array([own[each] if each < len(own) else -1 for own in owners])[cells // size]
        np.maximum.at(best, (owner * size + cells % size)[owner >= 0], mean[owner >= 0])
    best[np.isneginf(best)] = np.nan
    return best.reshape(shape)


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
            said = "%s: %s not in it and drawn as absent; %s draws %s gray"
            which, them = ("1 head is", "it") if gone == 1 else (f"{gone} heads are", "them")
            log.warning(said, entries.source, which, option("missing", "unclassified"), them)
        present &= listed
    return present
