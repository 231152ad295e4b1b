"""Find the heads that a model lacks by its ``config.json``: pruned heads, and layers without attention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..files.streams import display_name, is_stream
from .model_grids import read_config

Head = tuple[int, int]


def absent_heads(name: str, grid: tuple[int, int], kv: bool = False) -> tuple[Head, ...]:
    """Return the heads of the grid that a model lacks, in order.

    Args:
        name: The name of the model, or the path of its ``config.json``. A stream has been read before, for
            the grid, and a name says nothing of absent heads, so both give none.
        grid: (layers, heads) of the model.
        kv: Whether the heads are key-value heads, which are not pruned one by one.

    Raises:
        InputError: The config cannot be read.
    """
    if not name.endswith(".json") or is_stream(name):
        return ()
    config = read_config(name, display_name(name))
    if isinstance(config.get("text_config"), dict) and "num_hidden_layers" not in config:
        config = config["text_config"]
    layers, heads = grid
    absent: set[Head] = set()
    for layer in range(layers):
        if not _has_attention(config, layer):
            absent.update((layer, head) for head in range(heads))
    if not kv:
        absent.update(head for head in _pruned_heads(config) if head[0] < layers and head[1] < heads)
    return tuple(sorted(absent))


def _has_attention(config: dict[str, Any], layer: int) -> bool:
    """Return whether a layer has attention heads, by the two ways in which configs say so."""
    types = config.get("layer_types")
    if isinstance(types, list) and layer < len(types):
        name = str(types[layer])
        # The heads of linear attention have no attention pattern, and their number is another one.
        return "attention" in name and "linear" not in name
    period, offset = config.get("attn_layer_period"), config.get("attn_layer_offset", 0)
    if type(period) is int and period > 0 and type(offset) is int:
        return layer % period == offset
    return True


def _pruned_heads(config: dict[str, Any]) -> Iterator[Head]:
    """Yield the heads that a config lists as pruned, by layer."""
    pruned = config.get("pruned_heads")
    if not isinstance(pruned, dict):
        return
    for layer, heads in pruned.items():
        if not layer.isdecimal() or not isinstance(heads, list):
            continue
        for head in heads:
            if type(head) is int and head >= 0:
                yield int(layer), head
