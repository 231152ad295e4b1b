"""Every shape of the design, from small inputs whose heads are worked out by hand."""

import bz2
import gzip
import json
import lzma
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.errors import HeadmapError
from headmap_cli.readers import Rule, read
from tests.readers import heads_of, npy, npz

Heads = dict[str, set[tuple[int, int]]]


AB: Heads = {"A": {(0, 1), (1, 0)}, "B": {(1, 0)}}
ONE: Heads = {"h": {(0, 1), (1, 0)}}
FLAGS = [[False, True], [True, False]]
SHAPES: dict[str, tuple[str, Any, dict[str, Any], Heads]] = {
    "long table": ("h.csv", "layer,head,category\n0,1,A\n1,0,A\n1,0,B\n", {}, AB),
    "several in a cell": ("h.tsv", "L\tH\tlabel\n0\t1\tA\n1\t0\tA;B\n", {}, AB),
    "long scores": ("h.csv", "layer,head,type,score\n0,1,A,2\n1,0,A,2\n1,0,B,2\n0,0,A,1\n", {"threshold": 1}, AB),
    "wide flags": ("h.csv", "layer,head,A,B\n0,0,0,0\n0,1,1,0\n1,0,x,yes\n1,1,,no\n", {}, AB),
    "wide scores": ("h.csv", "layer,head,A,B\n0,0,0,0\n0,1,.5,0\n1,0,.6,.7\n1,1,.1,.2\n", {"threshold": 0.4}, AB),
    "one cell": ("h.csv", 'head,category\n"(0, 1)",A\nL1H0,A\nx_bias_L01H00,B\n', {}, AB),
    "one column": ("h.csv", "k,head,note,spike\n1,0-1,a,True\n2,1-0,b,True\n3,1-1,c,False\n", {"column": "spike"}, {"spike": {(0, 1), (1, 0)}}),
    "layer and head alone": ("h.csv", "layer,head\n0,1\n1,0\n", {}, ONE),
    "records of heads alone": ("h.json", [{"layer": 0, "head": 1}, {"layer": 1, "head": 0}], {}, ONE),
    "names alone": ("h.txt", "L0H1\na1.h0\n", {}, ONE),
    "names under a header": ("h.txt", "head\n0-1\n1-0\n", {}, ONE),
    "pairs in brackets": ("h.txt", '(0, 1)\n"(1, 0)"\n', {}, ONE),
    "pairs as text": ("h.txt", "0,1\n1,0\n1,0\n", {"input_format": "heads"}, ONE),
    "a table of Markdown": ("h.md", "| layer | head | type |\n|--:|:-:|---|\n| 0 | 1 | A |\n| 1 | 0 | A;B |\n", {}, AB),
    "flat column": ("h.csv", "prompt,s\na,0\nb,1\nc,1\nd,0\n", {"grid": (2, 2), "column": "s"}, {"s": {(0, 1), (1, 0)}}),
    "flat, bare": ("h.txt", "0.1\n0.9\n0.8\n0.2\n", {"grid": (2, 2), "threshold": 0.5}, ONE),
    "flat json": ("h.json", "[0.1, 0.9, 0.8, 0.2]", {"grid": (2, 2), "threshold": 0.5}, ONE),
    "matrix, tabs": ("h.tsv", "0\t1\t0\t0\n1\t0\t0\t0\n", {}, ONE),
    "matrix, spaces": ("h.txt", "0.1 0.9 0 0\n0.9 0.1 0 0\n", {"threshold": 0.5}, ONE),
    "matrix of pandas": ("h.csv", ",0,1,2\n0,0.1,0.9,0\n1,0.9,0.1,0\n", {"threshold": 0.5}, ONE),
    "matrix, json": ("h.json", "[[0.1, 0.9], [0.8, 0.2]]", {"threshold": 0.5}, ONE),
    "category -> heads": ("h.json", {"A": [[0, 1], "1-0"], "B": ["L1H0"]}, {}, AB),
    "category -> layer -> heads": ("h.json", {"A": {"0": [1], "1": [0]}, "B": {"1": [0]}}, {}, AB),
    "category -> head -> score": ("h.json", {"A": {"0-1": 0.9, "1-0": 0.9}, "B": {"1-0": 0.9, "0-0": 0.1}}, {"threshold": 0.5}, AB),
    "head -> category": ("h.json", {"0-1": "A", "1-0": "A;B", "0-0": None}, {}, AB),
    "head -> categories": ("h.json", {"0.1": ["A"], "1.0": ["A", "B"], "1.1": []}, {}, AB),
    "head -> score": ("h.json", {"L0H0": 0.1, "L0H1": 0.9, "L1H0": 0.8, "L1H1": 0}, {"threshold": 0.5}, ONE),
    "head -> scores, their mean": ("h.json", {"0-0": [0, 1], "0-1": [0.4, 0.8], "1-0": [0.6], "1-1": [0, 0]}, {"threshold": 0.5}, ONE),
    "head -> category -> score": ("h.json", {"0,1": {"A": 0.9, "B": 0.1}, "1,0": {"A": 0.9, "B": 0.9}}, {"threshold": 0.5}, AB),
    "layer -> heads": ("h.json", {"1": [0], "0": [1]}, {}, ONE),
    "layer -> head -> score": ("h.json", {"0": {"0": 0, "1": 0.9}, "1": {"0": 0.9, "1": 0}}, {"threshold": 0.5}, ONE),
    "layer -> a score per head": ("h.json", {"layer_0": [0.1, 0.9], "layer_1": [0.9, 0.1]}, {"threshold": 0.5}, ONE),
    "layer -> a flag per head": ("h.json", {"0": [False, True], "1": [True, False]}, {}, ONE),
    "pairs": ("h.json", [[0, 1], [1, 0]], {}, ONE),
    "pairs with scores": ("h.json", [[0, 1, 0.9], [1, 0, 0.8], [1, 1, 0.1]], {"threshold": 0.5}, ONE),
    "names": ("h.json", ["L0H1", "L1H0"], {}, ONE),
    "records": ("h.json", [{"layer": 0, "head": 1, "category": "A"}, {"layer": 1, "head": 0, "category": ["A", "B"]}], {}, AB),
    "records within": ("h.json", {"model": "x", "top_heads": [{"layer": 0, "head": 1, "label": "A"}, {"layer": 1, "head": 0, "label": "A|B"}]}, {}, AB),
    "pairs within": ("h.json", {"select_heads": [[0, 1], [1, 0]], "n": 2}, {}, ONE),
    "a part": ("h.json", {"gpt2": {"A": [[0, 1], [1, 0]], "B": [[1, 0]]}, "xl": {"A": [[5, 5]]}}, {"at": "gpt2"}, AB),
    "jsonl": ("h.jsonl", '{"layer": 0, "head": 1, "category": "A"}\n\n{"layer": 1, "head": 0, "category": "A;B"}\n', {}, AB),
    "one of several models": ("h.csv", "model,layer,head,category\nm,0,1,A\nm,1,0,A;B\nn,7,7,A\n", {"where": (("model", "m"),)}, AB),
    "counted from 1": ("h.csv", "layer,head,category\n1,2,A\n2,1,A;B\n", {"index_base": 1}, AB),
    "npy, bool": ("h.npy", npy(np.array(FLAGS)), {}, ONE),
    "npy, scores": ("h.npy", npy(np.array([[0.1, 0.9], [0.9, 0.1]], dtype="f4")), {"threshold": 0.5}, ONE),
    "npz, an array per category": ("h.npz", npz(A=np.array(FLAGS), B=np.array([[0, 0], [1, 0]])), {}, AB),
    "npz, named": ("h.npz", npz(x=np.array([FLAGS, [[False, False], [True, False]]]), categories=np.array(["A", "B"])), {}, AB),
    "raw labels": ("h.csv", "layer,head,category\n0,1,a1\n1,0,a2\n1,0,B\n", {"categories": {"A": ["a1", "a2"]}}, AB),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_is_detected(name: str, tmp_path: Path) -> None:
    file, content, options, expected = SHAPES[name]
    data = (
        content
        if isinstance(content, bytes)
        else (content if isinstance(content, str) else json.dumps(content)).encode()
    )
    (tmp_path / file).write_bytes(data)
    assert heads_of(read(tmp_path / file, **options)) == expected


@pytest.mark.parametrize(
    ("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)]
)
def test_compressed_tables_are_read(ending: str, pack: Any, tmp_path: Path) -> None:
    path = tmp_path / f"h.csv.{ending}"
    path.write_bytes(pack(b"layer,head,category\n0,1,A\n1,0,A;B\n"))
    assert heads_of(read(path)) == AB


def test_several_inputs_are_a_category_each_and_their_grids_agree(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[[0, 1], [1, 0]]")
    (tmp_path / "b.json").write_text('{"1": [0]}')
    assert heads_of(read(f"B={tmp_path / 'b.json'}", f"A={tmp_path / 'a.json'}")) == {
        "B": AB["B"],
        "A": AB["A"],
    }
    (tmp_path / "c.tsv").write_text("0\t1\t0\t1\n")
    (tmp_path / "d.tsv").write_text("0\t1\t0\t1\n0\t1\t0\t1\n")
    with pytest.raises(HeadmapError, match="differs from that of another input"):
        read(f"C={tmp_path / 'c.tsv'}", f"D={tmp_path / 'd.tsv'}")
    (tmp_path / "e.json").write_text('{"X": [[0, 0]], "Y": [[0, 1]]}')
    with pytest.raises(HeadmapError, match="holds 2 categories, so E= cannot name them: X, Y"):
        read(f"E={tmp_path / 'e.json'}")


LISTED = {"L0H0": 0.9, "L0H1": 0.1, "L2H0": 0.2, "L2H1": 0.8}  # layer 1 is not there


@pytest.mark.parametrize(("missing", "present"), [("", 4), ("absent", 4), ("unclassified", 6)])
def test_a_layer_that_a_complete_listing_leaves_out_is_absent(
    missing: Any, present: int, tmp_path: Path
) -> None:
    (tmp_path / "h.json").write_text(json.dumps(LISTED))
    found = read(tmp_path / "h.json", threshold=0.5, missing=missing)
    assert heads_of(found) == {"h": {(0, 0), (2, 1)}}
    assert found.present.sum() == present
    assert found.present[1].all() == (missing == "unclassified")


def test_a_list_of_some_heads_leaves_the_others_unclassified(tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text(json.dumps({"3-2": 0.9, "1-4": 0.8}))
    assert read(tmp_path / "h.json", grid=(4, 5), threshold=0.5).present.all()


def test_a_document_declares_its_heads(tmp_path: Path) -> None:
    grid = {"layers": 3, "heads": [2, 0, 1], "absent": [[0, 1]]}
    (tmp_path / "h.json").write_text(json.dumps({"headmap": 1, "grid": grid, "categories": {"A": [[2, 0]]}}))
    assert read(tmp_path / "h.json").present.tolist() == [[True, False], [False, False], [True, False]]


SCORES = "layer,head,category,score\n0,0,A,3\n0,1,A,2\n1,0,A,2\n1,1,A,1\n0,0,B,9\n0,1,B,8\n"


def test_top_takes_the_best_of_each_category_and_keeps_ties(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "s.csv").write_text(SCORES)
    found = heads_of(read(tmp_path / "s.csv", top="2"))
    assert found == {"A": {(0, 0), (0, 1), (1, 0)}, "B": {(0, 0), (0, 1)}}
    assert any("'A' has 3 heads instead of 2" in record.getMessage() for record in caplog.records)
    assert heads_of(read(tmp_path / "s.csv", top="25%")) == {"A": {(0, 0)}, "B": {(0, 0)}}


def test_a_category_may_have_its_own_rule(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(SCORES)
    found = heads_of(read(tmp_path / "s.csv", style_rule=Rule(threshold=1), rules={"B": Rule(threshold=8)}))
    assert found == {"A": {(0, 0), (0, 1), (1, 0)}, "B": {(0, 0)}}


def test_a_label_twice_counts_with_its_mean_and_a_category_with_its_best_label(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(
        "layer,head,relation,score\n0,0,x,0\n0,0,x,0.8\n0,0,y,0.1\n0,1,x,0.1\n0,1,y,0.9\n"
    )
    groups = {"X": ["x", "y"]}
    assert heads_of(read(tmp_path / "s.csv", threshold=0.5, categories=groups)) == {"X": {(0, 1)}}
    assert heads_of(read(tmp_path / "s.csv", threshold=0.3, categories=groups)) == {"X": {(0, 0), (0, 1)}}


@pytest.mark.parametrize(
    ("rule", "scores"),
    [
        ({}, [0.3, 0.5, -0.1]),
        ({"threshold": 0.2}, [0.3, 0.5, -0.1]),
        ({"below": 0.2}, [-0.9, 0.4, -0.2]),
        ({"bottom": 1}, [-0.9, 0.4, -0.2]),
        ({"threshold": 0.3, "abs": True}, [-0.9, 0.5, -0.2]),
        ({"below": 0.15, "abs": True}, [0.3, 0.4, -0.1]),
        ({"threshold": -0.5, "below": 0.5}, [0.3, 0.5, -0.1]),
    ],
)
def test_of_several_labels_the_score_counts_that_the_rule_prefers(
    rule: dict[str, Any], scores: list[float], tmp_path: Path
) -> None:
    rows = ["0,0,x,0.3", "0,0,y,-0.9", "0,1,x,0.4", "0,1,y,0.5", "0,2,x,-0.1", "0,2,y,-0.2"]
    # The same magnitude twice: the positive one counts, unless only low scores are asked for.
    rows += ["0,3,x,-0.6", "0,3,y,0.6"]
    scores = [*scores, -0.6 if set(rule) & {"below", "bottom"} and len(rule) == 1 else 0.6]
    (tmp_path / "s.csv").write_text("\n".join(["layer,head,relation,score", *rows]))
    parts = [tmp_path / "x.csv", tmp_path / "y.csv"]
    for part, label in zip(parts, "xy", strict=True):
        part.write_text("\n".join(["layer,head,relation,score", *(row for row in rows if label in row)]))
    for files in ([tmp_path / "s.csv"], parts, parts[::-1]):
        data = read(*files, grid="1x4", categories={"X": ["x", "y"]}, **rule)
        assert data.scores is not None
        assert data.scores.tolist() == [[scores]]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("llama-3.1-8b.tsv", "llama-3.1-8b"),
        ("heads.v2.json", "heads.v2"),
        ("llama-3.1", "llama-3.1"),
        (".hidden", ".hidden"),
        ("plain", "plain"),
    ],
)
def test_a_category_without_a_name_is_called_as_its_file(tmp_path: Path, file: str, name: str) -> None:
    (tmp_path / file).write_text("0 1 0 1\n1 0 1 0\n0 1 1 1\n" if "json" not in file else "[[0, 1], [1, 0]]")
    assert read(tmp_path / file, input_format="matrix" if "json" not in file else "").categories == (name,)
