"""Errors for a wrong type in a call of the library: they say which call takes or makes what was meant."""

from __future__ import annotations

import os
from typing import Any

from .classification import Classification
from .errors import UsageError
from .vocabulary import python_value


def expect_classification(value: Any, function: str) -> None:
    """Raise UsageError unless a value is a Classification.

    Args:
        value: what the function was given.
        function: its name in the public API.
    """
    if isinstance(value, Classification):
        return
    raise UsageError(
        f"headmap.{function} takes a Classification; found {type_name(value)}; {_maker(value, function)}"
    )


def _maker(value: Any, function: str) -> str:
    """Say how to get a Classification from a value."""
    if isinstance(getattr(value, "classification", None), Classification):
        return "pass its .classification"
    if isinstance(value, str | os.PathLike):
        return f"headmap.{function}(headmap.read({python_value(os.fspath(value))})) reads the file"
    if isinstance(value, dict):
        return "headmap.Classification.from_scores({name: array}, threshold=...) makes one"
    if isinstance(value, list | tuple) and value and isinstance(value[0], Classification):
        return "pass one at a time"
    if is_arraylike(value):
        return "headmap.Classification.from_scores(scores, categories, threshold=...) makes one"
    return "headmap.read(path) or headmap.Classification.from_scores(...) makes one"


def is_arraylike(value: Any) -> bool:
    """Whether a value holds numbers in rows and columns: a list, an array, a tensor or a DataFrame."""
    return isinstance(value, list | tuple) or hasattr(value, "__array__")


def type_name(value: Any) -> str:
    """Name the type of a value, with an article.

    >>> type_name([]), type_name(None), type_name(3)
    ('a list', 'None', 'an int')
    """
    if value is None:
        return "None"
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeio' or name == 'ndarray' else 'a'} {name}"
