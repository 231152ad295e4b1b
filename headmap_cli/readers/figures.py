"""Read the data that is embedded in a figure made by headmap; it is checked like that of any other file."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec.structs import replace

from ..core.errors import Location
from ..core.vocabulary import more_bytes_than
from ..embed.packed_scores import unpack_scores
from .canonical import read_categories
from .canonical_declarations import read_declarations
from .canonical_facets import read_faceted_document
from .collector import Collector
from .context import ReadContext
from .entries import Entries


def read_figure(context: ReadContext) -> Entries:
    """Read the classification that is embedded in a figure.

    Raises:
        InputError: Nothing is embedded in the figure, or the data is damaged.
    """
    inside = replace(context, name=f"{context.name} (the data that it carries)")
    document = context.input.carried.data
    root = Location(path="$")
    if "facets" not in document:
        return _read_document(document, root, inside)
    entries = read_faceted_document(document, root, inside, _read_document)
    entries.shape = "figure made by headmap"
    return entries


def _read_document(document: dict[str, Any], root: Location, inside: ReadContext) -> Entries:
    """Read the data of a figure, or of one of its facets.

    Args:
        document: The canonical document, in which the scores are packed.
        root: Where the document is.
        inside: The figure, for messages.
    """
    collector = read_declarations(document, root, inside)
    if "categories" in document or "scores" not in document:
        read_categories(document, root, collector)
    if "scores" in document and not collector.total:
        _read_packed_scores(document["scores"], "categories" in document, collector, inside)
    entries = collector.finish()
    entries.shape = "figure made by headmap"
    entries.is_figure = True
    return entries


def _read_packed_scores(packed: Any, is_decided: bool, collector: Collector, context: ReadContext) -> None:
    """Read the scores of all categories.

    Args:
        packed: What the figure carries as its scores.
        is_decided: Whether it carries memberships too.
        collector: The grid and the memberships that the figure carries; the scores are added to it.
        context: The figure, for messages.

    Raises:
        InputError: The scores are damaged, or too large.
    """
    entries = collector.entries
    grid = entries.grid
    names = packed.get("names") if isinstance(packed, dict) else None
    if grid is None or not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise context.error("the scores are damaged")
    size = len(names) * grid[0] * grid[1] * 8
    if size > context.options.max_bytes:
        raise context.error(f"the scores unpack to {more_bytes_than(context.options.max_bytes, size)}")
    try:
        scores = unpack_scores(packed, (len(names), *grid))
    except ValueError:
        raise context.error("the scores are damaged") from None
    entries.scored = not is_decided
    entries.categorised = is_decided
    first = entries.row_count
    numbers = np.array([entries.number(name) for name in names])
    category, layer, head = np.nonzero(~np.isnan(scores))
    entries.extend(layer, head, numbers[category], scores[category, layer, head])
    if is_decided:
        entries.score_only.extend(range(first, entries.row_count))
