"""Categories as objects with their heads, lists with an item for each layer, and several heads in a cell."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

EXPECTED = {"A": {(5, 1), (4, 2)}, "B": {(0, 0)}}
FORMS: dict[str, Any] = {
    "objects": {"A": {"title": "x", "heads": [[5, 1], "4-2"]}, "B": {"title": "y", "heads": ["L0H0"]}},
    "a list": [{"name": "A", "heads": [[5, 1], "4-2"]}, {"name": "B", "heads": ["L0H0"]}],
    "a list by layer": [
        {"category": "A", "heads": {"5": [1], "4": [2]}},
        {"category": "B", "heads": {"0": [0]}},
    ],
    "strings": {"A": "5.1, 4.2", "B": "L0H0"},
    "inside": {"circuits": [{"circuit": "A", "heads": ["5.1", "4.2"]}, {"circuit": "B", "heads": [[0, 0]]}]},
    "records with lists": [
        {"label": "A", "layer": 5, "heads": [1]},
        {"label": "A", "layer": 4, "heads": [2]},
        {"label": "B", "layer": 0, "heads": [0]},
    ],
    "records with names": [{"label": "A", "head": "5.1, 4.2"}, {"label": "B", "head": "0.0"}],
}
TABLES = {
    "indices": 'layer,heads,category\n5,"1",A\n4,"[2]",A\n0,0,B\n',
    "names": 'category,heads\nA,"5.1, 4.2"\nB,L0H0\n',
    "names by semicolons": "category,heads\nA,L5H1; L4H2\nB,L0H0\n",
    "pairs": 'category,heads\nA,"(5, 1), (4, 2)"\nB,"(0, 0)"\n',
}


def heads_of(path: Path, **options: Any) -> dict[str, set[tuple[int, int]]]:
    found = read(path, grid=(6, 3), **options)
    heads: dict[str, set[tuple[int, int]]] = {}
    for category, layer, head in np.argwhere(found.membership).tolist():
        heads.setdefault(found.categories[category], set()).add((layer, head))
    return heads


@pytest.mark.parametrize("document", FORMS.values(), ids=FORMS)
def test_categories_with_their_heads(document: Any, tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text(json.dumps(document))
    assert heads_of(tmp_path / "h.json") == EXPECTED


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_several_heads_in_a_cell(table: str, tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text(table)
    assert heads_of(tmp_path / "h.csv") == EXPECTED


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"name": "A", "heads": [[5, 1], [4, 2]]}),
        json.dumps({"name": "B", "heads": [[0, 0]]}),
    ]
    (tmp_path / "h.jsonl").write_text("\n".join(lines))
    assert heads_of(tmp_path / "h.jsonl") == EXPECTED


def test_an_item_for_each_layer(tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text(json.dumps([{"0": 0.9}, {}, {}, {}, {"2": 0.7}, {"1": 0.8, "0": 0.1}]))
    assert heads_of(tmp_path / "h.json", threshold=0.5) == {"h": {(0, 0), (4, 2), (5, 1)}}
    blank = [None] * 3
    rows = [["B", None, None], blank, blank, blank, [None, "", "A"], [None, "A", None]]
    (tmp_path / "h.json").write_text(json.dumps(rows))
    assert heads_of(tmp_path / "h.json") == EXPECTED


def test_an_error_in_a_layer_has_its_place(tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text(json.dumps([{"0": 0.9}, {"1": ["x", None, 1]}]))
    with pytest.raises(InputError) as caught:
        read(tmp_path / "h.json")
    assert ": $[1]['1']: expected a category" in caught.value.lines()[0]
