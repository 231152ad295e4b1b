"""Assemble the entries of one or several inputs into a Classification."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..core.classification import Classification
from ..core.errors import UsageError, input_error
from ..core.grid import MAX_HEADS
from ..core.rule import Rule
from ..core.strings import quote, truncated_list
from ..core.vocabulary import more_bytes_than, option
from .accumulator import Accumulator
from .category_order import categories_by_label, order_categories
from .entries import Entries, list_sources
from .memberships import decide
from .options import Options
from .present_heads import present_heads

log = logging.getLogger("headmap")

Grid = tuple[int, int]
MAX_CATEGORIES = 1_000
"""The most categories. More are hardly meant, and comparing all pairs of them takes long."""
SMALL_BYTES = 1 << 20
"""How many bytes the heads of all categories may take whatever ``--max-bytes`` says."""
SCORE_BYTES = 9
"""How many bytes a head takes in each category that may have scores: a float, and a membership."""


def assemble(
    inputs: Sequence[Entries], options: Options, category_order: Sequence[str] = ()
) -> Classification:
    """Make the classification of one or several inputs.

    Args:
        inputs: What the readers found in the inputs, at least one.
        options: The grid, the categories and the rules that the user gives.
        category_order: The order of the categories that several facets have; without it, the options and the
            inputs decide.

    Raises:
        InputError: Only some scores have a rule, no category is named, the grids differ or are too large, or
            a head in a category is declared absent.
    """
    grid = _choose_grid(inputs, options)
    names = order_categories(inputs, options, category_order)
    own_rules = None
    if any(entries.scored or entries.categorised for entries in inputs):
        own_rules = [options.rule(name) for name in names]
    _refuse_many_cells(inputs[0].source, names, grid, own_rules is not None, options.max_bytes)
    accumulator = Accumulator(names, categories_by_label(options), grid, own_rules)
    present = np.ones(grid, dtype=bool)
    for entries in inputs:
        for part in decide(entries, grid, options):
            accumulator.add(part)
            present &= present_heads(part, grid, options)
    membership, rules = _decide_membership(accumulator, inputs, options)
    source = inputs[0].source
    _refuse_absent(membership, accumulator.scores, present, source)
    models = [entries.model for entries in inputs if entries.model]
    model = models[0] if models else ""
    try:
        return Classification(tuple(names), membership, present, model, accumulator.scores, rules)
    except UsageError as error:
        # No option is at fault: the files hold what no classification can hold.
        raise input_error(source, str(error)) from None


def _refuse_many_cells(
    source: str, names: Sequence[str], grid: Grid, has_scores: bool, max_bytes: int
) -> None:
    """Raise InputError for too many categories, or if their heads take more memory than ``--max-bytes``.

    Args:
        source: The input that the message names.
        names: The names of the categories.
        grid: The numbers of layers and heads.
        has_scores: Whether each head of each category may have a score.
        max_bytes: The greatest number of bytes.
    """
    if len(names) > MAX_CATEGORIES:
        first = truncated_list([quote(name) for name in names])
        choose = f"{option('column', 'NAME')} chooses the column of the categories"
        message = f"has {len(names):,} categories, more than {MAX_CATEGORIES:,}: {first}; {choose}"
        raise input_error(source, message)
    bytes_per_head = SCORE_BYTES if has_scores else 1
    needed = len(names) * grid[0] * grid[1] * bytes_per_head
    if needed > max(max_bytes, SMALL_BYTES):
        raise input_error(
            source,
            f"has {len(names):,} categories on {grid[0]} layers x {grid[1]} heads, which take "
            f"{more_bytes_than(max_bytes, needed)}",
        )


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
    return _spanned_grid(inputs, options)


def _spanned_grid(inputs: Sequence[Entries], options: Options) -> Grid:
    """Return the smallest grid that has all heads of the inputs, and warn that it is a guess."""
    source = inputs[0].source
    extents = [entries.extent() for entries in inputs if entries.row_count]
    if not extents:
        grid = option("grid", "LAYERSxHEADS")
        raise input_error(source, f"lists no heads, so its grid is unknown; set {grid}")
    layers = max(layers for layers, _ in extents)
    heads = max(heads for _, heads in extents)
    if layers * heads > MAX_HEADS:
        raise input_error(
            source, f"needs a grid of {layers} x {heads}, which has more than {MAX_HEADS:,} heads"
        )
    message = "%s: grid %dx%d taken from the largest layer and head seen; set %s to be sure"
    log.warning(message, source, layers, heads, options.grid_setting)
    return layers, heads


def _decide_membership(
    accumulator: Accumulator, inputs: Sequence[Entries], options: Options
) -> tuple[npt.NDArray[np.bool_] | None, tuple[Rule, ...] | None]:
    """Return the memberships that the inputs list and that rules select, and these rules.

    The memberships are None for scores without a rule. The rules are None if none has selected any head.

    Raises:
        InputError: Some categories are decided and others are not, or --scores finds no scores.
    """
    source = list_sources(inputs)
    rules = None
    if accumulator.scores is not None or options.own_rule or options.scores:
        from .rules import select_by_rules  # not needed for memberships, the usual input

        by_category = select_by_rules(accumulator, inputs, options)
        if by_category is None:
            return None, None
        if by_category:
            rules = tuple(by_category.get(name, Rule()) for name in accumulator.names)
    if not accumulator.membership.any() and not accumulator.scored:
        log.warning("%s: no head is in any category, so the figure is empty", source)
    return accumulator.membership, rules


def _refuse_absent(
    membership: npt.NDArray[np.bool_] | None,
    scores: npt.NDArray[np.float64] | None,
    present: npt.NDArray[np.bool_],
    source: str,
) -> None:
    """Raise InputError if a head that is said to be absent is in a category or has a score."""
    claims = {}
    if membership is not None:
        claims["is in a category"] = membership
    if scores is not None:
        claims["has a score"] = ~np.isnan(scores)
    for claim, heads in claims.items():
        absent = np.argwhere((heads & ~present).any(axis=0))
        if len(absent):
            layer, head = absent[0].tolist()
            raise input_error(source, f"layer {layer}, head {head} {claim} although it is declared absent")
