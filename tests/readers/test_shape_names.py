"""What ``-v`` says that an input was read as, and which columns were left out."""

import gzip
import logging
import lzma
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.readers import read

LONG = "layer,head,category\n0,0,A\n"
SCORED = "layer,head,category,score\n0,0,A,2\n"
SHAPES: dict[str, tuple[str, dict[str, Any]]] = {
    "long table": (LONG, {}),
    "long table ": (LONG.replace("A", '"A"'), {}),
    "long table with scores": (SCORED, {"threshold": 1}),
    "long table with scores ": (SCORED.replace("A", '"A"'), {"threshold": 1}),
    "scores of heads": ("layer,head,score\n0,0,2\n", {"threshold": 1}),
    "wide table": ("layer,head,A\n0,0,1\n", {}),
    "wide table with scores": ("layer,head,A\n0,0,2\n", {"threshold": 1}),
    "table, column 'p'": ("layer,head,category,p\n0,0,A,1\n", {"column": "p"}),
    "flat column 's'": ("p,s\na,1\n", {"column": "s", "grid": (1, 1)}),
    "flat column": ("1\n", {"grid": (1, 1)}),
    "matrix": ("1 0 1 0\n", {}),
    "list of heads": ("L0H1\n", {}),
    "list of heads ": ("layer,head\n0,1\n", {}),
    "headmap document": ('{"headmap": 1, "categories": {"A": [[0, 1]]}}', {}),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shape_of_an_input_is_logged(
    shape: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content, how = SHAPES[shape]
    (tmp_path / "h").write_text(content)
    with caplog.at_level(logging.INFO, "headmap"):
        read(tmp_path / "h", **how)
    assert f"{tmp_path / 'h'}: read as {shape.strip()}" in caplog.messages


@pytest.mark.parametrize("cell", ["A", '"A"'], ids=["the fast reader", "the careful reader"])
def test_columns_that_are_left_out_are_named(
    cell: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "h").write_text(f"layer,p,head,category,a note\n0,1,0,{cell},2\n")
    with caplog.at_level(logging.INFO, "headmap"):
        read(tmp_path / "h")
    assert "ignored columns: p, a note" in caplog.messages


def test_a_first_row_that_is_taken_as_a_header_is_reported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "h").write_text("0,1,2\n1,0,1\n")
    with caplog.at_level(logging.WARNING, "headmap"):
        assert read(tmp_path / "h").membership.tolist() == [[[True, False, True]]]
    assert caplog.messages == [f"{tmp_path / 'h'}: its first row, which counts from 0, is taken as a header"]


@pytest.mark.parametrize(("file", "name"), [("h.tsv.gz", "h"), ("h.v2.csv.xz", "h.v2"), (".gz", ".gz")])
def test_a_category_without_a_name_is_called_as_its_packed_file(file: str, name: str, tmp_path: Path) -> None:
    pack = lzma.compress if file.endswith("xz") else gzip.compress
    (tmp_path / file).write_bytes(pack(b"0 1 0 1\n"))
    assert read(tmp_path / file).categories == (name,)
