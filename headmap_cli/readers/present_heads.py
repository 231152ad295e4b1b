"""Decide which heads of the grid the model has, from what the inputs list and leave out."""

from __future__ import annotations

import logging

import numpy as np
import numpy.typing as npt

from ..core.vocabulary import option
from .entries import Entries
from .options import Options

log = logging.getLogger("headmap")

Mask = npt.NDArray[np.bool_]


def present_heads(entries: Entries, grid: tuple[int, int], options: Options) -> Mask:
    """Return which heads the model has: bool (layers, heads).

    Some inputs list heads in every category and in none. If such a list has no gaps in any layer and reaches
    the last head of at least one, it is taken to be complete: a head that it leaves out is absent.

    Args:
        entries: The rows of one input.
        grid: (layers, heads).
        options: The heads that the model lacks, and --missing, which says whether heads that are left out, or
            have no score, are absent or unclassified.
    """
    present = np.ones(grid, dtype=bool)
    absent = [*entries.absent, *options.absent]
    if absent:
        layer, head = np.array(absent).T
        present[layer, head] = False
    if not entries.listing or options.missing == "unclassified":
        return present
    listed = _listed_heads(entries, grid, options) | ~present
    if options.missing == "absent" or _is_complete(listed):
        _report_left_out(int((present & ~listed).sum()), entries.source)
        present &= listed
    return present


def _listed_heads(entries: Entries, grid: tuple[int, int], options: Options) -> Mask:
    """Return which heads the rows list, except those without a score if --missing is absent."""
    listed = np.zeros(grid, dtype=bool)
    needs_score = entries.scored and options.missing == "absent"
    for rows in entries.blocks():
        layer, head = rows.layer, rows.head
        if needs_score:
            counts = (rows.label < 0) | ~np.isnan(rows.score)
            layer, head = layer[counts], head[counts]
        listed[layer, head] = True
        if listed.all():
            break
    return listed


def _is_complete(listed: Mask) -> bool:
    """Return whether each layer is listed from head 0 on without gaps, and at least one up to its last head.

    ::

        1 1 1 1      1 1 1 0      1 0 1 1
        1 1 0 0      1 1 0 0      1 1 1 1
        complete     no layer     a gap in
                     is full      layer 0
    """
    heads_per_layer = listed.sum(axis=1)
    # What is accumulated stays 1 up to the first gap: 1 0 1 1 becomes 1 0 0 0.
    before_first_gap = np.logical_and.accumulate(listed, axis=1).sum(axis=1)
    has_no_gaps = bool((before_first_gap == heads_per_layer).all())
    return has_no_gaps and bool(heads_per_layer.max() == listed.shape[1])


def _report_left_out(count: int, source: str) -> None:
    """Warn that heads are drawn as absent, because a complete listing leaves them out."""
    if not count:
        return
    heads = f"{count} heads are not listed and are"
    pronoun = "them"
    if count == 1:
        heads = "1 head is not listed and is"
        pronoun = "it"
    message = "%s: %s drawn as absent; %s draws %s gray"
    log.warning(message, source, heads, option("missing", "unclassified"), pronoun)
