"""Classify heads by scores that a Python program holds: arrays, dicts of them, DataFrames and tensors."""

from __future__ import annotations

import numbers
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .array_types import AnyArray, BoolArray, FloatArray
from .classification import Classification
from .decimals import as_float64
from .errors import UsageError
from .head_rows import may_list_heads
from .rule import Rule, parse_head_count, require_condition
from .rule_effects import select_and_report
from .score_arrays import score_array, stack_arrays
from .strings import counted
from .vocabulary import python_caller, python_value


@python_caller()
def classify(
    scores: Any,
    categories: Sequence[str] | str | None,
    model: str,
    **rule_keywords: float | str | None,
) -> Classification:
    """Return the classification of heads by their scores; see Classification.from_scores.

    Args:
        scores: An array of all categories or of a single one, or a mapping from each category to its array.
        categories: The names of the categories; None takes the keys of a mapping.
        model: The name of the model.
        rule_keywords: The attributes of the rule, see Rule; those that are None are not given.

    Raises:
        UsageError: The shapes, types or rules do not fit.
    """
    _refuse_lists_of_heads(scores, categories)
    names, array = _named_arrays(scores, categories)
    keywords_given = {name: value for name, value in rule_keywords.items() if value is not None}
    if keywords_given.get("abs") is False:
        del keywords_given["abs"]
    if array.dtype == np.bool_:
        if keywords_given:
            listed = ", ".join(f"{name}={python_value(value)}" for name, value in keywords_given.items())
            raise UsageError(f"scores are booleans, which need no rule; leave out {listed}")
        return Classification(names, array, model=model)
    numbers_or_nan = as_float64(array)
    _refuse_infinite(numbers_or_nan, names)
    present: BoolArray = np.logical_not(np.isnan(numbers_or_nan).all(axis=0))
    rule = _check_rule(keywords_given)
    if not rule:
        return Classification(names, None, present, model, numbers_or_nan)
    scores_by_name = dict(zip(names, numbers_or_nan, strict=True))
    selected = select_and_report("scores", scores_by_name, dict.fromkeys(names, rule))
    membership = np.array([selected[name] for name in names])
    return Classification(names, membership, present, model, numbers_or_nan, (rule,) * len(names))


def _check_rule(given: Mapping[str, object]) -> Rule:
    """Return the rule of the keywords that a caller gives; raise UsageError for a value that is wrong."""
    if not isinstance(given.get("abs", False), bool):
        raise UsageError(f"abs= is {python_value(given['abs'])}; expected True or False")
    rule = Rule(
        threshold=_check_number("threshold", given.get("threshold")),
        below=_check_number("below", given.get("below")),
        top=_check_head_count("top", given.get("top")),
        bottom=_check_head_count("bottom", given.get("bottom")),
        abs="abs" in given,
    )
    return require_condition(rule)


def _named_arrays(scores: Any, categories: Sequence[str] | str | None) -> tuple[tuple[str, ...], AnyArray]:
    """Return the names of the categories, and their scores as one array (categories, layers, heads)."""
    if isinstance(scores, Mapping):
        return _from_mapping(scores, categories)
    if categories is None:
        raise UsageError("categories= is missing; pass a name for each category, or a dict {name: array}")
    names = _names_tuple(categories)
    array = score_array(scores, "scores")
    stack = array[None] if array.ndim == 2 else array
    if stack.ndim != 3 or len(stack) != len(names):
        expected = f"({counted(len(names), 'category', 'categories')}, layers, heads)"
        raise UsageError(f"scores have the shape {array.shape}; expected {expected}")
    return names, stack


def _from_mapping(
    scores: Mapping[Any, Any], categories: Sequence[str] | str | None
) -> tuple[tuple[str, ...], AnyArray]:
    """Return the names and the scores of a mapping, in the order of categories or else of the mapping."""
    if not scores:
        raise UsageError("scores are an empty dict; expected {name: array of (layers, heads)}")
    names = tuple(scores)
    if categories is not None:
        names = _names_tuple(categories)
        if set(names) != set(scores):
            keys = python_value(list(scores))
            raise UsageError(f"categories are {python_value(list(names))}; the scores have the keys {keys}")
    return names, stack_arrays({f"scores[{name!r}]": scores[name] for name in names})


def _names_tuple(categories: Sequence[str] | str) -> tuple[str, ...]:
    """Return the names of categories; a single string is one name."""
    # tuple() would split the string into its letters.
    if isinstance(categories, str):
        return (categories,)
    return tuple(categories)


def _refuse_lists_of_heads(scores: Any, categories: Sequence[str] | str | None) -> None:
    """Raise UsageError if the scores of any category may be a list of heads."""
    if isinstance(scores, Mapping):
        for name, values in scores.items():
            _refuse_list_of_heads(values, name)
    elif isinstance(categories, str):
        _refuse_list_of_heads(scores, categories)
    else:
        _refuse_list_of_heads(scores, None)


def _refuse_list_of_heads(values: Any, name: str | None) -> None:
    """Raise UsageError for numpy integers in two or three columns, which may be rows of [layer, head].

    Args:
        values: The scores of one category, or of all.
        name: The name of the category; None if there are several.
    """
    # Only plain arrays of integers are ambiguous: floats are scores, and nested lists, DataFrames and masked
    # arrays are grids.
    if type(values) is not np.ndarray or values.dtype.kind not in "iu" or not may_list_heads(values):
        return
    rows, columns = values.shape
    row = "[layer, head]" if columns == 2 else "[layer, head, score]"
    label = f" of {name!r}" if name else ""
    raise UsageError(
        f"the integers{label} could be a list of heads with rows of {row}, or scores of "
        f"{counted(rows, 'layer')} x {counted(columns, 'head')}; for scores, pass array.astype(float); "
        "for a list of heads, pass booleans "
        "(mask = numpy.zeros((layers, heads), bool); mask[array[:, 0], array[:, 1]] = True)"
    )


def _refuse_infinite(scores: FloatArray, names: Sequence[str]) -> None:
    """Raise UsageError for the first score that is infinite."""
    infinite = np.argwhere(np.isinf(scores))
    if len(infinite):
        category, layer, head = infinite[0].tolist()
        raise UsageError(
            f"the score of layer {layer}, head {head} of {names[category]!r} is infinite; "
            "expected finite numbers, or nan for no score"
        )


def _check_number(name: str, value: object) -> float | None:
    """Return a finite number as a float64, a float32 through its shortest decimal; None for None."""
    if value is None:
        return None
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        number = float(as_float64(np.asarray(value)))
        if np.isfinite(number):
            return number
    raise UsageError(f"{name}= is {python_value(value)}; expected a finite number")


def _check_head_count(name: str, value: object) -> str | None:
    """Return a count of heads, or a share such as 5%, as text; None for None."""
    if value is None:
        return None
    if isinstance(value, numbers.Integral | str) and not isinstance(value, bool):
        try:
            return parse_head_count(value if isinstance(value, str) else int(value))
        except ValueError:
            pass  # the message below names the keyword
    expected = 'a count such as 20, or a share such as "5%"'
    raise UsageError(f"{name}= is {python_value(value)}; expected {expected}")
