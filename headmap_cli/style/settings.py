"""Read the settings of a command line: ``--set key.path=value``, and flags that set a key of the style."""

from __future__ import annotations

import re
from typing import Any

from ..core.errors import InputError, UsageError
from ..core.numbers import decimal
from ..core.strings import quote
from .schema import Style
from .sources import VALUE_KEY, Origin, SourcedData, at_path
from .type_hints import list_item_type, takes_null, takes_text, type_at

SINGLE_QUOTED = re.compile(r"'(?:[^']|'')*'")
DOUBLE_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def read_setting(text: str) -> SourcedData:
    """Read one ``key.path=value`` of ``--set``; text and colours need no quotes.

    Raises:
        UsageError: There is no key or no value, or the value is not YAML.
    """
    source = f"--set {text}"
    path, equals, value = text.partition("=")
    keys = tuple(part.strip() for part in path.split("."))
    if not equals or not all(keys):
        raise UsageError(f"{source}: expected KEY.PATH=VALUE, such as layout.cell=6")
    if keys == ("preset",):
        raise UsageError(f"{source}: a preset comes before all else; write --preset {value.strip()}")
    return at_path(keys, _read_value(value.strip(), type_at(keys, Style), source), source)


def read_flag(flag: str, key: str, value: str) -> SourcedData:
    """Read a flag that sets a key of the style.

    Args:
        flag: The flag, such as ``--width``.
        key: The path of the key, such as ``layout.width``.
        value: The value as it was typed.
    """
    if list_item_type(type_at(tuple(key.split(".")), Style)):
        words = [word.strip() for word in value.split(",")]
        return at_path(tuple(key.split(".")), SourcedData({VALUE_KEY: words}), f"{flag} {value}")
    number = decimal(value)
    wrapped = _wrap(value if number is None else number, literal=value)
    return at_path(tuple(key.split(".")), wrapped, f"{flag} {value}")


def _wrap(value: Any, literal: str) -> SourcedData:
    """Return a value and the text that it was typed as in the form that at_path takes."""
    return SourcedData({VALUE_KEY: value}, values={(VALUE_KEY,): Origin("", literal=literal)})


def _read_value(text: str, hint: Any, source: str) -> SourcedData:
    """Read the value of a setting, as text or as YAML by the type of its key.

    Raises:
        UsageError: It is not text, or not YAML where the type takes more than text.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        # Bytes of the command line that are not UTF-8 come as lone surrogates.
        raise UsageError(f"{source}: {quote(text)} is not valid text") from None
    if not text or _is_taken_as_typed(text, hint):
        plain = _unquoted(text, source)
        return _wrap(plain, literal=plain)
    try:
        return _parse_value(text, source)
    except InputError as e:
        message = _first_message(e)
        raise UsageError(f"{source}: {quote(text)} cannot be read as a YAML value: {message}") from None


def _is_taken_as_typed(text: str, hint: Any) -> bool:
    """Return whether a value is taken as text, as it is typed, and not parsed as YAML."""
    if takes_null(hint) and text in ("null", "~"):
        return False
    if takes_text(hint):
        return True
    # A single item of a list of texts needs no brackets.
    return takes_text(list_item_type(hint)) and not text.startswith("[")


def _unquoted(text: str, source: str) -> str:
    """Return a text without the quotes around all of it, if there are any; double quotes may hold escapes."""
    if SINGLE_QUOTED.fullmatch(text):
        return text[1:-1].replace("''", "'")
    if not DOUBLE_QUOTED.fullmatch(text):
        return text
    try:
        return str(_parse_value(text, source).data[VALUE_KEY])
    except InputError as e:
        raise UsageError(f"{source}: {_first_message(e)}") from None


def _parse_value(text: str, source: str) -> SourcedData:
    """Parse a YAML value as the value of a mapping's only key."""
    from .yaml.reader import parse_yaml  # loads PyYAML, which few command lines need

    return parse_yaml(f"{VALUE_KEY}: {text}", source)


def _first_message(error: InputError) -> str:
    """Return the message of the first problem, without its line and column, which a setting does not have."""
    return error.problems[0].message
