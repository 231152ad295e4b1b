"""Write options in messages as flags for users of the command line, and as keywords for callers from Python.

``headmap_cli/__init__.py`` wraps the public functions in ``python_caller()``; without it, options are flags.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

STYLE_KEYS = {"dpi": "layout.dpi", "width": "layout.width"}
"""Options that are keys of the style for callers from Python."""

TEXT_KEYWORDS = frozenset(
    {"grid", "input_format", "column", "at", "missing", "top", "bottom", "preset", "repeats"}
)
"""Keywords whose value is text, and so needs quotes in Python."""

MAX_VALUE_LENGTH = 60

# A context variable, so that the command line and Python callers in other threads do not affect each other.
_from_python: ContextVar[bool] = ContextVar("from_python", default=False)


@contextmanager
def python_caller() -> Iterator[None]:
    """Write options as keywords inside the with block, or inside a function that this decorates."""
    token = _from_python.set(True)
    try:
        yield
    finally:
        _from_python.reset(token)


def option(name: str, value: object = "") -> str:
    """Return an option with or without a value, in a form that the user can paste.

    Args:
        name: The name on the command line without the dashes, such as ``index-base``.
        value: The value, or a placeholder in capitals.

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


def more_bytes_than(limit: int, needed: int | None = None) -> str:
    """Return how a message says that something has more bytes than --max-bytes allows.

    Args:
        limit: The value of --max-bytes.
        needed: The value that would be enough, if it is known.

    >>> more_bytes_than(1000), more_bytes_than(1000, 2500)
    ('more than 1,000 bytes; --max-bytes allows more', 'more than 1,000 bytes; --max-bytes 2500 allows more')
    """
    value = "" if needed is None else needed
    return f"more than {limit:,} bytes; {option('max-bytes', value)} allows more"


def where_option(column: str, value: str) -> str:
    """Return the option that chooses the rows in which a column has a value.

    >>> where_option("model", "gpt2")
    '--where model=gpt2'
    >>> with python_caller():
    ...     where_option("model", "gpt2")
    'where={"model": "gpt2"}'
    """
    if _from_python.get():
        return f"where={{{_in_quotes(column)}: {_in_quotes(value)}}}"
    return option("where", f"{column}={value}")


def python_only(text: str) -> str:
    """Return a text for callers from Python; an empty one for users of the command line.

    >>> python_only("; headmap.read_facets reads all of them")
    ''
    """
    if _from_python.get():
        return text
    return ""


def _keyword(name: str, value: object) -> str:
    """Return an option as a keyword of a Python call, or as a key of the style."""
    if name in STYLE_KEYS:
        key = STYLE_KEYS[name]
        if value == "":
            return key
        return f"{key}={value}"
    if value == "":
        return f"{name}="
    if name in TEXT_KEYWORDS:
        return f"{name}={_in_quotes(str(value))}"
    return f"{name}={value}"


def _in_quotes(text: str) -> str:
    """Return a text as a Python literal, in double quotes unless these would need escapes."""
    if '"' in text or "\\" in text or not text.isprintable():
        return repr(text)
    return f'"{text}"'


def python_value(value: object) -> str:
    """Return the repr of a value on one line, cut at 60 characters.

    >>> python_value(None), python_value(True), python_value("a" * 70)
    ('None', 'True', "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...")
    """
    text = " ".join(repr(value).split())
    if len(text) <= MAX_VALUE_LENGTH:
        return text
    return f"{text[:MAX_VALUE_LENGTH]}..."
