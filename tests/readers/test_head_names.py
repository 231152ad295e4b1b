"""Names that heads, layers and the columns of them have, and names that are none."""

from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.head_names import parse_head_name, parse_layer_name
from headmap_cli.readers import read

OTHER_NAMES = [
    "Knowledge",
    "L5H1 L3H2",
    "blocks.5.mlp.1",
    "blocks.5.mlp.hook_post.1",
    "blocks.5.hook_resid_pre.1",
    "model.layers.5.mlp.gate_proj.1",
    "m5",
    "5",
    "1-2-3",
    "2024-01-02",
    "gpt2",
    "pythia-1.4b",
    "head_1",
    "5 heads",
]
COLUMNS = ["layer_head", "head_label", "head_name", "component", "node", "name", "unit", "module"]
LAYERS = ["layerID", "layer_number", "LayerIdx", "layer_nr", "attn_layer", "Layer Number"]


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_other_names_are_no_heads(name: str) -> None:
    assert parse_head_name(name) is None


@pytest.mark.parametrize("name", ["blocks.5", "blocks.5.attn", "model.layers.5", "L5", "layer_5", "Layer 5"])
def test_names_of_layers(name: str) -> None:
    assert parse_layer_name(name) == "5"


def heads_of(table: str, path: Path) -> list[list[int]]:
    path.write_text(table)
    return np.argwhere(read(path, grid=(6, 2)).membership).tolist()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_that_names_heads_is_found_by_its_cells(column: str, tmp_path: Path) -> None:
    assert heads_of(f"{column},category\na5.h1,A\n", tmp_path / "h.csv") == [[0, 5, 1]]


@pytest.mark.parametrize("column", LAYERS)
def test_columns_of_layers(column: str, tmp_path: Path) -> None:
    assert heads_of(f"{column},attn_head,category\n5,1,A\n", tmp_path / "h.csv") == [[0, 5, 1]]


def test_layers_and_heads_may_have_letters(tmp_path: Path) -> None:
    table = "layer,head,category\nL5,H1,A\nlayer_4,head_1,A\n Layer 3 , Head 0 ,A\n"
    assert heads_of(table, tmp_path / "h.csv") == [[0, 3, 0], [0, 4, 1], [0, 5, 1]]
