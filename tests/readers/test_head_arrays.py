"""Arrays that list heads: told from scores, refused if both are possible, and read when asked for."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.core.head_rows import may_list_heads
from headmap_cli.readers import read
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")


def saved(arrays: Any) -> str:
    out = io.BytesIO()
    if isinstance(arrays, dict):
        np.savez(out, **arrays)
    else:
        np.save(out, arrays)
    name = "h.npz" if isinstance(arrays, dict) else "h.npy"
    Path(name).write_bytes(out.getvalue())
    return name


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (np.array([[5, 1], [6, 9]]), True),
        (np.array([[5, 1]], dtype=np.uint16), True),
        (np.array([[5.0, 1.0], [0.0, 2.0]]), True),
        (np.array([[5, 1, 0.25], [0, 2, -7.5]]), True),
        (np.array([[0, 0, 0.25], [1, 2, 0.5]], dtype=np.float32), True),
        (np.array([[0, 1], [1, 1]]), False),
        (np.array([[True, False], [True, True]]), False),
        (np.array([[0.5, 1], [2, 3]]), False),
        (np.array([[-1, 1], [2, 3]]), False),
        (np.array([[np.nan, 1], [2, 3]]), False),
        (np.array([[5, 1, 2, 3], [5, 1, 2, 3]]), False),
        (np.array([5, 1]), False),
        (np.zeros((0, 2)), False),
        (np.array([[[5, 1], [6, 9]]]), False),
    ],
)
def test_which_arrays_may_list_heads(array: Any, expected: bool) -> None:
    assert may_list_heads(array) is expected


LISTS: list[tuple[Any, dict[str, Any], dict[str, set[tuple[int, int]]]]] = [
    (np.array([[3, 1], [0, 2]]), {}, {"h": {(3, 1), (0, 2)}}),
    (np.array([[3, 1], [0, 2]], dtype=np.float64), {}, {"h": {(3, 1), (0, 2)}}),
    (np.array([[4, 2], [1, 3]], dtype=np.uint8), {"index_base": 1}, {"h": {(3, 1), (0, 2)}}),
    (np.array([[3, 1], [3, 1]]), {}, {"h": {(3, 1)}}),
    (np.array([[0, 1], [1, 0]]), {}, {"h": {(0, 1), (1, 0)}}),
    (np.array([[3, 1, 0.25], [0, 2, 0.75]]), {"threshold": 0.5}, {"h": {(0, 2)}}),
    (np.array([[3, 1, 9], [0, 2, 5]]), {"top": 1}, {"h": {(3, 1)}}),
    (
        {"A": np.array([[3, 1]]), "B": np.array([[3, 1], [2, 0]])},
        {},
        {"A": {(3, 1)}, "B": {(3, 1), (2, 0)}},
    ),
    (
        {"x": np.array([[3, 1]]), "y": np.array([[2, 0]]), "categories": np.array(["Copying", "Induction"])},
        {},
        {"Copying": {(3, 1)}, "Induction": {(2, 0)}},
    ),
]


@pytest.mark.parametrize(("arrays", "options", "expected"), LISTS)
def test_lists_of_heads_are_read_when_asked_for(
    arrays: Any, options: dict[str, Any], expected: dict[str, set[tuple[int, int]]]
) -> None:
    assert heads_of(read(saved(arrays), input_format="heads", grid="4x3", **options)) == expected


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        (np.array([[True, False]]), "an array holds bool of the shape (1, 2); a list of heads has rows of"),
        (np.array([1, 2]), "an array holds int64 of the shape (2,); a list of heads has rows of"),
        (np.ones((2, 4)), "an array holds float64 of the shape (2, 4); a list of heads has rows of"),
        ({"A": np.ones((2, 4))}, "array 'A' holds float64 of the shape (2, 4); a list of heads"),
        ({"A": np.array([[0, 3]])}, "row 0 of A: head 3 is outside the grid of 4 layers x 3 heads; "),
        ({"A": np.array([[0, 1, np.nan]])}, "row 0 of A: score 'nan' is not a finite number; "),
        (
            {"A": np.array([[0, 1]]), "categories": np.array(["A", "B"])},
            "holds 2 names of categories for 1 lists of heads",
        ),
    ],
)
def test_an_array_that_is_no_list_of_heads_is_refused(arrays: Any, message: str) -> None:
    with pytest.raises(InputError) as error:
        read(saved(arrays), input_format="heads", grid="4x3")
    assert message in str(error.value)


@pytest.mark.parametrize("format", ["matrix", ""])
def test_a_matrix_is_read_when_asked_for_or_when_the_grid_has_its_shape(format: str) -> None:
    name = saved(np.array([[3, 1], [0, 2], [5, 4]]))
    assert heads_of(read(name, input_format=format, grid="3x2", threshold=2)) == {
        "h": {(0, 0), (2, 0), (2, 1)}
    }
