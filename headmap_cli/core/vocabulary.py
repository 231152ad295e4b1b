"""How messages name options: as flags on the command line, as keywords for callers from Python.

``headmap_cli/__init__.py`` wraps the public functions in ``python_caller()``; all other code speaks flags.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

STYLE_KEYS = {"dpi": "layout.dpi", "width": "layout.width"}
"""Flags that are keys of the style for a caller from Python."""
TEXT = frozenset({"grid", "input_format", "column", "at", "missing", "top", "preset"})
"""Keywords whose value is text, and so needs quotes in Python."""

_from_python: ContextVar[bool] = ContextVar("from_python", default=False)


@contextmanager
def python_caller() -> Iterator[None]:
    """Let messages speak Python inside the with block, or in a function that this decorates."""
    token = _from_python.set(True)
    try:
        yield
    finally:
        _from_python.reset(token)


def option(name: str, value: object = "") -> str:
    """Name an option, with a value or without, so that the reader can paste it.

    Args:
        name: as the command line has it, without the dashes: ``index-base``.
        value: what to set it to, or a word in capitals that stands for the value.

    >>> option("threshold"), option("grid", "LAYERSxHEADS"), option("at", "my runs")
    ('--threshold', '--grid LAYERSxHEADS', "--at 'my runs'")
    >>> with python_caller():
    ...     option("threshold"), option("grid", "LAYERSxHEADS"), option("index-base", 1)
    ('threshold=', 'grid="LAYERSxHEADS"', 'index_base=1')
    """
    if _from_python.get():
        return _keyword(name.replace("-", "_"), value)
    if value == "":
        return f"--{name}"
    from shlex import quote

    return f"--{name} {quote(str(value))}"


def where_option(column: str, value: str) -> str:
    """Name the option that chooses the rows in which a column has a value."""
    if _from_python.get():
        return f"where={{{_in_quotes(column)}: {_in_quotes(value)}}}"
    return option("where", f"{column}={value}")


def _keyword(name: str, value: object) -> str:
    if name in STYLE_KEYS:
        return STYLE_KEYS[name] if value == "" else f"{STYLE_KEYS[name]}={value}"
    if value == "":
        return f"{name}="
    return f"{name}={_in_quotes(str(value)) if name in TEXT else value}"


def _in_quotes(text: str) -> str:
    """Write a text as Python does, in double quotes where it has none itself."""
    return repr(text) if '"' in text or not text.isprintable() or "\\" in text else f'"{text}"'


def python_value(value: object) -> str:
    """Show a value that came from Python in a message: its repr on one line, cut at 60 characters.

    >>> python_value(None), python_value(True), python_value("a" * 70)
    ('None', 'True', "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...")
    """
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else f"{text[:60]}..."
