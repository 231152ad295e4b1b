"""npy and npz files: what their arrays mean, what their categories are called, and what is refused."""

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import classified, error_lines, heads_of, npz

pytestmark = pytest.mark.usefixtures("workdir")


def npy(values: Any, version: tuple[int, int] = (1, 0)) -> bytes:
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.array(values), version=version)
    return stream.getvalue()


B, A = [[False, True], [False, False]], [[False, True], [True, False]]


@pytest.mark.parametrize(
    ("content", "categories"),
    [
        (npz(z=B, a=A), ["z", "a"]),
        (npz(x=[B, A]), ["x 0", "x 1"]),
        (npy([B, A]), ["category 0", "category 1"]),
        (npz(categories=["Z", "a"], x=[B, A]), ["Z", "a"]),
        (npz(categories=[["Z"], ["a"]], x=B, y=A), ["Z", "a"]),
        (npz(categories="Z", x=B), ["Z"]),
        (npy(B), ["h"]),
        (npy(B, version=(2, 0)), ["h"]),
    ],
)
def test_categories_have_the_names_and_the_order_of_the_file(content: bytes, categories: list[str]) -> None:
    found = heads_of(classified(Path("h.npy"), content))
    assert list(found.items()) == list(zip(categories, [{(0, 1)}, {(0, 1), (1, 0)}], strict=False))


def test_a_category_whose_flags_are_all_off_is_kept() -> None:
    assert heads_of(classified(Path("h.npz"), npz(a=B, off=np.zeros((2, 2))))) == {
        "a": {(0, 1)},
        "off": set(),
    }


NAN = np.nan
NO_SCORE = "score 'nan' is not a finite number; --missing unclassified takes it as no score"


@pytest.mark.parametrize(
    ("missing", "absent"), [("absent", {(0, 0), (2, 0), (2, 1)}), ("unclassified", set())]
)
def test_a_head_without_a_score_in_any_array_may_be_absent(
    missing: str, absent: set[tuple[int, int]]
) -> None:
    """Its score in one array is enough for it to be there; the grid is that of the arrays all the same."""
    content = npz(a=[[NAN, 0.9], [0.1, NAN], [NAN, NAN]], b=[[NAN, 0.9], [0.1, 0.9], [NAN, NAN]])
    Path("h.npz").write_bytes(content)
    found = read("h.npz", threshold=0.5, missing=missing)
    assert heads_of(found) == {"a": {(0, 1)}, "b": {(0, 1), (1, 1)}}
    assert found.present.shape == (3, 2)
    assert {(int(layer), int(head)) for layer, head in np.argwhere(~found.present)} == absent


SHAPES = "; expected (layers, heads) or (categories, layers, heads) of at most 6 heads"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (npy(np.ones((2, 3), dtype=bool)), []),
        (npy(np.ones((9, 3, 2), dtype=bool)), []),
        (npy(np.ones((9, 2, 3), dtype=bool)), []),
        (npy(np.ones((7, 1))), [f"h.csv: array has the shape (7, 1){SHAPES}"]),
        (npy(np.ones((1, 7))), [f"h.csv: array has the shape (1, 7){SHAPES}"]),
        (npz(wide=np.ones((1, 2, 4))), [f"h.csv: array 'wide' has the shape (1, 2, 4){SHAPES}"]),
        (npz(words=["x"]), ["h.csv: array 'words' holds <U1; expected bool or numbers"]),
        (
            npz(categories=["A"], x=B, y=A),
            ["h.csv: names 1 in 'categories'; expected 2, one for each (layers, heads) array"],
        ),
        (npz(a=[[0.5, NAN]]), ["h.csv: [0, 1] of a: " + NO_SCORE]),
        (npy([[0.5, 0.5], [NAN, 0.5]]), ["h.csv: [1, 0]: " + NO_SCORE]),
    ],
)
def test_an_array_that_is_refused_is_described(
    content: bytes, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headmap_cli.readers.array_repeats.MAX_HEADS", 6)
    assert error_lines(content, threshold=0) == lines


@pytest.mark.parametrize(("grid", "hint"), [((3, 2), "; it looks transposed"), ((2, 2), "")])
def test_an_array_of_another_grid_is_refused(grid: tuple[int, int], hint: str) -> None:
    expected = f"h.csv: is an array of 2 x 3 where the grid has {grid[0]} layers x {grid[1]} heads{hint}"
    assert error_lines(npy(np.ones((2, 3))), grid=grid) == [expected]


def test_arrays_of_just_the_bytes_that_are_allowed() -> None:
    content = npz(a=B, b=A)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(info.file_size for info in archive.infolist())
    Path("h.npz").write_bytes(content)
    assert list(heads_of(read("h.npz", max_bytes=size))) == ["a", "b"]
    with pytest.raises(InputError, match=r"h\.npz: unpacks to more than"):
        read("h.npz", max_bytes=size - 1)


def test_an_error_without_words_is_called_by_its_kind() -> None:
    """A member that goes on after the end of the file: zipfile raises an EOFError that says nothing."""
    content = bytearray(npz(a=B))
    directory = content.index(b"PK\x01\x02")
    for at in (directory + 20, directory + 24):  # how long it is, packed and unpacked
        content[at : at + 4] = (100_000).to_bytes(4, "little")
    # Newer versions of Python notice before they read that the member would reach into the directory.
    reasons = ("EOFError", "Overlapped entries: 'a.npy' (possible zip bomb)")
    assert error_lines(bytes(content)) in [
        [f"h.csv: is not a whole npz file: {reason}"] for reason in reasons
    ]


@pytest.mark.parametrize(
    ("values", "shape"), [(B, "array"), ([[0.5, 1]], "array of scores"), ([[0, 1]], "array")]
)
def test_an_array_is_logged_as_flags_or_scores(
    values: Any, shape: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="headmap")
    classified(Path("h.npy"), npy(values), threshold=0)
    assert caplog.messages[0] == f"h.npy: read as {shape}"


def test_a_score_of_zero_is_a_score() -> None:
    scores = npy(np.array([[-1.0, 0.0], [1.0, -0.5]]))
    assert heads_of(classified(Path("a.npy"), scores, threshold=-0.5)) == {"a": {(0, 1), (1, 0)}}
