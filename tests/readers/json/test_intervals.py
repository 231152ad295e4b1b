"""Records of heads with intervals, which are neither categories nor scores."""

import json
from pathlib import Path

import pytest

from headmap_cli.readers import read

DOCUMENT = {"L0H0": {"delta": 0.9, "ci": [0.8, 1.0]}, "L0H1": {"delta": 0.1, "ci": [0.0, 0.9]}}


@pytest.mark.parametrize("column", ["", "delta"])
def test_an_interval_does_not_become_a_category(column: str, tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text(json.dumps(DOCUMENT))
    found = read(tmp_path / "h.json", threshold=0.5, column=column)
    assert found.categories == ("delta",)
    assert found.membership.tolist() == [[[True, False]]]
