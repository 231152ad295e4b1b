"""Find the grid that a JSON document gives next to its heads, such as ``"n_layers": 12, "n_heads": 12``."""

from __future__ import annotations

import logging
from typing import Any

from ...core.grid import MAX_HEADS
from ...core.vocabulary import option
from ..context import ReadContext
from ..entries import Entries
from ..model_grids import HEAD_KEYS, LAYER_KEYS
from ..tables.column_names import normalize

log = logging.getLogger("headmap")

SETTINGS = ("config", "cfg", "model_config", "model_cfg", "model", "meta", "metadata", "info", "args", "grid")
"""Keys of objects that describe the model."""

MORE_HEAD_KEYS = ("heads_per_layer", "num_heads_per_layer", "n_heads_per_layer")


def take_declared_grid(entries: Entries, document: Any, context: ReadContext) -> None:
    """Give entries without a grid the one that their document declares, unless a head is outside it."""
    if entries.grid or context.options.grid or not isinstance(document, dict):
        return
    grid = _find_grid(document)
    if grid is None or not entries.row_count:
        return
    layers, heads = grid
    used_layers, used_heads = entries.extent()
    if used_layers > layers or used_heads > heads:
        log.warning(
            "%s: ignores its own grid of %dx%d, since it has heads outside; %s sets the grid",
            context.name,
            layers,
            heads,
            option("grid", "LAYERSxHEADS"),
        )
        return
    entries.grid = grid
    log.info("%s: grid %dx%d, which the file gives", context.name, layers, heads)


def _find_grid(document: dict[str, Any]) -> tuple[int, int] | None:
    """Return (layers, heads) that a document or an object of settings in it gives; None if none does."""
    settings = [document]
    for key, value in document.items():
        if isinstance(value, dict) and normalize(key) in SETTINGS:
            settings.append(value)
    for part in settings:
        sizes = {normalize(key): value for key, value in part.items() if type(value) is int and value > 0}
        layers = [sizes[key] for key in LAYER_KEYS if key in sizes]
        heads = [sizes[key] for key in (*HEAD_KEYS, *MORE_HEAD_KEYS) if key in sizes]
        if layers and heads and layers[0] * heads[0] <= MAX_HEADS:
            return layers[0], heads[0]
    return None
