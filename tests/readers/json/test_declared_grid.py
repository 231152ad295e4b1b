"""The grid that a JSON document gives beside its heads, and documents of several models."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

HEADS = {"A": [[5, 1]]}
DOCUMENTS: list[Any] = [
    {"n_layers": 12, "n_heads": 16, **HEADS},
    {"num_layers": 12, "num_heads": 16, "heads": HEADS},
    {"numLayers": 12, "numHeads": 16, "results": HEADS},
    {"config": {"num_hidden_layers": 12, "num_attention_heads": 16}, **HEADS},
    {"cfg": {"n_layers": 12, "n_heads": 16}, "nodes": {"a5.h1": True, "m1": True}},
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_grid_beside_the_heads_is_used(document: Any, tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text(json.dumps(document))
    found = read(tmp_path / "h.json")
    assert (found.layers, found.heads) == (12, 16)
    assert found.membership.sum() == 1
    assert found.membership[0, 5, 1]


def test_the_grid_of_the_caller_wins(tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text(json.dumps(DOCUMENTS[0]))
    assert read(tmp_path / "h.json", grid=(20, 8)).layers == 20


def test_numbers_that_cannot_be_the_grid_are_ignored(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "h.json").write_text(json.dumps({"n_layers": 2, "n_heads": 1, **HEADS}))
    with caplog.at_level(logging.WARNING, "headmap"):
        assert read(tmp_path / "h.json").layers == 6
    assert "ignores its own grid of 2x1, since it has heads outside" in caplog.text


def test_models_are_not_categories(tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text(
        json.dumps({"gpt2": {"5-1": 0.9}, "EleutherAI/pythia-160m": {"5-2": 0.9}})
    )
    with pytest.raises(
        InputError, match="holds 2 models; choose one: --at gpt2, --at EleutherAI/pythia-160m"
    ):
        read(tmp_path / "h.json")
    found = read(tmp_path / "h.json", at="EleutherAI/pythia-160m", threshold=0.5)
    assert found.membership[0, 5, 2]
