"""Scores that a Python program holds -> Classification: arrays, dicts of them, DataFrames and tensors."""

from __future__ import annotations

import numbers
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from .classification import Classification
from .decimals import as_float64
from .errors import UsageError
from .grid import parse_top
from .head_rows import may_list_heads
from .rule import Rule
from .rules import select_and_report
from .score_arrays import score_array, stacked
from .strings import counted
from .vocabulary import python_value

Scores = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def classify(
    scores: Any, categories: Sequence[str] | str | None, model: str, **rule: float | str | None
) -> Classification:
    """Make the classification of scores; see Classification.from_scores.

    Args:
        scores: an array of all categories, of one, or a mapping from each category to its array.
        categories: their names; None takes the keys of a mapping.
        model: the model's name.
        rule: threshold, below and top, of which those that are not None must all hold.
    """
    _refuse_lists_of_heads(scores, categories)
    names, array = _named_arrays(scores, categories)
    given = {name: value for name, value in rule.items() if value is not None}
    if array.dtype == np.bool_:
        if given:
            raise UsageError(f"scores are booleans, which need no rule; leave out {_keywords(given)}")
        return Classification(names, array, model=model)
    finite = as_float64(array)
    _refuse_infinite(finite, names)
    if not given:
        raise UsageError(f"scores {_range(finite)} need a rule; set threshold=, below= or top=")
    threshold, below = (_number(name, given.get(name)) for name in ("threshold", "below"))
    top = _top(given.get("top"))
    rule_of_all = Rule(threshold, top, below)
    scores_by_name = dict(zip(names, finite, strict=True))
    selected = select_and_report("scores", scores_by_name, dict.fromkeys(names, rule_of_all))
    members = np.array([selected[name] for name in names])
    present: Mask = np.logical_not(np.isnan(finite).all(axis=0))
    return Classification(names, members, present, model, finite)


def _named_arrays(
    scores: Any, categories: Sequence[str] | str | None
) -> tuple[tuple[str, ...], npt.NDArray[Any]]:
    """Return the names of the categories, and their scores as one array (categories, layers, heads)."""
    if isinstance(scores, Mapping):
        return _from_mapping(scores, categories)
    if categories is None:
        raise UsageError("categories= is missing; pass a name for each category, or a dict {name: array}")
    names = (categories,) if isinstance(categories, str) else tuple(categories)
    array = score_array(scores, "scores")
    whole = array[None] if array.ndim == 2 else array
    if whole.ndim != 3 or len(whole) != len(names):
        expected = f"({counted(len(names), 'category', 'categories')}, layers, heads)"
        raise UsageError(f"scores have the shape {array.shape}; expected {expected}")
    return names, whole


def _refuse_lists_of_heads(scores: Any, categories: Sequence[str] | str | None) -> None:
    """Refuse numpy integers in two or three columns, which may be rows of [layer, head].

    A caller who means scores can say so with floats; nested lists, frames and masked arrays are grids.
    """
    only = f" of {categories!r}" if isinstance(categories, str) else ""
    parts = scores.items() if isinstance(scores, Mapping) else [("", scores)]
    for name, values in parts:
        if type(values) is not np.ndarray or values.dtype.kind not in "iu" or not may_list_heads(values):
            continue
        rows, columns = values.shape
        row = "[layer, head]" if columns == 2 else "[layer, head, score]"
        label = f" of {name!r}" if name else only
        raise UsageError(
            f"the integers{label} could be a list of heads with rows of {row}, or scores of "
            f"{counted(rows, 'layer')} x {counted(columns, 'head')}; for scores, pass array.astype(float); "
            "for a list of heads, pass booleans "
            "(mask = numpy.zeros((layers, heads), bool); mask[array[:, 0], array[:, 1]] = True)"
        )


def _from_mapping(
    scores: Mapping[Any, Any], categories: Sequence[str] | str | None
) -> tuple[tuple[str, ...], npt.NDArray[Any]]:
    """Return the names and the scores of a mapping, in its order or in that of categories."""
    if not scores:
        raise UsageError("scores are an empty dict; expected {name: array of (layers, heads)}")
    names = tuple(scores)
    if categories is not None:
        names = (categories,) if isinstance(categories, str) else tuple(categories)
        if set(names) != set(scores):
            keys = python_value(list(scores))
            raise UsageError(f"categories are {python_value(list(names))}; the scores have the keys {keys}")
    return names, stacked({f"scores[{name!r}]": scores[name] for name in names})


def _refuse_infinite(scores: Scores, names: Sequence[str]) -> None:
    infinite = np.argwhere(np.isinf(scores))
    if len(infinite):
        category, layer, head = infinite[0].tolist()
        where = f"layer {layer}, head {head} of {names[category]!r}"
        raise UsageError(f"the score of {where} is infinite; expected finite numbers, or nan for no score")


def _number(name: str, value: object) -> float | None:
    """Return a finite number as a float, a float32 as its shortest decimal."""
    if value is None:
        return None
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        number = float(as_float64(np.asarray(value)))
        if np.isfinite(number):
            return number
    raise UsageError(f"{name}= is {python_value(value)}; expected a finite number")


def _top(value: object) -> str | None:
    """Return a count of heads, or a share such as 5%, as text."""
    if value is None:
        return None
    if isinstance(value, numbers.Integral | str) and not isinstance(value, bool):
        try:
            return parse_top(value if isinstance(value, str) else int(value))
        except ValueError:
            pass
    raise UsageError(f'top= is {python_value(value)}; expected a count such as 20, or a share such as "5%"')


def _range(scores: Scores) -> str:
    known = scores[~np.isnan(scores)]
    return f"from {known.min():g} to {known.max():g}" if known.size else "(all nan)"


def _keywords(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={python_value(value)}" for name, value in values.items())
