"""Classification.from_scores: arrays, dicts, DataFrames, tensors and rules."""

import logging
from typing import Any

import numpy as np
import pytest

from headmap_cli import Classification
from headmap_cli.core.errors import UsageError

from_scores: Any = Classification.from_scores


class Tensor:
    """What torch's tensors have in common with arrays."""

    def __init__(self, values: Any, dtype: str = "float32", device: str = "cpu", grad: bool = False) -> None:
        self.values, self.dtype, self.requires_grad = values, f"torch.{dtype}", grad
        self.device = type("Device", (), {"type": device.split(":")[0], "__str__": lambda _: device})()

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array(self.values, dtype=dtype)


class Frame:
    """What DataFrames have in common."""

    def __init__(self, values: Any, index: Any = None, columns: Any = None) -> None:
        self.values = np.asarray(values)
        self.index = range(len(self.values)) if index is None else index
        self.columns = range(self.values.shape[1]) if columns is None else columns

    def to_numpy(self, dtype: Any = None, na_value: Any = None) -> Any:
        if dtype is None:
            return self.values
        return np.array([[na_value if v is None else v for v in row] for row in self.values], dtype=dtype)


SCORES = [[[0.1, 0.9], [0.5, 0.6]], [[0.7, 0.2], [0.8, 0.5]]]
ABOVE = [[[False, True], [False, True]], [[True, False], [True, False]]]
"""Above 0.5."""


@pytest.mark.parametrize(
    "scores",
    [
        SCORES,
        tuple(SCORES),
        np.array(SCORES),
        np.array(SCORES, dtype=np.float16),
        np.array(SCORES, dtype=np.longdouble),
        np.array(SCORES).astype(">f4"),
        np.ma.masked_array(SCORES, mask=np.zeros((2, 2, 2), dtype=bool)),
        Tensor(SCORES),
        [np.array(SCORES[0], dtype=np.float32), SCORES[1]],
        [Tensor(SCORES[0]), Tensor(SCORES[1])],
        [[np.array(row, dtype=np.float16) for row in rows] for rows in SCORES],
        [Frame(SCORES[0]), Frame(SCORES[1])],
        {"a": SCORES[0], "b": np.array(SCORES[1], dtype=np.float16)},
        {"a": Frame(SCORES[0]), "b": Tensor(SCORES[1])},
        {"b": SCORES[1], "a": SCORES[0]},
    ],
    ids=lambda scores: type(scores).__name__,
)
def test_scores_above_the_threshold_are_members(scores: Any) -> None:
    data = from_scores(scores, ["a", "b"], 0.5, model="m")
    assert data.categories == ("a", "b")
    assert data.membership.tolist() == ABOVE
    assert data.present.all()
    assert data.model == "m"


def test_a_dict_names_its_categories() -> None:
    data = from_scores({"b": SCORES[0], "a": SCORES[1]}, threshold=0.5)
    assert data.categories == ("b", "a")
    assert data.membership.tolist() == ABOVE


def test_one_category_booleans_and_missing_heads_are_accepted() -> None:
    for scores in (SCORES[0], Frame(SCORES[0]), Tensor(SCORES[0])):
        for name in ("Induction", ["Induction"], ("Induction",)):
            data = from_scores(scores, name, 0.5)
            assert data.categories == ("Induction",)
            assert data.membership.tolist() == ABOVE[:1]
    assert (
        from_scores([np.array([0.1, 0.9]), np.array([0.5, 0.6])], "a", 0.5).membership.tolist() == ABOVE[:1]
    )
    assert from_scores([[True, False]], ["a"]).membership.tolist() == [[[True, False]]]
    assert from_scores({"a": [[True, False]]}).membership.tolist() == [[[True, False]]]
    assert from_scores([[3, 4]], ["a"], 3).membership.tolist() == [[[False, True]]]
    assert from_scores([[np.nan, 1.0]], ["a"], 0.5).present.tolist() == [[False, True]]
    masked = np.ma.masked_array(np.array([[9, 1], [0, 7]]), mask=[[True, False], [False, False]])
    data = from_scores(masked, "a", 0.5)
    assert data.present.tolist() == [[False, True], [True, True]]
    assert data.membership.tolist() == [[[False, True], [False, True]]]


# --- rules ---

ROW = [[0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.7, 0.8, 0.9, 1.0]]


@pytest.mark.parametrize(
    ("rule", "members"),
    [
        ({"threshold": 0.7}, [7, 8, 9]),
        ({"below": 0.3}, [0, 1]),
        ({"below": 0.3, "threshold": 0.1}, [1]),
        ({"threshold": 0.3, "below": 0.8}, [3, 4, 5, 6]),
        ({"top": 3}, [7, 8, 9]),
        ({"top": "3"}, [7, 8, 9]),
        ({"top": "20%"}, [8, 9]),
        ({"top": np.int64(1)}, [9]),
        ({"top": 3, "below": 0.9}, [5, 6, 7, 4]),
        ({"top": 2, "below": 0.9}, [6, 7]),
        ({"top": "10%", "below": 0.4}, [2]),
        ({"top": 5, "threshold": 0.75}, [7, 8, 9]),
        ({"bottom": 2}, [0, 1]),
        ({"bottom": "20%", "threshold": 0.4}, [4, 5]),
        ({"bottom": 1, "threshold": 0.45}, [4, 5]),
        ({"bottom": 6, "top": 6}, [4, 5]),
        ({"bottom": 3, "abs": True}, [0, 1, 2]),
        ({"threshold": np.float32(0.7)}, [7, 8, 9]),
        ({"threshold": 0, "below": 1, "top": 1}, [8]),
    ],
)
def test_all_parts_of_a_rule_hold(rule: dict[str, Any], members: list[int]) -> None:
    """The best among those that the other parts leave; a tie for the last place is kept whole."""
    data = from_scores(ROW, "a", **rule)
    assert np.flatnonzero(data.membership[0, 0]).tolist() == sorted(members)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"threshold": 2}, "the result is empty: threshold 2 selects no head in category 'a'"),
        ({"below": 0.1}, "the result is empty: below 0.1 selects no head in category 'a'"),
        (
            {"threshold": 0.5, "below": 0.5},
            "the result is empty: threshold 0.5 with below 0.5 selects no head",
        ),
        (
            {"threshold": 0},
            "threshold 0 selects every head in category 'a'; scores (smallest, median, largest): 0.1",
        ),
        ({"below": 1.5}, "below 1.5 selects every head in category 'a'"),
        ({"top": 10}, "top 10 selects every head in category 'a'"),
    ],
)
def test_a_rule_that_selects_none_or_all_is_reported(
    rule: dict[str, Any], message: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "headmap"):
        from_scores(ROW, "a", **rule)
    [line] = [record.getMessage() for record in caplog.records]
    assert line.startswith(f"scores: {message}")


def test_a_rule_that_selects_some_is_not_reported(caplog: pytest.LogCaptureFixture) -> None:
    """Every condition excludes a head: top and below exclude some of a, threshold one of b."""
    from_scores({"a": ROW, "b": np.asarray(ROW) / 2}, threshold=0.46, below=0.9, top=2)
    assert caplog.records == []


# --- errors ---


@pytest.mark.parametrize(
    ("tensor", "message"),
    [
        (Tensor(ROW, "bfloat16"), "scores is of type bfloat16, which numpy cannot read; pass scores.float()"),
        (Tensor(ROW, device="cuda:0"), "scores is on cuda:0, which numpy cannot read; pass scores.cpu()"),
        (Tensor(ROW, device="mps"), "scores is on mps, which numpy cannot read; pass scores.cpu()"),
        (Tensor(ROW, grad=True), "scores requires grad, which numpy cannot read; pass scores.detach()"),
        (
            Tensor(ROW, "bfloat16", "cuda:1", True),
            "scores requires grad and is on cuda:1 and is of type bfloat16, which numpy cannot read; "
            "pass scores.detach().cpu().float()",
        ),
        (
            Tensor(ROW, "float8_e4m3fn"),
            "scores is of type float8_e4m3fn, which numpy cannot read; pass scores.float()",
        ),
    ],
)
def test_a_tensor_that_numpy_cannot_read_is_refused_with_the_call_to_add(
    tensor: Tensor, message: str
) -> None:
    for scores, name in ((tensor, "scores"), ({"a": tensor}, "scores['a']"), ([tensor], "scores[0]")):
        with pytest.raises(UsageError) as caught:
            from_scores(scores, ["a"], 0.5)
        assert str(caught.value) == message.replace("scores", name)


@pytest.mark.parametrize(
    ("frame", "present"),
    [
        (Frame([[1, 2], [3, 4]]), [[True, True], [True, True]]),
        (Frame([[3, 4], [1, 2]], index=[1, 0]), [[True, True], [True, True]]),
        (Frame([[2, 1], [4, 3]], columns=["1", "0"]), [[True, True], [True, True]]),
        (Frame([[4, 3], [2, 1]], index=["L1", "L0"], columns=["H1", "H0"]), [[True, True], [True, True]]),
        (
            Frame([[1, 2], [3, 4]], index=["layer_0", "layer_1"], columns=["head 0", "head 1"]),
            [[True] * 2] * 2,
        ),
        (Frame([[1, 2], [3, 4]], index=[0, 2]), [[True, True], [False, False], [True, True]]),
        (Frame([[1, None], [3, 4]]), [[True, False], [True, True]]),
    ],
)
def test_a_frame_is_read_by_its_labels(frame: Frame, present: list[list[bool]]) -> None:
    data = from_scores(frame, "a", 0.5)
    assert data.present.tolist() == present
    expected = [[1, 2], [3, 4]] if len(present) == 2 else [[1, 2], [np.nan, np.nan], [3, 4]]
    masked = np.where(present, np.array(expected, dtype=float), np.nan)
    np.testing.assert_array_equal(data.scores[0], masked)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (Frame([[0, 1, 0.5]], columns=["layer", "head", "score"]), "with a row for each head"),
        (Frame([[0, 1]], columns=["Head", "LAYER"]), "with a row for each head"),
        (Frame([[0, 1]], columns=["a", "b"]), "the columns of scores are labelled 'a'; expected indices"),
        (Frame([[0, 1]], index=["2024-01-01"]), "the rows of scores are labelled '2024-01-01'; expected"),
        (Frame([[0, 1], [2, 3]], index=[0, 0]), "the rows of scores have a label twice"),
        (Frame([[0, 1], [2, 3]], index=[1, 2]), "the rows of scores count from 1; number them from 0"),
        (Frame([[0, 1], [2, 3]], columns=["H1", "H2"]), "the columns of scores count from 1"),
        (
            Frame([[0, 1]], columns=[0, 5_000_000]),
            "needs a grid of 1 x 5000001, which has more than 1,000,000 heads",
        ),
        (Frame([["x", "y"]]), "scores: found <U1; expected numbers or booleans"),
    ],
)
def test_a_frame_that_is_no_grid(frame: Frame, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        from_scores(frame, "a", 0.5)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("scores", "names", "rule", "message"),
    [
        (SCORES, ["a", "b"], {"bottom": 0}, "bottom= is 0; expected a count such as 20, or a share such as"),
        (SCORES, ["a", "b"], {"abs": 1}, "abs= is 1; expected True or False"),
        (SCORES, ["a", "b"], {"abs": True}, "abs= can only be used with threshold=, below=, bottom= or top="),
        (SCORES, ["a", "b"], {"threshold": float("nan")}, "threshold= is nan; expected a finite number"),
        (SCORES, ["a", "b"], {"threshold": "0.5"}, "threshold= is '0.5'; expected a finite number"),
        (SCORES, ["a", "b"], {"below": True}, "below= is True; expected a finite number"),
        (SCORES, ["a", "b"], {"below": float("inf")}, "below= is inf; expected a finite number"),
        (SCORES, ["a", "b"], {"top": 0}, 'top= is 0; expected a count such as 20, or a share such as "5%"'),
        (SCORES, ["a", "b"], {"top": 2.5}, "top= is 2.5; expected a count"),
        (SCORES, ["a", "b"], {"top": False}, "top= is False; expected a count"),
        (SCORES, ["a"], {"threshold": 0}, "shape (2, 2, 2); expected (1 category, layers, heads)"),
        (SCORES, None, {"threshold": 0}, "categories= is missing; pass a name for each category, or a dict"),
        ([0.5], ["a"], {"threshold": 0}, "shape (1,); expected (1 category, layers, heads)"),
        ([["x"]], ["a"], {"threshold": 0}, "expected numbers or booleans"),
        ([[1.0, None]], ["a"], {"threshold": 0}, "found object; expected numbers or booleans; pass nan"),
        ([[1j]], ["a"], {"threshold": 0}, "found complex128; expected numbers or booleans"),
        ([[1.0], [1.0, 2.0]], ["a"], {"threshold": 0}, "expected an array of numbers"),
        (np.zeros((0, 0)), ["a"], {"threshold": 0}, "at least one category, one layer and one head"),
        (np.zeros((1001, 1000)), ["a"], {"threshold": 0}, "expected at most 1,000,000 heads"),
        (
            [[True]],
            ["a"],
            {"threshold": 0.5},
            "scores are booleans, which need no rule; leave out threshold=0.5",
        ),
        ([[0.0, np.inf]], ["a"], {"threshold": 0}, "the score of layer 0, head 1 of 'a' is infinite"),
        ([[-np.inf, 0.0]], ["a"], {"threshold": 0}, "the score of layer 0, head 0 of 'a' is infinite"),
        ("scores.npy", ["a"], {"threshold": 0}, "headmap.read('scores.npy', threshold=...) reads a file"),
        ({}, None, {"threshold": 0}, "scores are an empty dict"),
        ({"a": [[1]]}, ["b"], {"threshold": 0}, "categories are ['b']; the scores have the keys ['a']"),
        ({"a": [[1]], "b": [[1, 2]]}, None, {"threshold": 0}, "different shapes: (1, 1), (1, 2)"),
        ({"a": [[True]], "b": [[1]]}, None, {"threshold": 0}, "scores mix booleans and numbers"),
        ({"a": [1]}, None, {"threshold": 0}, "scores['a'] has the shape (1,); expected (layers, heads)"),
        ({3: [[1]]}, None, {"threshold": 0}, "categories are (3,); expected names"),
    ],
)
def test_scores_that_do_not_fit(scores: Any, names: Any, rule: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        from_scores(scores, names, **rule)
    assert message in str(caught.value)
    assert "--" not in str(caught.value)


def test_a_classification_refuses_infinity() -> None:
    with pytest.raises(UsageError, match="scores hold infinity; expected finite numbers, or nan"):
        Classification(("a",), np.ones((1, 1, 1), dtype=bool), scores=np.full((1, 1, 1), np.inf))


@pytest.mark.slow
def test_pandas_frames_are_accepted() -> None:
    pandas: Any = pytest.importorskip("pandas")
    frame = pandas.DataFrame([[0.1, 0.9], [None, 0.7]])
    data = from_scores({"a": frame, "b": frame.astype("Float64")}, threshold=0.5)
    assert data.membership.tolist() == [[[False, True], [False, True]]] * 2
    assert data.present.tolist() == [[True, True], [False, True]]


def test_torch_tensors_are_accepted_or_refused_with_the_call_to_add() -> None:
    torch: Any = pytest.importorskip("torch")
    assert from_scores(torch.tensor(SCORES), ["a", "b"], 0.5).membership.tolist() == ABOVE
    with pytest.raises(UsageError, match=r"pass scores\.float\(\)"):
        from_scores(torch.tensor(SCORES, dtype=torch.bfloat16), ["a", "b"], 0.5)
    with pytest.raises(UsageError, match=r"pass scores\.detach\(\)"):
        from_scores(torch.tensor(SCORES, requires_grad=True), ["a", "b"], 0.5)
