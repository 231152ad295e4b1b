"""A plugin of pytest that disables one function, so that test_guarantees.py can see the test of it fail.

The variable of the environment DISABLED holds the function as ``module:name``, or ``module:Class.name``.
"""

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

VARIABLE = "HEADMAP_TEST_DISABLED"


@contextmanager
def _nothing_around(*_args: Any, **_options: Any) -> Iterator[None]:
    yield


def _nothing(*_args: Any, **_options: Any) -> None:
    return None


def pytest_configure() -> None:
    """Replace the function, see test_guarantees.Guarantee."""
    module, _, path = os.environ[VARIABLE].partition(":")
    owner: Any = importlib.import_module(module)
    *classes, name = path.rstrip("=@").split(".")
    for part in classes:
        owner = getattr(owner, part)
    replacement: Any = _nothing
    if path.endswith("="):
        replacement = _first
    elif path.endswith("@"):
        replacement = _nothing_around
    assert hasattr(owner, name)
    setattr(owner, name, replacement)


def _first(first: Any, *_args: Any, **_options: Any) -> Any:
    return first
