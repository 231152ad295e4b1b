"""Parse JSON more strictly than Python does, and report where a text is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from ..core.errors import Location, input_error
from ..core.strings import quote

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(?P<colon>\s*:)?|[\[\]{}]|NaN|-?Infinity')
"""Strings, which are keys if a colon follows, brackets, and the constants that JSON does not have."""


def parse_json(text: str, source: str, line: int = 0) -> Any:
    """Return the value of a JSON text.

    Args:
        text: The JSON text.
        source: The name of the file for messages.
        line: The number of the line that the text is; 0 if it is a whole file.

    Raises:
        InputError: The text is not JSON, holds NaN, Infinity, a key twice in one object or a number with too
            many digits, or is nested too deeply.
    """
    try:
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_unique_keys)
    except _RefusedError:
        # Python does not tell the hooks where they are in the text, so it is searched again.
        message, position = next(_refused_tokens(text))
    except json.JSONDecodeError as e:
        # Imported only for an error, since most texts are JSON.
        from .json_errors import explain_json_error

        message, position = explain_json_error(e)
    except ValueError:
        # Python converts at most sys.get_int_max_str_digits() digits, because that takes quadratic time.
        raise input_error(source, "holds a number of too many digits", Location(line)) from None
    except RecursionError:
        message = "is nested too deeply for any shape that headmap knows"
        raise input_error(source, message, Location(line)) from None
    raise input_error(source, message, _location(text, position, line))


def _location(text: str, position: int, line: int) -> Location:
    """Return the line and column of a position in a text that is one line of a file, or the whole of it."""
    before = text[:position]
    column = position - before.rfind("\n")
    if line:
        return Location(line, column)
    return Location(before.count("\n") + 1, column)


class _RefusedError(Exception):
    """JSON that Python accepts and headmap does not."""


def _refuse(_constant: str) -> NoReturn:
    """Raise _RefusedError for NaN, Infinity or -Infinity."""
    raise _RefusedError


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of some keys and values; raise _RefusedError if a key occurs twice."""
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _RefusedError
    return value


def _refused_tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield a message and the position of each NaN, Infinity and repeated key of a JSON text."""
    # The keys of each object or array around the current token; an array has none.
    open_keys: list[set[str]] = []
    for match in TOKEN.finditer(text):
        token = match[0]
        if token in "[{":
            open_keys.append(set())
        elif token in "]}":
            open_keys.pop()
        elif not token.startswith('"'):
            yield f"{token} is not JSON; leave the head out, or give it a finite number", match.start()
        elif match["colon"]:
            # Decoded, since "a" and "\u0061" are one key.
            key = json.loads(token[: token.rindex('"') + 1])
            if key in open_keys[-1]:
                yield f"duplicate key {quote(key)} in one object", match.start()
            open_keys[-1].add(key)
