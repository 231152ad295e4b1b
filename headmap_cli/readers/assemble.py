"""Assemble the entries of one or several inputs into a Classification."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

import numpy as np

from ..core.classification import Classification
from ..core.errors import UsageError, input_error
from ..core.grid import MAX_HEADS
from ..core.strings import truncated_list
from ..core.vocabulary import option
from .accumulator import Accumulator
from .category_order import categories_by_label, order_categories
from .entries import Entries
from .memberships import as_memberships
from .options import Options
from .present_heads import present_heads

log = logging.getLogger("headmap")

Grid = tuple[int, int]


def assemble(inputs: Sequence[Entries], options: Options) -> Classification:
    """Make the classification of one or several inputs.

    Args:
        inputs: What the readers found in the inputs, at least one.
        options: The grid, the categories and the rules that the user gives.

    Raises:
        InputError: Scores have no rule, no category is named, the grids differ or are too large, or a member
            of a category is declared absent.
    """
    grid = _choose_grid(inputs, options)
    names = order_categories(inputs, options)
    has_scores = any(entries.scored for entries in inputs)
    accumulator = Accumulator(names, categories_by_label(options), grid, has_scores)
    present = np.ones(grid, dtype=bool)
    for entries in inputs:
        settled = as_memberships(entries, grid, options)
        accumulator.add(settled)
        present &= present_heads(settled, grid, options)
    _select_by_rules(accumulator, inputs, options)

    source = inputs[0].source
    absent_members = np.argwhere((accumulator.membership & ~present).any(axis=0))
    if len(absent_members):
        layer, head = absent_members[0].tolist()
        raise input_error(source, f"layer {layer}, head {head} is in a category and said to be absent")
    models = [entries.model for entries in inputs if entries.model]
    model = models[0] if models else ""
    try:
        return Classification(tuple(names), accumulator.membership, present, model, accumulator.scores)
    except UsageError as error:
        # No option is at fault: the files hold what no classification can hold.
        raise input_error(source, str(error)) from None


def _choose_grid(inputs: Sequence[Entries], options: Options) -> Grid:
    """Return the grid that the user gives, else that of the inputs, else the one that the indices span."""
    if options.grid:
        return options.grid
    source_by_grid: dict[Grid, str] = {}
    for entries in inputs:
        if entries.grid:
            source_by_grid[entries.grid] = entries.source
    if len(source_by_grid) > 1:
        grids = [f"{source} {grid[0]}x{grid[1]}" for grid, source in source_by_grid.items()]
        message = f"its grid differs from that of another input: {', '.join(grids)}"
        raise input_error(inputs[-1].source, message)
    if source_by_grid:
        return next(iter(source_by_grid))
    return _spanned_grid(inputs)


def _spanned_grid(inputs: Sequence[Entries]) -> Grid:
    """Return the smallest grid that has all heads of the inputs, and warn that it is a guess."""
    source = inputs[0].source
    with_heads = [entries for entries in inputs if entries.layer]
    if not with_heads:
        grid = option("grid", "LAYERSxHEADS")
        raise input_error(source, f"lists no head, so that its grid is unknown; set {grid}")
    layers = max(int(np.max(entries.layer)) for entries in with_heads) + 1
    heads = max(int(np.max(entries.head)) for entries in with_heads) + 1
    if layers * heads > MAX_HEADS:
        raise input_error(source, f"makes a grid of {layers} x {heads}, more than {MAX_HEADS:,} heads")
    message = "%s: grid %dx%d taken from the largest layer and head seen; set %s to be sure"
    log.warning(message, source, layers, heads, option("grid"))
    return layers, heads


def _select_by_rules(accumulator: Accumulator, inputs: Sequence[Entries], options: Options) -> None:
    """Add the memberships that rules select by the scores, and warn if there are no scores or no members."""
    if accumulator.scores is not None:
        from .rules import apply_rules  # not needed for memberships, the usual input

        source = _list_sources(entries for entries in inputs if entries.scored)
        selected = apply_rules(source, accumulator.scores_by_category(), options)
        for name, heads in selected.items():
            accumulator.membership[accumulator.names.index(name)] |= heads
        if selected and not any(heads.any() for heads in selected.values()):
            return  # apply_rules has warned of this
    elif options.own_rule:
        from .rules import report_unused_rule

        report_unused_rule(_list_sources(inputs), options, inputs)
    if not accumulator.membership.any():
        log.warning("%s: no head is in any category, so the figure is empty", _list_sources(inputs))


def _list_sources(inputs: Iterable[Entries]) -> str:
    """Return the names of inputs, each once."""
    return truncated_list(list(dict.fromkeys(entries.source for entries in inputs)))
