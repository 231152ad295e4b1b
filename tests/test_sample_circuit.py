"""The circuit in the sample data is the published one; read with json alone."""

import json
from pathlib import Path
from typing import Any

import pytest

SAMPLE_DATA = Path(__file__).parent.parent / "sample_data"
IOI = SAMPLE_DATA / "gpt2_small_ioi.json"

PUBLISHED = {  # as the paper writes them, layer.head
    "Name Mover": "9.9 10.0 9.6",
    "Backup Name Mover": "10.10 10.6 10.2 10.1 11.2 9.7 9.0 11.9",
    "Negative Name Mover": "10.7 11.10",
    "S-Inhibition": "7.3 7.9 8.6 8.10",
    "Induction": "5.5 5.8 5.9 6.9",
    "Duplicate Token": "0.1 0.10 3.0",
    "Previous Token": "2.2 4.11",
}


@pytest.fixture(scope="module")
def ioi() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(IOI.read_text(encoding="utf-8"))
    return document


def test_ioi_is_a_canonical_document_of_gpt2_small(ioi: dict[str, Any]) -> None:
    assert list(ioi) == ["headmap", "model", "source", "grid", "categories"]
    assert (ioi["headmap"], ioi["model"], ioi["grid"]) == (1, "gpt2-small", {"layers": 12, "heads": 12})


def test_ioi_names_its_source(ioi: dict[str, Any]) -> None:
    assert "Interpretability in the Wild" in ioi["source"]
    assert "2211.00593" in ioi["source"]


@pytest.mark.parametrize("name", PUBLISHED)
def test_ioi_classes_equal_the_published_ones(ioi: dict[str, Any], name: str) -> None:
    published = [[int(part) for part in head.split(".")] for head in PUBLISHED[name].split()]
    assert sorted(ioi["categories"][name]) == sorted(published)


def test_ioi_is_26_heads_in_7_classes_none_of_them_twice(ioi: dict[str, Any]) -> None:
    heads = [tuple(head) for members in ioi["categories"].values() for head in members]
    assert list(ioi["categories"]) == list(PUBLISHED)
    assert len(heads) == len(set(heads)) == 26


def test_ioi_heads_are_inside_the_grid(ioi: dict[str, Any]) -> None:
    heads = [head for members in ioi["categories"].values() for head in members]
    assert all(0 <= layer < 12 and 0 <= head < 12 for layer, head in heads)
