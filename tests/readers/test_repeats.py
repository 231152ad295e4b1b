"""``--repeats``: several values of each head, one repeat after the other, become one."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.errors import InputError, UsageError
from headmap_cli.readers import read
from tests.commands import RunCli

LAYERS, HEADS, REPEATS = 3, 4, 5
VALUES = np.random.default_rng(0).random((REPEATS, LAYERS, HEADS)).round(3)
EXPECTED = {
    "mean": VALUES.mean(axis=0),
    "max": VALUES.max(axis=0),
    "min": VALUES.min(axis=0),
    "0": VALUES[0],
    "4": VALUES[4],
}


def scores_of(path: Path, **options: object) -> np.ndarray:
    found = read(path, **options).scores
    assert found is not None
    return found


@pytest.mark.parametrize("how", EXPECTED)
def test_flat_columns_and_arrays_of_repeats(how: str, tmp_path: Path) -> None:
    flat = VALUES.ravel().tolist()
    (tmp_path / "h.csv").write_text("note,score\n" + "".join(f"x,{value}\n" for value in flat))
    (tmp_path / "h.txt").write_text("\n".join(map(str, flat)))
    (tmp_path / "h.json").write_text(json.dumps(flat))
    np.save(tmp_path / "flat.npy", VALUES.ravel())
    np.save(tmp_path / "array.npy", VALUES)
    for name in ("h.csv", "h.txt", "h.json", "flat.npy", "array.npy"):
        column = {"column": "score"} if name == "h.csv" else {}
        found = scores_of(tmp_path / name, grid=(LAYERS, HEADS), repeats=how, **column)
        np.testing.assert_allclose(found, EXPECTED[how][None], rtol=1e-12)


@pytest.mark.parametrize("how", EXPECTED)
def test_lists_of_scores_for_each_head(how: str, tmp_path: Path) -> None:
    lists = {}
    for layer in range(LAYERS):
        for head in range(HEADS):
            lists[f"{layer}-{head}"] = VALUES[:, layer, head].tolist()
    (tmp_path / "h.json").write_text(json.dumps(lists))
    found = scores_of(tmp_path / "h.json", grid=(LAYERS, HEADS), repeats=how)
    np.testing.assert_allclose(found, EXPECTED[how][None], rtol=1e-12)


def test_the_names_of_categories_show_their_axis(tmp_path: Path) -> None:
    two = np.stack([VALUES, 1 - VALUES])
    np.savez(tmp_path / "h.npz", scores=two, categories=np.array(["A", "B"]))
    assert np.allclose(scores_of(tmp_path / "h.npz", repeats="max"), two.max(axis=1))
    np.savez(tmp_path / "h.npz", scores=two.swapaxes(0, 1), categories=np.array(["A", "B"]))
    assert np.allclose(scores_of(tmp_path / "h.npz", repeats="max"), two.max(axis=1))


def test_flags_may_be_repeated(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("a,b\nx,\n,\n,\n,x\n")
    found = read(tmp_path / "h.csv", grid=(1, 2), column="a", repeats="max")
    assert found.membership.tolist() == [[[True, False]]]


def test_a_missing_value_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_text("0.2\nNA\n0.4\nNA\n")
    found = scores_of(tmp_path / "h.txt", grid=(1, 2), repeats="mean", missing="unclassified")
    assert found[0, 0, 0] == pytest.approx(0.3)
    assert np.isnan(found[0, 0, 1])


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("1\n2\n3\n4\n", {"repeats": "2"}, "has 2 repeats, counted from 0, and no repeat 2; the last one is"),
        ("1\n2\nx\n4\n", {"repeats": "mean"}, "h.txt:3:1: score 'x' is not a finite number"),
        ("layer,head,score\n0,1,0.5\n", {"repeats": "max"}, "to which --repeats does not apply"),
        ("1\n2\n3\n", {"repeats": "mean"}, "has 3 rows where the grid 1x2 has 2 heads"),
    ],
)
def test_errors(content: str, options: dict[str, str], message: str, tmp_path: Path) -> None:
    (tmp_path / "h.txt").write_text(content)
    with pytest.raises(InputError) as caught:
        read(tmp_path / "h.txt", grid=(1, 2), **options)
    assert message in "\n".join(caught.value.lines())


def test_an_unknown_way_is_refused() -> None:
    with pytest.raises(UsageError, match="repeats= is 'median'; expected"):
        read("h.csv", repeats="median")


@pytest.mark.usefixtures("workdir")
def test_one_error_names_all_that_a_flat_column_needs(run_cli: RunCli) -> None:
    """The options of the error, with the grid in place of its placeholder, read the file."""
    rows = "".join(f"{i / 32},1\n" for i in range(24))
    Path("h.csv").write_text("w_scores,other\n" + rows)
    refused = run_cli("convert", "h.csv", "-q", "-o", "out.json")
    words = re.findall(r"--[a-z]+ [^\s,;]+", refused.stderr)
    assert words == ["--grid LAYERSxHEADS", "--column w_scores", "--repeats mean"]
    options = " ".join(words).replace("LAYERSxHEADS", "3x4").split()
    assert run_cli("convert", "h.csv", *options, "-q", "-o", "out.json").status == 0
    scores = read("out.json").scores
    assert scores is not None
    assert scores[0].ravel().tolist() == [(i + i + 12) / 64 for i in range(12)]
