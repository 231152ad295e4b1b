"""Scores that are missing or stand twice, and the heads that an input leaves out."""

import gzip
import json
import logging
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import heads_of


@pytest.mark.parametrize(
    "word", ["", "NaN", "NA", "n/a", "null", "None", "inf", "-Inf", "infinity", "-Infinity", "-"]
)
def test_words_for_no_score(word: str, tmp_path: Path) -> None:
    (tmp_path / "h").write_text(f"layer,head,category,score\n0,0,A,.9\n0,1,A,{word}\n")
    assert heads_of(read(tmp_path / "h", threshold=0.5, missing="unclassified")) == {"A": {(0, 0)}}
    with pytest.raises(InputError, match="--missing unclassified takes it as no score"):
        read(tmp_path / "h", threshold=0.5)


# --- heads that an input leaves out ---

HEADS = [(0, 0), (0, 1), (2, 0), (2, 1)]
LISTING: dict[str, tuple[str, str, dict[str, Any]]] = {
    "wide": ("layer,head,A", "1", {}),
    "wide with scores": ("layer,head,A", "2", {"threshold": 1}),
    "scores of heads": ("layer,head,score", "2", {"threshold": 1}),
    "long with scores": ("layer,head,category,score", "A,2", {"threshold": 1}),
    "flags in a column": ("layer,head,category,p", "A,1", {"column": "p"}),
}


@pytest.mark.parametrize("name", LISTING)
@pytest.mark.parametrize(
    ("left_out", "message"),
    [(1, "1 head is not listed and is drawn as absent; --missing unclassified draws it gray"),
     (2, "2 heads are not listed and are drawn as absent; --missing unclassified draws them gray")],
)  # fmt: skip
def test_a_head_that_a_list_of_all_leaves_out_is_absent(
    name: str, left_out: int, message: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    header, cells, how = LISTING[name]
    there = [(1, 0), *HEADS][left_out - 1 :]
    (tmp_path / "h").write_text("\n".join([header, *(f"{layer},{head},{cells}" for layer, head in there)]))
    with caplog.at_level(logging.WARNING, "headmap"):
        found = read(tmp_path / "h", **how)
    assert {(int(a), int(b)) for a, b in zip(*found.present.nonzero(), strict=True)} == set(there)
    assert f"{tmp_path / 'h'}: {message}" in caplog.messages


MATRICES = {
    "scores, a null in one of two": (
        {"A": [[0.1, None, 0.2, 0.9]], "B": [[0.9, 0.9, 0.1, 0.1]]},
        [True] * 4,
        {"A": {(0, 3)}, "B": {(0, 0), (0, 1)}},
    ),
    "scores, a null in both": (
        {"A": [[0.1, None, 0.2, 0.9]], "B": [[0.9, None, 0.1, 0.1]]},
        [True, False, True, True],
        {"A": {(0, 3)}, "B": {(0, 0)}},
    ),
    "flags, a null": ([[True, None, False, True]], [True, False, True, True], {"h": {(0, 0), (0, 3)}}),
}


@pytest.mark.parametrize("name", MATRICES)
@pytest.mark.parametrize("missing", ["absent", "unclassified"])
def test_a_head_that_no_matrix_has_is_absent_if_that_is_asked(
    name: str, missing: str, tmp_path: Path
) -> None:
    document, present, expected = MATRICES[name]
    (tmp_path / "h").write_text(json.dumps(document))
    found = read(tmp_path / "h", threshold=0.5, missing=missing)
    assert heads_of(found) == expected
    assert found.present.tolist() == [present if missing == "absent" else [True] * 4]


@pytest.mark.parametrize(
    ("missing", "there"), [("absent", [True, True, False]), ("unclassified", [True] * 3)]
)
def test_a_short_row_of_flags_is_completed_as_the_caller_chooses(
    missing: str, there: list[bool], tmp_path: Path
) -> None:
    (tmp_path / "h").write_text("0 1 1\n1 1\n0 0 1\n")
    found = read(tmp_path / "h", missing=missing, grid=(3, 3))
    assert heads_of(found) == {"h": {(0, 1), (0, 2), (1, 0), (1, 1), (2, 2)}}
    assert found.present.tolist() == [[True] * 3, there, [True] * 3]


def test_a_score_that_is_missing_makes_a_head_of_a_flat_column_absent(tmp_path: Path) -> None:
    (tmp_path / "h").write_text("p,s\na,.9\nb,NA\n")
    found = read(tmp_path / "h", column="s", grid=(2, 1), threshold=0.5, missing="absent")
    assert found.present.tolist() == [[True], [False]]


@pytest.mark.parametrize("blank", ["", '""'], ids=["the fast reader", "the careful reader"])
def test_a_column_of_scores_counts_as_scores_where_no_row_has_a_category(blank: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"layer,head,category,score\n0,0,{blank},1\n")
    (tmp_path / "b.csv").write_text("layer,head,category\n0,0,A\n")
    assert read(tmp_path / "a.csv", tmp_path / "b.csv", grid=(1, 1)).scores is not None


# --- several scores of one head, sizes, standard input ---

TWICE = "layer,head,category,score\n0,0,A,1\n0,1,A,2\n"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("", []),
        ("0,0,A,3\n", ["1 head has several scores for one label; their mean is taken"]),
        ("0,0,A,3\n0,0,A,3\n0,1,A,4\n", ["2 heads have several scores for one label; their mean is taken"]),
    ],
)
def test_several_scores_of_a_head_are_reported(
    rows: str, message: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "h").write_text(TWICE + rows)
    with caplog.at_level(logging.WARNING, "headmap"):
        read(tmp_path / "h", threshold=2.5, grid=(1, 2))
    assert [line for line in caplog.messages if "selects" not in line] == [
        f"{tmp_path / 'h'}: {line}" for line in message
    ]


def test_a_file_that_unpacks_to_exactly_max_bytes_is_read(tmp_path: Path) -> None:
    content = TWICE.encode()
    (tmp_path / "h.gz").write_bytes(gzip.compress(content))
    assert heads_of(read(tmp_path / "h.gz", threshold=1, max_bytes=len(content))) == {"A": {(0, 1)}}
    with pytest.raises(
        InputError, match=f"unpacks to more than {len(content) - 1} bytes; --max-bytes allows more"
    ):
        read(tmp_path / "h.gz", threshold=1, max_bytes=len(content) - 1)


def test_standard_input_without_a_name_is_called_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"1 0 0 1\n")))
    assert heads_of(read("-")) == {"stdin": {(0, 0), (0, 3)}}
