"""Circuits in JSON and in tables, with nodes that are no heads."""

import json
import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

IN, OUT = {"in_graph": True, "score": 0.1}, {"in_graph": False, "score": 0.9}
DOCUMENTS: dict[str, Any] = {
    "a list": ["a5.h1", "m3", "a0.h2", "input"],
    "nodes": {"nodes": {"a5.h1": True, "m3": True, "a0.h2": True, "a1.h1": False}},
    "nodes of EAP": {"cfg": {"x": 1}, "nodes": {"a5.h1": IN, "a0.h2": IN, "a1.h1": OUT, "logits": IN}},
    "edges of EAP": {"edges": {"input->a5.h1<q>": IN, "a0.h2->m1": IN, "a1.h1->logits": OUT}},
    "edges with scores": {"edges": {"input->a5.h1<q>": 0.1, "a0.h2->m1": -0.2}},
    "pairs": [["a5.h1", "a0.h2<v>"], ["input", "a5.h1"]],
    "pairs of auto-circuit": [["A5.1", "A0.2.Q"], ["Resid Start", "MLP 3"]],
    "strings": {"edges": ["input->a5.h1<k>", "a5.h1->a0.h2"]},
    "records": [{"source": "a5.h1", "target": "a0.h2<v>"}, {"source": "embed", "target": "mlp 2"}],
}


def heads_of(path: Path) -> set[tuple[int, ...]]:
    found = read(path, grid=(6, 3))
    assert len(found.categories) == 1
    return {(layer, head) for _, layer, head in np.argwhere(found.membership).tolist()}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_the_heads_of_a_circuit(document: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "h.json").write_text(json.dumps(document))
    with caplog.at_level(logging.WARNING, "headmap"):
        assert heads_of(tmp_path / "h.json") == {(5, 1), (0, 2)}
    has_others = any(word in json.dumps(document) for word in ("m3", "input", "logits", "MLP", "mlp"))
    assert has_others == ("nodes that are not attention heads" in caplog.text)


@pytest.mark.parametrize("header", ["source,target", "src,dst", "from,to", "sender,receiver", "Parent,Child"])
def test_tables_of_edges(header: str, tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text(f"{header}\ninput,a5.h1\na5.h1<q>,a0.h2\na0.h2,logits\n")
    assert heads_of(tmp_path / "h.csv") == {(5, 1), (0, 2)}


def test_scores_of_nodes(tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text(json.dumps({"a5.h1": 0.5, "m3": 0.9, "input": 0.9, "a0.h2": 0.1}))
    found = read(tmp_path / "h.json", grid=(6, 3), threshold=0.3)
    assert np.argwhere(found.membership).tolist() == [[0, 5, 1]]


def test_a_node_that_is_misspelt_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("source,target\ninput,a5.h1\na5.h1,x9\n")
    with pytest.raises(InputError) as caught:
        read(tmp_path / "h.csv", grid=(6, 3))
    assert ":3:7: 'x9' is not a node of a circuit" in caught.value.lines()[0]
