"""Check the arguments of public functions, with errors that suggest the right call for a wrong type."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from .classification import Classification
from .errors import UsageError
from .facets import Facet, Facets
from .vocabulary import python_value

Shown = Classification | Facets | Mapping[str, Classification]
"""What a public function can show."""


def expect_classification(value: Any, function: str) -> None:
    """Raise UsageError unless a value is a Classification.

    Args:
        value: The argument of the function.
        function: The name of the function in the public API, without ``headmap.``.

    Raises:
        UsageError: The value is of another type; the message suggests a call.
    """
    if isinstance(value, Classification):
        return
    raise UsageError(
        f"headmap.{function} takes a Classification; found {type_name(value)}; "
        f"{_suggest_call(value, function)}"
    )


def expect_shown(value: Any, function: str) -> Classification | Facets:
    """Return what a figure shows: a Classification or Facets, which a dict {label: Classification} makes.

    Args:
        value: The argument of the function.
        function: The name of the function in the public API, without ``headmap.``.

    Raises:
        UsageError: The value is of another type; the message suggests a call.
    """
    if isinstance(value, Facets):
        return value
    if isinstance(value, Mapping) and value and isinstance(next(iter(value.values())), Classification):
        for data in value.values():
            expect_classification(data, function)
        return Facets([Facet(str(label), data) for label, data in value.items()])
    expect_classification(value, function)
    classification: Classification = value
    return classification


def _suggest_call(value: Any, function: str) -> str:
    """Return advice on how to get a Classification from a value."""
    if isinstance(getattr(value, "classification", None), Classification):
        return "pass its .classification"
    if isinstance(value, str | os.PathLike):
        return f"headmap.{function}(headmap.read({python_value(os.fspath(value))})) reads the file"
    if isinstance(value, dict):
        return "headmap.Classification.from_scores({name: array}, threshold=...) makes one"
    if isinstance(value, list | tuple) and value and isinstance(value[0], Classification):
        return "pass one at a time, or {label: classification, ...} for a figure of facets"
    if is_arraylike(value):
        return "headmap.Classification.from_scores(scores, categories, threshold=...) makes one"
    return "headmap.read(path) or headmap.Classification.from_scores(...) makes one"


def is_arraylike(value: Any) -> bool:
    """Return whether a value may hold numbers in rows and columns: a list, array, tensor or DataFrame.

    >>> is_arraylike([[1, 2]]), is_arraylike("heads.csv")
    (True, False)
    """
    return isinstance(value, list | tuple) or hasattr(value, "__array__")


def type_name(value: Any) -> str:
    """Return the name of a value's type, with an article.

    >>> type_name([]), type_name(None), type_name(3)
    ('a list', 'None', 'an int')
    """
    if value is None:
        return "None"
    name = type(value).__name__
    # The n of "ndarray" is pronounced as a letter: "an en-dee-array".
    begins_with_vowel = name[0].lower() in "aeio" or name == "ndarray"
    article = "an" if begins_with_vowel else "a"
    return f"{article} {name}"
