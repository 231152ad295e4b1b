"""Disable one function, so that test_guarantees.py can see the test of it fail.

The variable of the environment HEADMAP_TEST_DISABLED holds the function as ``module:name``, or
``module:Class.name``. This module is a plugin of pytest, which disables the function in the process of the
tests. In the processes that tests start, hooks/sitecustomize.py does so, which Python imports when it starts.
"""

import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

VARIABLE = "HEADMAP_TEST_DISABLED"


def pytest_configure() -> None:
    """Disable the function in this process."""
    module, _, _ = os.environ[VARIABLE].partition(":")
    disable_in(importlib.import_module(module))


def disable_in(module: ModuleType) -> None:
    """Replace the function, see test_guarantees.Guarantee."""
    _, _, path = os.environ[VARIABLE].partition(":")
    owner: Any = module
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


class DisablingFinder(MetaPathFinder):
    """A finder that disables the function as soon as its module has been imported."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - the signature of finders
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        """Return how to import the module of the function; None for any other module."""
        if fullname != os.environ[VARIABLE].partition(":")[0]:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(fullname)
        assert spec is not None
        loader: Any = spec.loader
        execute = loader.exec_module

        def execute_and_disable(module: ModuleType) -> None:
            execute(module)
            disable_in(module)

        loader.exec_module = execute_and_disable
        return spec


@contextmanager
def _nothing_around(*_args: Any, **_options: Any) -> Iterator[None]:
    yield


def _nothing(*_args: Any, **_options: Any) -> None:
    return None


def _first(first: Any, *_args: Any, **_options: Any) -> Any:
    return first
