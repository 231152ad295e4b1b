"""JSON: lists of records, category -> heads with every way to name a head, and the canonical document."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.classification import Classification
from tests.readers import Head, classified, heads_of

K, L = "Knowledge", "Linguistic"


def from_json(folder: Path, document: Any, **how: Any) -> Classification:
    return classified(folder / "heads.json", json.dumps(document, ensure_ascii=False), **how)


# --- list of records ---

RECORDS: dict[str, list[dict[str, Any]]] = {
    "a record per membership": [
        {"layer": 2, "head": 0, "category": K},
        {"layer": 0, "head": 1, "category": L},
        {"layer": 0, "head": 1, "category": K},
        {"layer": 1, "head": 1, "category": ""},
    ],
    "lists of categories": [
        {"layer": 0, "head": 1, "categories": [K, L]},
        {"layer": 2, "head": 0, "categories": [K]},
        {"layer": 1, "head": 1, "categories": []},
    ],
    "several in a text, and none": [
        {"layer": 0, "head": 1, "label": "Knowledge; Linguistic"},
        {"layer": 2, "head": 0, "label": "Knowledge|Knowledge"},
        {"layer": 1, "head": 1, "label": None},
    ],
    "other keys and cases, more keys, indices as text": [
        {"Layer": "2", "HEAD": "0", "class": K, "p": 0.5, "note": [1, {"x": None}]},
        {"Layer": "0", "HEAD": " 1 ", "class": L},
        {"Layer": 0, "HEAD": 1, "class": K, "p": None},
        {"Layer": 1, "HEAD": 1},
    ],
}


@pytest.mark.parametrize("records", RECORDS.values(), ids=RECORDS)
def test_each_form_of_records_gives_the_same_classification(
    records: list[dict[str, Any]], tmp_path: Path
) -> None:
    found = from_json(tmp_path, records)
    assert heads_of(found) == {K: {(0, 1), (2, 0)}, L: {(0, 1)}}
    assert found.categories == (K, L)
    assert (found.layers, found.heads) == (3, 2)


def test_records_are_ordered_by_the_alphabet_and_grouped_by_the_style(tmp_path: Path) -> None:
    records = [{"layer": i, "head": 0, "category": c} for i, c in enumerate(["verb", "b", "A", "noun"])]
    found = from_json(tmp_path, records, categories={"Words": ["noun", "verb"]})
    assert found.categories == ("Words", "A", "b")
    assert heads_of(found) == {"Words": {(0, 0), (3, 0)}, "A": {(2, 0)}, "b": {(1, 0)}}


def test_scores_of_records_are_averaged_and_compared(tmp_path: Path) -> None:
    scores = [("A", 0.5), ("A", 0.6), ("B", 1), ("B", -7e-1)]
    records = [{"layer": i // 2, "head": i % 2, "category": c, "score": s} for i, (c, s) in enumerate(scores)]
    assert heads_of(from_json(tmp_path, records, threshold=0.5)) == {"A": {(0, 1)}, "B": {(1, 0)}}


# --- category -> heads ---

NAMES: list[Any] = [
    [8, 10],
    ["8", "10"],
    {"layer": 8, "head": 10},
    {"layer": 8, "head": 10, "why": "more keys are ignored"},
    "8-10",
    "8.10",
    "8,10",
    " 8 - 10 ",
    "08-10",
    "L8H10",
    "l8h10",
    "L08H10",
    "L8.H10",
    "L8 H10",
]


@pytest.mark.parametrize("name", NAMES, ids=str)
def test_each_way_to_name_a_head_is_read(name: Any, tmp_path: Path) -> None:
    found = from_json(tmp_path, {"A": [name, [11, 11]]})
    assert heads_of(found) == {"A": {(8, 10), (11, 11)}}
    assert (found.layers, found.heads) == (12, 12)


def test_the_documents_order_is_kept(tmp_path: Path) -> None:
    found = from_json(tmp_path, {"zeta": ["0-0"], "Alpha": [[1, 0], [1, 0]], "日本 $x": [], "mid": ["0.1"]})
    assert found.categories == ("zeta", "Alpha", "日本 $x", "mid")
    assert heads_of(found) == {"zeta": {(0, 0)}, "Alpha": {(1, 0)}, "日本 $x": set(), "mid": {(0, 1)}}


def test_the_style_goes_before_the_document(tmp_path: Path) -> None:
    found = from_json(tmp_path, {"c": ["0-0"], "a": ["0-1"], "b": ["1-0"]}, categories={"b": [], "x": ["a"]})
    assert found.categories == ("b", "x", "c")
    assert heads_of(found) == {"b": {(1, 0)}, "x": {(0, 1)}, "c": {(0, 0)}}


@pytest.mark.parametrize(
    "content",
    [
        b'\xef\xbb\xbf{"A": [[0, 1]]}',
        b"\xff\xfe" + '{"A": [[0, 1]]}'.encode("utf-16-le"),
        b'\r\n\t {"A":\r\n[[0, 1]]}\r\n',
        b'{"\\u0041": [[0, 1]]}',
    ],
    ids=["byte order mark", "UTF-16", "space around", "escapes"],
)
def test_json_in_any_encoding_is_read(content: bytes, tmp_path: Path) -> None:
    assert heads_of(classified(tmp_path / "no-ending", content)) == {"A": {(0, 1)}}


# --- canonical document ---


def canonical(**more: Any) -> dict[str, Any]:
    return {"headmap": 1, "categories": {"B": [[2, 0]], "none": [], "A": [[0, 1], [2, 0]]}, **more}


def test_the_canonical_document(tmp_path: Path) -> None:
    found = from_json(tmp_path, canonical(model="gpt2", grid={"layers": 12, "heads": 5}))
    assert (found.layers, found.heads, found.model) == (12, 5, "gpt2")
    assert found.categories == ("B", "none", "A")
    assert heads_of(found) == {"B": {(2, 0)}, "none": set(), "A": {(0, 1), (2, 0)}}


@pytest.mark.parametrize(
    ("document_grid", "grid", "expected"),
    [(None, None, (3, 2)), ((12, 5), None, (12, 5)), ((12, 5), (3, 4), (3, 4)), ((2, 2), (4, 4), (4, 4))],
    ids=["neither: the largest seen", "the document's", "the caller's first", "the caller's is large enough"],
)
def test_the_grid_of_the_document_or_of_the_caller_is_used(
    document_grid: Head | None, grid: Head | None, expected: Head, tmp_path: Path
) -> None:
    more = {"grid": dict(zip(("layers", "heads"), document_grid, strict=True))} if document_grid else {}
    found = from_json(tmp_path, canonical(**more), grid=grid)
    assert (found.layers, found.heads) == expected


def test_a_document_of_empty_categories_is_a_figure_of_empty_panels(tmp_path: Path) -> None:
    document = {"headmap": 1, "grid": {"layers": 2, "heads": 3}, "categories": {"A": [], "B": []}}
    found = from_json(tmp_path, document)
    assert found.membership.shape == (2, 2, 3)
    assert not found.membership.any()


positions = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7)), max_size=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("documents")


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    members=st.dictionaries(
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=6).filter(str.strip), positions, min_size=1
    ),
    data=st.data(),
)
def test_any_canonical_document_is_read_as_it_was_written(
    members: dict[str, list[Head]], data: st.DataObject, folder: Path
) -> None:
    spellings = st.sampled_from(["[{}, {}]", '"{}-{}"', '"L{}H{}"', '{{"head": {1}, "layer": {0}}}'])
    listed = ", ".join(
        f"{json.dumps(name)}: [{', '.join(data.draw(spellings).format(*head) for head in heads)}]"
        for name, heads in members.items()
    )
    document = f'{{"headmap": 1, "grid": {{"layers": 6, "heads": 8}}, "categories": {{{listed}}}}}'
    found = classified(folder / "heads.json", document)
    assert heads_of(found) == {name: set(heads) for name, heads in members.items()}
    assert found.categories == tuple(members)
