"""Look up the grid of a model, by its name or in its Hugging Face ``config.json``."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from typing import Any

from ..core.errors import UsageError, input_error
from ..core.grid import MAX_HEADS
from ..core.strings import did_you_mean, quote
from ..files.streams import display_name, is_stream, read_at_most

MODELS: dict[str, tuple[int, int, int]] = {
    # name: (layers, attention heads per layer, key-value heads per layer)
    "gpt2": (12, 12, 12),
    "gpt2-small": (12, 12, 12),
    "gpt2-medium": (24, 16, 16),
    "gpt2-large": (36, 20, 20),
    "gpt2-xl": (48, 25, 25),
    "distilgpt2": (6, 12, 12),
    "pythia-14m": (6, 4, 4),
    "pythia-31m": (6, 8, 8),
    "pythia-70m": (6, 8, 8),
    "pythia-160m": (12, 12, 12),
    "pythia-410m": (24, 16, 16),
    "pythia-1b": (16, 8, 8),
    "pythia-1.4b": (24, 16, 16),
    "pythia-2.8b": (32, 32, 32),
    "pythia-6.9b": (32, 32, 32),
    "pythia-12b": (36, 40, 40),
    "llama-2-7b": (32, 32, 32),
    "llama-2-13b": (40, 40, 40),
    "llama-2-70b": (80, 64, 8),
    "llama-3-8b": (32, 32, 8),
    "llama-3-70b": (80, 64, 8),
    "llama-3.1-8b": (32, 32, 8),
    "llama-3.1-70b": (80, 64, 8),
    "llama-3.1-405b": (126, 128, 8),
    "llama-3.2-1b": (16, 32, 8),
    "llama-3.2-3b": (28, 24, 8),
    "mistral-7b": (32, 32, 8),
    "mixtral-8x7b": (32, 32, 8),
    "mixtral-8x22b": (56, 48, 8),
    "qwen2-0.5b": (24, 14, 2),
    "qwen2-1.5b": (28, 12, 2),
    "qwen2-7b": (28, 28, 4),
    "qwen2-72b": (80, 64, 8),
    "qwen2.5-0.5b": (24, 14, 2),
    "qwen2.5-1.5b": (28, 12, 2),
    "qwen2.5-3b": (36, 16, 2),
    "qwen2.5-7b": (28, 28, 4),
    "qwen2.5-14b": (48, 40, 8),
    "qwen2.5-32b": (64, 40, 8),
    "qwen2.5-72b": (80, 64, 8),
    "gemma-2b": (18, 8, 1),
    "gemma-7b": (28, 16, 16),
    "gemma-2-2b": (26, 8, 4),
    "gemma-2-9b": (42, 16, 8),
    "gemma-2-27b": (46, 32, 16),
    "gemma-3-1b": (26, 4, 1),
    "gemma-3-4b": (34, 8, 4),
    "gemma-3-12b": (48, 16, 8),
    "gemma-3-27b": (62, 32, 16),
    "phi-2": (32, 32, 32),
    "gpt-j-6b": (28, 16, 16),
    "opt-125m": (12, 12, 12),
    "opt-350m": (24, 16, 16),
    "opt-1.3b": (24, 32, 32),
    "opt-2.7b": (32, 32, 32),
    "opt-6.7b": (32, 32, 32),
    "opt-13b": (40, 40, 40),
    "opt-30b": (48, 56, 56),
    "opt-66b": (64, 72, 72),
    "bert-base": (12, 12, 12),
    "bert-large": (24, 16, 16),
}
SUFFIXES = ("-hf", "-instruct", "-chat", "-it", "-v0.1", "-v0.2", "-v0.3", "-deduped", "-uncased", "-cased")
MAX_CONFIG_BYTES = 1 << 24
LAYER_KEYS = ("num_hidden_layers", "n_layer", "num_layers", "n_layers")
HEAD_KEYS = ("num_attention_heads", "n_head", "num_heads", "n_heads")
KV_KEYS = ("num_key_value_heads", "num_kv_heads", "n_head_kv")
ALIASES = {"gpt-j": "gpt-j-6b", "gptj": "gpt-j-6b"}


def model_grid(name: str, kv: bool = False) -> tuple[int, int]:
    """Return (layers, heads) of a model.

    Args:
        name: The name of the model, or the path of its ``config.json``.
        kv: Whether to count key-value heads instead of attention heads.

    Raises:
        UsageError: The name is not in the table.
        InputError: The config cannot be read, or does not give the numbers of layers and heads.

    >>> model_grid("EleutherAI/pythia-12b"), model_grid("meta-llama/Llama-3.1-8B-Instruct", kv=True)
    ((36, 40), (32, 8))
    """
    if name.endswith(".json") or _is_file(name):
        return _config_grid(name, kv)
    plain = _plain_name(name)
    if plain not in MODELS:
        hint = did_you_mean(plain, _similar_models(plain))
        raise UsageError(
            f"--model {quote(name)} is not known{hint}; give its config.json, or --grid LAYERSxHEADS"
        )
    layers, heads, kv_heads = MODELS[plain]
    if kv:
        return layers, kv_heads
    return layers, heads


def known_grid(name: str) -> tuple[int, int] | None:
    """Return (layers, heads) of the model that a text names in any spelling; None if it names none.

    >>> known_grid("GPT-2 XL"), known_grid("EleutherAI/pythia-12b"), known_grid("step 1000")
    ((48, 25), (36, 40), None)
    """
    plain = _letters_and_digits(_plain_name(name.strip().replace(" ", "-")))
    for model, (layers, heads, _) in MODELS.items():
        if _letters_and_digits(model) == plain:
            return layers, heads
    return None


def _letters_and_digits(name: str) -> str:
    """Return the name of a model without the signs between its parts, except the point of 1.4b."""
    return re.sub(r"[^a-z0-9.]", "", name)


def _plain_name(name: str) -> str:
    """Return a name without its organisation and without suffixes such as ``-Instruct``, in lower case."""
    plain = name.rsplit("/", 1)[-1].lower().replace("_", "-").replace("meta-llama", "llama")
    while plain not in MODELS and plain.endswith(SUFFIXES):
        for suffix in SUFFIXES:
            plain = plain.removesuffix(suffix)
    return ALIASES.get(plain, plain)


def _similar_models(name: str) -> list[str]:
    """Return the models that a misspelt name may mean: those with the same first letter and numbers.

    A model of another generation or size, which differs in a number, usually has another grid.
    """
    numbers = _numbers(name)
    with_same_letter = [model for model in MODELS if model.startswith(name[:1])]
    return [model for model in with_same_letter if _numbers(model) == numbers]


def _numbers(name: str) -> list[str]:
    return re.findall(r"[0-9]+(?:\.[0-9]+)?", name)


def _is_file(name: str) -> bool:
    """Return whether the name of a model is that of a file or a stream."""
    return is_stream(name) or os.path.isfile(name)


def _config_grid(path: str, kv: bool) -> tuple[int, int]:
    """Return (layers, heads) of a ``config.json``."""
    source = display_name(path)
    config = read_config(path, source)
    # The config of a multimodal model has the numbers of its language model under "text_config".
    grid = _sizes(config, kv) or _sizes(config.get("text_config"), kv)
    if grid is None:
        heads_keys = KV_KEYS[0] if kv else " or ".join(HEAD_KEYS[:2])
        expected = f"{' or '.join(LAYER_KEYS[:2])}, and {heads_keys}"
        raise input_error(source, f"is not a model's config.json; expected {expected}")
    layers, heads = grid
    if layers * heads > MAX_HEADS:
        raise input_error(
            source, f"needs a grid of {layers} x {heads}, which has more than {MAX_HEADS:,} heads"
        )
    return grid


def read_config(path: str, source: str) -> dict[str, Any]:
    """Return the object of a ``config.json``; an empty one if the file holds something else.

    Args:
        path: The file, or a stream.
        source: Its name in messages.

    Raises:
        InputError: The file cannot be read, is too large, or is not JSON.
    """
    try:
        data = read_at_most(path, MAX_CONFIG_BYTES + 1)
        if len(data) > MAX_CONFIG_BYTES:
            raise input_error(source, f"is larger than a config.json may be ({MAX_CONFIG_BYTES:,} bytes)")
        config = json.loads(data)
    except OSError as error:
        raise input_error(source, f"cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise input_error(source, f"is not JSON: {error}") from None
    if isinstance(config, dict):
        return config
    return {}


def _sizes(config: Any, kv: bool) -> tuple[int, int] | None:
    """Return the numbers of layers and heads that a config holds; None if it lacks one."""
    if not isinstance(config, dict):
        return None
    head_keys: tuple[str, ...] = HEAD_KEYS
    if kv:
        # A config without one of KV_KEYS is that of a model with as many key-value heads as attention heads.
        head_keys = (*KV_KEYS, *HEAD_KEYS)
    layers = _first_size(config, LAYER_KEYS)
    heads = _first_size(config, head_keys)
    if layers is None or heads is None:
        return None
    return layers, heads


def _first_size(config: dict[str, Any], keys: Sequence[str]) -> int | None:
    """Return the first positive integer that a config has under one of several keys."""
    for key in keys:
        value = config.get(key)
        if type(value) is int and value > 0:
            return value
    return None
