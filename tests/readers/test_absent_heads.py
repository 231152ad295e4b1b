"""The heads that a model lacks by its config.json, which ``--model`` names."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.readers import read
from tests.commands import RunCli

SIZES = {"num_hidden_layers": 4, "num_attention_heads": 3}
EVERY_HEAD = [[layer, head] for layer in range(4) for head in range(3)]
CONFIGS: dict[str, tuple[dict[str, Any], list[list[int]]]] = {
    "pruned heads": ({"pruned_heads": {"0": [1], "3": [0, 2]}}, [[0, 1], [3, 0], [3, 2]]),
    "no pruned heads": ({"pruned_heads": {}}, []),
    "types of layers": (
        {"layer_types": ["mamba", "full_attention", "sliding_attention", "linear_attention"]},
        [[0, 0], [0, 1], [0, 2], [3, 0], [3, 1], [3, 2]],
    ),
    "a period": (
        {"attn_layer_period": 3, "attn_layer_offset": 1},
        [pair for pair in EVERY_HEAD if pair[0] != 1],
    ),
}


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize("name", CONFIGS)
def test_heads_that_the_config_rules_out_are_absent(name: str, run_cli: RunCli) -> None:
    config, absent = CONFIGS[name]
    Path("config.json").write_text(json.dumps({**SIZES, **config}))
    Path("h.csv").write_text("layer,head,category\n1,1,A\n")
    assert run_cli("convert", "h.csv", "--model", "config.json", "-q", "-o", "out.json").status == 0
    found = read("out.json")
    assert np.argwhere(~found.present).tolist() == absent


@pytest.mark.usefixtures("workdir")
def test_a_pruned_head_cannot_be_in_a_category(run_cli: RunCli) -> None:
    Path("config.json").write_text(json.dumps({**SIZES, "pruned_heads": {"1": [1]}}))
    Path("h.csv").write_text("layer,head,category\n1,1,A\n")
    result = run_cli("convert", "h.csv", "--model", "config.json", "-q", "-o", "out.json")
    assert result.status == 1
    assert "layer 1, head 1 is in a category although it is declared absent" in result.stderr
