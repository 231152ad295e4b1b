"""Assemble the entries of several facets, each of which becomes a classification on a grid of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from ..core.errors import InputError, Problem, UsageError, input_error
from ..core.facets import Facet, Facets
from ..core.grid import MAX_HEADS
from ..core.strings import did_you_mean, quote, truncated_list
from ..core.vocabulary import option
from .assemble import assemble
from .category_order import order_categories
from .entries import Entries, list_sources
from .model_grids import known_grid
from .options import Options

log = logging.getLogger("headmap")


def entries_by_facet(inputs: Sequence[Entries]) -> dict[str, list[Entries]]:
    """Return the entries of each facet by its label, in the order of the inputs.

    Raises:
        InputError: Some of the inputs hold facets and others do not.
    """
    facets: dict[str, list[Entries]] = {}
    for entries in inputs:
        if not entries.facets:
            others = truncated_list([faceted.source for faceted in inputs if faceted.facets])
            message = f"has no facets, which {others} has; give it a label with --facet LABEL=FILE"
            raise input_error(entries.source, message)
        for label, facet in entries.facets.items():
            facets.setdefault(label, []).append(facet)
    return facets


def assemble_facets(inputs: Sequence[Entries], options: Options) -> Facets:
    """Make the classification of each facet.

    The categories have one order in all facets: that of the style, else that of the inputs.

    Args:
        inputs: What the readers found in inputs that hold facets.
        options: The grid, the categories and the rules that the user gives.

    Raises:
        InputError: A facet is wrong, see assemble; the error holds the problems of all facets.
    """
    by_label = entries_by_facet(inputs)
    warn_of_unknown_facets(by_label, options)
    order = _category_order(inputs, options)
    facets = []
    problems: list[Problem] = []
    total = 0
    total_heads = 0
    for label, entries in by_label.items():
        facet_options = options.for_facet(label)
        _add_known_grid(label, entries, facet_options)
        try:
            facets.append(Facet(label, assemble(entries, facet_options, order)))
            total_heads += facets[-1].data.present.size
        except InputError as error:
            problems += error.problems
            total += error.total
        if total_heads > MAX_HEADS:
            message = f"needs grids of more than {MAX_HEADS:,} heads for {len(by_label)} facets"
            raise input_error(list_sources(inputs), message)
    if problems:
        raise InputError(problems, total)
    try:
        return Facets(facets, order)
    except UsageError as error:
        # No option is at fault: the files hold what facets cannot hold.
        raise input_error(list_sources(inputs), str(error)) from None


def warn_of_unknown_facets(labels: Iterable[str], options: Options) -> None:
    """Warn of facets that the style names and the data does not have."""
    existing = list(labels)
    for label in options.facets:
        if label not in existing:
            hint = did_you_mean(label, existing)
            if not hint and existing:
                hint = f"; the data has {truncated_list(list(map(quote, existing)))}"
            log.warning("the style's facet %r does not occur in the data%s", label, hint)


def _category_order(inputs: Sequence[Entries], options: Options) -> list[str]:
    """Return the categories of all facets in their order, and warn of what is wrong with their names."""
    merged = []
    for entries in inputs:
        facets = list(entries.facets.values())
        # Labels of one input are ordered together, so that the order of its facets does not matter.
        union = Entries(entries.source, entries.shape, ordered=all(facet.ordered for facet in facets))
        for name in entries.facet_order:
            union.number(name)
        for facet in facets:
            for name in facet.labels:
                union.number(name)
        merged.append(union)
    return order_categories(merged, options)


def _add_known_grid(label: str, inputs: Iterable[Entries], options: Options) -> None:
    """Give entries without a grid that of the known model which they, or the label of the facet, name.

    A grid that does not have all of their heads is left out, with a warning.
    """
    if options.grid:
        return
    for entries in inputs:
        model = entries.model or label
        grid = known_grid(model)
        if entries.grid or grid is None or not entries.row_count:
            continue
        layers, heads = entries.extent()
        if layers <= grid[0] and heads <= grid[1]:
            entries.grid = grid
            log.info(
                "%s: grid %dx%d is that of the model %s; %s sets another",
                entries.source,
                *grid,
                quote(model),
                option("grid"),
            )
        else:
            log.warning(
                "%s: has heads outside the grid %dx%d of the model %s, which is therefore not used",
                entries.source,
                *grid,
                quote(model),
            )
