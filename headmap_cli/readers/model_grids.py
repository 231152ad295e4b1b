"""Grids of well-known models, and of a Hugging Face ``config.json``.

The table holds facts only: layers, attention heads, key-value heads of each layer.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ..core.errors import UsageError, input_error
from ..core.grid import MAX_HEADS
from ..core.strings import did_you_mean, quote
from ..files.streams import display_name, is_stream, read_at_most

MODELS: dict[str, tuple[int, int, int]] = {
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
ENDINGS = ("-hf", "-instruct", "-chat", "-it", "-v0.1", "-v0.2", "-v0.3", "-deduped", "-uncased", "-cased")
LARGEST_CONFIG = 1 << 24
LAYER_KEYS = ("num_hidden_layers", "n_layer", "num_layers", "n_layers")
HEAD_KEYS = ("num_attention_heads", "n_head", "num_heads", "n_heads")
KV_KEYS = ("num_key_value_heads", "num_kv_heads", "n_head_kv")


def model_grid(name: str, kv: bool = False) -> tuple[int, int]:
    """(layers, heads) of a model by its name, or by the path of its ``config.json``.

    kv: count key-value heads instead of attention heads.
    Raises UsageError for a name that is not in the table, InputError for a config without the numbers.

    >>> model_grid("EleutherAI/pythia-12b"), model_grid("meta-llama/Llama-3.1-8B-Instruct", kv=True)
    ((36, 40), (32, 8))
    """
    if name.endswith(".json") or _is_file(name):
        return _config_grid(name, kv)
    short = name.rsplit("/", 1)[-1].lower().replace("_", "-").replace("meta-llama", "llama")
    while any(short.endswith(ending) for ending in ENDINGS) and short not in MODELS:
        short = next(short.removesuffix(ending) for ending in ENDINGS if short.endswith(ending))
    short = {"gpt-j": "gpt-j-6b", "gptj": "gpt-j-6b"}.get(short, short)
    if short not in MODELS:
        hint = did_you_mean(short, _alike(short))
        raise UsageError(
            f"--model {quote(name)} is not known{hint}; give its config.json, or --grid LAYERSxHEADS"
        )
    layers, heads, key_values = MODELS[short]
    return layers, key_values if kv else heads


def _alike(name: str) -> list[str]:
    """Return the models that a name may mean: with the same first letter and the same numbers.

    A model of another generation or size has another grid, so its name would mislead.
    """
    return [known for known in MODELS if known[0] == name[:1] and _numbers(known) == _numbers(name)]


def _numbers(name: str) -> list[str]:
    return re.findall(r"[0-9]+(?:\.[0-9]+)?", name)


def _is_file(name: str) -> bool:
    """Whether a model's name is that of a file or a stream."""
    return is_stream(name) or Path(name).is_file()


def _config_grid(path: str, kv: bool) -> tuple[int, int]:
    source = display_name(path)
    try:
        data = read_at_most(path, LARGEST_CONFIG + 1)
        if len(data) > LARGEST_CONFIG:
            raise input_error(source, f"is larger than a config.json may be ({LARGEST_CONFIG:,} bytes)")
        config = json.loads(data)
    except OSError as e:
        raise input_error(source, f"cannot be read: {e.strerror or e}") from None
    except (ValueError, RecursionError) as e:
        raise input_error(source, f"is not JSON: {e}") from None
    config = config if isinstance(config, dict) else {}
    inner = config.get("text_config")
    found = _sizes(config, kv) or _sizes(inner if isinstance(inner, dict) else {}, kv)
    if not found:
        heads = KV_KEYS[0] if kv else " or ".join(HEAD_KEYS[:2])
        expected = f"{' or '.join(LAYER_KEYS[:2])}, and {heads}"
        raise input_error(source, f"is no model's config.json; expected {expected}")
    if found[0] * found[1] > MAX_HEADS:
        raise input_error(source, f"makes a grid of {found[0]} x {found[1]}, more than {MAX_HEADS:,} heads")
    return found


def _sizes(config: dict[str, Any], kv: bool) -> tuple[int, int] | None:
    """Layers and heads of a config; a model without key-value heads of its own has one per attention head."""
    keys = (*KV_KEYS, *HEAD_KEYS) if kv else HEAD_KEYS
    layers, heads = (
        next((config[key] for key in names if type(config.get(key)) is int and config[key] > 0), None)
        for names in (LAYER_KEYS, keys)
    )
    return (layers, heads) if layers and heads else None
