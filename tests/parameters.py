"""Parameters of tests that run in ``make quick`` with one value, and in ``make test`` with all of them."""

from collections.abc import Iterable

import pytest


def slow_after_first(values: Iterable[object]) -> list[object]:
    """Return the values for ``pytest.mark.parametrize``, all but the first marked as slow.

    Args:
        values: One value for each case; a tuple is one value for each of several parameter names.
    """
    first, *others = values
    parameters: list[object] = [first]
    for value in others:
        arguments = value if isinstance(value, tuple) else (value,)
        parameters.append(pytest.param(*arguments, marks=pytest.mark.slow))
    return parameters
