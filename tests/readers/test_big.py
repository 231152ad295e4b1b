"""Parquet and very large tables, through DuckDB, say what the ordinary readers say."""

import sys
from pathlib import Path

import pytest

from headmap_cli.errors import HeadmapError
from headmap_cli.readers import read, shapes

duckdb = pytest.importorskip("duckdb", reason="the extra [big] is not installed")

PLAIN = "layer,head,category,note\n3,1,B,x\n0,2,A,y\n3,1,B,z\n1,0,A;B,w\n2,2,,v\n"
SCORED = "layer,head,relation,score\n0,0,A,0.25\n0,1,A,0.75\n1,0,B,0.5\n1,1,B,0.125\n"
MODELS = "model,layer,head,category\ngpt2,0,1,A\ngpt2-xl,5,5,B\n"


def as_parquet(folder: Path, text: str) -> Path:
    table = folder / "t.csv"
    table.write_text(text)
    duckdb.read_csv(str(table)).write_parquet(str(folder / "t.parquet"))
    return folder / "t.parquet"


CASES = [
    (PLAIN, {}),
    (SCORED, {"threshold": 0.3}),
    (SCORED, {"top": "1"}),
    (MODELS, {"where": (("model", "gpt2"),)}),
]


@pytest.mark.parametrize(("text", "options"), CASES)
def test_parquet_is_read_like_csv(text: str, options: dict[str, object], tmp_path: Path) -> None:
    path = as_parquet(tmp_path, text)
    assert read(path, **options) == read(tmp_path / "t.csv", **options)


@pytest.mark.parametrize(("text", "options"), CASES)
def test_a_large_table_is_read_like_a_small_one(
    text: str, options: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text)
    small = read(path, **options)
    monkeypatch.setattr(shapes, "BIG_BYTES", 1)
    assert read(path, **options) == small


def test_without_duckdb_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = as_parquet(tmp_path, PLAIN)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(HeadmapError, match=r"pip install 'headmap\[big\]'"):
        read(path)


def test_problems_are_said(tmp_path: Path) -> None:
    with pytest.raises(HeadmapError, match="layer 'x' is not a whole number"):
        read(as_parquet(tmp_path, "layer,head,category\nx,1,A\n"))
