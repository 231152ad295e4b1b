"""Files that mean something else than a first look says: rules for scores, headers, pipes, commas."""

import gzip
import os
import threading
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import HeadmapError, InputError, UsageError
from headmap_cli.readers import read
from headmap_cli.render import save
from tests.commands import RunCli
from tests.helpers import random_data
from tests.readers import heads_of, read_decided

SCORED = "layer,head,category,score\n0,1,A,0.5\n1,0,B,0.01\n"


pytestmark = pytest.mark.usefixtures("workdir")


def test_a_rule_holds_with_a_named_column_too() -> None:
    Path("h.csv").write_text(SCORED)
    assert heads_of(read("h.csv", threshold=0.1, column="category", grid=(2, 2)))["A"] == {(0, 1)}
    assert not heads_of(read("h.csv", threshold=0.1, column="category", grid=(2, 2))).get("B")
    Path("all.csv").write_text("layer,head,category,score\n0,0,A,0.5\n0,1,A,0.5\n")
    with pytest.raises(InputError, match="choose a --threshold"):
        read_decided("all.csv", column="category", grid=(1, 2))


def test_a_rule_finds_the_one_column_whose_name_ends_in_score() -> None:
    Path("h.csv").write_text(SCORED.replace("category,score", "category,attn_score"))
    assert heads_of(read("h.csv", threshold=0.1, grid=(2, 2)))["A"] == {(0, 1)}
    assert not heads_of(read("h.csv", threshold=0.1, grid=(2, 2))).get("B")
    assert heads_of(read("h.csv", grid=(2, 2))) == {"A": {(0, 1)}, "B": {(1, 0)}}


@pytest.mark.parametrize("flag", [["--threshold", "0.1"], ["--top", "1"]])
def test_a_rule_that_changes_nothing_is_reported(flag: list[str], run_cli: RunCli) -> None:
    Path("h.csv").write_text(SCORED.replace("score", "attention"))
    result = run_cli("convert", "h.csv", "--grid", "2x2", *flag, "-o", "h.json")
    assert result.status == 0
    line = f"h.csv: {' '.join(flag)[2:]} changes nothing: no scores were recognised"
    assert f"headmap: warning: {line}" in result.stderr
    result = run_cli("check", "h.csv", "--grid", "2x2", *flag)
    assert result.status == 0
    assert line in result.stderr


@pytest.mark.parametrize("name", ["", "Induction"])
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("ind.csv", "layer,head,score\n0,0,0.2\n0,1,0.9\n1,0,0.4\n1,1,0.5\n"),
        ("ind.csv", "head,score\nL0H0,0.2\nL0H1,0.9\nL1H0,0.4\nL1H1,0.5\n"),
        ("ind.json", '[{"layer": 0, "head": 1, "score": 0.9}, {"layer": 1, "head": 0, "score": 0.4}]'),
    ],
)
def test_scores_alone_are_those_of_one_category(file: str, text: str, name: str) -> None:
    Path(file).write_text(text)
    found = read(f"{name}={file}" if name else file, threshold=0.5, grid=(2, 2))
    assert heads_of(found) == {name or "ind": {(0, 1)}}


def test_a_first_row_that_counts_is_a_header(caplog: pytest.LogCaptureFixture) -> None:
    random = np.random.default_rng(0)
    scores = random.random((5, 4)).round(3)
    lines = ["0,1,2,3", *(",".join(map(str, row)) for row in scores.tolist())]
    Path("m.csv").write_text("\n".join(lines) + "\n")
    for grid in (None, (5, 4)):
        assert (read("m.csv", threshold=0.3, grid=grid).membership[0] == (scores > 0.3)).all()
    assert "taken as a header" in caplog.text
    assert read("m.csv", threshold=0.3, grid=(6, 4)).membership.shape == (1, 6, 4)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("packed", [False, True])
def test_a_pipe_is_read_once_to_its_end(packed: bool) -> None:
    text = ("layer,head,category\n" + "".join(f"{i % 30},{i % 7},A\n" for i in range(50_000))).encode()
    os.mkfifo("pipe")
    writer = threading.Thread(
        target=lambda: Path("pipe").write_bytes(gzip.compress(text) if packed else text)
    )
    writer.start()
    found = read("pipe", grid=(30, 7))
    writer.join()
    assert int(found.membership.sum()) == len({(i % 30, i % 7) for i in range(50_000)})


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("layer;head;category;score\n0;1;A;0,5\n", {"threshold": 0.1}),
        ("layer;head;A;B\n0;1;0,5;0\n1;0;0,2;1\n", {"threshold": 0.1, "column": "A"}),
    ],
)
def test_a_decimal_comma_is_named(text: str, options: dict[str, object]) -> None:
    Path("h.csv").write_text(text)
    with pytest.raises(InputError, match="write a decimal comma as a point"):
        read("h.csv", grid=(2, 2), **options)


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n"])
def test_the_line_that_excel_writes_in_front_is_left_out(first: str) -> None:
    Path("h.csv").write_bytes(f"{first}layer;head;category\n0;1;A\nx;1;A\n".encode())
    with pytest.raises(InputError, match=r"h\.csv:4:1: ") as e:
        read("h.csv", grid=(2, 2))
    assert len(e.value.lines()) == 1
    Path("h.csv").write_bytes(f"{first}layer;head;category\n0;1;A\n".encode())
    assert heads_of(read("h.csv", grid=(2, 2))) == {"A": {(0, 1)}}


def test_a_link_into_a_missing_folder_names_that_folder(run_cli: RunCli) -> None:
    Path("h.csv").write_text(SCORED)
    Path("link.csv").symlink_to("nowhere/x.csv")
    result = run_cli("convert", "h.csv", "--grid", "2x2", "--threshold", "0", "-o", "link.csv")
    assert result.status == 3
    assert "nowhere" in result.stderr


@pytest.mark.parametrize(
    "call",
    [
        lambda: read(),
        lambda: read("h.csv", grid="4"),
        lambda: read("h.csv", colour=1),
        lambda: Classification.from_scores([[0.1]], ["A"], threshold="0.5"),  # type: ignore[arg-type]
        lambda: Classification((1, 2), np.zeros((2, 1, 1), dtype=bool)),  # type: ignore[arg-type]
        lambda: Classification(([1], [2]), np.zeros((2, 1, 1), dtype=bool)),  # type: ignore[arg-type]
        lambda: save(random_data(["A"], 2, 2)),
        lambda: save(random_data(["A"], 2, 2), "x.png", style="icml"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_call_is_refused_in_one_line(call: object) -> None:
    with pytest.raises(UsageError) as e:
        call()  # type: ignore[operator]
    assert isinstance(e.value, HeadmapError)
    assert len(e.value.lines()) == 1
