"""Which arrays of an npz file are read if their shapes differ."""

import logging
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

pytestmark = pytest.mark.usefixtures("workdir")

SCORES = np.arange(12).reshape(3, 4) / 16


def save(**arrays: npt.ArrayLike) -> None:
    np.savez("h.npz", **arrays)  # type: ignore[arg-type]  # mypy takes a name for allow_pickle


OTHERS: dict[str, tuple[npt.NDArray[Any], dict[str, Any]]] = {
    "logits": (np.ones((3, 50257)), {}),
    "four axes": (np.ones((2, 5, 3, 64)), {}),
    "nothing": (np.ones((0, 4)), {}),
    "more layers": (np.ones((5, 4)), {"grid": (3, 4)}),
    "transposed": (np.ones((4, 3)), {"grid": (3, 4)}),
    "activations": (np.ones((3, 4, 64)), {"grid": (3, 4)}),
}


@pytest.mark.usefixtures("verbose_log")
@pytest.mark.parametrize(("other", "options"), OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("first", [True, False])
def test_the_array_that_fits_is_read_and_the_other_reported(
    first: bool,
    other: npt.NDArray[Any],
    options: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    if first:
        save(scores=SCORES, other=other)
    else:
        save(other=other, scores=SCORES)
    found = read("h.npz", **options)
    assert found.categories == ("scores",)
    assert found.scores is not None
    assert np.array_equal(found.scores[0], SCORES)
    reports = [record for record in caplog.records if "other shapes" in record.getMessage()]
    assert [record.levelno for record in reports] == [logging.INFO]
    assert f"'other' {other.shape}" in reports[0].getMessage()


def test_all_arrays_of_the_grid_are_categories() -> None:
    save(a=SCORES, b=SCORES[:, :, None] / 2, c=np.ones((4, 3)))
    found = read("h.npz", grid=(3, 4))
    assert found.categories == ("a", "b")
    assert found.scores is not None
    assert np.array_equal(found.scores[1], SCORES / 2)


def test_arrays_of_several_shapes_that_fit_are_offered() -> None:
    save(a=SCORES, b=SCORES / 2, **{"by layer": np.ones((2, 5, 6))})
    with pytest.raises(InputError) as error:
        read("h.npz")
    assert str(error.value) == (
        "h.npz: holds arrays of different shapes: 'a' (3, 4), 'by layer' (2, 5, 6); choose one: --at a, "
        "--at 'by layer'"
    )
    assert read("h.npz", at="by layer").categories == ("by layer 0", "by layer 1")


def test_no_array_of_the_grid() -> None:
    save(a=SCORES, b=np.ones((2, 4)))
    with pytest.raises(InputError, match="none has the grid's 5 layers x 4 heads"):
        read("h.npz", grid=(5, 4))


def test_an_array_of_text_is_not_offered(caplog: pytest.LogCaptureFixture) -> None:
    save(scores=SCORES, names=np.array(["a"]))
    assert read("h.npz").categories == ("scores",)
    assert "leaves out 'names'" in caplog.text
    assert "reads one of them" not in caplog.text
