"""Grids by a model's name or its config.json."""

import json
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.errors import InputError, UsageError
from headmap_cli.readers.models import MODELS, model_grid


@pytest.mark.parametrize(
    ("name", "kv", "grid"),
    [
        ("gpt2", False, (12, 12)),
        ("openai-community/gpt2-xl", False, (48, 25)),
        ("EleutherAI/pythia-12b-deduped", False, (36, 40)),
        ("meta-llama/Meta-Llama-3-8B-Instruct", True, (32, 8)),
        ("Llama-2-7b-chat-hf", False, (32, 32)),
        ("mistralai/Mixtral-8x7B-Instruct-v0.1", True, (32, 8)),
        ("Qwen/Qwen2.5-7B-Instruct", False, (28, 28)),
        ("google/gemma-2-2b-it", True, (26, 4)),
        ("bert-base-uncased", False, (12, 12)),
        ("EleutherAI/gpt-j-6b", False, (28, 16)),
    ],
)
def test_well_known_models(name: str, kv: bool, grid: tuple[int, int]) -> None:
    assert model_grid(name, kv) == grid


def test_key_value_heads_divide_the_attention_heads() -> None:
    assert all(heads % key_values == 0 for _, heads, key_values in MODELS.values())


def test_a_close_name_is_suggested() -> None:
    with pytest.raises(UsageError, match=r"'gtp2-large' is not known \(did you mean 'gpt2-large'\?\)"):
        model_grid("gtp2-large")


@pytest.mark.parametrize(
    ("config", "kv", "grid"),
    [
        ({"num_hidden_layers": 5, "num_attention_heads": 6, "num_key_value_heads": 2}, False, (5, 6)),
        ({"num_hidden_layers": 5, "num_attention_heads": 6, "num_key_value_heads": 2}, True, (5, 2)),
        ({"n_layer": 3, "n_head": 4}, False, (3, 4)),
        ({"n_layer": 3, "n_head": 4}, True, (3, 4)),
        ({"text_config": {"num_hidden_layers": 7, "num_attention_heads": 8}}, False, (7, 8)),
    ],
)
def test_a_config(config: dict[str, Any], kv: bool, grid: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_text(json.dumps(config))
    assert model_grid(str(path), kv) == grid


@pytest.mark.parametrize(
    "text", ["{}", "[]", "{", '{"n_layer": "3", "n_head": 4}', '{"n_layer": 0, "n_head": 4}']
)
def test_what_is_no_config(text: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(InputError, match=r"config\.json"):
        model_grid(str(tmp_path / "config.json"))
