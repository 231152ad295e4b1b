"""Grids by a model's name or its config.json."""

import json
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError, UsageError
from headmap_cli.readers.model_grids import MODELS, model_grid


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
        ("GPT-J", False, (28, 16)),
        ("gptj", False, (28, 16)),
        ("gpt2_xl", False, (48, 25)),
        ("hub/openai-community/gpt2", False, (12, 12)),
        ("./hub/openai-community/gpt2", False, (12, 12)),
    ],
)
def test_well_known_models_have_their_grids(name: str, kv: bool, grid: tuple[int, int]) -> None:
    assert model_grid(name, kv) == grid


def test_attention_heads_are_counted_by_default() -> None:
    assert model_grid("meta-llama/Llama-3.1-8B") == (32, 32)


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
        ({"text_config": {"n_layers": 7, "n_heads": 8, "num_kv_heads": 4}}, True, (7, 4)),
        ({"num_layers": 1, "num_heads": 1}, False, (1, 1)),
        ({"n_layer": 3, "n_head": 4, "num_key_value_heads": 0}, True, (3, 4)),
    ],
)
def test_a_config_gives_the_grid_of_its_model(
    config: dict[str, Any], kv: bool, grid: tuple[int, int], tmp_path: Path
) -> None:
    for name in ("config.json", "config"):
        (tmp_path / name).write_text(json.dumps(config))
        assert model_grid(str(tmp_path / name), kv) == grid


NO_CONFIG = "is not a model's config.json; expected num_hidden_layers or n_layer, and "
HEADS = "num_attention_heads or n_head"
NO_JSON = "is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize(
    ("text", "kv", "message"),
    [
        ("{}", False, NO_CONFIG + HEADS),
        ("[]", False, NO_CONFIG + HEADS),
        ("{}", True, NO_CONFIG + "num_key_value_heads"),
        ('{"n_layer": "3", "n_head": 4}', False, NO_CONFIG + HEADS),
        ('{"n_layer": 0, "n_head": 4}', False, NO_CONFIG + HEADS),
        ("{", False, NO_JSON),
        (None, False, "cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_is_no_config_is_refused(text: str | None, kv: bool, message: str) -> None:
    if text is not None:
        Path("config.json").write_text(text)
    with pytest.raises(InputError) as e:
        model_grid("config.json", kv)
    assert e.value.lines() == [f"config.json: {message}"]
