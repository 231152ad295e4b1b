"""Ask for a rule where scores do not say which heads are in which category."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .array_types import FloatArray
from .errors import UsageError, input_error
from .strings import join_first
from .vocabulary import option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .classification import Classification
    from .errors import InputError


def require_memberships(data: Classification, source: str) -> None:
    """Raise InputError with the range of the scores if they have no rule that selects heads.

    Every command that needs to know which heads are in a category calls this.

    Args:
        data: What has been read.
        source: The name of the input or inputs.
    """
    if not data.is_decided:
        assert data.scores is not None
        raise scores_need_rule(source, dict(zip(data.categories, data.scores, strict=True)))


def scores_need_rule(source: str, scores: Mapping[str, FloatArray]) -> InputError:
    """Return the error of an input whose scores need a rule, with their range.

    Args:
        source: The name of the input or inputs.
        scores: The scores (layers, heads) of each category that has no rule.
    """
    ranges = [f"{name} {score_range(values)}" for name, values in scores.items()]
    choose = f"choose a {option('threshold')} or {option('top')}"
    message = f"holds scores; {choose}; smallest, median and largest: {join_first(ranges, '; ')}"
    return input_error(source, message)


def rule_needed(data: Classification) -> UsageError:
    """Return the error of Python code that needs the memberships of scores without a rule."""
    assert data.scores is not None
    return UsageError(
        f"the scores have no rule, so it is not known which heads are in a category; "
        "pass threshold=, below=, top= or bottom= to headmap.read or Classification.from_scores; "
        f"smallest, median and largest score: {score_range(data.scores)}"
    )


def score_range(scores: FloatArray) -> str:
    """Describe the range of scores: smallest, median and largest, or ``unknown``.

    >>> score_range(np.array([[0.25, np.nan], [0.5, 1]]))
    '0.25, 0.5, 1'
    """
    numbers = scores[~np.isnan(scores)]
    if not len(numbers):
        return "unknown"
    return f"{numbers.min():.4g}, {np.median(numbers):.4g}, {numbers.max():.4g}"
