"""Files of other people's projects, read as their authors keep them."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.readers import read

REAL = Path(__file__).parent.parent.parent / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the real data is not beside the repository")


@pytest.mark.parametrize("how", ["mean", "max", "min"])
def test_a_flat_column_of_several_prompts(how: str) -> None:
    path = REAL / "maps_llama-3.1-8b_english_to_french_flat.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    column = next(iter(rows[0]))
    values = np.array([float(row[column]) for row in rows]).reshape(4, 32, 32)
    expected = getattr(values, how)(axis=0)
    scores = read(path, grid=(32, 32), column=column, repeats=how).scores
    assert scores is not None
    np.testing.assert_allclose(scores[0], expected, rtol=1e-12)


def test_scores_of_many_trials_for_each_head() -> None:
    path = REAL / "headkv_llama-3-8b_retrieval_heads.json"
    document = json.loads(path.read_text())
    scores = read(path, grid=(32, 32), repeats="max").scores
    assert scores is not None
    for name, values in document.items():
        layer, head = map(int, name.split("-"))
        assert scores[0, layer, head] == max(values)
